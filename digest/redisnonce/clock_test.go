// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
)

// A world is a Redis and processes, each with a clock that may be wrong. Time
// passes only when it is told to.
type world struct {
	t     *testing.T
	now   time.Time // the right time
	mini  *miniredis.Miniredis
	redis time.Duration // by how much its clock is wrong
	conn  *redis.Client
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, now: time.Date(2026, 10, 25, 0, 59, 30, 0, time.UTC), mini: miniredis.RunT(t)}
	w.mini.SetTime(w.now)
	w.mini.ClockTTL(true)
	w.conn = connect(t, w.mini.Addr())
	return w
}

// pass lets time pass.
func (w *world) pass(d time.Duration) {
	w.now = w.now.Add(d)
	w.mini.SetTime(w.now.Add(w.redis))
}

// process returns a process with a clock that is wrong by as much as wrong
// holds, and may be set.
func (w *world) process(life time.Duration) (n *Nonces, wrong *time.Duration) {
	w.t.Helper()
	wrong = new(time.Duration)
	n = open(w.t, w.conn, &Options{Life: life})
	n.now = func() time.Time { return w.now.Add(*wrong) }
	return n, wrong
}

// use reports whether a count was accepted, and fails for any error but that it
// is stale.
func (w *world) use(n *Nonces, nonce string, count uint32) bool {
	w.t.Helper()
	_, err := n.Use(w.t.Context(), nil, nonce, count)
	if err != nil && !errors.Is(err, digest.ErrStale) {
		w.t.Fatal(err)
	}
	return err == nil
}

// With clocks that are right a nonce is good for its life, and is to be renewed
// past the half of it, also where others are issued with another life.
func TestLife(t *testing.T) {
	w := newWorld(t)
	n, _ := w.process(time.Minute)
	short, _ := w.process(time.Second)
	nonce := mint(t, n)
	for second := range 70 {
		asked := []*Nonces{n, short}[second%2]
		renew, err := asked.Use(t.Context(), nil, nonce, uint32(second+1))
		if fresh := second <= 60; fresh != (err == nil) || !fresh && err != digest.ErrStale {
			t.Errorf("after %d s: %v", second, err)
		}
		if err == nil && renew != (second > 30) {
			t.Errorf("after %d s: renew is %v", second, renew)
		}
		w.pass(time.Second)
	}
}

var clocks = []time.Duration{0, 59 * time.Second, -59 * time.Second, 61 * time.Second, -61 * time.Second, time.Hour, -time.Hour}

// A nonce that was just issued is good at every host whose clock differs by no
// more than maxSkew, and nothing is accepted after the end of its life by the
// clock of any two of issuer, Redis and the process that is asked.
func TestAttack_D14_clocks_that_are_wrong(t *testing.T) {
	const life = 5 * time.Minute
	rows, good := 0, 0
	for _, issuer := range clocks {
		for _, asked := range clocks {
			for _, server := range clocks {
				w := newWorld(t)
				w.redis = server
				a, wrongA := w.process(life)
				b, wrongB := w.process(life)
				*wrongA, *wrongB = issuer, asked
				w.pass(0)
				nonce, count := mint(t, a), uint32(0)
				for _, step := range []time.Duration{0, time.Second, life - time.Second, time.Second, 2 * time.Minute, time.Second, time.Hour} {
					rows++
					w.pass(step)
					count++
					ageB, ageRedis := w.age(nonce, b, asked), w.age(nonce, b, server)
					want := ageB >= -maxSkew && ageB <= life && ageRedis < life+maxSkew
					if got := w.use(b, nonce, count); got != want {
						t.Errorf("issuer %v, asked %v, Redis %v, age %v: %v", issuer, asked, server, ageB-asked+issuer, got)
					} else if got {
						good++
					}
					near := (issuer-asked).Abs() <= maxSkew && (issuer-server).Abs() <= maxSkew
					if near && count == 1 && !want {
						t.Errorf("issuer %v, asked %v, Redis %v: stale when just issued", issuer, asked, server)
					}
					if issuer == 0 && server == 0 && want && ageRedis >= life+maxSkew {
						t.Errorf("asked %v: accepted at the age of %v", asked, ageRedis)
					}
					if w.use(b, nonce, count) || w.use(a, nonce, count) && want {
						t.Errorf("issuer %v, asked %v, Redis %v: accepted twice", issuer, asked, server)
					}
				}
				// No permanent refusal: once the clocks are right, all is well.
				*wrongA, *wrongB, w.redis = 0, 0, 0
				w.pass(time.Second)
				if !w.use(b, mint(t, a), 1) || !w.use(a, mint(t, b), 1) {
					t.Errorf("issuer %v, asked %v, Redis %v: refused after the clocks were set", issuer, asked, server)
				}
				w.conn.Close()
				w.mini.Close()
			}
		}
	}
	if rows != 7*7*7*7 || good < 100 {
		t.Errorf("%d rows, %d accepted", rows, good)
	}
}

