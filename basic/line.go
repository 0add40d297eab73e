// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"net/netip"
	"slices"
	"time"
)

// line puts a request into the queue, unless it would wait for too long, or has its
// turn at once.
func (g *Gate) line(me *waiter) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	ahead, wait := g.expects(me)
	if isFree := g.queue.next() == nil && g.fits(me.weight); !isFree && g.isFull(ahead, wait) {
		other := g.greediest(me.source)
		if other == nil || g.isFull(ahead-1, wait-g.share(other.waiting[0].weight)) {
			return newBusy(wait)
		}
		for _, w := range slices.Clone(other.waiting) {
			g.queue.remove(w)
			w.turn <- newBusy(wait)
		}
	}
	g.queue.add(me)
	g.call()
	return nil
}

// greediest returns the source that had most turns of those that wait, and more than
// one of which nobody waits; or nil.
func (g *Gate) greediest(id netip.Prefix) (greedy *source) {
	if g.queue.find(id) >= 0 {
		return nil
	}
	most := g.turns.of(id)
	for _, s := range g.queue.sources {
		if n := g.turns.of(s.id); n > most {
			greedy, most = s, n
		}
	}
	return greedy
}

// isFull reports whether one with so many ahead, who would wait for so long, is too
// many.
func (g *Gate) isFull(ahead int, wait time.Duration) bool {
	return g.wait < 0 || ahead >= mostAhead || ahead >= leastAhead && wait > g.wait
}

// await returns when it is the turn of a request, or with the reason why it does
// not wait any more. The estimate may be wrong; the timer is not.
func (g *Gate) await(ctx context.Context, me *waiter) error {
	timer := time.NewTimer(g.wait)
	defer timer.Stop()
	for {
		select {
		case err := <-me.turn:
			return err
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
	if len(me.turn) > 0 || g.queue.isNext(me, leastAhead) { // the former: both at once
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
	case err := <-me.turn: // both at once
		if err == nil {
			g.give(me.weight) // nobody would leave
		}
	default:
		g.queue.remove(me)
		g.turns.add(me.source)
		g.call() // the next may be lighter
	}
}
