// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/fips140"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// atOnce has so many checks begin at once, each of which takes a second, and
// returns how many ran at the same time and what they weighed together.
func atOnce(t *testing.T, checks int, opts Options, texts ...string) (most int, memory int64) {
	var mu sync.Mutex
	var now int
	var bytes int64
	opts.ran = func(k kind, _ int, _ uint64) {
		mu.Lock()
		now++
		bytes += k.weight().Memory
		most, memory = max(most, now), max(memory, bytes)
		mu.Unlock()
		time.Sleep(time.Second)
		mu.Lock()
		now--
		bytes -= k.weight().Memory
		mu.Unlock()
	}
	var all sync.WaitGroup
	for _, text := range texts {
		table, err := Parse(strings.NewReader(text), &opts)
		if err != nil {
			t.Fatal(err)
		}
		for range checks {
			all.Go(func() {
				if _, err := table.Verify(t.Context(), nil, "ghost", "x"); !errors.Is(err, scheme.ErrUnknownUser) {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	return most, memory
}

// K02: the memory of the hashes at work is within the budget, and used.
func TestAttack_K02_memory(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 100, Memory: 350 << 10, Wait: time.Hour})
		k := argon2Kind{memory: 100, time: 1, lanes: 1}
		if most, memory := atOnce(t, 50, Options{Gate: g}, "alice:"+hashArgon2(k, pw)); most != 3 || memory != 300<<10 {
			t.Errorf("%d at once, with %d bytes", most, memory)
		}
	})
	// Of several kinds, one after the other, the heaviest counts.
	table, _ := counting(t, "a:"+hashArgon2(large, pw)+"\nb:"+hashArgon2(small, pw)+"\nc:"+bcryptOf(t, 4, pw), Options{})
	if table.weight != large.weight() || large.weight().Threads != 2 {
		t.Error(table.weight)
	}
}

// K02: what a hash allocates is what it weighs: the memory that its parameters say,
// and next to nothing else.
func TestAttack_K02_weights_are_real(t *testing.T) {
	n := 0
	for _, tt := range []struct {
		kind kind
		weak bool
		want basic.Weight
	}{
		{argon2Kind{memory: 8 << 10, time: 1, lanes: 1}, false, basic.Weight{Threads: 1, Memory: 8 << 20}},
		{argon2Kind{memory: 8 << 10, time: 3, lanes: 4}, false, basic.Weight{Threads: 4, Memory: 8 << 20}},
		{scryptKind{logN: 13, r: 8, p: 1}, true, basic.Weight{Threads: 1, Memory: 128 * 8 * (8192 + 2 + 1)}},
		{scryptKind{logN: 10, r: 8, p: 16}, true, basic.Weight{Threads: 1, Memory: 128 * 8 * (1024 + 2 + 16)}},
		{bcryptKind{4}, false, basic.Weight{Threads: 1}},
		{shaCryptKind{bits: 512, rounds: 5000}, false, basic.Weight{Threads: 1}},
		{shaCryptKind{bits: 256, rounds: 5000}, false, basic.Weight{Threads: 1}},
		{apr1Kind{}, true, basic.Weight{Threads: 1}},
		{shaKind{}, true, basic.Weight{Threads: 1}},
		{plainKind{}, false, basic.Weight{Threads: 1}},
	} {
		if tt.weak && fips140.Enforced() {
			continue
		}
		n++
		if got := tt.kind.weight(); got != tt.want {
			t.Errorf("%+v: %+v", tt.kind, got)
		}
		h := dummy(tt.kind, 16, 32)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, rounds, err := tt.kind.match(h.salt, h.sum, strings.Repeat("x", maxPassword))
		runtime.ReadMemStats(&after)
		const rest = 64 << 10
		if got := int64(after.TotalAlloc - before.TotalAlloc); err != nil || rounds == 0 || got < tt.want.Memory || got > tt.want.Memory+rest {
			t.Errorf("%+v: %d bytes are allocated, %d are counted, %v", tt.kind, got, tt.want.Memory, err)
		}
	}
	if n < 6 {
		t.Errorf("%d kinds", n)
	}
}

// K02: as many lanes as there are hashes at a time count as so many. One with more
// of them runs alone.
func TestAttack_K02_lanes(t *testing.T) {
	text := "alice:" + hashArgon2(argon2Kind{memory: 64, time: 1, lanes: 4}, pw)
	for hashes, want := range map[int]int{1: 1, 2: 1, 4: 1, 7: 1, 8: 2} {
		Bubble(t, func(t *testing.T) {
			g := basic.NewGate(&basic.GateOptions{Hashes: hashes, Wait: time.Hour})
			if most, _ := atOnce(t, 8, Options{Gate: g}, text); most != want {
				t.Errorf("%d hashes: %d with four lanes at once, not %d", hashes, most, want)
			}
		})
	}
}

// K02: files that share a gate share what it has.
func TestAttack_K02_one_gate_of_several_files(t *testing.T) {
	for hashes := range 3 {
		Bubble(t, func(t *testing.T) {
			opts := Options{AllowPlaintext: true, Gate: basic.NewGate(&basic.GateOptions{Hashes: hashes + 1, Wait: time.Hour})}
			if most, _ := atOnce(t, 4, opts, "alice:"+pw, "bob:"+pw); most != hashes+1 {
				t.Errorf("%d at once, not %d", most, hashes+1)
			}
		})
	}
}
