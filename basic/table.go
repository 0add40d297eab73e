// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"encoding/binary"
	"hash/maphash"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// An entry is never changed once it is in the table.
type entry struct {
	tag     tag
	id      scheme.Identity
	expires time.Duration // since the start of the cache
}

// ways is in how many places an entry can stand.
const ways = 4

// A table keeps entries in a fixed number of places, without locks: each is one
// pointer. Two that are added at once may come to one place, and one of them is
// lost. That costs a verification and no more.
type table struct{ sets [][ways]atomic.Pointer[entry] }

func (t *table) init(entries int) {
	t.sets = make([][ways]atomic.Pointer[entry], (entries+ways-1)/ways)
}

// set returns the places of a tag. Nobody can choose them, as tags are keyed.
func (t *table) set(g *tag) *[ways]atomic.Pointer[entry] {
	return &t.sets[binary.LittleEndian.Uint64(g[:])%uint64(len(t.sets))]
}

// find returns the entry of a tag, or nil.
func (t *table) find(g *tag, now time.Duration) *entry {
	set := t.set(g)
	for i := range set {
		e := set[i].Load()
		if e == nil || !e.tag.equal(g) {
			continue
		}
		if now < e.expires {
			return e
		}
		set[i].CompareAndSwap(e, nil)
	}
	return nil
}

// add puts e where nothing is, or in the place of the entry that expires first.
// Its tag does not stand there: who adds it has not found it.
func (t *table) add(e *entry) {
	set := t.set(&e.tag)
	place, first := 0, time.Duration(1<<63-1)
	for i := range set {
		old := set[i].Load()
		switch {
		case old == nil:
			if first >= 0 {
				place, first = i, -1
			}
		case old.expires < first:
			place, first = i, old.expires
		}
	}
	set[place].Store(e)
}

// names are the names of users that have been verified, as strings: who has only
// the bytes of a name finds the string without making one.
type names struct {
	seed  maphash.Seed
	names []atomic.Pointer[string]
}

func (n *names) init(size int) {
	n.seed, n.names = maphash.MakeSeed(), make([]atomic.Pointer[string], size)
}

func (n *names) place(hash uint64) *atomic.Pointer[string] {
	return &n.names[hash%uint64(len(n.names))]
}

func (n *names) find(name []byte) (string, bool) {
	known := n.place(maphash.Bytes(n.seed, name)).Load()
	if known == nil || *known != string(name) {
		return "", false
	}
	return *known, true
}

func (n *names) add(name string) {
	p := n.place(maphash.String(n.seed, name))
	if known := p.Load(); known == nil || *known != name {
		name = strings.Clone(name) // it may be a part of something longer
		p.Store(&name)
	}
}
