// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import "sync"

// A ring keeps the windows of used counts of the nonces that were issued last:
// the serial number inside a nonce is the index of its slot, so that there is
// nothing to look up, to allocate or to collect. A slot passes to a newer nonce
// only after a right answer: only those who can authenticate displace anybody.
type ring struct {
	live  uint64   // number of slots
	words []uint64 // the slots, one after another: what one use touches is in one place
	size  int      // words of a slot
	limit uint32   // of uses of each nonce; 0 is none
	used  []uint32 // with a limit: how often each was used
	locks [64]lock
}

// A lock has a cache line for itself, so that two cores wait for each other only
// if they want the same one.
type lock struct {
	sync.Mutex
	_ [64 - 8]byte
}

// A slot is one nonce. Its first word has the turn in its upper half and the
// highest count in its lower half; 0 there: never used. The others are the window
// of its counts. The serial number is the index of the slot plus the turn times
// the number of slots.
type slot []uint64

func (s slot) turn() uint32 { return uint32(s[0] >> 32) }
func (s slot) top() uint32  { return uint32(s[0]) }

func (s slot) set(turn, top uint32) { s[0] = uint64(turn)<<32 | uint64(top) }

func newRing(live, window int, limit uint32) *ring {
	size := 1 + (window+63)/64
	r := &ring{live: uint64(live), words: make([]uint64, live*size), size: size, limit: limit}
	if limit > 0 {
		r.used = make([]uint32, live)
	}
	return r
}

// use marks a count of a nonce as used. It is not ok if it was used before, or may
// have been; if late is true, half of the uses are over.
func (r *ring) use(serial uint64, count uint32) (ok, late bool) {
	i, turn := serial%r.live, uint32(serial/r.live)
	mu := &r.locks[i%uint64(len(r.locks))]
	mu.Lock()
	defer mu.Unlock()
	s := slot(r.words[int(i)*r.size:][:r.size])
	if s.turn() != turn {
		// Turns are numbered round and round. A slot that nobody has used for 2^31
		// of them would take a newer nonce for an older one: at a million nonces a
		// second that is after a year, with the default number of slots.
		if s.top() != 0 && int32(turn-s.turn()) < 0 {
			return false, false
		}
		s.set(turn, 0)
		if r.limit > 0 {
			r.used[i] = 0
		}
	}
	if r.limit > 0 && r.used[i] >= r.limit {
		return false, false
	}
	top := s.top()
	if !(window{&top, s[1:]}).use(count) {
		return false, false
	}
	s.set(turn, top)
	if r.limit > 0 {
		r.used[i]++
	}
	return true, r.limit > 0 && r.used[i] > r.limit/2
}
