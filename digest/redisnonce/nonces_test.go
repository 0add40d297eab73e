// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
)

// key returns one of many keys.
func key(i byte) []byte { return []byte(strings.Repeat(string(rune('a'+i)), minKey)) }

func open(t testing.TB, client redis.Scripter, opts *Options, keys ...[]byte) *Nonces {
	t.Helper()
	if keys == nil {
		keys = [][]byte{key(0)}
	}
	n, err := New(client, keys, opts)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func mint(t testing.TB, n digest.Nonces) string {
	t.Helper()
	nonce, err := n.Mint(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return nonce
}

// What both implementations of digest.Nonces do: this one, and that of one
// process.
func TestUse(t *testing.T) {
	const first, renew = "first use", "first use, renew"
	type step struct {
		count uint32
		want  string // "" is stale
	}
	tests := []struct {
		name  string
		opts  *Options
		steps []step
	}{
		{"in order", nil, []step{{1, first}, {2, first}, {3, first}, {2, ""}, {3, ""}, {4, first}}},
		{"out of order", nil, []step{{5, first}, {1, first}, {3, first}, {5, ""}, {1, ""}, {2, first}, {4, first}}},
		{"overtaken", nil, []step{{1, first}, {256, first}, {258, first}, {2, ""}, {257, first}, {1, ""}, {3, first}}},
		{"zero", nil, []step{{0, ""}, {1, first}, {0, ""}}},
		{"bytes", nil, []step{{127, first}, {128, first}, {0x0a0d, first}, {0xff00, first}, {0xff00, ""},
			{0x00ff0000, first}, {0x00ff0000, ""}, {0x00fe0000, ""}}},
		{"one-time", &Options{Uses: 1}, []step{{1, renew}, {1, ""}, {2, ""}}},
		{"one-time, any count", &Options{Uses: 1}, []step{{2, renew}, {1, ""}, {2, ""}, {3, ""}}},
		{"one-time, the highest count", &Options{Uses: 1}, []step{{0, ""}, {0xffffffff, renew}, {1, ""}, {0xfffffffe, ""}}},
		{"four times", &Options{Uses: 4}, []step{{1, first}, {2, first}, {3, renew}, {5, renew}, {4, ""}, {6, ""}}},
		{"four times, counts that go on", &Options{Uses: 4}, []step{{1000, first}, {1000, ""}, {1002, first}, {1001, renew}, {999, renew}, {1003, ""}}},
		{"four times, behind the window", &Options{Uses: 4}, []step{{1, first}, {257, first}, {1, ""}, {1, ""}, {258, renew}, {513, renew}, {3, ""}}},
		{"any number of times", &Options{Uses: 0xffffffff}, []step{{7, first}, {7, ""}, {8, first}}},
		{"brackets", &Options{Prefix: "{a}\n%s:"}, []step{{1, first}, {1, ""}}},
		{"longest life", &Options{Life: maxLife}, []step{{1, first}, {1, ""}}},
	}
	use := func(t *testing.T, client redis.UniversalClient) {
		for _, test := range tests {
			n := inProcess(test.opts)
			if client != nil {
				n = open(t, client, test.opts)
			}
			nonce := mint(t, n)
			for i, s := range test.steps {
				got := ""
				more, err := n.Use(t.Context(), nil, nonce, s.count)
				switch {
				case err == nil && more:
					got = renew
				case err == nil:
					got = first
				case err != digest.ErrStale:
					t.Errorf("%s, step %d: %v", test.name, i, err)
				}
				if got != s.want {
					t.Errorf("%s, step %d, count %d: %q, want %q", test.name, i, s.count, got, s.want)
				}
			}
		}
	}
	everyStore(t, use)
	t.Run("one process", func(t *testing.T) { use(t, nil) })
	if len(tests) != 14 {
		t.Errorf("%d rows, want 14", len(tests))
	}
}

// inProcess returns those that need no Redis.
func inProcess(opts *Options) digest.Nonces {
	if opts == nil {
		opts = new(Options)
	}
	return digest.NewNonces(&digest.NonceOptions{Life: opts.Life, Uses: opts.Uses})
}

func TestAttack_D03_D04_replay(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		a, b := open(t, client, nil), open(t, client, nil)
		nonce := mint(t, a)
		if _, err := a.Use(t.Context(), nil, nonce, 1); err != nil {
			t.Fatal(err)
		}
		for i := range 1000 {
			if _, err := []*Nonces{a, b}[i%2].Use(t.Context(), nil, nonce, 1); err != digest.ErrStale {
				t.Fatalf("replay %d: %v", i, err)
			}
		}
		if _, err := b.Use(t.Context(), nil, nonce, 2); err != nil {
			t.Error(err)
		}
	})
}

