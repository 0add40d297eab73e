// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// slow returns a table in a bubble, where a hash takes a while, and what counts
// the hashes.
func slow(t *testing.T, takes time.Duration, opts Options) (table *Table, hashes func() int) {
	t.Helper()
	var mu sync.Mutex
	n := 0
	opts.AllowPlaintext = true // costs no real time
	opts.ran = func(kind, uint64) {
		mu.Lock()
		n++
		mu.Unlock()
		time.Sleep(takes)
	}
	table, err := Parse(strings.NewReader("alice:"+pw), &opts)
	if err != nil {
		t.Fatal(err)
	}
	return table, func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}

// K01: an attacker with 30 connections, who sends the next wrong password as soon
// as the last is refused, 10^4 of them, and an honest user now and then.
func TestAttack_K01_flood(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		const hash = 50 * time.Millisecond
		table, hashes := slow(t, hash, Options{Hashes: 1})
		start := time.Now()
		work := make(chan bool)
		var attack sync.WaitGroup
		for range 30 {
			attack.Go(func() {
				for range work {
					if _, err := table.Verify(t.Context(), nil, "alice", "x"); !errors.Is(err, scheme.ErrRejected) {
						t.Error(err)
					}
				}
			})
		}
		var took []time.Duration
		honest := sync.WaitGroup{}
		honest.Go(func() {
			for time.Since(start) < 8*time.Minute {
				time.Sleep(700 * time.Millisecond)
				since := time.Now()
				if id, err := table.Verify(t.Context(), nil, "alice", pw); err != nil || id.Subject != "alice" {
					t.Error(err)
				}
				took = append(took, time.Since(since))
			}
		})
		for range 10_000 {
			work <- true
		}
		close(work)
		attack.Wait()
		honest.Wait()
		slices.Sort(took)
		worst := took[len(took)-1]
		t.Logf("%d honest requests, at the median after %v, at the worst after %v", len(took), took[len(took)/2], worst)
		if len(took) < 200 || worst >= 2*time.Second {
			t.Error("they were not served")
		}
		if n := hashes(); n != 10_000+len(took) || time.Since(start) < time.Duration(n)*hash {
			t.Errorf("%d hashes in %v: more than one at a time", n, time.Since(start))
		}
	})
}

// K01: whatever comes in, no more is hashed than the gate lets in, and the others
// are told to come later.
func TestAttack_K01_more_than_fit(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		table, hashes := slow(t, time.Second, Options{Hashes: 2, Queue: 5})
		var all sync.WaitGroup
		var mu sync.Mutex
		got := make(map[scheme.Reason]int)
		for range 1000 {
			all.Go(func() {
				_, err := table.Verify(t.Context(), nil, "alice", "x")
				reason, _ := errors.AsType[scheme.Reason](err)
				if reason == scheme.ErrUnavailable {
					if later := scheme.RetryAfter(nil); !errors.As(err, &later) || later.RetryAfter() < time.Second {
						t.Error("no Retry-After: ", err)
					}
				}
				mu.Lock()
				defer mu.Unlock()
				got[reason]++
			})
		}
		all.Wait()
		if hashes() != 7 || got[0] != 0 || got[scheme.ErrUnavailable] != 993 || got[scheme.ErrRejected]+got[scheme.ErrUnavailable] != 1000 {
			t.Error(hashes(), got)
		}
	})
}

// The default bounds are there, in zero Options and without any.
func TestAttack_K01_on_by_default(t *testing.T) {
	for _, opts := range []*Options{nil, {}} {
		o, err := opts.withDefaults()
		if want := max(1, runtime.GOMAXPROCS(0)/2); err != nil || o.Hashes != want || o.Queue != 32*want || o.Memory != 256<<20 {
			t.Errorf("%+v, %v", o, err)
		}
	}
	Bubble(t, func(t *testing.T) {
		table, hashes := slow(t, time.Second, Options{})
		var all sync.WaitGroup
		for range 1000 {
			all.Go(func() { table.Verify(t.Context(), nil, "x", "x") })
		}
		all.Wait()
		if n := max(1, runtime.GOMAXPROCS(0)/2); hashes() != 33*n {
			t.Errorf("%d hashes of 1000 at once", hashes())
		}
	})
}

