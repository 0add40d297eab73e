// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"runtime"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// LimitOptions of [Limit]. The zero value has the defaults.
type LimitOptions struct {
	// Hashes is how many verifications run at the same time. With memory-hard
	// hashes it bounds the memory too. The default is GOMAXPROCS/2, at least 1: the
	// rest of the processors serves those who need no hash.
	Hashes int

	// Queue is how many may wait for that; further ones are refused. The default is
	// 16 for each of Hashes: with a hash that takes 70 ms, the last one waits for
	// about a second. If it is negative, none waits.
	Queue int
}

const queuePerHash = 16

// Limit returns a Verifier that lets few verifications run at the same time: a
// flood of wrong passwords, each of which costs a slow hash, then leaves
// processors to others. The options may be nil. Who comes when too many wait
// already is refused with scheme.ErrUnavailable, right or wrong, and told to come
// back in a second.
//
// It is for a Verifier of your own that computes; package htpasswd has a limit
// already, and one that waits for a server needs no processor meanwhile. Put it
// inside of [Cache], which does not let those wait that it knows.
func Limit(verify Verifier, opts *LimitOptions) Verifier {
	if verify == nil {
		return nil
	}
	if opts == nil {
		opts = new(LimitOptions)
	}
	hashes, queue := opts.Hashes, opts.Queue
	if hashes <= 0 {
		hashes = max(1, runtime.GOMAXPROCS(0)/2)
	}
	if queue == 0 {
		queue = queuePerHash * hashes
	}
	return (&limit{verify, make(chan struct{}, hashes+max(queue, 0)), make(chan struct{}, hashes)}).run
}

type limit struct {
	next     Verifier
	admitted chan struct{} // one for each that runs or waits
	running  chan struct{} // one for each that runs
}

// run is the Verifier of Limit. A hash that cannot be interrupted keeps its place
// until it is done, though nobody waits for it any more.
func (l *limit) run(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
	select {
	case l.admitted <- struct{}{}:
		defer func() { <-l.admitted }()
	default:
		return scheme.Identity{}, busy{}
	}
	select {
	case l.running <- struct{}{}:
		defer func() { <-l.running }()
	case <-ctx.Done():
		return scheme.Identity{}, given(ctx)
	}
	if ctx.Err() != nil { // select takes either
		return scheme.Identity{}, given(ctx)
	}
	return l.next(ctx, r, user, password)
}

// busy says that too many wait.
type busy struct{}

var _ scheme.RetryAfter = busy{}

func (busy) Error() string             { return "basic: too many verifications wait" }
func (busy) Unwrap() error             { return scheme.ErrUnavailable }
func (busy) RetryAfter() time.Duration { return time.Second }
