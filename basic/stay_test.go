// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// Who is in a Gate and enters it once more, as a Cache with the Gate of its
// Verifier has it, keeps the place, and does not queue again behind those who came
// later. What is too heavy for that place waits for another one.
func TestGateIsEnteredOnce(t *testing.T) {
	for _, tt := range []struct {
		name        string
		outer, then basic.Weight
		keeps       bool
	}{
		{"the same", one, one, true},
		{"zero and one thread", basic.Weight{}, one, true},
		{"lighter", basic.Weight{Memory: 100}, basic.Weight{Memory: 50}, true},
		{"heavier", one, basic.Weight{Memory: 50}, false},
		{"more threads", one, basic.Weight{Threads: 2}, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			g := basic.NewGate(&basic.GateOptions{Hashes: 2, Memory: 100, Wait: time.Hour})
			h := &hash{takes: time.Second}
			begins := new(atomic.Int64)
			inner := g.Verifier(func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
				if time.Now().UnixNano() == ctx.Value(begins).(int64) {
					begins.Add(1)
				}
				return h.verify(ctx, r, user, password)
			}, tt.then)
			v := g.Verifier(func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
				return inner(context.WithValue(ctx, begins, time.Now().UnixNano()), r, user, password)
			}, tt.outer)
			var all sync.WaitGroup
			for i := range 8 {
				all.Go(func() {
					if _, err := v(t.Context(), from(fmt.Sprintf("192.0.2.%d", i)), "alice", "secret"); err != nil {
						t.Errorf("%s: %v", tt.name, err)
					}
				})
				synctest.Wait()
			}
			all.Wait()
			kept := begins.Load()
			if h.calls.Load() != 8 || (kept == 8) != tt.keeps || kept == 0 {
				t.Errorf("%s: %d of %d begin when they are let in", tt.name, kept, h.calls.Load())
			}
			expectGate(t, g, 2, 100, 0)
		})
	}
}

// A place is good for one hash at a time: of several that begin with the context
// of one request, the others wait.
func TestAttack_K01_one_place_is_for_one_hash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 2, Wait: time.Hour})
		h := &hash{takes: time.Second}
		inner := g.Verifier(h.verify, one)
		v := g.Verifier(func(ctx context.Context, r *scheme.Request, user, password string) (id scheme.Identity, err error) {
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					if _, err := inner(ctx, r, user, password); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			return inner(ctx, r, user, password)
		}, one)
		if _, err := v(t.Context(), request(), "alice", "secret"); err != nil || h.most.Load() != 2 || h.calls.Load() != 5 {
			t.Errorf("%v, %d hashes, %d at once", err, h.calls.Load(), h.most.Load())
		}
		expectGate(t, g, 2, 256<<20, 0)
	})
}
