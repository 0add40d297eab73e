// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

// windowSize is how many counts of one nonce may be under way at once. 64 are
// too few for 64 requests in parallel that overtake one another.
const windowSize = 256

// A window remembers which counts of one nonce have been used: each is accepted
// at most once, in any order, as long as it is among the windowSize last ones.
type window struct {
	top  uint32 // the highest count used; 0 is none
	bits [windowSize / 64]uint64
}

// use reports whether count was not used before, and marks it as used. A count
// below the window counts as used. Counts start at 1.
func (w *window) use(count uint32) bool {
	switch {
	case count > w.top:
		for i := range min(count-w.top, windowSize) {
			w.set(count-i, false)
		}
		w.top = count
	case w.top-count >= windowSize || w.get(count):
		return false
	}
	w.set(count, true)
	return true
}

func (w *window) get(count uint32) bool {
	i := count % windowSize
	return w.bits[i/64]&(1<<(i%64)) != 0
}

func (w *window) set(count uint32, used bool) {
	i := count % windowSize
	w.bits[i/64] &^= 1 << (i % 64)
	if used {
		w.bits[i/64] |= 1 << (i % 64)
	}
}
