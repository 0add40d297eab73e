// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// GateOptions of [NewGate]. The zero value has the defaults.
type GateOptions struct {
	// Hashes is how many hashes run at the same time. The default is GOMAXPROCS/2,
	// at least 1: the rest of the processors serves those who need no hash.
	Hashes int

	// Memory is how many bytes of memory these may need. The default is 256 MiB.
	// The memory of a hash that has ended is free when the garbage collector has
	// run: with GOGC as it is, the process may have twice as much in use.
	Memory int64

	// Wait is for how long a request may wait. One that is expected to wait longer, by
	// how long hashes took lately, is refused at once, unless fewer than two are ahead
	// of it. One that has waited for so long is refused then, unless fewer than two are
	// ahead of it and it is the first of its source: it waits for those, and not for
	// anybody who comes later. The default is 1.5 seconds: with a hash of a quarter of
	// a second, as by bcrypt of cost 12, a login takes less than two. If it is
	// negative, nobody waits.
	Wait time.Duration
}

// A Weight is what one hash takes. The zero Weight is that of one that runs in one
// thread and needs next to no memory, as bcrypt does. What is negative counts as 0.
type Weight struct {
	Threads int   // it counts as so many of GateOptions.Hashes
	Memory  int64 // in bytes
}

// A Gate lets slow hashes begin as long as there are processors and memory for
// them, so that a flood of guesses, each of which costs one, leaves something to
// others. It is made by [NewGate]; its methods are called concurrently. All
// Verifiers that compute hashes in a process may share one.
//
// Sources take turns: the first request of one waits for one hash at the most of
// each other source, however many of its requests wait. A source is the Peer of the
// request, or the network of 64 bits that it is in if it is of IPv6. Requests of
// one source are let in as they came: to one who comes from where a flood comes
// from, or through the same proxy, only a [Cache] is of help.
//
// A hash with more threads than Hashes has all of the Gate for itself, and still
// runs in as many threads.
type Gate struct {
	total Weight
	wait  time.Duration

	mu    sync.Mutex
	free  Weight
	takes time.Duration // how long a hash took lately
	queue queue
}

// The defaults of GateOptions.
const (
	defaultMemory = 256 << 20
	defaultWait   = 1500 * time.Millisecond
)

// NewGate returns a Gate. The options may be nil.
func NewGate(opts *GateOptions) *Gate {
	var o GateOptions
	if opts != nil {
		o = *opts
	}
	if o.Hashes <= 0 {
		o.Hashes = max(1, runtime.GOMAXPROCS(0)/2)
	}
	if o.Memory <= 0 {
		o.Memory = defaultMemory
	}
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	total := Weight{o.Hashes, o.Memory}
	return &Gate{total: total, wait: o.Wait, free: total, takes: assumed}
}

// Verifier returns a Verifier that asks verify behind the Gate, with the Weight of
// what verify computes. Who is refused, right or wrong, gets scheme.ErrUnavailable,
// and is told when to come back.
//
// If verify enters a Gate, that is the one that counts: the place in this one is
// given back. If it is the same one, the place is kept for that hash, unless the hash
// weighs more. A hash that cannot be interrupted keeps its place until it is done,
// though nobody waits for it any more.
//
// [Cache] has a Gate of its own. A Verifier that waits for a server needs none.
func (g *Gate) Verifier(verify Verifier, w Weight) Verifier {
	if verify == nil {
		return nil
	}
	return func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
		in, err := g.enter(ctx, r, w)
		if err != nil {
			return scheme.Identity{}, err
		}
		defer in.leave()
		return verify(context.WithValue(ctx, offerKey{}, &offer{stay: in}), r, user, password)
	}
}

var (
	errNoGate   = errors.New("basic: a Gate that NewGate has not made")
	errTooHeavy = errors.New("basic: a hash needs more memory than the Gate has")
)

// isMade reports whether NewGate has made g. Any other lets nobody in.
func (g *Gate) isMade() bool { return g != nil && g.total.Threads > 0 }

