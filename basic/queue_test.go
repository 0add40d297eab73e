// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"iter"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

// drained returns all in the order in which they are served, if nobody comes.
func (q *queue) drained() (all []*waiter) {
	c := new(queue)
	for _, s := range q.sources {
		c.sources = append(c.sources, &source{s.id, slices.Clone(s.waiting)})
	}
	for next := c.next(); next != nil; next = c.next() {
		all = append(all, next)
		c.served()
	}
	return all
}

func count[T any](seq iter.Seq[T]) (n int) {
	for range seq {
		n++
	}
	return n
}

// Whatever comes, is served and gives up: who comes is served after as many as he
// is told; the first of his source after one of each other, and nobody who comes
// later is served before him; and those of one source are served as they came.
func TestAttack_K01_turns(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var q queue
		came, first := make(map[*waiter]int), make(map[*waiter]int) // when, and after how many it is served
		served, longest := 0, 0
		for n := range 300 {
			all := q.drained()
			longest = max(longest, len(all))
			switch {
			case rng.IntN(100) < 52 || len(all) == 0:
				me := &waiter{source: netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(rng.IntN(1 + rng.IntN(6)))}), 32)}
				isFirst, sources, ahead := q.find(me.source) < 0, len(q.sources), count(q.ahead(me.source))
				q.add(me)
				came[me] = n
				if got := slices.Index(q.drained(), me); got != ahead {
					t.Fatalf("%d are served before, not %d", got, ahead)
				}
				if isFirst {
					if first[me] = served + ahead; ahead != sources {
						t.Fatalf("%d ahead of the first of its source, of %d sources", ahead, sources)
					}
				}
			case rng.IntN(10) == 0:
				q.remove(all[rng.IntN(len(all))])
			default:
				next := q.next()
				if next != all[0] || slices.ContainsFunc(all, func(w *waiter) bool { return w.source == next.source && came[w] < came[next] }) {
					t.Fatal("it was not its turn")
				}
				if at, ok := first[next]; ok && served > at {
					t.Fatalf("%d were served before the first of its source, not %d", served, at)
				}
				q.served()
				served++
			}
		}
		if served < 50 || longest < 5 {
			t.Fatalf("%d served, %d waited", served, longest)
		}
	}
}

// A source is an address of IPv4, in whatever form, or 56 bits of IPv6.
func TestSourceOf(t *testing.T) {
	for peer, want := range map[string]string{
		"192.0.2.1": "192.0.2.1/32", "::ffff:192.0.2.1": "192.0.2.1/32", "2001:db8:1:2:3:4:5:6": "2001:db8:1::/56", "2001:db8:1:ff::": "2001:db8:1::/56", "2001:db8:1:100::": "2001:db8:1:100::/56", "fe80::1%eth0": "fe80::/56", "::1": "::/56",
	} {
		if got := sourceOf(&scheme.Request{Peer: netip.MustParseAddr(peer)}); got.String() != want {
			t.Errorf("%s: %s", peer, got)
		}
	}
	if sourceOf(nil) != sourceOf(new(scheme.Request)) {
		t.Error("two that are not known differ")
	}
}
