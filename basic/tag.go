// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
	"sync"
)

// A tag stands for credentials that were verified.
type tag [sha256.Size]byte

// equal is how this package compares secrets: by tags of them under a random key,
// at full length whatever they hold. crypto/subtle does that byte by byte.
func (t *tag) equal(u *tag) bool {
	var diff uint64
	for i := 0; i < len(t); i += 8 {
		diff |= binary.NativeEndian.Uint64(t[i:]) ^ binary.NativeEndian.Uint64(u[i:])
	}
	return diff == 0
}

// tags makes tags: HMAC-SHA-256 under a random key. To key it is half of the
// work, so that keyed ones are kept.
type tags struct{ pool sync.Pool }

// A tagger makes one tag at a time.
type tagger struct {
	mac hash.Hash
	buf []byte // empty in the pool
	sum tag
}

func (ts *tags) init() {
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails
	ts.pool.New = func() any { return &tagger{mac: hmac.New(sha256.New, key)} }
}

// newTag returns the tag of credentials. Each of the four counts with its
// length, so that no two quadruples have the same bytes.
func newTag[T []byte | string](ts *tags, realm string, user, password T, version string) tag {
	g := ts.pool.Get().(*tagger)
	// At once: a buffer that is outgrown half-way is not cleared.
	b := slices.Grow(g.buf, len(realm)+len(user)+len(password)+len(version)+4*binary.MaxVarintLen64)
	b = appendField(b, realm)
	b = appendField(b, user)
	b = appendField(b, password)
	b = appendField(b, version)
	t := g.of(b)
	if clear(b); cap(b) <= maxUserPass { // no password stays in the pool
		g.buf = b[:0]
	}
	ts.pool.Put(g)
	return t
}

func (g *tagger) of(b []byte) tag {
	g.mac.Reset()
	g.mac.Write(b)
	g.mac.Sum(g.sum[:0])
	return g.sum
}

func appendField[T []byte | string](b []byte, field T) []byte {
	b = binary.AppendUvarint(b, uint64(len(field)))
	return append(b, field...)
}
