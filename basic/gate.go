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
// each other source, however many of its requests wait. A source is where the
// request came from (see scheme.Request.From), or the network of 56 bits that it is in if it is of IPv6. Requests of
// one source are let in as they came: to one who comes from where a flood comes
// from, or through the same proxy, only a [Cache] is of help.
//
// Where too many wait, the first request of a source takes the place of those of
// the one that had most turns in the last minute or two, if these were more than
// its own; to give up in the queue counts as one. So, while hashes take as long as
// they did lately, a request is refused or put out only if max(2, Wait*Hashes/t)
// other sources wait that had no more turns than its own, where t is how long a hash
// with one thread and little memory takes, or if its source has others that wait. With
// one hash of a quarter of a second at a time and the default Wait, that is 6.
//
// Attackers who are to keep out a user who has not logged in for two minutes need
// as many sources that had no turn either, and each is that for one guess. After
// their first minute, a minute's worth of hashes is how many sources have had one:
// 240 by the same numbers. With more, as with a new source for each guess, the user
// may be refused, and is told when to come back.
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
	turns turns
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
	me := &waiter{weight: w, source: sourceOf(r), turn: make(chan error, 1)}
	if err := g.line(me); err != nil {
		return nil, err
	}
	if err := g.await(ctx, me); err != nil {
		return nil, err
	}
	return &stay{gate: g, weight: w, ctx: ctx, begun: time.Now()}, nil
}

// fits reports whether there is enough. g is locked.
func (g *Gate) fits(w Weight) bool { return w.Threads <= g.free.Threads && w.Memory <= g.free.Memory }

// give takes a weight back. g is locked.
func (g *Gate) give(w Weight) {
	g.free.Threads += w.Threads
	g.free.Memory += w.Memory
	g.call()
}

// call lets in those whose turn it is. Who is light does not pass somebody heavy,
// who would never have a turn otherwise.
func (g *Gate) call() {
	for next := g.queue.next(); next != nil && g.fits(next.weight); next = g.queue.next() {
		g.free.Threads -= next.weight.Threads
		g.free.Memory -= next.weight.Memory
		g.queue.served()
		g.turns.add(next.source)
		next.turn <- nil
	}
}
