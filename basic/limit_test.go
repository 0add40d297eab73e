// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// A hash takes 70 ms and cannot be interrupted. It counts how many run at once.
type hash struct{ running, most, calls atomic.Int64 }

func (h *hash) verify(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
	n := h.running.Add(1)
	for most := h.most.Load(); n > most && !h.most.CompareAndSwap(most, n); most = h.most.Load() {
	}
	h.calls.Add(1)
	time.Sleep(70 * time.Millisecond)
	h.running.Add(-1)
	if password != "secret" {
		return scheme.Identity{}, scheme.ErrRejected
	}
	return scheme.Identity{Subject: user}, nil
}

// K01, K02: ten thousand guesses at once cost no more than those that wait, and
// never more memory than for those that run. The others are told to come back,
// and who is known is not kept waiting.
func TestAttack_K01_flood_of_wrong_passwords(t *testing.T) {
	for _, running := range []int{0, 1, 4} {
		synctest.Test(t, func(t *testing.T) {
			h := new(hash)
			s := basic.New(basic.Limit(h.verify, &basic.LimitOptions{Hashes: running}), &basic.Options{Cache: &basic.CacheOptions{TTL: time.Hour}})
			login(t, s, "alice", "secret")
			n := running
			if n == 0 {
				n = max(1, runtime.GOMAXPROCS(0)/2)
			}
			start := time.Now()
			var rejected, busy atomic.Int64
			var wg sync.WaitGroup
			for i := range 10_000 {
				wg.Go(func() {
					_, err := login(t, s, "alice", "guess "+strconv.Itoa(i))
					switch {
					case errors.Is(err, scheme.ErrUnavailable):
						if after, ok := errors.AsType[interface {
							error
							scheme.RetryAfter
						}](err); !ok || after.RetryAfter() <= 0 {
							t.Error("it does not say when to come back")
						}
						busy.Add(1)
					case errors.Is(err, scheme.ErrRejected):
						rejected.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			synctest.Wait()
			if _, err := login(t, s, "alice", "secret"); err != nil || time.Since(start) != 0 {
				t.Errorf("the user that is known: %v after %v", err, time.Since(start))
			}
			wg.Wait()
			if rejected.Load() != int64(17*n) || busy.Load() != int64(10_000-17*n) || h.calls.Load() != int64(17*n+1) {
				t.Errorf("%d hashes, %d rejected, %d busy", h.calls.Load(), rejected.Load(), busy.Load())
			}
			if h.most.Load() != int64(n) {
				t.Errorf("%d at once, not %d", h.most.Load(), n)
			}
			if took := time.Since(start); took != 17*70*time.Millisecond {
				t.Error("it took", took)
			}
		})
	}
}

// K02: what runs at the same time never needs more memory than was granted, of
// whatever size the crowd is, and whether or not it is cached.
func TestAttack_K02_memory_of_hashes_in_flight(t *testing.T) {
	const each, budget = 64 << 20, 4 * 64 << 20
	synctest.Test(t, func(t *testing.T) {
		var inUse, most, checked atomic.Int64
		verify := basic.Cache(basic.Limit(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
			if n := inUse.Add(each); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(time.Millisecond)
			inUse.Add(-each)
			checked.Add(1)
			return scheme.Identity{}, scheme.ErrRejected
		}, &basic.LimitOptions{Hashes: budget / each, Queue: 1000}), nil)
		var wg sync.WaitGroup
		for i := range 1000 {
			wg.Go(func() { verify(t.Context(), request(), "alice", strconv.Itoa(i)) })
		}
		wg.Wait()
		if most.Load() != budget || checked.Load() != 1000 {
			t.Errorf("%d bytes of %d, %d checked", most.Load(), budget, checked.Load())
		}
	})
}

// K06: ten thousand who give up while they wait, or while their hash is computed,
// leave nothing behind: no goroutine, which the bubble would notice, and no place
// taken.
func TestAttack_K06_canceled_requests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := new(hash)
		s := basic.New(basic.Limit(h.verify, &basic.LimitOptions{Hashes: 2, Queue: 20_000}), &basic.Options{Cache: &basic.CacheOptions{}})
		var wg sync.WaitGroup
		var given atomic.Int64
		for i := range 10_000 {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%100)*time.Millisecond)
				defer cancel()
				_, err := loginWith(ctx, s, request(), sent(t, "alice", "guess "+strconv.Itoa(i%5000)))
				if reasonOf(err) == scheme.ErrUnavailable && ctx.Err() != nil {
					given.Add(1)
				} else if reasonOf(err) != scheme.ErrRejected {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if given.Load() < 9_900 || h.most.Load() > 2 {
			t.Errorf("%d gave up, %d hashes at once", given.Load(), h.most.Load())
		}
		start := time.Now()
		if _, err := login(t, s, "alice", "secret"); err != nil || time.Since(start) != 70*time.Millisecond {
			t.Errorf("after that: %v in %v", err, time.Since(start))
		}
	})
}

// A Verifier that panics gives its place back.
func TestLimitWithPanics(t *testing.T) {
	s := basic.New(basic.Limit(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
		panic("broken")
	}, &basic.LimitOptions{Hashes: 1, Queue: -1}), nil)
	n := 0
	for range 5 {
		func() {
			defer func() {
				if recover() != nil {
					n++
				}
			}()
			login(t, s, "a", "b")
		}()
	}
	if n != 5 {
		t.Errorf("%d panics", n)
	}
}
