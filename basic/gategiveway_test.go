// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
)

// Who gives way to a newcomer, where he would be refused otherwise: the source that
// had most turns, if these were more than his, he has nobody who waits yet, and it
// helps.
func TestAttack_K01_who_gives_way(t *testing.T) {
	const a, b, c, d, e = "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"
	four := basic.Weight{Threads: 4}
	for _, tt := range []struct {
		name       string
		hashes     int
		turns      map[string]int
		waiting    []string
		newcomer   string
		weight     basic.Weight
		out        string // the source that is put out
		isRefused  bool
		afterwards int // how many wait
	}{
		{"there is room", 1, map[string]int{a: 1}, []string{a}, b, one, "", false, 2},
		{"the one with more", 1, map[string]int{a: 1}, []string{a, b}, c, one, a, false, 2},
		{"the one with most", 1, map[string]int{a: 2, b: 5, c: 1}, []string{a, b}, c, one, b, false, 2},
		{"none with as many", 1, map[string]int{a: 1, b: 1, c: 1}, []string{a, b}, c, one, "", true, 2},
		{"none with less", 1, map[string]int{a: 1, b: 1, c: 2}, []string{a, b}, c, one, "", true, 2},
		{"none for a second request", 1, map[string]int{a: 3}, []string{a, b}, b, one, "", true, 2},
		{"all of its requests", 4, map[string]int{a: 3}, []string{b, a, a, c, d, e, "192.0.2.6"}, "192.0.2.7", one, a, false, 6},
		{"none in vain", 4, map[string]int{a: 3, b: 3}, []string{a, b, c, d, e}, "192.0.2.6", four, "", true, 5},
		{"one for a heavy hash", 4, map[string]int{a: 3, b: 2}, []string{a, b, c}, "192.0.2.6", four, a, false, 3},
	} {
		synctest.Test(t, func(t *testing.T) {
			g := basic.NewGate(&basic.GateOptions{Hashes: tt.hashes})
			for range 100 { // now a hash takes a second
				leave := enter(t, g, one)
				time.Sleep(999 * time.Millisecond)
				leave()
			}
			for addr, n := range tt.turns {
				for range n {
					leave, err := g.Enter(t.Context(), from(addr), one)
					if err != nil {
						t.Fatal(err)
					}
					leave()
				}
			}
			leave := enter(t, g, four)
			type end struct {
				addr string
				err  error
			}
			ends := make(chan end, 10)
			try := func(addr string, w basic.Weight) {
				go func() {
					l, err := g.Enter(t.Context(), from(addr), w)
					if ends <- (end{addr, err}); err == nil {
						l()
					}
				}()
				synctest.Wait()
			}
			for _, addr := range tt.waiting {
				try(addr, one)
			}
			if len(ends) != 0 {
				t.Fatalf("%s: %d do not wait", tt.name, len(ends))
			}
			try(tt.newcomer, tt.weight)
			out, isRefused := "", false
			for len(ends) > 0 {
				e := <-ends
				if !isBusy(t, e.err) {
					t.Errorf("%s: %s: %v", tt.name, e.addr, e.err)
				}
				if e.addr == tt.newcomer {
					isRefused = true
				} else {
					out = e.addr
				}
			}
			if out != tt.out || isRefused != tt.isRefused {
				t.Errorf("%s: %q is out, the newcomer is refused: %v", tt.name, out, isRefused)
			}
			expectGate(t, g, 0, 256<<20, tt.afterwards)
			leave()
			synctest.Wait()
		})
	}
}
