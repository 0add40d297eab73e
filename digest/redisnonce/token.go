// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
	"time"
)

// A nonce is, before base64url, a version, the time at which it was issued in
// Unix milliseconds (48 bits), its life in milliseconds (32 bits), its uses (32
// bits; 0 is no limit), its window in units of 64 (8 bits), 128 random bits, and
// half of a MAC over all of that and the prefix.
//
// The life is in it since every process must come to the same end: the one that
// is used first sets when Redis forgets the counts. So are uses and window, which
// say where in Redis a count is.
const (
	version    = 1
	lifeAt     = 7
	usesAt     = 11
	windowAt   = 15
	randomAt   = 16
	bodySize   = 32
	macSize    = sha256.Size / 2
	sealedSize = bodySize + macSize
)

// text is strict: a nonce has one form.
var text = base64.RawURLEncoding.Strict()

// A token is what a nonce holds.
type token struct {
	issued time.Time
	life   time.Duration
	uses   uint32
	window uint32
	name   string // of its key in Redis, without the prefix
}

const minKey = 32

var (
	errKeys  = errors.New("redisnonce: one key or two are needed")
	errShort = errors.New("redisnonce: a key is shorter than 32 bytes")
)

// SetKeys replaces the keys, of which there are one or two, of at least 32
// random bytes that serve nothing else. Nonces are issued under the first; those
// issued under the second are accepted too. The counts used so far stay used.
// It may be called at any time.
//
// For clients to notice nothing, each step is done in all processes before the
// next: with the key a in use and b the next one, set (a, b), then (b, a), and
// no sooner than after a Life (b). Setting (b) alone makes all nonces stale that
// are out, which costs each client one more round trip and asks nobody for a
// password.
func (n *Nonces) SetKeys(keys [][]byte) error {
	if len(keys) == 0 || len(keys) > 2 {
		return errKeys
	}
	own := make([][]byte, len(keys))
	for i, key := range keys {
		if len(key) < minKey {
			return errShort
		}
		own[i] = slices.Clone(key)
	}
	n.keys.Store(&own)
	return nil
}

func (n *Nonces) issue() string {
	b := make([]byte, bodySize, sealedSize+macSize)
	binary.BigEndian.PutUint64(b, version<<56|uint64(n.now().UnixMilli())<<8)
	binary.BigEndian.PutUint32(b[lifeAt:], uint32(n.life/time.Millisecond))
	binary.BigEndian.PutUint32(b[usesAt:], n.uses)
	b[windowAt] = byte(n.window / 64)
	rand.Read(b[randomAt:]) // never fails
	b = n.mac(b, (*n.keys.Load())[0], b)
	return text.EncodeToString(b[:sealedSize])
}

// mac appends the MAC of the body of a nonce to b.
func (n *Nonces) mac(b, key, body []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(body) // of fixed length: the prefix cannot be taken for a part of it
	h.Write([]byte(n.prefix))
	return h.Sum(b)
}

// open returns what a nonce holds, if it was issued under one of the keys.
func (n *Nonces) open(nonce string) (t token, ok bool) {
	if len(nonce) != text.EncodedLen(sealedSize) {
		return token{}, false
	}
	b, err := text.DecodeString(nonce)
	if err != nil || len(b) != sealedSize { // line ends are skipped
		return token{}, false
	}
	body := b[:bodySize]
	for _, key := range *n.keys.Load() {
		mac := n.mac(nil, key, body)
		if !hmac.Equal(mac[:macSize], b[bodySize:]) || body[0] != version {
			continue
		}
		ms := binary.BigEndian.Uint64(body) << 8 >> 16
		return token{
			issued: time.UnixMilli(int64(ms)),
			life:   time.Duration(binary.BigEndian.Uint32(body[lifeAt:])) * time.Millisecond,
			uses:   binary.BigEndian.Uint32(body[usesAt:]),
			window: 64 * uint32(body[windowAt]),
			// The other half, which the nonce does not tell.
			name: text.EncodeToString(mac[macSize:]),
		}, true
	}
	return token{}, false
}
