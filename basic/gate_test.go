// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

var one = basic.Weight{Threads: 1}

// from is a request from an address.
func from(addr string) *scheme.Request {
	return &scheme.Request{Realm: "WallyWorld", Peer: netip.MustParseAddr(addr), Secure: true}
}

func expectGate(t *testing.T, g *basic.Gate, threads int, memory int64, waiting int) {
	t.Helper()
	if free, n := g.State(); free != (basic.Weight{Threads: threads, Memory: memory}) || n != waiting {
		t.Errorf("%+v free and %d waiting, want %d, %d and %d", free, n, threads, memory, waiting)
	}
}

func enter(t *testing.T, g *basic.Gate, w basic.Weight) (leave func()) {
	t.Helper()
	leave, err := g.Enter(t.Context(), nil, w)
	if err != nil {
		t.Fatal(err)
	}
	return leave
}

// isBusy checks the error of a request that was refused.
func isBusy(t *testing.T, err error) bool {
	t.Helper()
	later, ok := errors.AsType[interface {
		error
		scheme.RetryAfter
	}](err)
	if !ok {
		return false
	}
	if !errors.Is(err, scheme.ErrUnavailable) || later.RetryAfter() < time.Second || later.RetryAfter() > time.Minute {
		t.Errorf("%v, after %v", err, later.RetryAfter())
	}
	return true
}

// Who waits comes in as they came, and one too many is told so at once.
func TestGateQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 2, Memory: 1, Wait: 50 * time.Millisecond}) // 4 times 10 ms, and those that run
		leave := []func(){enter(t, g, one), enter(t, g, one)}
		var order []int
		var all sync.WaitGroup
		for i := range 5 {
			all.Go(func() {
				l, err := g.Enter(t.Context(), nil, one)
				if err != nil {
					t.Error(err)
				}
				order, leave = append(order, i), append(leave, l)
			})
			synctest.Wait()
		}
		expectGate(t, g, 0, 1, 5)
		if _, err := g.Enter(t.Context(), nil, one); !isBusy(t, err) {
			t.Error(err)
		}
		for n := range 5 {
			if len(order) != n {
				t.Errorf("%d came in, want %d", len(order), n)
			}
			l := leave[n]
			l()
			l() // does nothing
			synctest.Wait()
		}
		all.Wait()
		if !slices.Equal(order, []int{0, 1, 2, 3, 4}) {
			t.Error(order)
		}
		leave[5]()
		leave[6]()
		expectGate(t, g, 2, 1, 0)
	})
}

// Where nobody waits, a hash that can begin at once does.
func TestGateWithoutQueue(t *testing.T) {
	g := basic.NewGate(&basic.GateOptions{Hashes: 1, Memory: 1, Wait: -1})
	leave := enter(t, g, one)
	if _, err := g.Enter(t.Context(), nil, one); !isBusy(t, err) {
		t.Error(err)
	}
	leave()
	defer enter(t, g, basic.Weight{})() // takes a thread all the same
	expectGate(t, g, 0, 1, 0)
}

// The defaults are there in zero options and without any.
func TestAttack_K01_gate_by_default(t *testing.T) {
	for _, opts := range []*basic.GateOptions{nil, {}, {Hashes: -1, Memory: -1}} {
		g := basic.NewGate(opts)
		expectGate(t, g, max(1, runtime.GOMAXPROCS(0)/2), 256<<20, 0)
		if !g.Fits(basic.Weight{Memory: 256 << 20}) || g.Fits(basic.Weight{Memory: 256<<20 + 1}) {
			t.Error("another bound of the memory")
		}
		synctest.Test(t, func(t *testing.T) { // where waiting for ever fails
			g := basic.NewGate(opts)
			if _, err := g.Enter(t.Context(), nil, basic.Weight{Memory: 256<<20 + 1}); err == nil || reasonOf(err) != 0 {
				t.Error("what never fits is a fault, not a queue: ", err)
			}
		})
	}
}

// What is heavy has its turn, and what is light does not pass it. One with more
// threads than there are has all of them.
func TestAttack_K02_heavy_and_light(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 4, Memory: 100})
		leave60 := enter(t, g, basic.Weight{Threads: 1, Memory: 60})
		short, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if _, err := g.Enter(short, nil, basic.Weight{Threads: 1, Memory: 41}); !errors.Is(err, context.DeadlineExceeded) {
			t.Error("more memory than there is: ", err)
		}
		var heavy, light atomic.Bool
		var leave40 func()
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			_, err := g.Enter(ctx, nil, basic.Weight{Threads: 99, Memory: 50})
			heavy.Store(err == nil)
		}()
		synctest.Wait()
		go func() {
			var err error
			leave40, err = g.Enter(t.Context(), nil, basic.Weight{Threads: 1, Memory: 40})
			light.Store(err == nil)
		}()
		synctest.Wait()
		if heavy.Load() || light.Load() {
			t.Error("somebody came in")
		}
		cancel() // now the light one can
		synctest.Wait()
		if heavy.Load() || !light.Load() {
			t.Error("the next was not let in")
		}
		expectGate(t, g, 2, 0, 0)
		leave40()
		leave60()
		leave := enter(t, g, basic.Weight{Threads: 99, Memory: 100})
		expectGate(t, g, 0, 0, 0)
		leave()
		expectGate(t, g, 4, 100, 0)
	})
}

// K02: where memory is short, how long the queue is goes by that.
func TestAttack_K02_waiting_for_memory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 100, Memory: 100, Wait: 50 * time.Millisecond})
		half := basic.Weight{Threads: 1, Memory: 50} // 10 ms of the 20 that are assumed
		var all sync.WaitGroup
		var in, refused atomic.Int64
		for range 20 {
			all.Go(func() {
				leave, err := g.Enter(t.Context(), nil, half)
				if isBusy(t, err) {
					refused.Add(1)
					return
				}
				in.Add(1)
				time.Sleep(10 * time.Millisecond)
				leave()
			})
		}
		all.Wait()
		if in.Load() != 2+5 || refused.Load() != 13 {
			t.Errorf("%d came in, %d were refused", in.Load(), refused.Load())
		}
	})
}