// Fits reports whether a hash of that Weight can ever begin. Ask when you read
// the parameters of hashes.
func (g *Gate) Fits(w Weight) bool { return g.isMade() && w.Memory <= g.total.Memory }

// Enter waits until a hash may begin. Call leave when it has ended; to call it
// again does nothing. The error wraps scheme.ErrUnavailable if ctx ended first, or
// if too many wait, when it also is a scheme.RetryAfter. r tells the source, and
// may be nil.
//
// It is for Verifiers that look up the hash once they are in, so that nobody is
// judged by what was there before he had to wait, or that have to look up the
// Weight. All others have [Gate.Verifier].
func (g *Gate) Enter(ctx context.Context, r *scheme.Request, w Weight) (leave func(), err error) {
	in, err := g.enter(ctx, r, w)
	if err != nil {
		return nil, err
	}
	return in.leave, nil
}

func (g *Gate) enter(ctx context.Context, r *scheme.Request, w Weight) (*stay, error) {
	if !g.isMade() {
		return nil, errNoGate
	}
	if ctx.Err() != nil {
		return nil, given(ctx)
	}
	if !g.Fits(w) {
		return nil, errTooHeavy
	}
	w = Weight{min(max(w.Threads, 1), g.total.Threads), max(w.Memory, 0)}
	if in := g.takeOver(ctx, w); in != nil {
		return in, nil
	}
	g.mu.Lock()
	if g.queue.next() == nil && g.take(w) {
		g.mu.Unlock()
		return &stay{gate: g, weight: w, ctx: ctx, begun: time.Now()}, nil
	}
	me := &waiter{weight: w, source: sourceOf(r), turn: make(chan struct{})}
	err := g.line(me)
	g.mu.Unlock()
	if err == nil {
		err = g.await(ctx, me)
	}
	if err != nil {
		return nil, err
	}
	return &stay{gate: g, weight: w, ctx: ctx, begun: time.Now()}, nil
}

// line puts a request into the queue, unless it would wait for too long. g is locked.
func (g *Gate) line(me *waiter) error {
	ahead, wait := g.expects(me)
	if g.wait < 0 || ahead >= mostAhead || ahead >= leastAhead && wait > g.wait {
		return newBusy(wait)
	}
	g.queue.add(me)
	return nil
}

// await returns when it is the turn of a request, or with the reason why it does
// not wait any more. The estimate may be wrong; the timer is not.
func (g *Gate) await(ctx context.Context, me *waiter) error {
	timer := time.NewTimer(g.wait)
	defer timer.Stop()
	for {
		select {
		case <-me.turn:
			return nil
		case <-ctx.Done():
			g.giveUp(me)
			return given(ctx)
		case <-timer.C:
			if err := g.late(me); err != nil {
				return err
			}
		}
	}
}

// late takes a request out that has waited for too long, unless it is one of the
// next and nobody can pass it.
func (g *Gate) late(me *waiter) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-me.turn: // both at once
		return nil
	default:
	}
	if g.queue.isNext(me, leastAhead) {
		return nil
	}
	g.queue.remove(me)
	_, wait := g.expects(me)
	return newBusy(wait)
}

// giveUp takes a request out that does not wait any more.
func (g *Gate) giveUp(me *waiter) {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-me.turn: // both at once: nobody would leave
		g.give(me.weight)
	default:
		g.queue.remove(me)
		g.call() // the next may be lighter
	}
}

// take reports whether there is enough, and takes it. g is locked.
func (g *Gate) take(w Weight) bool {
	if w.Threads > g.free.Threads || w.Memory > g.free.Memory {
		return false
	}
	g.free.Threads -= w.Threads
	g.free.Memory -= w.Memory
	return true
}

func (g *Gate) give(w Weight) {
	g.free.Threads += w.Threads
	g.free.Memory += w.Memory
	g.call()
}

// call lets in those whose turn it is. Who is light does not pass somebody heavy,
// who would never have a turn otherwise.
func (g *Gate) call() {
	for next := g.queue.next(); next != nil && g.take(next.weight); next = g.queue.next() {
		g.queue.served()
		close(next.turn)
	}
}
