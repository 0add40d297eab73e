// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

// A window remembers which counts of one nonce have been used: each is accepted
// at most once, in any order, as long as it is among the last ones, as many as
// there are bits.
type window struct {
	top  *uint32  // the highest count used; 0 is none
	bits []uint64 // what is in those above top does not matter
}

// use reports whether count was not used before, and marks it as used. A count
// below the window counts as used, and so does 0: counts start at 1.
func (w window) use(count uint32) bool {
	size := uint32(64 * len(w.bits))
	top := *w.top
	switch {
	case count > top:
		if count-top >= size {
			clear(w.bits)
		} else {
			for c := top + 1; c != count; c++ {
				w.bits[c/64%uint32(len(w.bits))] &^= 1 << (c % 64)
			}
		}
		*w.top = count
	case count == 0 || top-count >= size || w.get(count):
		return false
	}
	w.bits[count/64%uint32(len(w.bits))] |= 1 << (count % 64)
	return true
}

func (w window) get(count uint32) bool {
	return w.bits[count/64%uint32(len(w.bits))]&(1<<(count%64)) != 0
}
