// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"iter"
	"net/netip"
	"slices"

	"github.com/go-httpauth/httpauth/scheme"
)

const (
	// leastAhead may always be ahead of one who waits, however slow the hashes are:
	// otherwise nobody could wait at all, and a flood would have the Gate for
	// itself.
	leastAhead = 2

	// mostAhead may be ahead of one at the most, however fast the hashes are. It
	// bounds what a request costs that is refused, and so the queue: as sources take
	// turns, the one with the n-th most requests has no more than 257/n that wait.
	// That is fewer than 1600 in all.
	mostAhead = 256
)

// A queue has those who wait. Sources take turns: the first of the list has one
// of its requests served and goes to the end. So the first request of a source
// has one of each other source ahead, and is never passed.
type queue struct {
	sources []*source // each with one who waits, at least
}

// A source is where requests come from that wait.
type source struct {
	id      netip.Prefix
	waiting []*waiter // as they came
}

// A waiter is a request that waits.
type waiter struct {
	weight Weight
	source netip.Prefix
	turn   chan error // gets nil when the weight was taken from what is free, or why not
}

// find returns the place of a source in the list, or -1.
func (q *queue) find(id netip.Prefix) int {
	return slices.IndexFunc(q.sources, func(s *source) bool { return s.id == id })
}

// ahead yields those who are served before one more of a source would be: if n of
// its own wait already, n of each, and one more of those who stand before it in the
// list.
func (q *queue) ahead(id netip.Prefix) iter.Seq[*waiter] {
	return func(yield func(*waiter) bool) {
		own, n := q.find(id), 0
		if own < 0 {
			own = len(q.sources)
		} else {
			n = len(q.sources[own].waiting)
		}
		for i, s := range q.sources {
			most := n
			if i < own {
				most++
			}
			for _, w := range s.waiting[:min(most, len(s.waiting))] {
				if !yield(w) {
					return
				}
			}
		}
	}
}

func (q *queue) add(me *waiter) {
	if i := q.find(me.source); i >= 0 {
		q.sources[i].waiting = append(q.sources[i].waiting, me)
		return
	}
	q.sources = append(q.sources, &source{me.source, []*waiter{me}})
}

// next returns whose turn it is, or nil.
func (q *queue) next() *waiter {
	if len(q.sources) == 0 {
		return nil
	}
	return q.sources[0].waiting[0]
}

// isNext reports whether a request is the first of one of the first n sources: then
// fewer than n are served before it, and none that comes later.
func (q *queue) isNext(me *waiter, n int) bool {
	i := q.find(me.source)
	return i < n && q.sources[i].waiting[0] == me
}

// served takes out the next one. Its source goes to the end.
func (q *queue) served() {
	s := q.sources[0]
	q.remove(s.waiting[0])
	if len(s.waiting) > 0 {
		q.sources = append(slices.Delete(q.sources, 0, 1), s)
	}
}

// remove takes a request out, wherever it stands, and its source with the last.
func (q *queue) remove(me *waiter) {
	i := q.find(me.source)
	s := q.sources[i]
	s.waiting = slices.DeleteFunc(s.waiting, func(w *waiter) bool { return w == me })
	if len(s.waiting) == 0 {
		q.sources = slices.Delete(q.sources, i, i+1)
	}
}

// sourceOf returns where a request comes from: whoever has one address of IPv6 has
// many, and a site has 2^72 of them (RFC 6177).
func sourceOf(r *scheme.Request) netip.Prefix {
	if r == nil {
		return netip.Prefix{}
	}
	addr, bits := r.From().Unmap(), 56
	if addr.Is4() {
		bits = 32
	}
	id, err := addr.Prefix(bits)
	if err != nil {
		return netip.Prefix{} // there is no address
	}
	return id
}
