// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"hash"
	"sync"
	"time"
)

// CacheKeys returns a func that makes the keys of one cache.
func CacheKeys() func(realm, user, password, version string) [32]byte {
	ts := new(tags)
	ts.init()
	return func(realm, user, password, version string) [32]byte {
		return newTag(ts, realm, user, password, version)
	}
}

// CacheKeyOfBytes is the same for a name and a password that are bytes.
func CacheKeyOfBytes() (text func(realm, user, password, version string) [32]byte, bytes func(realm string, user, password []byte, version string) [32]byte) {
	ts := new(tags)
	ts.init()
	text = func(realm, user, password, version string) [32]byte {
		return newTag(ts, realm, user, password, version)
	}
	bytes = func(realm string, user, password []byte, version string) [32]byte {
		return newTag(ts, realm, user, password, version)
	}
	return text, bytes
}

// SameKey is how keys are compared.
func SameKey(a, b [32]byte) bool { return (*tag)(&a).equal((*tag)(&b)) }

// State returns what is free, and how many wait.
func (g *Gate) State() (free Weight, waiting int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, s := range g.queue.sources {
		waiting += len(s.waiting)
	}
	return g.free, waiting
}

// Takes returns how long a hash is taken to last.
func (g *Gate) Takes() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.takes
}

// CountTags counts the tags that the cache of Options makes from now on.
func (s *Scheme) CountTags() *int {
	n := new(int)
	if s.cache == nil {
		return n
	}
	fresh := s.cache.tags.pool.New
	s.cache.tags.pool = sync.Pool{New: func() any {
		g := fresh().(*tagger)
		g.mac = countedHash{g.mac, n}
		return g
	}}
	return n
}

type countedHash struct {
	hash.Hash
	n *int
}

func (c countedHash) Sum(b []byte) []byte {
	*c.n++
	return c.Hash.Sum(b)
}
