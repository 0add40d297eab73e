// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// names finds the parameter that occurs twice in one list. It keeps hashes, so
// that long names are not compared again and again.
type names struct {
	n    int
	mask uint64            // which of 64 classes of hashes have occurred
	hash [MaxParams]uint32 // of each name
	at   [MaxParams]uint32 // where each name starts
}

func (ns *names) reset() { ns.n, ns.mask = 0, 0 }

// add adds the name line[start:end], or returns why it cannot. All names must
// be from one line.
func (ns *names) add(line string, start, end int) reason {
	if ns.n == MaxParams {
		return tooManyParams
	}
	h := foldHash(line, start, end)
	class := uint64(1) << (h >> 26)
	if ns.mask&class != 0 {
		for i, other := range ns.hash[:ns.n] {
			if at := int(ns.at[i]); other == h && EqualFold(line[at:tokenEnd(line, at)], line[start:end]) {
				return repeated
			}
		}
	}
	ns.mask |= class
	ns.hash[ns.n], ns.at[ns.n] = h, uint32(start)
	ns.n++
	return 0
}

// foldHash returns a hash of the name line[start:end] that no letter case
// changes. That some other bytes fall together too does no harm: the names are
// compared.
func foldHash(line string, start, end int) uint32 {
	const prime = 0x9e3779b97f4a7c15
	h := uint64(end - start)
	for ; end-start > 8; start += 8 {
		h = (h ^ foldWord(line, start, 8)) * prime
		h ^= h >> 29
	}
	return uint32((h ^ foldWord(line, start, end-start)) * prime >> 32)
}

// foldWord returns the n bytes of line from i on, 1 to 8 of them, as a number
// that no letter case changes.
func foldWord(line string, i, n int) (w uint64) {
	if i+8 <= len(line) {
		return (load(line[i:i+8]) | 0x20*ones) << (64 - 8*uint(n))
	}
	for j := range n {
		w |= uint64(line[i+j]|0x20) << (64 - 8*uint(n-j))
	}
	return w
}
