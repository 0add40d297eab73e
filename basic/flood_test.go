// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// A hash takes its time and cannot be interrupted. It counts how many run at once.
type hash struct {
	takes                time.Duration
	running, most, calls atomic.Int64
}

func (h *hash) verify(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
	n := h.running.Add(1)
	for most := h.most.Load(); n > most && !h.most.CompareAndSwap(most, n); most = h.most.Load() {
	}
	h.calls.Add(1)
	time.Sleep(h.takes)
	h.running.Add(-1)
	if password != "secret" {
		return scheme.Identity{}, scheme.ErrRejected
	}
	return scheme.Identity{Subject: user}, nil
}

// K01: ten thousand guesses at once cost no more than those that wait. The others
// are told to come back, and who is known is not kept waiting.
func TestAttack_K01_flood_of_wrong_passwords(t *testing.T) {
	for _, hashes := range []int{0, 1, 4} {
		synctest.Test(t, func(t *testing.T) {
			h := &hash{takes: 70 * time.Millisecond}
			opts := &basic.CacheOptions{TTL: time.Hour}
			n := max(1, runtime.GOMAXPROCS(0)/2)
			if hashes != 0 { // else there is a Gate all the same
				n, opts.Gate = hashes, basic.NewGate(&basic.GateOptions{Hashes: hashes})
			}
			s := basic.New(h.verify, &basic.Options{Cache: opts})
			for i := range 60 { // by then, it is known how long a hash takes
				login(t, s, "alice", "early guess "+strconv.Itoa(i))
			}
			login(t, s, "alice", "secret")
			h.calls.Store(0)
			start := time.Now()
			var rejected, refused atomic.Int64
			var wg sync.WaitGroup
			for i := range 10_000 {
				wg.Go(func() {
					switch _, err := login(t, s, "alice", "guess "+strconv.Itoa(i)); {
					case isBusy(t, err):
						refused.Add(1)
					case errors.Is(err, scheme.ErrRejected):
						rejected.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			synctest.Wait()
			if _, err := login(t, s, "alice", "secret"); err != nil || time.Since(start) != 0 {
				t.Errorf("the user that is known: %v after %v", err, time.Since(start))
			}
			wg.Wait()
			// As many as fit into a second and a half.
			if got := rejected.Load(); got < int64(21*n) || got > int64(23*n) || refused.Load() != 10_000-got || h.calls.Load() != got {
				t.Errorf("%d hashes, %d rejected, %d refused", h.calls.Load(), got, refused.Load())
			}
			if h.most.Load() != int64(n) {
				t.Errorf("%d at once, not %d", h.most.Load(), n)
			}
			if took := time.Since(start); took > 1700*time.Millisecond {
				t.Error("it took", took)
			}
		})
	}
}

// A flood is one of attackers, each of whom sends the next guess as soon as he has
// an answer, or a tenth of a second after he was refused, and of an honest user
// who logs in now and then with what is in no cache.
type flood struct {
	attackers int
	from      func(i int) string // where they come from
	honest    string             // where the user comes from
}

// logins is how often the user logs in.
const logins = 30

// run returns how long the user's logins took that were answered, and how many
// were refused.
func (f flood) run(t *testing.T, s *basic.Scheme) (took []time.Duration, refused int) {
	ctx, stop := context.WithCancel(t.Context())
	var attack sync.WaitGroup
	for i := range f.attackers {
		r := from(f.from(i))
		attack.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				_, err := loginWith(t.Context(), s, r, sent(t, "alice", fmt.Sprintf("guess %d.%d", i, n)))
				if isBusy(t, err) {
					time.Sleep(100 * time.Millisecond)
				} else if !errors.Is(err, scheme.ErrRejected) {
					t.Error(err)
				}
			}
		})
	}
	for range logins {
		time.Sleep(707 * time.Millisecond)
		start := time.Now()
		switch subject, err := loginWith(t.Context(), s, from(f.honest), sent(t, "alice", "secret")); {
		case isBusy(t, err):
			refused++
		case err != nil || subject != "alice":
			t.Error(subject, err)
		default:
			took = append(took, time.Since(start))
		}
	}
	stop()
	attack.Wait()
	return took, refused
}

// crowds are numbers of attackers.
func crowds() []int {
	if raceEnabled || testing.Short() { // nothing else is found with more of them
		return []int{30, 64}
	}
	return []int{30, 64, 1000}
}

// K01: however many attackers there are at a few addresses, an honest user from
// elsewhere is never refused, and waits for less than two seconds, on one processor
// with a hash like bcrypt of cost 12. Many addresses in one network of IPv6 are one
// source.
func TestAttack_K01_an_honest_user_is_served(t *testing.T) {
	n := 0
	for _, attackers := range crowds() {
		for name, from := range map[string]func(i int) string{
			"one address":             func(int) string { return "192.0.2.66" },
			"one network of IPv6":     func(i int) string { return fmt.Sprintf("2001:db8::bad:%x", i) },
			"one address, as of IPv6": func(int) string { return "::ffff:192.0.2.66" },
			"three addresses":         func(i int) string { return fmt.Sprintf("192.0.2.%d", 66+i%3) },
		} {
			n++
			synctest.Test(t, func(t *testing.T) {
				h := &hash{takes: 250 * time.Millisecond}
				s := basic.New(h.verify, &basic.Options{Cache: &basic.CacheOptions{Gate: basic.NewGate(&basic.GateOptions{Hashes: 1})}})
				took, refused := flood{attackers, from, "192.0.2.1"}.run(t, s)
				if worst := slices.Max(took); refused != 0 || len(took) != logins || worst >= 2*time.Second || h.most.Load() != 1 {
					t.Errorf("%d attackers, %s: %d refused, %d served, at the worst after %v, %d at once", attackers, name, refused, len(took), worst, h.most.Load())
				}
			})
		}
	}
	if n != 4*len(crowds()) {
		t.Errorf("%d floods", n)
	}
}

// Who comes from where the flood comes from has no turn of his own, as have all who
// come through one proxy: he is refused, nearly always, and told when to come back.
// If he is let in, it is as soon as for everybody. Once he is known, he does not
// wait at all.
func TestAttack_K01_an_honest_user_at_the_attackers_address(t *testing.T) {
	for _, attackers := range crowds() {
		synctest.Test(t, func(t *testing.T) {
			h := &hash{takes: 250 * time.Millisecond}
			s := basic.New(h.verify, &basic.Options{Cache: &basic.CacheOptions{Gate: basic.NewGate(&basic.GateOptions{Hashes: 1})}})
			all := func(int) string { return "192.0.2.66" }
			took, refused := flood{attackers, all, all(0)}.run(t, s)
			if refused == 0 || refused+len(took) != logins {
				t.Errorf("%d attackers: %d refused, %d served", attackers, refused, len(took))
			}
			for _, d := range took {
				if d > 2*time.Second {
					t.Errorf("%d attackers: after %v", attackers, d)
				}
			}
			t.Logf("%d attackers: %d of %d served", attackers, len(took), logins)
		})
		synctest.Test(t, func(t *testing.T) {
			h := &hash{takes: 250 * time.Millisecond}
			s := basic.New(h.verify, &basic.Options{Cache: &basic.CacheOptions{TTL: time.Hour, Gate: basic.NewGate(&basic.GateOptions{Hashes: 1})}})
			all := func(int) string { return "192.0.2.66" }
			if _, err := loginWith(t.Context(), s, from(all(0)), sent(t, "alice", "secret")); err != nil {
				t.Error(err)
			}
			took, refused := flood{attackers, all, all(0)}.run(t, s)
			if refused != 0 || slices.Max(took) != 0 {
				t.Errorf("%d attackers, and the user is known: %d refused, at the worst after %v", attackers, refused, slices.Max(took))
			}
		})
	}
}

// K01: however slow hashes are, somebody from elsewhere waits, and is not refused at
// once; however fast they are, no more than 256 wait of one source.
func TestAttack_K01_slow_and_fast_hashes(t *testing.T) {
	for _, tt := range []struct {
		takes   time.Duration
		waiting int // of one source
	}{{10 * time.Second, 2}, {time.Millisecond, 256}} {
		synctest.Test(t, func(t *testing.T) {
			g := basic.NewGate(&basic.GateOptions{Hashes: 1})
			h := &hash{takes: tt.takes}
			s := basic.New(g.Verifier(h.verify, basic.Weight{}), nil)
			for range 100 { // now that is known
				login(t, s, "alice", "guess")
			}
			leave := enter(t, g, one)
			var all sync.WaitGroup
			var refused, served atomic.Int64
			try := func(addr string) {
				all.Go(func() {
					switch _, err := loginWith(t.Context(), s, from(addr), sent(t, "alice", "secret")); {
					case isBusy(t, err):
						refused.Add(1)
					case err != nil:
						t.Error(err)
					default:
						served.Add(1)
					}
				})
				synctest.Wait()
			}
			for range 300 {
				try("192.0.2.66")
			}
			if _, waiting := g.State(); waiting != tt.waiting {
				t.Errorf("%v: %d wait, not %d", tt.takes, waiting, tt.waiting)
			}
			try("192.0.2.1")
			if refused.Load() != int64(300-tt.waiting) {
				t.Errorf("%v: %d refused", tt.takes, refused.Load())
			}
			leave()
			all.Wait()
			if served.Load() != int64(tt.waiting+1) {
				t.Errorf("%v: %d served", tt.takes, served.Load())
			}
		})
	}
}

// K01: who waits for what another is told with the same credentials is not refused
// along with him, as that one may come from where a flood comes from.
func TestAttack_K01_a_refusal_is_no_verdict(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1, Wait: -1})
		verify := g.Verifier(func(_ context.Context, _ *scheme.Request, user, _ string) (scheme.Identity, error) {
			return scheme.Identity{Subject: user}, nil
		}, basic.Weight{})
		s := basic.New(slow(verify), &basic.Options{Cache: &basic.CacheOptions{NoGate: true}})
		leave := enter(t, g, one)
		var all sync.WaitGroup
		var outcomes [2]error
		for i := range outcomes {
			all.Go(func() { _, outcomes[i] = login(t, s, "alice", "secret") })
			time.Sleep(time.Second / 2)
		}
		time.Sleep(time.Second / 2)
		leave() // the first is refused, and the other is about to ask
		all.Wait()
		if !isBusy(t, outcomes[0]) || outcomes[1] != nil {
			t.Error(outcomes)
		}
	})
}

