// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// slow makes a Verifier take a second, or less if its context is done.
func slow(verify basic.Verifier) basic.Verifier {
	return func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
		select {
		case <-time.After(time.Second):
			return verify(ctx, r, user, password)
		case <-ctx.Done():
			return scheme.Identity{}, ctx.Err()
		}
	}
}

// Of many with the same credentials one asks, be they right or wrong.
func TestCoalescing(t *testing.T) {
	for _, password := range []string{"secret", "wrong"} {
		synctest.Test(t, func(t *testing.T) {
			store := newStore("alice", "secret")
			s := basic.New(slow(store.verify), &basic.Options{Cache: &basic.CacheOptions{Version: store.version, NoGate: true}})
			start := time.Now()
			var wg sync.WaitGroup
			for range 64 {
				wg.Go(func() {
					subject, err := login(t, s, "alice", password)
					if (err == nil) != (password == "secret") || err == nil && subject != "alice" || err != nil && !errors.Is(err, scheme.ErrRejected) {
						t.Errorf("%s: %s, %v", password, subject, err)
					}
				})
			}
			wg.Wait()
			store.called(t, 1)
			if took := time.Since(start); took != time.Second {
				t.Error("it took", took)
			}
			// A failure is shared at the time, and not kept.
			login(t, s, "alice", password)
			if password == "wrong" {
				store.called(t, 1)
			} else {
				store.called(t, 0)
			}
		})
	}
}

// C02: 64 at once, all with the same password, and names and passwords that come
// to the same text when they are put one after the other. Each gets its own
// verdict.
func TestAttack_C02_verdicts_are_for_who_asked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newStore("ab", "c", "a", "bc", "alice", "secret")
		s := basic.New(slow(store.verify), &basic.Options{Cache: &basic.CacheOptions{Version: store.version, NoGate: true}})
		accounts := [][2]string{
			{"ab", "c"}, {"a", "bc"}, {"abc", "x"}, {"a", "c"}, {"alice", "secret"}, {"nobody", "secret"}, {"nobody", ""}, {"alices", "ecret"},
		}
		var wg sync.WaitGroup
		for i := range 64 {
			user, password := accounts[i%8][0], accounts[i%8][1]
			wg.Go(func() {
				subject, err := login(t, s, user, password)
				if right := store.passwords[user] == password && password != ""; (err == nil) != right || right && subject != user {
					t.Errorf("%s %s: %s, %v", user, password, subject, err)
				}
			})
		}
		wg.Wait()
		store.called(t, 7) // the empty password is refused before
	})
}

// C03: who probes a name while somebody logs in by it sees the same as for a name
// that is not known: as many verifications, for as long.
func TestAttack_C03_coalescing_is_no_oracle(t *testing.T) {
	took := make(map[string]time.Duration)
	for _, name := range []string{"alice", "nobody"} {
		synctest.Test(t, func(t *testing.T) {
			store := newStore("alice", "secret")
			s := basic.New(slow(store.verify), &basic.Options{Cache: &basic.CacheOptions{Version: store.version, NoGate: true}})
			var wg sync.WaitGroup
			wg.Go(func() { login(t, s, "alice", "secret") })
			time.Sleep(time.Second / 2)
			start := time.Now()
			for range 4 {
				wg.Go(func() { login(t, s, name, "guess") })
			}
			wg.Wait()
			took[name] = time.Since(start)
			store.called(t, 2)
		})
	}
	if took["alice"] != took["nobody"] || took["alice"] != time.Second {
		t.Error(took)
	}
}

// C05: the first of many gives up, and so does the next: the others get a right
// verdict all the same, and those who gave up are told nothing about passwords.
func TestAttack_C05_the_leader_is_canceled(t *testing.T) {
	for _, password := range []string{"secret", "wrong"} {
		synctest.Test(t, func(t *testing.T) {
			store := newStore("alice", "secret")
			s := basic.New(slow(store.verify), &basic.Options{Cache: &basic.CacheOptions{NoGate: true}})
			var wg sync.WaitGroup
			var done atomic.Int64
			for i := range 16 {
				wg.Go(func() {
					ctx := t.Context()
					if i < 2 {
						var cancel context.CancelFunc
						ctx, cancel = context.WithTimeout(ctx, time.Duration(i+1)*600*time.Millisecond)
						defer cancel()
					}
					subject, err := loginWith(ctx, s, request(), sent(t, "alice", password))
					switch {
					case i < 2:
						if !errors.Is(err, context.DeadlineExceeded) || reasonOf(err) == scheme.ErrRejected {
							t.Errorf("%d, canceled: %s, %v", i, subject, err)
						}
						return
					case password == "secret" && (err != nil || subject != "alice"), password == "wrong" && !errors.Is(err, scheme.ErrRejected):
						t.Errorf("%d, %s: %s, %v", i, password, subject, err)
					}
					done.Add(1)
				})
				synctest.Wait() // they come in this order
			}
			wg.Wait()
			if done.Load() != 14 {
				t.Errorf("%d verdicts", done.Load())
			}
			store.called(t, 1)
		})
	}
}

// Who waits and gives up is let go at once, and others are not affected.
func TestAttack_C05_a_follower_is_canceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newStore("alice", "secret")
		s := basic.New(slow(store.verify), &basic.Options{Cache: &basic.CacheOptions{NoGate: true}})
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := login(t, s, "alice", "secret"); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := loginWith(ctx, s, request(), sent(t, "alice", "secret"))
		if !errors.Is(err, scheme.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Millisecond {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		wg.Wait()
		store.called(t, 1)
	})
}

// A Verifier that panics, or ends its goroutine, takes nobody along.
func TestCoalescingWithPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newStore("alice", "secret")
		broken := true
		s := basic.New(slow(func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
			if broken {
				broken = false
				panic("broken")
			}
			return store.verify(ctx, r, user, password)
		}), &basic.Options{Cache: &basic.CacheOptions{NoGate: true}})
		var wg sync.WaitGroup
		var panics, verdicts atomic.Int64
		for range 8 {
			wg.Go(func() {
				defer func() {
					if recover() != nil {
						panics.Add(1)
					}
				}()
				if subject, err := login(t, s, "alice", "secret"); err != nil || subject != "alice" {
					t.Error(subject, err)
				}
				verdicts.Add(1)
			})
		}
		wg.Wait()
		if panics.Load() != 1 || verdicts.Load() != 7 {
			t.Errorf("%d panics, %d verdicts", panics.Load(), verdicts.Load())
		}
		store.called(t, 1)
	})
}

// A password that is changed while the old one is verified is not answered with
// the verdict on the old one.
func TestCoalescingAcrossAChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var version atomic.Int64
		s := basic.New(slow(func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
			if password != fmt.Sprint("password ", version.Load()) {
				return scheme.Identity{}, scheme.ErrRejected
			}
			return scheme.Identity{Subject: user}, nil
		}), &basic.Options{Cache: &basic.CacheOptions{NoGate: true, Version: func(context.Context, *scheme.Request, string) (string, error) {
			return fmt.Sprint(version.Load()), nil
		}}})
		var wg sync.WaitGroup
		wg.Go(func() { login(t, s, "alice", "password 1") })
		time.Sleep(time.Second / 2)
		version.Store(1)
		start := time.Now()
		if _, err := login(t, s, "alice", "password 1"); err != nil || time.Since(start) != time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		wg.Wait()
	})
}
