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
	name := line[start:end]
	h := foldHash(name)
	class := uint64(1) << (h >> 26)
	if ns.mask&class != 0 {
		for i, other := range ns.hash[:ns.n] {
			if at := int(ns.at[i]); other == h && EqualFold(line[at:tokenEnd(line, at)], name) {
				return repeated
			}
		}
	}
	ns.mask |= class
	ns.hash[ns.n], ns.at[ns.n] = h, uint32(start)
	ns.n++
	return 0
}

// foldHash returns a hash that no letter case changes. That some other bytes
// fall together too does no harm: the names are compared.
func foldHash(s string) uint32 {
	const prime = 0x9e3779b97f4a7c15
	h := uint64(len(s))
	for ; len(s) >= 8; s = s[8:] {
		h = (h ^ (load(s) | 0x20*ones)) * prime
		h ^= h >> 29
	}
	for i := range len(s) {
		h = (h<<8 | h>>56) ^ uint64(s[i]|0x20)
	}
	return uint32(h * prime >> 32)
}