// age returns that of a nonce by a clock.
func (w *world) age(nonce string, n *Nonces, wrong time.Duration) time.Duration {
	tok, ok := n.open(nonce)
	if !ok {
		w.t.Fatal("it does not open")
	}
	return w.now.Add(wrong).Sub(tok.issued)
}

// Whatever the clocks of the processes are set to while a nonce lives, and
// long after, a count is accepted once. Neither does a slower clock of Redis
// change that as long as those of the processes are right.
func TestAttack_D14_clocks_that_are_set(t *testing.T) {
	const life = 5 * time.Minute
	random := rand.New(rand.NewPCG(3, 4))
	used, replays := 0, 0
	for timeline := range 400 {
		w := newWorld(t)
		a, wrongA := w.process(life)
		b, wrongB := w.process(life)
		nonce := mint(t, a)
		var accepted []uint32
		for range 60 {
			w.pass(time.Duration(random.Int64N(int64(40 * time.Second))))
			if timeline%2 == 0 {
				*wrongA, *wrongB = clocks[random.IntN(len(clocks))], clocks[random.IntN(len(clocks))]
			} else if random.IntN(10) == 0 {
				w.redis -= time.Duration(random.Int64N(int64(time.Hour)))
			}
			n, count := []*Nonces{a, b}[random.IntN(2)], random.Uint32N(5)+1
			switch twice := slices.Contains(accepted, count); {
			case !w.use(n, nonce, count):
				if twice {
					replays++
				}
			case twice:
				t.Fatalf("timeline %d: count %d was accepted twice", timeline, count)
			default:
				accepted = append(accepted, count)
				used++
			}
		}
		w.conn.Close()
		w.mini.Close()
	}
	if used < 400 || replays < 1000 {
		t.Errorf("%d accepted, %d replays refused", used, replays)
	}
}

// The key stays for longer than any process takes the nonce, and is gone then.
// What sets its end is the nonce, not the process or the moment of a use.
func TestKeyOutlivesNonce(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		lives := []time.Duration{10 * time.Second, defaultLife, 48 * time.Hour}
		for _, life := range lives {
			for _, wrong := range []time.Duration{0, 59 * time.Second, -59 * time.Second} {
				a := open(t, client, &Options{Life: life})
				b := open(t, client, &Options{Life: time.Minute}) // differs
				now := time.Now().Add(wrong)
				a.now = func() time.Time { return now }
				b.now = a.now
				nonce := mint(t, a)
				for i, n := range []*Nonces{b, a, b} {
					if _, err := n.Use(t.Context(), nil, nonce, uint32(i+1)); err != nil {
						t.Fatalf("life %v, clock %v: %v", life, wrong, err)
					}
					end, err := client.PExpireTime(t.Context(), n.prefix+name(t, n, nonce)).Result()
					want := now.Add(life + maxSkew).UnixMilli()
					if got := end.Milliseconds(); err != nil || got < want-1 || got > want+1 {
						t.Errorf("life %v, clock %v: the key ends at %d, want %d, %v", life, wrong, got, want, err)
					}
				}
			}
		}
		if len(lives) != 3 {
			t.Errorf("%d lives, want 3", len(lives))
		}
	})
}

// At the very end: the nonce goes with its key or before.
func TestKeyOutlivesNonceToTheEnd(t *testing.T) {
	w := newWorld(t)
	a, _ := w.process(time.Minute)
	slow, wrong := w.process(time.Minute)
	*wrong = -maxSkew
	nonce := mint(t, a)
	if !w.use(a, nonce, 1) {
		t.Fatal("refused")
	}
	w.pass(2*time.Minute - 5*time.Millisecond)
	for range 10 {
		there := w.mini.Exists(a.prefix + name(t, a, nonce))
		fresh := w.use(slow, nonce, 2)
		if !there && fresh {
			t.Error("the nonce outlives its key")
		}
		if w.use(slow, nonce, 1) {
			t.Error("a replay")
		}
		w.pass(time.Millisecond)
	}
	if keys := w.mini.Keys(); len(keys) != 0 {
		t.Errorf("%d keys stay", len(keys))
	}
}