// Every sequence is compared with the rule: a count is refused if it, or one
// that is a multiple of the window above it, was accepted before. That includes
// that none is accepted twice.
func TestAttack_D07_D09_any_sequence_of_counts(t *testing.T) {
	const window = defaultWindow
	values := []uint32{0, 1, 2, 255, 256, 257, 258, 511, 512, 513, 65535, 65536, 65537,
		0x7fffffff, 0x80000000, 0x80000001, 0xfffffeff, 0xffffff00, 0xfffffffe, 0xffffffff}
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		n := open(t, client, nil)
		random := rand.New(rand.NewPCG(1, 2))
		accepted, refused := 0, 0
		for range 50 {
			nonce := mint(t, n)
			var top [window]uint32
			for range 60 {
				count := values[random.IntN(len(values))]
				if random.IntN(2) == 0 {
					count = random.Uint32N(2*window) + 1
				}
				want := count > top[count%window]
				_, err := n.Use(t.Context(), nil, nonce, count)
				if err != nil && err != digest.ErrStale || (err == nil) != want {
					t.Fatalf("count %#x after %#x in its slot: %v", count, top[count%window], err)
				}
				if want {
					top[count%window] = count
					accepted++
				} else {
					refused++
				}
			}
			size, err := client.StrLen(t.Context(), n.prefix+name(t, n, nonce)).Result()
			if err != nil || size > 4*window {
				t.Fatalf("%d bytes, %v", size, err)
			}
		}
		if accepted < 500 || refused < 500 {
			t.Errorf("%d accepted, %d refused", accepted, refused)
		}
	})
}

// name returns the name of the key of a nonce, without the prefix.
func name(t *testing.T, n *Nonces, nonce string) string {
	t.Helper()
	tok, ok := n.open(nonce)
	if !ok {
		t.Fatal("it does not open")
	}
	return tok.name
}

func TestAttack_D10_parallel_in_random_order(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		n := open(t, client, nil)
		for range 5 {
			nonce := mint(t, n)
			var wg sync.WaitGroup
			for _, i := range rand.Perm(64) {
				wg.Go(func() {
					if _, err := n.Use(context.Background(), nil, nonce, uint32(i+1)); err != nil {
						t.Errorf("count %d: %v", i+1, err)
					}
				})
			}
			wg.Wait()
		}
	})
}

// Two processes as they are for Redis: each with connections of its own. All
// 64 goroutines present the same counts.
func TestAttack_D12_each_count_once_in_parallel(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		counts := uint32(1000)
		if strings.HasSuffix(t.Name(), "/miniredis") || testing.Short() {
			counts = 50 // it is slow
		}
		addr := client.(*redis.Client).Options().Addr
		both := []*Nonces{open(t, client, nil), open(t, connect(t, addr), nil)}
		nonce := mint(t, both[0])
		accepted := make([]atomic.Int32, counts+1)
		var failed atomic.Int32
		var wg sync.WaitGroup
		began := time.Now()
		for i := range 64 {
			wg.Go(func() {
				for count := range counts {
					switch _, err := both[i%2].Use(context.Background(), nil, nonce, count+1); err {
					case nil:
						accepted[count+1].Add(1)
					case digest.ErrStale:
					default:
						failed.Add(1)
					}
				}
			})
		}
		wg.Wait()
		took := time.Since(began)
		for count := uint32(1); count <= counts; count++ {
			if a := accepted[count].Load(); a != 1 {
				t.Errorf("count %d was accepted %d times", count, a)
			}
		}
		if failed.Load() > 0 {
			t.Errorf("%d failed", failed.Load())
		}
		t.Logf("%d presentations in %v, %.0f per second", 64*counts, took, float64(64*counts)/took.Seconds())
	})
}

func TestAttack_D29_nonces_are_distinct(t *testing.T) {
	n := open(t, new(counter), nil)
	var all sync.Map
	var wg sync.WaitGroup
	var bad atomic.Int64
	for range 64 {
		wg.Go(func() {
			for range 2000 {
				nonce := mint(t, n)
				if _, seen := all.LoadOrStore(nonce, true); seen || strings.ContainsAny(nonce, ":=\"\\ ") || len(nonce) != 64 {
					bad.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if bad.Load() > 0 {
		t.Errorf("%d of 128000 nonces", bad.Load())
	}
}
