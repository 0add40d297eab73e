// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"encoding/binary"
	"encoding/hex"
	"sync"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A session is what a client keeps of a challenge (RFC 7616, Section 3.6).
type session struct {
	challenge     header.Challenge
	realm         string
	opaque        string
	hasOpaque     bool
	algorithmName string // as offered; empty if it was not
	secret        Secret

	mu    sync.Mutex
	nonce string
	count uint32
}

// next returns the nonce and its next count.
func (s *session) next() (nonce, nc string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], s.count)
	return s.nonce, hex.EncodeToString(b[:])
}

// renew goes on with another nonce, from count 1.
func (s *session) renew(nonce string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if nonce != s.nonce { // or its counts would be used twice
		s.nonce, s.count = nonce, 0
	}
}

// A space is where a session may be used: never beyond one origin.
type space struct {
	origin string
	proxy  bool
}

func spaceOf(r *scheme.Request) space { return space{r.Origin, r.Proxy} }

// maxSessions bounds what a client keeps; one that talks to more origins asks
// for a challenge again.
const maxSessions = 256

// sessions are those of one client.
type sessions struct {
	mu sync.Mutex
	of map[space]*session
}

// get returns the session for a space, or nil.
func (ss *sessions) get(sp space) *session {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	return ss.of[sp]
}

// put keeps a session in the place of an earlier one.
func (ss *sessions) put(sp space, s *session) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if ss.of == nil || len(ss.of) >= maxSessions {
		ss.of = make(map[space]*session)
	}
	ss.of[sp] = s
}