// A context that has ended begins nothing, and one that ends leaves the queue.
func TestGateCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1, Memory: 1})
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := g.Enter(ended, nil, one); !errors.Is(err, context.Canceled) || !errors.Is(err, scheme.ErrUnavailable) {
			t.Error(err)
		}
		expectGate(t, g, 1, 1, 0)
		leave := enter(t, g, one)
		start := time.Now()
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if _, err := g.Enter(ctx, nil, one); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Error(err, time.Since(start))
		}
		expectGate(t, g, 0, 1, 0)
		leave()
	})
}

// K06: after 10^4 who give up, at whatever moment, everything is free and nobody
// is left. In a bubble, goroutines that are left fail the test.
func TestAttack_K06_giving_up_in_the_queue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 3, Memory: 100, Wait: 20 * time.Millisecond})
		sources := []*scheme.Request{nil, from("192.0.2.1"), from("192.0.2.2")}
		r := rand.New(rand.NewPCG(1, 2))
		var in, gaveUp, full int
		var mu sync.Mutex
		for range 10_000 {
			w := basic.Weight{Threads: 1 + r.IntN(3), Memory: int64(r.IntN(101))}
			patience, work := time.Duration(r.IntN(20))*time.Millisecond, time.Duration(r.IntN(4))*time.Millisecond
			source := sources[r.IntN(3)]
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			go func() {
				defer cancel()
				leave, err := g.Enter(ctx, source, w)
				mu.Lock()
				switch {
				case err == nil:
					in++
				case isBusy(t, err):
					full++
				default:
					gaveUp++
				}
				mu.Unlock()
				if err == nil {
					time.Sleep(work)
					leave()
				}
			}()
			if r.IntN(3) == 0 {
				time.Sleep(time.Millisecond)
			}
		}
		time.Sleep(time.Minute)
		expectGate(t, g, 3, 100, 0)
		t.Log(in, "came in,", gaveUp, "gave up,", full, "were refused")
		if in < 1000 || gaveUp < 1000 || full < 1000 {
			t.Error("too few of one")
		}
	})
}

// With real threads there is never more inside than allowed.
func TestGateConcurrent(t *testing.T) {
	g := basic.NewGate(&basic.GateOptions{Hashes: 3, Memory: 100})
	var threads, memory, in atomic.Int64
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			for range 2000 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(r.IntN(50))*time.Microsecond)
				w := basic.Weight{Threads: 1 + r.IntN(3), Memory: int64(r.IntN(101))}
				if leave, err := g.Enter(ctx, nil, w); err == nil {
					in.Add(1)
					if threads.Add(int64(w.Threads)) > 3 || memory.Add(w.Memory) > 100 {
						t.Error("too much inside")
					}
					threads.Add(-int64(w.Threads))
					memory.Add(-w.Memory)
					leave()
				}
				cancel()
			}
		})
	}
	all.Wait()
	expectGate(t, g, 3, 100, 0)
	if in.Load() < 1000 {
		t.Errorf("only %d came in", in.Load())
	}
}

// How long a hash takes is learnt from those that ended, but not from those that
// were canceled.
func TestGateLearns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1})
		if g.Takes() != 20*time.Millisecond {
			t.Error(g.Takes())
		}
		for range 50 {
			leave := enter(t, g, one)
			time.Sleep(time.Second)
			leave()
			ctx, cancel := context.WithCancel(t.Context())
			leave, err := g.Enter(ctx, nil, one)
			if err != nil {
				t.Fatal(err)
			}
			cancel()
			leave()
		}
		if got := g.Takes(); got < 990*time.Millisecond || got > time.Second {
			t.Error(got)
		}
	})
}

// A Gate inside of another one counts in its place, be it another or the same:
// nobody waits for what he holds himself.
func TestGateInGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		outer, inner := basic.NewGate(&basic.GateOptions{Hashes: 1}), basic.NewGate(&basic.GateOptions{Hashes: 3})
		var running, most atomic.Int64
		verify := func(_ context.Context, _ *scheme.Request, user, _ string) (scheme.Identity, error) {
			most.Store(max(most.Load(), running.Add(1)))
			time.Sleep(time.Second)
			running.Add(-1)
			return scheme.Identity{Subject: user}, nil
		}
		for _, tt := range []struct {
			gates []*basic.Gate // from the inside to the outside
			most  int64
		}{
			{[]*basic.Gate{outer, outer}, 1},
			{[]*basic.Gate{inner, outer}, 3},
			{[]*basic.Gate{outer, inner, inner}, 1},
		} {
			v := basic.Verifier(verify)
			for _, g := range tt.gates {
				v = g.Verifier(v, basic.Weight{})
			}
			most.Store(0)
			var all sync.WaitGroup
			for range 3 {
				all.Go(func() {
					if _, err := v(t.Context(), request(), "alice", "x"); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if most.Load() != tt.most {
				t.Errorf("%d at once, not %d", most.Load(), tt.most)
			}
			expectGate(t, outer, 1, 256<<20, 0)
			expectGate(t, inner, 3, 256<<20, 0)
		}
	})
}

func BenchmarkGate(b *testing.B) {
	g := basic.NewGate(nil)
	b.ReportAllocs()
	for b.Loop() {
		leave, err := g.Enter(b.Context(), nil, one)
		if err != nil {
			b.Fatal(err)
		}
		leave()
	}
}