// K06: ten thousand who give up while they wait, or while their hash is computed,
// leave nothing behind: no goroutine, which the bubble would notice, and no place
// taken.
func TestAttack_K06_canceled_requests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hash{takes: 70 * time.Millisecond}
		s := basic.New(h.verify, &basic.Options{Cache: &basic.CacheOptions{Gate: basic.NewGate(&basic.GateOptions{Hashes: 2, Wait: time.Hour})}})
		var wg sync.WaitGroup
		var given, refused atomic.Int64
		for i := range 10_000 {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%100)*time.Millisecond)
				defer cancel()
				switch _, err := loginWith(ctx, s, request(), sent(t, "alice", "guess "+strconv.Itoa(i%5000))); {
				case isBusy(t, err):
					refused.Add(1)
				case reasonOf(err) == scheme.ErrUnavailable && ctx.Err() != nil:
					given.Add(1)
				case reasonOf(err) != scheme.ErrRejected:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if given.Load() < 250 || refused.Load() < 1000 || h.most.Load() > 2 {
			t.Errorf("%d gave up, %d refused, %d hashes at once", given.Load(), refused.Load(), h.most.Load())
		}
		start := time.Now()
		if _, err := login(t, s, "alice", "secret"); err != nil || time.Since(start) != 70*time.Millisecond {
			t.Errorf("after that: %v in %v", err, time.Since(start))
		}
	})
}

