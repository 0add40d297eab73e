// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

// A turn is remembered for a minute at least, and two at the most.
func TestTurnsAreForgotten(t *testing.T) {
	id := netip.MustParsePrefix("192.0.2.1/32")
	for _, at := range []time.Duration{0, time.Second, 30 * time.Second, 59 * time.Second} {
		for _, busy := range []bool{false, true} { // whether anybody looks meanwhile
			synctest.Test(t, func(t *testing.T) {
				var ts turns
				if ts.of(id) != 0 {
					t.Error("it begins with", ts.of(id))
				}
				wait := func(d time.Duration) {
					for range d / time.Second {
						if time.Sleep(time.Second); busy {
							ts.forget()
						}
					}
				}
				wait(at)
				ts.add(id)
				ts.add(id)
				if wait(59 * time.Second); ts.of(id) != 2 {
					t.Errorf("at %v, %v: %d after a minute", at, busy, ts.of(id))
				}
				if wait(61 * time.Second); ts.of(id) != 0 {
					t.Errorf("at %v, %v: %d after two", at, busy, ts.of(id))
				}
			})
		}
	}
}

// However many sources there are, what is remembered of them is bounded.
func TestTurnsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ts turns
		for i := range 3 * maxSources {
			id := netip.PrefixFrom(netip.AddrFrom4([4]byte{192, 0, byte(i >> 8), byte(i)}), 32)
			if ts.add(id); ts.of(id) != 1 {
				t.Fatalf("%d turns of the last one", ts.of(id))
			}
			if n := len(ts.now) + len(ts.before); n > 2*maxSources {
				t.Fatalf("%d sources", n)
			}
		}
	})
}
