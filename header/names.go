// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// names finds the parameter that occurs twice in one list. As long as the names
// are of different classes, they differ, and nothing else is known of them.
type names struct {
	mask  uint64             // which classes of names have occurred
	n     int                // names in the store
	store *[MaxParams]stored // all names, since two of them were of one class
}

// stored is a name of a list. With its hash long names are not compared again
// and again.
type stored struct{ hash, at uint32 }

// nameClass returns one of 64 bits for a name, which no letter case changes. If
// it is new, so is the name. The factors are such that the names of no scheme in
// use share one; a test has them.
func nameClass(name string) uint64 {
	return 1 << ((uint(name[0]|0x20) + 17*uint(name[len(name)-1]|0x20) + 22*uint(len(name))) % 64)
}

// add adds the name at s[start], or returns why it cannot. A list of more than
// MaxParams names has two of one class.
func (ns *names) add(s string, start int, name string) reason {
	if ns.store == nil {
		bit := nameClass(name)
		if ns.mask&bit != 0 {
			return crowded
		}
		ns.mask |= bit
		return 0
	}
	if ns.n == MaxParams {
		return tooManyParams
	}
	h := foldHash(s, start, len(name))
	for _, other := range ns.store[:ns.n] {
		if at := int(other.at); other.hash == h && EqualFold(s[at:tokenEnd(s, at)], name) {
			return repeated
		}
	}
	ns.store[ns.n] = stored{h, uint32(start)}
	ns.n++
	return 0
}

// scanLongList goes on with scanList at s[i], where a name is of a class that
// has occurred. Few lists come here, and the others do not pay for the store.
func scanLongList(s string, l list, i int) (list, int, fault) {
	var store [MaxParams]stored
	long := names{store: &store}
	for at := l.start; at < l.end; {
		p, next := l.shape.find(s[:l.end], at)
		store[long.n] = stored{foldHash(s, at, len(p.Name)), uint32(at)}
		long.n++
		at = next
	}
	return scanList(s, l, i, &long, true)
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