// A Verifier that panics gives its place back.
func TestGateWithPanics(t *testing.T) {
	panics := func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) { panic("broken") }
	g := basic.NewGate(&basic.GateOptions{Hashes: 1, Wait: -1})
	n := 0
	for _, s := range []*basic.Scheme{
		basic.New(g.Verifier(panics, basic.Weight{}), nil),
		basic.New(panics, &basic.Options{Cache: &basic.CacheOptions{Gate: g}}),
	} {
		for range 5 {
			func() {
				defer func() {
					if recover() != nil {
						n++
					}
				}()
				login(t, s, "a", "b")
			}()
		}
	}
	if n != 10 {
		t.Errorf("%d panics", n)
	}
}

// What waits for a server needs no Gate, and a name that cannot be normalized does
// not get round one.
func TestAttack_K01_where_there_is_a_gate(t *testing.T) {
	for _, tt := range []struct {
		name string
		opts basic.Options
		user string
		most int64
	}{
		{"a Gate", basic.Options{Cache: &basic.CacheOptions{Gate: basic.NewGate(&basic.GateOptions{Hashes: 2})}}, "alice", 2},
		{"no normal form", basic.Options{Cache: &basic.CacheOptions{Gate: basic.NewGate(&basic.GateOptions{Hashes: 2})}, NormalizeUser: fold}, "alice!", 2},
		{"no Gate", basic.Options{Cache: &basic.CacheOptions{NoGate: true}}, "alice", 6},
	} {
		synctest.Test(t, func(t *testing.T) {
			h := &hash{takes: time.Second}
			s := basic.New(h.verify, &tt.opts)
			var all sync.WaitGroup
			for i := range 6 {
				all.Go(func() { login(t, s, tt.user, strconv.Itoa(i)) })
			}
			all.Wait()
			if h.most.Load() != tt.most {
				t.Errorf("%s: %d at once, not %d", tt.name, h.most.Load(), tt.most)
			}
		})
	}
}
