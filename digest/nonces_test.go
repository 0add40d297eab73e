// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func mintOne(t *testing.T, n Nonces) string {
	t.Helper()
	nonce, err := n.Mint(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return nonce
}

// D06, D14: a nonce is good for all of its life, from the moment it is issued.
func TestNonceLife(t *testing.T) {
	NewNonces(nil) // in FIPS 140 mode, entropy is not to be had first in a bubble
	synctest.Test(t, func(t *testing.T) {
		n := NewNonces(&NonceOptions{Life: time.Minute})
		time.Sleep(time.Hour)
		nonce, count := mintOne(t, n), uint32(0)
		for range 60 {
			count++
			if _, err := n.Use(t.Context(), nil, nonce, count); err != nil {
				t.Fatalf("after %d s: %v", count-1, err)
			}
			time.Sleep(time.Second)
		}
		time.Sleep(2 * time.Second) // seconds are counted whole
		if _, err := n.Use(t.Context(), nil, nonce, count+1); err != ErrStale {
			t.Errorf("after its life: %v", err)
		}
	})
}

func TestAttack_D05_nonces_of_another_process(t *testing.T) {
	a, b := NewNonces(nil), NewNonces(nil)
	if _, err := b.Use(t.Context(), nil, mintOne(t, a), 1); err != ErrStale {
		t.Error(err)
	}
	good := mintOne(t, a)
	for _, nonce := range []string{"", "x", good + "A", good[1:], strings.Repeat("A", 22), strings.Repeat("\n", 22), good[:21] + "\n"} {
		if _, err := a.Use(t.Context(), nil, nonce, 1); err != ErrStale {
			t.Errorf("%q: %v", nonce, err)
		}
	}
	for i := range len(good) {
		c := byte('A')
		if good[i] == c {
			c = 'B'
		}
		if _, err := a.Use(t.Context(), nil, good[:i]+string(c)+good[i+1:], 1); err != ErrStale {
			t.Errorf("changed at %d: %v", i, err)
		}
	}
	if _, err := a.Use(t.Context(), nil, good, 1); err != nil {
		t.Error(err)
	}
}

func TestAttack_D13_a_flood_of_challenges_stores_nothing(t *testing.T) {
	n := NewNonces(&NonceOptions{Live: 1024})
	honest := mintOne(t, n)
	if _, err := n.Use(t.Context(), nil, honest, 1); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	const flood = 1_000_000
	for range flood {
		mintOne(t, n)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 64<<10 {
		t.Errorf("%d nonces take %d bytes", flood, grown)
	}
	if _, err := n.Use(t.Context(), nil, honest, 2); err != nil {
		t.Errorf("the honest session: %v", err)
	}
	if _, err := n.Use(t.Context(), nil, honest, 1); err != ErrStale {
		t.Errorf("a replay after the flood: %v", err)
	}
	if _, err := n.Use(t.Context(), nil, mintOne(t, n), 1); err != nil {
		t.Errorf("a nonce that was just issued: %v", err)
	}
}

// A slot passes to the newer nonce; the older one is stale and stays so.
func TestNonceDisplaced(t *testing.T) {
	n := NewNonces(&NonceOptions{Live: 1})
	old, young := mintOne(t, n), mintOne(t, n)
	for i, step := range []struct {
		nonce string
		count uint32
		want  error
	}{{old, 1, nil}, {young, 1, nil}, {old, 2, ErrStale}, {old, 1, ErrStale}, {young, 1, ErrStale}, {young, 2, nil}} {
		if _, err := n.Use(t.Context(), nil, step.nonce, step.count); err != step.want {
			t.Errorf("step %d: %v, want %v", i, err, step.want)
		}
	}
}

func TestAttack_D29_nonces_are_distinct(t *testing.T) {
	n := NewNonces(nil)
	var all sync.Map
	var wg sync.WaitGroup
	var twice atomic.Int64
	for range 64 {
		wg.Go(func() {
			for range 2000 {
				nonce, err := n.Mint(t.Context(), nil)
				if _, seen := all.LoadOrStore(nonce, true); seen || err != nil || strings.Contains(nonce, ":") {
					twice.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if twice.Load() > 0 {
		t.Errorf("%d of 128000 nonces", twice.Load())
	}
}

func TestAttack_D12_each_count_once_in_parallel(t *testing.T) {
	n := NewNonces(nil)
	nonce := mintOne(t, n)
	var accepted [201]atomic.Int32
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for count := range uint32(201) {
				if _, err := n.Use(t.Context(), nil, nonce, count); err == nil {
					accepted[count].Add(1)
				}
			}
		})
	}
	wg.Wait()
	for count := 1; count <= 200; count++ {
		if a := accepted[count].Load(); a != 1 {
			t.Errorf("count %d was accepted %d times", count, a)
		}
	}
}
