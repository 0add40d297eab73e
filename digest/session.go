// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import "github.com/go-httpauth/httpauth/header"

// A session is what a client keeps of a challenge (RFC 7616, Section 3.6). The
// place that it belongs to guards its nonces.
type session struct {
	offer
	secret Secret
	name   header.Param   // username or username*
	fixed  []header.Param // that are the same in all answers

	// As a rule requests share one nonce, also in parallel: each takes the next
	// count. Some servers want the counts in order, which no client can promise
	// for requests in parallel. There each request under way has a nonce of its
	// own.
	shared *nonce
	strict bool
	idle   []*nonce // when strict: those that no request has
}

// A nonce of a session.
type nonce struct {
	text     string
	count    uint32 // that was used last
	accepted uint32 // the highest one that the server has accepted
	underway int    // requests
}

// maxIdle bounds the nonces that are kept for requests in parallel.
const maxIdle = 256

// newSession returns a session of the user. The names and the password are in
// the form that is hashed.
func newSession(o offer, user, password string) (*session, error) {
	base, _ := o.algorithm.base()
	secret, err := NewSecret(base, user, o.realm, password)
	if err != nil {
		return nil, err
	}
	s := &session{offer: o, secret: secret, name: header.Quoted("username", user)}
	s.fixed = append(s.fixed, header.Quoted("realm", o.realm))
	switch {
	case o.userhash:
		hash, err := UserHash(base, user, o.realm)
		if err != nil {
			return nil, err
		}
		s.name = header.Quoted("username", hash)
		s.fixed = append(s.fixed, header.Token("userhash", "true"))
	case o.utf8 && !isASCII(user):
		s.name = header.ExtValue("username*", user)
	}
	if o.algorithmName != "" {
		s.fixed = append(s.fixed, header.Token("algorithm", o.algorithmName))
	}
	if o.qop != Legacy {
		s.fixed = append(s.fixed, header.Token("qop", string(o.qop)))
	}
	if o.hasOpaque {
		s.fixed = append(s.fixed, header.Quoted("opaque", o.opaque))
	}
	return s, nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// exclusive reports whether each request under way has a nonce of its own.
// Without qop there is no count, so that a nonce is good for one answer.
func (s *session) exclusive() bool { return s.strict || s.qop == Legacy }

// take returns a nonce for one more request, or nil if there is none: then it
// has to ask for a challenge.
func (s *session) take() *nonce {
	if !s.exclusive() {
		return s.shared
	}
	n := len(s.idle)
	if n == 0 {
		return nil
	}
	last := s.idle[n-1]
	s.idle = s.idle[:n-1]
	return last
}

// next counts one more use.
func (n *nonce) next() uint32 {
	n.count++
	n.underway++
	return n.count
}

// accept notes that the server has accepted a count, and which nonce comes next,
// if it says so.
func (s *session) accept(n *nonce, count uint32, next string) {
	n.underway--
	n.accepted = max(n.accepted, count)
	if next != "" && (s.shared == nil || s.shared.text != next) { // or its counts would start anew
		n = &nonce{text: next}
	}
	switch {
	case !s.exclusive():
		if s.shared == nil || n.count == 0 {
			s.shared = n
		}
	case n.underway == 0 && len(s.idle) < maxIdle && (n.count == 0 || s.qop != Legacy):
		s.idle = append(s.idle, n)
	}
}

// refuse notes that the server has not accepted a count. If a later one was
// accepted, or others are under way and the nonce is not said to be stale, then
// it is the order that the server minds.
func (s *session) refuse(n *nonce, count uint32, stale bool) {
	n.underway--
	if count < n.accepted || !stale && n.underway > 0 {
		s.strict = true
	}
	if s.shared == n {
		s.shared = nil
	}
}