// K02: the memory of the hashes at work is within the budget, and used.
func TestAttack_K02_memory(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		const budget = 350 << 10
		var mu sync.Mutex
		var now, most int64
		opts := Options{Hashes: 100, Queue: 100, Memory: budget}
		opts.ran = func(k kind, _ uint64) {
			mu.Lock()
			now += k.weight().Memory
			most = max(most, now)
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			now -= k.weight().Memory
			mu.Unlock()
		}
		k := argon2Kind{memory: 100, time: 1, lanes: 1, salt: 16, sum: 32}
		table, err := Parse(strings.NewReader("alice:"+hashArgon2(k, pw)), &opts)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if _, err := table.Verify(t.Context(), nil, "alice", "x"); !errors.Is(err, scheme.ErrRejected) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if most != 300<<10 {
			t.Errorf("%d bytes at the most, want %d", most, 300<<10)
		}
	})
	// Of several kinds, one after the other, the heaviest counts.
	table, _ := counting(t, "a:"+hashArgon2(large, pw)+"\nb:"+hashArgon2(small, pw)+"\nc:"+bcryptOf(t, 4, pw), Options{})
	if table.weight != large.weight() || large.weight().Slots != 2 {
		t.Error(table.weight)
	}
	// Lanes are threads.
	if w := (argon2Kind{memory: 100, lanes: 4}).weight(); w.Slots != 4 || w.Memory != 100<<10 {
		t.Error(w)
	}
	if w := (scryptKind{logN: 14, r: 8, p: 1}).weight(); w.Slots != 1 || w.Memory != 128*8*(16384+2+1) {
		t.Error(w)
	}
}

// K06: after 10^4 who give up, nobody is left, and everything goes on. A bubble
// does not end before all goroutines in it have.
func TestAttack_K06_cancels(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		table, hashes := slow(t, 10*time.Millisecond, Options{Hashes: 3, Queue: 100})
		r := rand.New(rand.NewPCG(1, 2))
		var mu sync.Mutex
		gaveUp := 0
		for range 10_000 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(r.IntN(400))*time.Millisecond)
			go func() {
				defer cancel()
				if _, err := table.Verify(ctx, nil, "alice", pw); errors.Is(err, context.DeadlineExceeded) {
					mu.Lock()
					defer mu.Unlock()
					gaveUp++
					if !errors.Is(err, scheme.ErrUnavailable) {
						t.Error(err)
					}
				}
			}()
			time.Sleep(time.Duration(r.IntN(5)) * time.Millisecond)
		}
		time.Sleep(time.Minute)
		n := hashes()
		mu.Lock()
		defer mu.Unlock()
		t.Log(gaveUp, "gave up,", n, "were hashed")
		if gaveUp < 2000 || n < 2000 {
			t.Error("too few of one")
		}
		if id, err := table.Verify(t.Context(), nil, "alice", pw); err != nil || id.Subject != "alice" || hashes() != n+1 {
			t.Error(err)
		}
	})
}

// K06: who gives up while a hash runs keeps the slot until it ends. One who has
// given up before has no hash begun, nor the second of two.
func TestAttack_K06_a_running_hash_ends(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		table, hashes := slow(t, 10*time.Second, Options{Hashes: 1})
		table.use(bcryptKind{4})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		go func() {
			time.Sleep(2 * time.Second)
			short, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			if _, err := table.Verify(short, nil, "alice", pw); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 7*time.Second {
				t.Error("the slot was not kept: ", err, time.Since(start))
			}
		}()
		_, err := table.Verify(ctx, nil, "alice", pw)
		if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, scheme.ErrUnavailable) || time.Since(start) != 10*time.Second || hashes() != 1 {
			t.Error(err, time.Since(start), hashes())
		}
		if _, err := table.Verify(ctx, nil, "alice", pw); !errors.Is(err, context.DeadlineExceeded) || hashes() != 1 {
			t.Error(err)
		}
	})
}
