// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// names finds the parameter that occurs twice in one list. As long as all
// parameters are in the index of the item, their names are found there.
type names struct {
	mask  uint64             // which classes of names have occurred
	n     int                // names in the store
	store *[MaxParams]stored // of a list that is longer than the index
}

// nameClass returns one of 64 bits for a name, which no letter case changes. If
// it is new, so is the name.
func nameClass(name string) uint64 {
	return 1 << ((uint(name[0]|0x20) + 3*uint(name[len(name)-1]|0x20) + 7*uint(len(name))) % 64)
}

// stored is a name of a long list. With its hash long names are not compared
// again and again.
type stored struct{ hash, at uint32 }

// add adds the name of that length at line[start], or returns why it cannot. The
// item has all parameters before it.
func (ns *names) add(line string, start, length, base int, it *item) reason {
	h := uint32(0)
	if ns.store != nil {
		if ns.n == MaxParams {
			return tooManyParams
		}
		h = foldHash(line, start, length)
	}
	if ns.has(line, h, start, length, base, it) {
		return repeated
	}
	if ns.store != nil {
		ns.store[ns.n] = stored{h, uint32(start)}
		ns.n++
	}
	return 0
}

// has reports whether a name is there already.
func (ns *names) has(line string, h uint32, start, length, base int, it *item) bool {
	name := line[start : start+length]
	if ns.store == nil {
		for _, sp := range it.index[:it.indexed] {
			if at, n := sp.name(); n == length && EqualFold(line[base+at:base+at+n], name) {
				return true
			}
		}
		return false
	}
	for _, other := range ns.store[:ns.n] {
		if at := int(other.at); other.hash == h && EqualFold(line[at:tokenEnd(line, at)], name) {
			return true
		}
	}
	return false
}

// scanLongList goes on with scanList when the index is full. Few lines come
// here, and the others do not pay for the store.
func scanLongList(s string, i, base int, it *item) (next int, f fault) {
	var store [MaxParams]stored
	long := names{store: &store}
	for _, sp := range it.index[:it.indexed] {
		at, n := sp.name()
		store[long.n] = stored{foldHash(s, base+at, n), uint32(base + at)}
		long.n++
	}
	at := base + it.rest - 1
	store[long.n] = stored{foldHash(s, at, tokenEnd(s, at)-at), uint32(at)}
	long.n++
	return scanList(s, i, base, it, &long, true)
}

const prime = 0x9e3779b97f4a7c15

// foldHash returns a hash of a name that no letter case changes. That some other
// bytes fall together too does no harm: the names are compared.
func foldHash(line string, start, length int) uint32 {
	h := uint64(length)
	for ; length > 8; start, length = start+8, length-8 {
		h = (h ^ foldWord(line, start, 8)) * prime
		h ^= h >> 29
	}
	return uint32((h ^ foldWord(line, start, length)) * prime >> 32)
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
