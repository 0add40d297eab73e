// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// slow returns a table in a bubble, where a hash takes a while, and what counts
// the hashes.
func slow(t *testing.T, takes time.Duration, opts Options) (table *Table, hashes func() int) {
	t.Helper()
	var mu sync.Mutex
	n := 0
	opts.AllowPlaintext = true // costs no real time
	opts.ran = func(kind, int, uint64) {
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

// from is a request from an address.
func from(addr string) *scheme.Request { return &scheme.Request{Peer: netip.MustParseAddr(addr)} }

// isBusy reports whether a request was refused, and told when to come back.
func isBusy(err error) bool {
	later, ok := errors.AsType[interface {
		error
		scheme.RetryAfter
	}](err)
	return ok && errors.Is(err, scheme.ErrUnavailable) && later.RetryAfter() >= time.Second
}

// gate returns one for so many hashes at a time.
func gate(hashes int) *basic.Gate { return basic.NewGate(&basic.GateOptions{Hashes: hashes}) }

// K01: attackers at one address, each of whom sends the next wrong password as soon
// as the last is refused, and an honest user elsewhere.
func TestAttack_K01_flood(t *testing.T) {
	for _, attackers := range []int{30, 64} {
		Bubble(t, func(t *testing.T) {
			table, hashes := slow(t, 250*time.Millisecond, Options{Gate: gate(1)})
			ctx, stop := context.WithCancel(t.Context())
			var attack sync.WaitGroup
			var rejected atomic.Int64
			for range attackers {
				attack.Go(func() {
					for ctx.Err() == nil {
						switch _, err := table.Verify(t.Context(), from("192.0.2.66"), "alice", "x"); {
						case isBusy(err):
							time.Sleep(100 * time.Millisecond)
						case errors.Is(err, scheme.ErrRejected):
							rejected.Add(1)
						default:
							t.Error(err)
						}
					}
				})
			}
			start := time.Now()
			var took []time.Duration
			for range 100 {
				time.Sleep(700 * time.Millisecond)
				since := time.Now()
				if id, err := table.Verify(t.Context(), from("192.0.2.1"), "alice", pw); err != nil || id.Subject != "alice" {
					t.Error(err)
				}
				took = append(took, time.Since(since))
			}
			all := time.Since(start)
			stop()
			attack.Wait()
			slices.Sort(took)
			t.Logf("at the median after %v, at the worst after %v", took[50], took[99])
			if took[99] >= 2*time.Second {
				t.Error("they were not served")
			}
			if n := hashes(); n != int(rejected.Load())+100 || n > int((all+5*time.Second)/(250*time.Millisecond)) {
				t.Errorf("%d hashes in %v: more than one at a time", n, all)
			}
		})
	}
}

// K01: whatever comes in, no more is hashed than the gate lets in, and the others
// are told to come later.
func TestAttack_K01_more_than_fit(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 2, Wait: 50 * time.Millisecond}) // for five, by what a hash is assumed to take
		table, hashes := slow(t, 19*time.Millisecond, Options{Gate: g})
		var all sync.WaitGroup
		var busy, rejected atomic.Int64
		for range 1000 {
			all.Go(func() {
				switch _, err := table.Verify(t.Context(), nil, "alice", "x"); {
				case isBusy(err):
					busy.Add(1)
				case errors.Is(err, scheme.ErrRejected):
					rejected.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if hashes() != 7 || rejected.Load() != 7 || busy.Load() != 993 {
			t.Error(hashes(), rejected.Load(), busy.Load())
		}
	})
}

// There is a gate in zero Options and without any.
func TestAttack_K01_on_by_default(t *testing.T) {
	for _, opts := range []*Options{nil, {}} {
		if o, err := opts.withDefaults(); err != nil || o.Gate == nil {
			t.Errorf("%+v, %v", o, err)
		}
	}
	Bubble(t, func(t *testing.T) {
		table, hashes := slow(t, 19*time.Millisecond, Options{}) // a little less than is assumed
		var all sync.WaitGroup
		for range 1000 {
			all.Go(func() { table.Verify(t.Context(), nil, "x", "x") })
		}
		all.Wait()
		if n := max(1, runtime.GOMAXPROCS(0)/2); hashes() != 76*n {
			t.Errorf("%d hashes of 1000 at once", hashes())
		}
	})
}

// K06: after 10^4 who give up, nobody is left, and everything goes on. A bubble
// does not end before all goroutines in it have.
func TestAttack_K06_cancels(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		table, hashes := slow(t, 10*time.Millisecond, Options{Gate: basic.NewGate(&basic.GateOptions{Hashes: 3, Wait: time.Hour})})
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
		table, hashes := slow(t, 10*time.Second, Options{Gate: gate(1)})
		table.use(dummy(bcryptKind{4}, bcryptSalt, bcryptSum))
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
