// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"math"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
)

// D10, D11: both borders of the window that an option makes: the next multiple of
// 64, up to 1024.
func TestWindow(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		rows := 0
		for option, window := range map[int]uint32{-1: 256, 0: 256, 1: 64, 63: 64, 64: 64, 65: 128, 256: 256, 257: 320, 1000: 1024, 1024: 1024, 1025: 1024, math.MaxInt: 1024} {
			for _, uses := range []uint32{0, 100} {
				rows++
				n := open(t, client, &Options{Window: option, Uses: uses})
				nonce, first := mint(t, n), uint32(5000)
				for i, step := range []struct {
					count uint32
					want  error
				}{{first, nil}, {first + window - 1, nil}, {first + window, nil}, {first, digest.ErrStale}, {first + 1, nil}, {first + 1, digest.ErrStale},
					{first + 2*window + 1, nil}, {first + window + 1, digest.ErrStale}, {first + window + 2, nil}} {
					if _, err := n.Use(t.Context(), nil, nonce, step.count); err != step.want {
						t.Errorf("Window %d, uses %d, step %d: %v, want %v", option, uses, i, err, step.want)
					}
				}
			}
		}
		if rows != 24 {
			t.Errorf("%d rows", rows)
		}
	})
}

// Processes with other options agree on what was used: the nonce says how.
func TestOptionsOfOthers(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		a := open(t, client, &Options{Window: 64, Uses: 3})
		b := open(t, client, &Options{Window: 1024})
		for i, tt := range []struct {
			by     *Nonces
			counts []uint32 // that are presented at both, in turn
			want   int      // accepted
		}{
			{a, []uint32{1, 1, 65, 65, 2, 2, 3, 3, 4, 4}, 3},
			{b, []uint32{1, 1, 65, 65, 2, 2, 3, 3, 4, 4}, 5},
		} {
			nonce, accepted := mint(t, tt.by), 0
			for j, count := range tt.counts {
				if _, err := []*Nonces{a, b}[j%2].Use(t.Context(), nil, nonce, count); err == nil {
					accepted++
				} else if err != digest.ErrStale {
					t.Fatal(err)
				}
			}
			if accepted != tt.want {
				t.Errorf("row %d: accepted %d times, want %d", i, accepted, tt.want)
			}
		}
	})
}

// D04: among many at the same time, as many are accepted as there are uses.
func TestAttack_D04_uses_in_parallel(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		for _, uses := range []uint32{1, 7, 300} {
			n := open(t, client, &Options{Uses: uses, Window: maxWindow})
			nonce, ctx := mint(t, n), t.Context()
			var accepted atomic.Uint32
			var wg sync.WaitGroup
			for g := range uint32(16) {
				wg.Go(func() {
					for i := range uint32(25) {
						if _, err := n.Use(ctx, nil, nonce, 25*g+i+1); err == nil {
							accepted.Add(1)
						} else if err != digest.ErrStale {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
			if got := accepted.Load(); got != uses {
				t.Errorf("%d uses: accepted %d times", uses, got)
			}
		}
	})
}
