// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package gate bounds how much of some costly work is done at the same time.
//
// # Place in the map
//
// gate imports nothing of this module. What hashes passwords goes through it.
package gate

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

// A Weight is what one piece of work takes.
type Weight struct {
	Slots  int   // of processors; at least 1, and no more than there are
	Memory int64 // in bytes
}

var (
	// ErrFull says that too many wait already.
	ErrFull = errors.New("gate: the queue is full")

	// ErrTooHeavy says that a Weight is above what there is: waiting for it
	// would last for ever.
	ErrTooHeavy = errors.New("gate: more memory than there is")
)

// A Gate lets work begin as long as there are slots and memory for it. The rest
// waits in a queue: first come, first served. Whoever is light does not pass
// somebody heavy, who would never have a turn otherwise.
//
// There is no goroutine. It is made by [New].
type Gate struct {
	total Weight
	queue int

	mu      sync.Mutex
	free    Weight
	waiting list.List // of *waiter
}

type waiter struct {
	weight Weight
	turn   chan struct{} // closed when the weight was taken from what is free
}

// New returns a Gate for so much work at the same time, and with so many places
// to wait.
func New(total Weight, queue int) *Gate {
	total.Slots = max(total.Slots, 1)
	return &Gate{total: total, queue: queue, free: total}
}

// fit returns a weight with a possible number of slots: work in more threads
// than there are slots gets all of them.
func (g *Gate) fit(w Weight) Weight {
	w.Slots = min(max(w.Slots, 1), g.total.Slots)
	return w
}

// Enter waits until the work may begin. Call Leave with the same Weight when it
// has ended, unless there is an error: that of ctx, [ErrFull] or [ErrTooHeavy].
// A ctx that ends frees the place in the queue at once.
func (g *Gate) Enter(ctx context.Context, w Weight) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w = g.fit(w)
	if w.Memory > g.total.Memory {
		return ErrTooHeavy
	}
	g.mu.Lock()
	if g.waiting.Len() == 0 && g.take(w) {
		g.mu.Unlock()
		return nil
	}
	if g.waiting.Len() >= g.queue {
		g.mu.Unlock()
		return ErrFull
	}
	me := &waiter{w, make(chan struct{})}
	place := g.waiting.PushBack(me)
	g.mu.Unlock()

	select {
	case <-me.turn:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-me.turn: // both at once: nobody would Leave
		g.give(w)
	default:
		g.waiting.Remove(place)
	}
	g.call() // the next may be lighter
	return ctx.Err()
}

// Leave says that work of that Weight has ended.
func (g *Gate) Leave(w Weight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.give(g.fit(w))
	g.call()
}

// take reports whether there is enough, and takes it.
func (g *Gate) take(w Weight) bool {
	if w.Slots > g.free.Slots || w.Memory > g.free.Memory {
		return false
	}
	g.free.Slots -= w.Slots
	g.free.Memory -= w.Memory
	return true
}

func (g *Gate) give(w Weight) {
	g.free.Slots += w.Slots
	g.free.Memory += w.Memory
	if g.free.Slots > g.total.Slots || g.free.Memory > g.total.Memory {
		panic("gate: left by more than entered")
	}
}

// call lets in those whose turn it is.
func (g *Gate) call() {
	for {
		first := g.waiting.Front()
		if first == nil || !g.take(first.Value.(*waiter).weight) {
			return
		}
		g.waiting.Remove(first)
		close(first.Value.(*waiter).turn)
	}
}
