// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"fmt"
	"math/rand/v2"
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

// Small histories of concurrent calls, of all interleavings that come about. The
// rule is what a window of 64 means for whoever sees the calls from outside.
func TestAttack_D12_histories(t *testing.T) {
	histories := 100_000
	if testing.Short() {
		histories /= 10
	}
	n := digest.NewNonces(&digest.NonceOptions{Window: 64})
	accepted, refused := 0, 0
	var clock atomic.Int64
	for h := range histories {
		r := rand.New(rand.NewPCG(uint64(h), 12))
		nonce := mintFrom(t, n)
		history := make([][]use, 3)
		var wg sync.WaitGroup
		for g := range history {
			for range 2 {
				history[g] = append(history[g], use{count: []uint32{1, 2, 3, 64, 65, 66, 129}[r.IntN(7)]})
			}
			wg.Go(func() {
				for i := range history[g] {
					u := &history[g][i]
					u.from = clock.Add(1)
					_, err := n.Use(t.Context(), nil, nonce, u.count)
					u.accepted, u.to = err == nil, clock.Add(1)
				}
			})
		}
		wg.Wait()
		var all []use
		for _, part := range history {
			all = append(all, part...)
		}
		if err := linear(all, 64); err != nil {
			t.Fatalf("history %d: %v\n%+v", h, err, all)
		}
		for _, u := range all {
			if u.accepted {
				accepted++
			} else {
				refused++
			}
		}
	}
	t.Logf("%d accepted, %d refused", accepted, refused)
	if accepted < histories*2 || refused < histories {
		t.Errorf("%d accepted, %d refused: too few", accepted, refused)
	}
}

// linear says what is wrong with a history: each count is accepted at most once;
// it is accepted if nothing that had begun when it ended was ahead of it by the
// window; and not if something ahead of it by that had been accepted before it
// began.
func linear(all []use, window uint32) error {
	times, mustBe := make(map[uint32]int), make(map[uint32]bool)
	for _, u := range all {
		overtaken, mayBe := false, false
		for _, v := range all {
			if v.count < u.count+window {
				continue
			}
			overtaken = overtaken || v.accepted && v.to < u.from
			mayBe = mayBe || v.from < u.to
		}
		if u.accepted {
			if times[u.count]++; times[u.count] > 1 {
				return fmt.Errorf("count %d was accepted twice", u.count)
			}
			if overtaken {
				return fmt.Errorf("count %d was accepted behind the window", u.count)
			}
		}
		if !mayBe {
			mustBe[u.count] = true
		}
	}
	for count := range mustBe {
		if times[count] != 1 {
			return fmt.Errorf("count %d was not accepted, although nothing overtook it", count)
		}
	}
	return nil
}

// The rule finds what is wrong: it is no rule otherwise.
func TestLinear(t *testing.T) {
	for name, tt := range map[string]struct {
		history []use
		good    bool
	}{
		"twice":              {[]use{{1, 1, 2, true}, {1, 3, 4, true}}, false},
		"once":               {[]use{{1, 1, 2, true}, {1, 3, 4, false}}, true},
		"either first":       {[]use{{1, 1, 4, false}, {1, 2, 3, true}}, true},
		"never":              {[]use{{1, 1, 2, false}, {1, 3, 4, false}}, false},
		"behind the window":  {[]use{{65, 1, 2, true}, {1, 3, 4, true}}, false},
		"too late":           {[]use{{65, 1, 2, true}, {1, 3, 4, false}}, true},
		"at the same time":   {[]use{{65, 1, 4, true}, {1, 2, 3, true}}, true},
		"just in the window": {[]use{{64, 1, 2, true}, {1, 3, 4, false}}, false},
	} {
		if err := linear(tt.history, 64); (err == nil) != tt.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}
