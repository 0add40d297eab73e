// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// crowd has so many requests come at once, each from an address of its own, and
// returns how long the longest waited, and how many were let in.
func crowd(t *testing.T, g *basic.Gate, n int, hash time.Duration) (longest time.Duration, in int) {
	t.Helper()
	var mu sync.Mutex
	var all sync.WaitGroup
	start := time.Now()
	for i := range n {
		all.Go(func() {
			leave, err := g.Enter(t.Context(), from(fmt.Sprintf("192.0.2.%d", i)), one)
			mu.Lock()
			longest = max(longest, time.Since(start))
			if err == nil {
				in++
			}
			mu.Unlock()
			if err == nil {
				time.Sleep(hash)
				leave()
			} else if !isBusy(t, err) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	return longest, in
}

// K01: whatever the estimate says, nobody waits for much longer than Wait: two
// hashes more, by the exception for those who are next.
func TestAttack_K01_the_wait_is_bounded(t *testing.T) {
	for _, hash := range []time.Duration{250 * time.Millisecond, time.Second, 10 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			g := basic.NewGate(&basic.GateOptions{Hashes: 1})
			for range 100 { // another Verifier, whose hashes are quick
				leave := enter(t, g, one)
				time.Sleep(2 * time.Millisecond)
				leave()
			}
			longest, in := crowd(t, g, 200, hash)
			if limit := 1500*time.Millisecond + 2*hash; longest > limit {
				t.Errorf("%v: one waited %v, more than %v", hash, longest, limit)
			}
			if in < 3 || in == 200 {
				t.Errorf("%v: %d were let in", hash, in)
			}
			expectGate(t, g, 1, 256<<20, 0)
		})
	}
}

// K01: who waits for longer than Wait stays if he is the next, or the one after,
// and nobody can pass him; so slow hashes do not end all waiting.
func TestAttack_K01_the_next_two_stay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1})
		leave := enter(t, g, one)
		var all sync.WaitGroup
		let := 0
		for i, tt := range []struct {
			from string
			want bool
		}{{"192.0.2.1", true}, {"192.0.2.1", false}, {"192.0.2.2", true}, {"192.0.2.3", false}} {
			all.Go(func() {
				start := time.Now()
				l, err := g.Enter(t.Context(), from(tt.from), one)
				if (err == nil) != tt.want || err != nil && time.Since(start) != 1500*time.Millisecond {
					t.Errorf("%d: %v after %v", i, err, time.Since(start))
				}
				if err == nil {
					let++
					l()
				}
			})
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		leave()
		all.Wait()
		if let != 2 {
			t.Errorf("%d let in", let)
		}
	})
}

// K01: places that are taken for no time say nothing about hashes.
func TestAttack_K01_instant_hashes_teach_nothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1})
		for range 100 {
			enter(t, g, one)()
		}
		if g.Takes() != 20*time.Millisecond {
			t.Error(g.Takes())
		}
		// Nor one that is given back for that of another Gate.
		v := basic.Verifier(func(_ context.Context, _ *scheme.Request, user, _ string) (scheme.Identity, error) {
			time.Sleep(time.Second)
			return scheme.Identity{Subject: user}, nil
		})
		v = basic.NewGate(nil).Verifier(v, one)
		v = func(inner basic.Verifier) basic.Verifier {
			return func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
				time.Sleep(5 * time.Millisecond)
				return inner(ctx, r, user, password)
			}
		}(v)
		if _, err := g.Verifier(v, one)(t.Context(), request(), "alice", "secret"); err != nil || g.Takes() != 20*time.Millisecond {
			t.Error(err, g.Takes())
		}
	})
}

// K06: hashes that nobody waits for any more run to their end, and tell how long
// that is. Sixty who hang up do not keep an honest user waiting for a minute: he is
// told to come back, if he is not served.
func TestAttack_K06_hanging_up_is_learnt_from(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1})
		v := g.Verifier((&hash{takes: time.Second}).verify, one)
		hangsUp := func(ctx context.Context, r *scheme.Request) {
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			g.Verifier(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
				time.AfterFunc(100*time.Millisecond, cancel)
				time.Sleep(time.Second)
				return scheme.Identity{}, scheme.ErrRejected
			}, one)(ctx, r, "alice", "guess")
		}
		var all sync.WaitGroup
		for i := range 60 {
			all.Go(func() { hangsUp(t.Context(), from(fmt.Sprintf("198.51.100.%d", i))) })
		}
		time.Sleep(50 * time.Millisecond)
		start := time.Now()
		if _, err := v(t.Context(), from("192.0.2.1"), "alice", "secret"); err != nil && !isBusy(t, err) || time.Since(start) > 3500*time.Millisecond {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		all.Wait()
		if g.Takes() < 120*time.Millisecond {
			t.Error("not learnt:", g.Takes())
		}
	})
}

// Whatever was learnt, who is refused is not told to stay away for longer than
// half a minute.
func TestAttack_K01_retry_after_is_bounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1})
		for range 3 {
			leave := enter(t, g, one)
			time.Sleep(1000 * time.Hour)
			leave()
		}
		if g.Takes() > 30*time.Second {
			t.Error("learnt", g.Takes())
		}
		for range 100 {
			leave := enter(t, g, one)
			time.Sleep(30 * time.Second)
			leave()
		}
		defer enter(t, g, one)()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for range 2 {
			go g.Enter(ctx, nil, one)
		}
		synctest.Wait()
		_, err := g.Enter(t.Context(), nil, one)
		if later, ok := errors.AsType[interface {
			error
			scheme.RetryAfter
		}](err); !ok || later.RetryAfter() < 10*time.Second || later.RetryAfter() > 30*time.Second {
			t.Error(err)
		}
	})
}
