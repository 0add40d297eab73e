// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

const (
	// assumed is how long a hash takes as long as none has ended. It is little, so
	// that nobody is refused for nothing; the first ones tell.
	assumed = 20 * time.Millisecond

	// What ends sooner than shortest was no slow hash, or a place that was not used.
	// Many of these would have a queue admitted that slow ones cannot serve.
	shortest = time.Millisecond

	// longest bounds what is learnt from one hash, and what is said in Retry-After: a
	// server that stood still once must not send everybody away for hours.
	longest = 30 * time.Second
)

// learn notes how long a hash took. One that nobody waits for any more may have
// ended early, and tells only if it took longer than is thought. g is locked.
func (g *Gate) learn(took time.Duration, canceled bool) {
	took = min(took, longest)
	if took < shortest || canceled && took < g.takes {
		return
	}
	g.takes += (took - g.takes) / 8
}

// expects returns how many are served before one more request, and how long it
// would wait: as if one like it had just begun. g is locked.
func (g *Gate) expects(me *waiter) (ahead int, wait time.Duration) {
	wait = g.share(me.weight)
	for w := range g.queue.ahead(me.source) {
		ahead++
		wait += g.share(w.weight)
	}
	return ahead, wait
}

// share returns how long a hash keeps the Gate as a whole busy.
func (g *Gate) share(w Weight) time.Duration {
	part := max(float64(w.Threads)/float64(g.total.Threads), float64(w.Memory)/float64(g.total.Memory))
	return time.Duration(part * float64(g.takes))
}

// busy says that too many wait.
type busy struct{ after time.Duration }

var _ scheme.RetryAfter = (*busy)(nil)

// newBusy returns the error of a request that would wait for so long.
func newBusy(wait time.Duration) *busy { return &busy{min(max(wait, time.Second), longest)} }

func (*busy) Error() string               { return "basic: too many hashes wait" }
func (*busy) Unwrap() error               { return scheme.ErrUnavailable }
func (b *busy) RetryAfter() time.Duration { return b.after }
