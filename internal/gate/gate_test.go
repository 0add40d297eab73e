// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package gate

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

var one = Weight{Slots: 1}

// state is what is free and how many wait.
func (g *Gate) state() (Weight, int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.free, g.waiting.Len()
}

func (g *Gate) expect(t *testing.T, slots int, memory int64, waiting int) {
	t.Helper()
	if free, n := g.state(); free != (Weight{slots, memory}) || n != waiting {
		t.Errorf("%+v free and %d waiting, want %d, %d and %d", free, n, slots, memory, waiting)
	}
}

func enter(t *testing.T, g *Gate, w Weight) {
	t.Helper()
	if err := g.Enter(t.Context(), w); err != nil {
		t.Fatal(err)
	}
}

// Whoever waits comes in as they came, and one too many is told so at once.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Weight{Slots: 2}, 3)
		enter(t, g, one)
		enter(t, g, one)
		var order []int
		var all sync.WaitGroup
		for i := range 3 {
			all.Go(func() {
				if err := g.Enter(t.Context(), one); err != nil {
					t.Error(err)
				}
				order = append(order, i)
			})
			synctest.Wait()
		}
		g.expect(t, 0, 0, 3)
		if err := g.Enter(t.Context(), one); err != ErrFull {
			t.Error(err)
		}
		for n := range 3 {
			if len(order) != n {
				t.Errorf("%d came in, want %d", len(order), n)
			}
			g.Leave(one)
			synctest.Wait()
		}
		all.Wait()
		if !slices.Equal(order, []int{0, 1, 2}) {
			t.Error(order)
		}
		g.Leave(one)
		g.Leave(one)
		g.expect(t, 2, 0, 0)
	})
}

// Without places to wait, work that can begin at once does.
func TestNoQueue(t *testing.T) {
	for _, queue := range []int{0, -1} {
		g := New(Weight{}, queue) // one slot all the same
		enter(t, g, one)
		if err := g.Enter(t.Context(), one); err != ErrFull {
			t.Error(err)
		}
		g.Leave(one)
		enter(t, g, Weight{}) // takes a slot all the same
		g.expect(t, 0, 0, 0)
	}
}

// What is heavy has its turn, and what is light does not pass it.
func TestMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Weight{4, 100}, 10)
		enter(t, g, Weight{1, 60})
		if err := g.Enter(t.Context(), Weight{1, 101}); err != ErrTooHeavy {
			t.Error(err)
		}
		var heavy, light atomic.Bool
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			heavy.Store(g.Enter(ctx, Weight{99, 50}) == nil) // all the slots there are
		}()
		synctest.Wait()
		go func() {
			light.Store(g.Enter(t.Context(), Weight{1, 40}) == nil)
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
		g.expect(t, 2, 0, 0)
		g.Leave(Weight{1, 40})
		g.Leave(Weight{1, 60})
		enter(t, g, Weight{99, 100})
		g.expect(t, 0, 0, 0)
		g.Leave(Weight{99, 100})
		g.expect(t, 4, 100, 0)
	})
}

// A context that has ended begins nothing, and one that ends leaves the queue.
func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(one, 1)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := g.Enter(ended, one); err != context.Canceled {
			t.Error(err)
		}
		g.expect(t, 1, 0, 0)
		enter(t, g, one)
		start := time.Now()
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if err := g.Enter(ctx, one); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Error(err, time.Since(start))
		}
		g.expect(t, 0, 0, 0)
		g.Leave(one)
	})
}

// K06: after 10^4 who give up, at whatever moment, everything is free and nobody
// is left. In a bubble, goroutines that are left fail the test.
func TestAttack_K06_cancels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Weight{3, 100}, 25)
		r := rand.New(rand.NewPCG(1, 2))
		var in, gaveUp, full int
		var mu sync.Mutex
		for range 10_000 {
			w := Weight{1 + r.IntN(3), int64(r.IntN(101))}
			patience, work := time.Duration(r.IntN(20))*time.Millisecond, time.Duration(r.IntN(4))*time.Millisecond
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			go func() {
				defer cancel()
				err := g.Enter(ctx, w)
				mu.Lock()
				switch {
				case err == nil:
					in++
				case err == ErrFull:
					full++
				default:
					gaveUp++
				}
				mu.Unlock()
				if err == nil {
					time.Sleep(work)
					g.Leave(w)
				}
			}()
			if r.IntN(3) == 0 {
				time.Sleep(time.Millisecond)
			}
		}
		time.Sleep(time.Minute)
		g.expect(t, 3, 100, 0)
		t.Log(in, "came in,", gaveUp, "gave up,", full, "were told that the queue is full")
		if in < 1000 || gaveUp < 1000 || full < 1000 {
			t.Error("too few of one")
		}
	})
}

// With real threads there is never more inside than allowed.
func TestConcurrent(t *testing.T) {
	g := New(Weight{3, 100}, 1000)
	var slots, memory atomic.Int64
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			r := rand.New(rand.NewPCG(1, uint64(i)))
			for range 2000 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(r.IntN(50))*time.Microsecond)
				w := Weight{1 + r.IntN(3), int64(r.IntN(101))}
				if g.Enter(ctx, w) == nil {
					if slots.Add(int64(w.Slots)) > 3 || memory.Add(w.Memory) > 100 {
						t.Error("too much inside")
					}
					slots.Add(-int64(w.Slots))
					memory.Add(-w.Memory)
					g.Leave(w)
				}
				cancel()
			}
		})
	}
	all.Wait()
	g.expect(t, 3, 100, 0)
}

func TestLeaveTwice(t *testing.T) {
	g := New(one, 1)
	enter(t, g, one)
	g.Leave(one)
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	g.Leave(one)
}

func BenchmarkEnter(b *testing.B) {
	g := New(Weight{4, 100}, 10)
	b.ReportAllocs()
	for b.Loop() {
		if err := g.Enter(b.Context(), one); err != nil {
			b.Fatal(err)
		}
		g.Leave(one)
	}
}
