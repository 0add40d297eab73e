// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import "testing"

// A modelWindow is a set of all counts ever accepted, by their index in counts,
// and the highest of them.
type modelWindow struct {
	used [7]bool
	top  uint32
}

func (m *modelWindow) use(counts *[7]uint32, i int, size uint32) bool {
	c := counts[i]
	if c == 0 || m.used[i] || c < m.top && m.top-c >= size {
		return false
	}
	m.used[i], m.top = true, max(m.top, c)
	return true
}

// compare tries every sequence of that length from a state of a window and its
// model on. It returns how many sequences there were, and how many of their
// counts were accepted.
func compare(t *testing.T, counts *[7]uint32, top uint32, bits []uint64, m modelWindow, length int) (sequences, accepted int) {
	if length == 0 {
		return 1, 0
	}
	words := make([]uint64, len(bits))
	for i, c := range counts {
		nextTop, next := top, m
		copy(words, bits)
		got := window{&nextTop, words}.use(c)
		if want := next.use(counts, i, uint32(64*len(bits))); got != want {
			t.Fatalf("window %d, %v used, top %d: count %d is accepted: %t", 64*len(bits), m.used, m.top, c, got)
		}
		n, a := compare(t, counts, nextTop, words, next, length-1)
		if sequences, accepted = sequences+n, accepted+a; got {
			accepted++
		}
	}
	return sequences, accepted
}

// All 7^8 sequences of counts round the borders of the smallest window.
func TestAttack_D09_every_sequence_of_eight(t *testing.T) {
	counts := [7]uint32{1, 2, 64, 65, 66, 129, 0xffffffff}
	sequences, accepted := compare(t, &counts, 0, make([]uint64, 1), modelWindow{}, 8)
	if sequences != 5_764_801 || accepted < 500_000 {
		t.Errorf("%d sequences, %d counts accepted", sequences, accepted)
	}
}

// The same for all other sizes, with shorter sequences.
func TestAttack_D09_every_size(t *testing.T) {
	total := 0
	for words := uint32(1); words <= maxWindow/64; words++ {
		size := 64 * words
		for _, counts := range [][7]uint32{
			{0, 1, 2, size - 1, size, size + 1, 2*size + 1},
			{1, 63, 64, 65, size + 63, size + 64, size + 65},
			{0, 0x7fffffff, 0x80000000, 0x80000000 - size, 0x80000000 - size + 1, 0xffffffff - size, 0xffffffff},
			{0xffffffff, 0xfffffffe, 0xffffffff - size, 0xffffffff - size + 1, 0xffffffff - size + 2, 1, 0xfffffff0},
		} {
			distinct(&counts)
			sequences, _ := compare(t, &counts, 0, make([]uint64, words), modelWindow{}, 5)
			total += sequences
		}
	}
	if total != 16*4*16_807 {
		t.Errorf("%d sequences", total)
	}
}

// distinct changes repeated counts, as the model tells them by their index.
func distinct(counts *[7]uint32) {
	seen := make(map[uint32]bool)
	for i := range counts {
		for seen[counts[i]] {
			counts[i] += 3
		}
		seen[counts[i]] = true
	}
}

// Both borders of every window, after each of some highest counts.
func TestAttack_D11_every_border(t *testing.T) {
	cases, accepted := 0, 0
	for size := uint32(64); size <= maxWindow; size += 64 {
		for _, top := range []uint32{1, 2, 63, 64, 65, size - 1, size, size + 1, 2 * size, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff} {
			for offset := int64(-2); offset <= int64(size)+2; offset++ {
				count := int64(top) - offset
				if count < 0 || count > 0xffffffff {
					continue
				}
				w := newWindow(int(size))
				w.use(top)
				want := count > 0 && count != int64(top) && offset < int64(size)
				if got := w.use(uint32(count)); got != want {
					t.Fatalf("window %d, top %d: count %d is accepted: %t", size, top, count, got)
				}
				if cases++; want {
					accepted++
				}
				if w.use(uint32(count)) || w.use(top) {
					t.Fatalf("window %d, top %d: count %d is accepted twice", size, top, count)
				}
			}
		}
	}
	if cases < 50_000 || accepted < 40_000 {
		t.Errorf("%d cases, %d accepted", cases, accepted)
	}
}

// D11, for what NewNonces makes of a Window: the next multiple of 64, up to 1024.
func TestWindowOption(t *testing.T) {
	for n := -1; n <= 1100; n++ {
		want := uint32(min((n+63)/64*64, 1024))
		if n <= 0 {
			want = 256
		}
		nonces := NewNonces(&NonceOptions{Window: n, Live: 1})
		nonce := mintOne(t, nonces)
		for _, step := range []struct {
			count uint32
			want  error
		}{{5000, nil}, {5000 - want + 1, nil}, {5000 - want, ErrStale}, {5000 - want + 1, ErrStale}, {4999, nil}} {
			if _, err := nonces.Use(t.Context(), nil, nonce, step.count); err != step.want {
				t.Fatalf("Window %d: count %d: %v", n, step.count, err)
			}
		}
	}
}

// The counter does not wrap: after the highest count only those in its window
// are left, and they but once.
func TestAttack_D07_the_highest_count(t *testing.T) {
	nonces := NewNonces(&NonceOptions{Window: 64})
	nonce, accepted := mintOne(t, nonces), 0
	for _, count := range []uint32{0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0, 1, 2, 0x7fffffff, 0x80000000, 0x80000001} {
		_, err := nonces.Use(t.Context(), nil, nonce, count)
		if err == nil {
			accepted++
		} else if err != ErrStale {
			t.Error(err)
		}
	}
	if accepted != 4 {
		t.Errorf("%d were accepted, not 1, 7fffffff, 80000000 and ffffffff", accepted)
	}
	for range 3 {
		for count := uint32(0xffffffff); count > 0xffffffff-100; count-- {
			if _, err := nonces.Use(t.Context(), nil, nonce, count); err == nil {
				accepted++
			}
		}
	}
	if accepted != 4+63 {
		t.Errorf("%d were accepted, not 63 more", accepted)
	}
}
