// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"strings"
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
		for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=") {
			if c == good[i] {
				continue
			}
			if _, err := a.Use(t.Context(), nil, good[:i]+string(c)+good[i+1:], 1); err != ErrStale {
				t.Errorf("%c at %d: %v", c, i, err)
			}
		}
	}
	if _, err := a.Use(t.Context(), nil, good, 1); err != nil {
		t.Error(err)
	}
}

// A use is one of a count, and what is said to it.
type use struct {
	nonce string
	count uint32
	want  error
}

func useAll(t *testing.T, n Nonces, uses []use) {
	t.Helper()
	for i, u := range uses {
		if _, err := n.Use(t.Context(), nil, u.nonce, u.count); err != u.want {
			t.Errorf("use %d: %v, want %v", i, err, u.want)
		}
	}
}

// A slot passes to the newer nonce; the older one is stale and stays so.
func TestNonceDisplaced(t *testing.T) {
	n := NewNonces(&NonceOptions{Live: 1})
	old, young := mintOne(t, n), mintOne(t, n)
	useAll(t, n, []use{{old, 1, nil}, {young, 1, nil}, {old, 2, ErrStale}, {old, 1, ErrStale}, {young, 1, ErrStale}, {young, 2, nil}})
}

// The uses of a nonce are its own, not those of the one that had the slot before.
func TestUsesOfDisplacedNonce(t *testing.T) {
	n := NewNonces(&NonceOptions{Live: 1, Uses: 2})
	old, young := mintOne(t, n), mintOne(t, n)
	useAll(t, n, []use{{old, 1, nil}, {old, 2, nil}, {old, 3, ErrStale}, {young, 1, nil}, {young, 2, nil}, {young, 3, ErrStale}})
}

// A count of 0 is none: it neither is a use nor takes a slot.
func TestAttack_D07_a_count_of_zero_displaces_nobody(t *testing.T) {
	n := NewNonces(&NonceOptions{Live: 1})
	old, young := mintOne(t, n), mintOne(t, n)
	useAll(t, n, []use{{old, 1, nil}, {young, 0, ErrStale}, {old, 1, ErrStale}, {old, 2, nil}, {young, 0, ErrStale}, {young, 1, nil}, {young, 0, ErrStale}, {old, 3, ErrStale}})
}

// D08: what is in a nonce is a serial number, a time, a version and zeros.
func TestAttack_D08_what_is_in_a_nonce(t *testing.T) {
	NewNonces(nil)
	synctest.Test(t, func(t *testing.T) {
		m := newMint(time.Hour)
		time.Sleep(0x1234 * time.Second / 2)
		for serial := uint64(1); serial <= 1000; serial++ {
			text := m.issue()
			var b [16]byte
			if n, err := nonceText.Decode(b[:], []byte(text)); n != 16 || err != nil {
				t.Fatal(text, err)
			}
			m.keys.Load().now.Decrypt(b[:], b[:])
			want := [16]byte{4: byte(serial >> 8), 5: byte(serial), 8: 0x09, 9: 0x1a, 10: 1}
			if b != want {
				t.Fatalf("%x, want %x", b, want)
			}
			if got, age, ok := m.open(text); got != serial || !ok || age < -time.Second || age > 0 {
				t.Fatal(got, age, ok)
			}
		}
	})
}

// D14: the age of a nonce is that of a clock that nobody sets. Bubbles have no other
// one, so that no test in there would see the difference.
func TestAttack_D14_nobody_sets_the_clock(t *testing.T) {
	if m := newMint(time.Hour); m.start == m.start.Round(0) {
		t.Error("the start of a mint has no monotonic reading")
	}
}

// D14: two keys are known, the one in use and the one before.
func TestAttack_D14_two_keys(t *testing.T) {
	NewNonces(nil)
	synctest.Test(t, func(t *testing.T) {
		m := newMint(time.Minute)
		var all []string
		for range 5 {
			all = append(all, m.issue())
			for i, nonce := range all {
				if _, _, ok := m.open(nonce); ok != (i >= len(all)-2) {
					t.Errorf("with key %d, of key %d: %t", len(all), i+1, ok)
				}
			}
			time.Sleep(time.Minute + time.Nanosecond)
		}
	})
}

// What the ring keeps is allocated at once, and is what NonceOptions say.
func TestNonceMemory(t *testing.T) {
	n := NewNonces(nil).(*local)
	if live, words := n.slots.live, cap(n.slots.words); live != 16384 || words*8 != 16384*40 {
		t.Errorf("%d slots, %d words", live, words)
	}
}
