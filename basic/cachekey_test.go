// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
)

// A tuple is what a key is made of: realm, user, password and version.
type tuple [4]string

// randomTuple returns one of short fields over few bytes, so that many differ in
// nothing but where one field ends, and of some long ones, up to where the length
// takes one byte more.
func randomTuple(rng *rand.Rand) (tp tuple) {
	const alphabet = "\x00\x01\x02a:"
	for i := range tp {
		n := rng.IntN(5)
		if rng.IntN(50) == 0 {
			n = 120 + rng.IntN(20)
		}
		b := make([]byte, n)
		for j := range b {
			b[j] = alphabet[rng.IntN(len(alphabet))]
		}
		tp[i] = string(b)
	}
	return tp
}

// B07, C01, C02: keys are equal if and only if all that they are made of is.
func TestAttack_B07_a_million_tuples_have_as_many_keys(t *testing.T) {
	rounds := 1_000_000
	if testing.Short() || raceEnabled { // there is one goroutine
		rounds /= 10
	}
	key := basic.CacheKeys()
	rng := rand.New(rand.NewPCG(1, 2))
	keyOf, tupleOf := make(map[tuple][32]byte, rounds), make(map[[32]byte]tuple, rounds)
	again := 0
	for range rounds {
		tp := randomTuple(rng)
		k := key(tp[0], tp[1], tp[2], tp[3])
		if before, ok := keyOf[tp]; ok {
			if again++; before != k {
				t.Fatalf("%q has two keys", tp)
			}
		}
		if other, ok := tupleOf[k]; ok && other != tp {
			t.Fatalf("%q and %q have one key", tp, other)
		}
		keyOf[tp], tupleOf[k] = k, tp
	}
	if len(keyOf) != len(tupleOf) || len(keyOf) < rounds/2 || again == 0 {
		t.Errorf("%d tuples, %d keys, %d of them seen again", len(keyOf), len(tupleOf), again)
	}
}

// C01: a byte that moves from one field to the next makes another key.
func TestAttack_C01_shifted_boundaries(t *testing.T) {
	key := basic.CacheKeys()
	n := 0
	for _, text := range []string{"abcdefgh", "\x01\x01\x01\x01\x01\x01\x01\x01", strings.Repeat("\x00", 8)} {
		seen := make(map[[32]byte]bool)
		for a := range 9 {
			for b := a; b < 9; b++ {
				for c := b; c < 9; c++ {
					n++
					seen[key(text[:a], text[a:b], text[b:c], text[c:])] = true
				}
			}
		}
		if len(seen) != 165 {
			t.Errorf("%d keys for 165 tuples", len(seen))
		}
	}
	if n != 3*165 {
		t.Errorf("%d tuples", n)
	}
}

// Two caches have nothing in common, so that nobody computes keys beforehand.
func TestKeysAreOfOneCache(t *testing.T) {
	one, two := basic.CacheKeys(), basic.CacheKeys()
	if one("r", "u", "p", "v") == two("r", "u", "p", "v") {
		t.Error("one key in two caches")
	}
}

// C04: keys that are made at the same time do not get into each other, although
// what they are made of lies in one array with room behind it.
func TestAttack_C04_keys_of_slices_with_room_behind(t *testing.T) {
	text, key := basic.CacheKeyOfBytes()
	array := bytes.Repeat([]byte("ab"), 64)
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			user, password := array[i:i+4], array[i+4:i+9]
			want := text("realm", string(user), string(password), "version")
			for range 500 {
				if key("realm", user, password, "version") != want {
					t.Error("another key")
					return
				}
			}
		})
	}
	wg.Wait()
	if !bytes.Equal(array, bytes.Repeat([]byte("ab"), 64)) {
		t.Error("the array was changed")
	}
}

// C07: keys have one length, and every bit of them counts.
func TestAttack_C07_keys_are_compared_whole(t *testing.T) {
	key := basic.CacheKeys()("realm", "user", "password", "version")
	if !basic.SameKey(key, key) {
		t.Error("a key is not itself")
	}
	n := 0
	for i := range key {
		for bit := range 8 {
			other := key
			other[i] ^= 1 << bit
			if n++; basic.SameKey(key, other) || basic.SameKey(other, key) {
				t.Errorf("bit %d of byte %d does not count", bit, i)
			}
			other[31-i] ^= 1 << bit // two differences must not cancel out
			if i != 31-i && basic.SameKey(key, other) {
				t.Errorf("bit %d of bytes %d and %d", bit, i, 31-i)
			}
		}
	}
	if n != 256 {
		t.Errorf("%d bits", n)
	}
}
