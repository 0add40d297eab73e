// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// What is learnt of how long hashes take: nothing of one that was given up early,
// nor of one that was none, and of one that stood still no more than so much.
func TestLearn(t *testing.T) {
	for _, tt := range []struct {
		took     time.Duration
		canceled bool
		want     time.Duration
	}{
		{200 * time.Millisecond, false, 900 * time.Millisecond},
		{200 * time.Millisecond, true, time.Second},
		{1800 * time.Millisecond, true, 1100 * time.Millisecond},
		{time.Millisecond - 1, false, time.Second},
		{time.Hour, false, time.Second + 29*time.Second/8},
	} {
		g := &Gate{takes: time.Second}
		if g.learn(tt.took, tt.canceled); g.takes != tt.want {
			t.Errorf("%v, canceled: %t: %v, not %v", tt.took, tt.canceled, g.takes, tt.want)
		}
	}
}

// Behind a proxy that is believed, each of its clients is a source.
func TestSourceBehindAProxy(t *testing.T) {
	proxy := netip.MustParseAddr("192.0.2.1")
	a := &scheme.Request{Peer: proxy, Source: netip.MustParseAddr("198.51.100.1")}
	b := &scheme.Request{Peer: proxy, Source: netip.MustParseAddr("198.51.100.2")}
	if sourceOf(a) == sourceOf(b) || sourceOf(a) != sourceOf(&scheme.Request{Peer: a.Source}) {
		t.Error(sourceOf(a), sourceOf(b))
	}
}

// Who would fit at once, but for those before him, waits behind them and by the
// same bounds.
func TestLightBehindHeavy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(&GateOptions{Hashes: 4, Wait: 40 * time.Millisecond}) // a hash is thought to take 20
		enter := func(source string, threads int) (func(), error) {
			return g.Enter(t.Context(), &scheme.Request{Peer: netip.MustParseAddr(source)}, Weight{Threads: threads})
		}
		leave, err := enter("192.0.2.1", 2)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		for _, source := range []string{"192.0.2.2", "192.0.2.3"} {
			go func() {
				if leave, err := g.Enter(ctx, &scheme.Request{Peer: netip.MustParseAddr(source)}, Weight{Threads: 4}); err == nil {
					leave()
				}
			}()
		}
		synctest.Wait()
		start := time.Now()
		if _, err := enter("192.0.2.4", 1); err == nil || time.Since(start) > 0 {
			t.Errorf("let in, or left waiting for %v: %v", time.Since(start), err)
		}
		cancel()
		leave()
		synctest.Wait()
	})
}
