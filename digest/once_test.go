// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"cmp"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
)

func mintFrom(t testing.TB, n digest.Nonces) string {
	t.Helper()
	nonce, err := n.Mint(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return nonce
}

// A million presentations, of each count by eight at the same time and in random
// order: none is accepted twice. Nobody overtakes by more than the window, so
// that none is lost either.
func TestAttack_D12_a_million_presentations(t *testing.T) {
	presentations := 1_000_000
	if testing.Short() {
		presentations /= 10
	}
	const rivals, atOnce = 8, 128
	n := digest.NewNonces(nil)
	for done, block := 0, uint32(0); done < presentations; block++ {
		nonce := mintFrom(t, n)
		for first := uint32(1); first <= 20*atOnce; first += atOnce {
			var won [atOnce]atomic.Int32
			var wg sync.WaitGroup
			start := make(chan bool)
			order := rand.New(rand.NewPCG(uint64(block), uint64(first))).Perm(atOnce) // the same for all: they meet
			for range rivals {
				wg.Go(func() {
					<-start
					for _, i := range order {
						if _, err := n.Use(t.Context(), nil, nonce, first+uint32(i)); err == nil {
							won[i].Add(1)
						} else if err != digest.ErrStale {
							t.Error(err)
						}
					}
				})
			}
			close(start)
			wg.Wait()
			for i := range won {
				if times := won[i].Load(); times != 1 {
					t.Fatalf("count %d was accepted %d times", first+uint32(i), times)
				}
			}
			done += rivals * atOnce
		}
	}
}

// A use is one call of Use: from and to are when it began and ended.
type use struct {
	count    uint32
	from, to int64
	accepted bool
}

// Small histories of concurrent calls, in what interleavings come about: for each
// there is an order of the calls, one after the other, in which a window of 64
// says the same.
func TestAttack_D12_histories(t *testing.T) {
	histories := 100_000
	if testing.Short() {
		histories /= 10
	}
	n := digest.NewNonces(&digest.NonceOptions{Window: 64})
	accepted, refused, overlapping, reordered := 0, 0, 0, 0
	var clock atomic.Int64
	for h := range histories {
		r := rand.New(rand.NewPCG(uint64(h), 12))
		nonce := mintFrom(t, n)
		history := make([][]use, 3)
		start := make(chan bool)
		var wg sync.WaitGroup
		for g := range history {
			for range 2 {
				history[g] = append(history[g], use{count: []uint32{1, 2, 3, 64, 65, 66, 129}[r.IntN(7)]})
			}
			wg.Go(func() {
				<-start
				for i := range history[g] {
					u := &history[g][i]
					u.from = clock.Add(1)
					runtime.Gosched() // also where there is one processor
					_, err := n.Use(t.Context(), nil, nonce, u.count)
					runtime.Gosched()
					u.accepted, u.to = err == nil, clock.Add(1)
				}
			})
		}
		close(start)
		wg.Wait()
		all := slices.Concat(history...)
		slices.SortFunc(all, func(a, b use) int { return cmp.Compare(a.from, b.from) })
		if !linear(all, 64) {
			t.Fatalf("history %d: there is no such order\n%+v", h, all)
		}
		for i, u := range all {
			if u.accepted {
				accepted++
			} else {
				refused++
			}
			if i > 0 && u.from < all[i-1].to {
				overlapping++
			}
		}
		if !inOrder(all, 64) {
			reordered++
		}
	}
	t.Logf("%d accepted, %d refused, %d begun before the one before was over; %d histories are in another order than they were begun in", accepted, refused, overlapping, reordered)
	if accepted < histories*2 || refused < histories || overlapping < histories {
		t.Errorf("%d accepted, %d refused, %d overlapping: too few", accepted, refused, overlapping)
	}
}

// An ideal window is all counts ever accepted.
type ideal []uint32

// use returns what is then accepted, and whether count is. The window knows nothing
// of counts that are too far below the highest one.
func (w ideal) use(count, window uint32) (ideal, bool) {
	if slices.Contains(w, count) || slices.ContainsFunc(w, func(top uint32) bool { return top >= count+window }) {
		return w, false
	}
	return append(slices.Clip(w), count), true
}

// linear reports whether there is an order of the uses in which each is accepted or
// refused by the window as it was, and in which none comes behind another that had
// begun only after its end. It tries all orders.
func linear(all []use, window uint32) bool {
	return linearFrom(all, nil, window, 0)
}

// linearFrom does so with what was accepted before by those that are done, a bit
// each.
func linearFrom(all []use, w ideal, window uint32, done uint) bool {
	if done == 1<<len(all)-1 {
		return true
	}
	for i, u := range all {
		first := done>>i&1 == 0
		for j, v := range all {
			first = first && (done>>j&1 == 1 || v.to > u.from || i == j)
		}
		if !first {
			continue
		}
		if next, ok := w.use(u.count, window); ok == u.accepted && linearFrom(all, next, window, done|1<<i) {
			return true
		}
	}
	return false
}

// inOrder reports whether the uses are as if each had been over before the next.
func inOrder(all []use, window uint32) bool {
	var w ideal
	for _, u := range all {
		next, ok := w.use(u.count, window)
		if ok != u.accepted {
			return false
		}
		w = next
	}
	return true
}

// The rule finds what is wrong: it is no rule otherwise.
func TestLinear(t *testing.T) {
	tests := map[string]struct {
		history []use
		good    bool
	}{
		"none":                        {nil, true},
		"twice":                       {[]use{{1, 1, 2, true}, {1, 3, 4, true}}, false},
		"twice, at the same time":     {[]use{{1, 1, 4, true}, {1, 2, 3, true}}, false},
		"once":                        {[]use{{1, 1, 2, true}, {1, 3, 4, false}}, true},
		"either first":                {[]use{{1, 1, 4, false}, {1, 2, 3, true}}, true},
		"never":                       {[]use{{1, 1, 2, false}, {1, 3, 4, false}}, false},
		"behind the window":           {[]use{{65, 1, 2, true}, {1, 3, 4, true}}, false},
		"too late":                    {[]use{{65, 1, 2, true}, {1, 3, 4, false}}, true},
		"at the same time":            {[]use{{65, 1, 4, true}, {1, 2, 3, true}}, true},
		"just in the window":          {[]use{{64, 1, 2, true}, {1, 3, 4, false}}, false},
		"refused and then accepted":   {[]use{{65, 1, 10, true}, {1, 2, 3, false}, {1, 4, 5, true}}, false},
		"refused, and then another":   {[]use{{65, 1, 10, true}, {1, 2, 3, false}, {2, 4, 5, true}}, true},
		"accepted and then refused":   {[]use{{65, 1, 10, true}, {1, 2, 3, true}, {1, 4, 5, false}}, true},
		"each before the other":       {[]use{{65, 1, 10, true}, {1, 2, 9, true}, {66, 3, 4, true}, {2, 5, 6, true}, {129, 7, 8, true}}, false},
		"three at the same time":      {[]use{{129, 1, 9, true}, {65, 2, 8, true}, {1, 3, 7, true}}, true},
		"overtaken by who is refused": {[]use{{65, 1, 2, false}, {1, 3, 4, true}}, false},
	}
	for name, tt := range tests {
		if linear(tt.history, 64) != tt.good {
			t.Errorf("%s: good %t", name, !tt.good)
		}
	}
	if len(tests) != 16 {
		t.Errorf("%d histories", len(tests))
	}
}
