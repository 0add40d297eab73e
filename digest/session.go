// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// A session is what a client keeps of a challenge (RFC 7616, Section 3.6). The
// place that it belongs to guards its nonces.
type session struct {
	offer
	place  *place
	secret Secret
	lead   *string // what all answers begin with; behind a pointer, as the user name does not print

	// As a rule requests share one nonce, also in parallel: each takes the next
	// count. Challenges that came in between leave spare ones, which go first,
	// as a request that has a nonce for itself loses no other if that is at its
	// end. Some servers want the counts in order, which no client can promise for
	// requests in parallel: there nonces are not shared.
	shared *nonce
	idle   []*nonce // that no request has; the one that was used last is the last

	nonces map[string]*nonce // those that the server has issued of late, by their text
	long   []*nonce          // those with a long opaque, the latest one last
}

// A nonce of a session.
type nonce struct {
	text     string
	opaque   string // that came with it, as it is sent; empty if there is none
	count    uint32 // that was used last
	accepted uint32 // the highest one that the server has accepted
	underway int    // requests; those that came to nothing stay
	over     bool   // the server wants no more of it
}

// Bounds of what a session keeps, for servers that send more and more.
const (
	maxNonces = 512
	maxNonce  = 1 << 10 // bytes
	maxOpaque = 1 << 10 // bytes; longer ones are kept for maxLong nonces
	maxLong   = 8
)

// newSession returns a session of the user. The names and the password are in
// the form that is hashed.
func newSession(o offer, user, password string) (*session, error) {
	base, _ := o.algorithm.base()
	secret, err := NewSecret(base, user, o.realm, password)
	if err != nil {
		return nil, err
	}
	var params []header.Param
	switch {
	case o.userhash:
		hash, err := UserHash(base, user, o.realm)
		if err != nil {
			return nil, err
		}
		params = append(params, header.Quoted("username", hash), header.Token("userhash", "true"))
	case o.utf8 && !isASCII(user):
		params = append(params, header.ExtValue("username*", user))
	default:
		params = append(params, header.Quoted("username", user))
	}
	params = append(params, header.Quoted("realm", o.realm))
	if o.algorithmName != "" {
		params = append(params, header.Token("algorithm", o.algorithmName))
	}
	c, err := header.NewCredentials(name, params...)
	if err != nil {
		return nil, errAnswer
	}
	lead := c.Reveal()
	return &session{offer: o, secret: secret, lead: &lead}, nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Format keeps the secret out of logs.
func (s *session) Format(f fmt.State, _ rune) { io.WriteString(f, "digest session [redacted]") }

// exclusive reports whether each request under way has a nonce of its own.
// Without qop there is no count, so that a nonce is good for one answer.
func (s *session) exclusive() bool { return s.place.strict || s.qops.legacy() }

// take returns a nonce for one more request, or nil if there is none: then it
// has to ask for a challenge.
func (s *session) take() *nonce {
	if n := len(s.idle); n > 0 {
		last := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return last
	}
	if s.exclusive() {
		return nil
	}
	return s.shared
}

// challenged returns the nonce of a challenge, with the opaque that came with
// it, if any.
func (s *session) challenged(text, opaque string) *nonce {
	n := s.issued(text, opaque)
	if n.underway > 0 {
		s.place.strict = false // this server has no nonce for each request
	}
	if i := slices.Index(s.idle, n); i >= 0 {
		s.idle = slices.Delete(s.idle, i, i+1)
	}
	return n
}

// issued returns the nonce of that text. Some servers issue one more than once:
// its counts go on, or they would be replays.
func (s *session) issued(text, opaque string) *nonce {
	n := s.nonces[text]
	if n == nil {
		n = &nonce{text: strings.Clone(text)} // or it would keep all of the line
		s.remember(n)
	}
	n.over, n.opaque = false, opaque
	s.long = slices.DeleteFunc(s.long, func(o *nonce) bool { return o == n })
	if len(opaque) > maxOpaque {
		s.crowd(n)
	}
	return n
}

// remember has the counts of a nonce go on if the server issues it again.
func (s *session) remember(n *nonce) {
	if s.qops.legacy() || len(n.text) > maxNonce { // is not used again
		return
	}
	if s.nonces == nil || len(s.nonces) >= maxNonces {
		s.nonces = make(map[string]*nonce)
	}
	s.nonces[n.text] = n
}

// crowd makes room for one more nonce with a long opaque: another one is good for
// its counts only, until it comes again.
func (s *session) crowd(n *nonce) {
	s.long = append(s.long, n)
	if len(s.long) <= maxLong {
		return
	}
	old := s.long[0]
	s.long = slices.Delete(s.long, 0, 1)
	s.idle = slices.DeleteFunc(s.idle, func(o *nonce) bool { return o == old })
	old.opaque = ""
	s.end(old)
}

// end notes that the server wants no more of a nonce.
func (s *session) end(n *nonce) {
	n.over = true
	if s.shared == n {
		s.shared = nil
	}
}

// next counts one more use.
func (n *nonce) next() uint32 {
	n.count++
	n.underway++
	return n.count
}

// accept notes that the server has accepted a count, and which nonce comes next,
// if it says so: with the opaque of this one.
func (s *session) accept(n *nonce, count uint32, next, opaque string) {
	n.underway--
	n.accepted = max(n.accepted, count)
	if next == "" || next == n.text {
		s.keep(n)
		return
	}
	s.end(n)
	if known := s.nonces[next]; known != nil && !known.over {
		return // it is in use, or kept
	}
	s.keep(s.issued(next, opaque))
}

// keep keeps a nonce for other requests, if it is good for any.
func (s *session) keep(n *nonce) {
	switch {
	case n.over || n == s.shared || len(n.text) > maxNonce || s.qops.legacy() && n.count > 0:
	case s.shared == nil && !s.exclusive():
		s.shared = n
	case n.underway == 0 && len(s.idle) < maxNonces:
		s.idle = append(s.idle, n)
	}
}

// refuse notes that the server has not accepted a count, and what it said. If a
// later one was accepted, or may have been and the nonce is not said to be stale,
// then it is the order that the server minds. If it asks for another realm, then
// the nonce was none for the target, and says nothing.
func (s *session) refuse(n *nonce, count uint32, by *picked) {
	n.underway--
	if !by.challenge.IsZero() && by.offer.realm != s.realm {
		s.keep(n)
		return
	}
	if s.shared == n {
		s.shared = nil
	}
	if by.stale {
		s.end(n)
	}
	switch {
	case count < n.accepted:
		s.place.strict = true
		s.keep(n)
	case !by.stale && count < n.count:
		s.place.strict = true
	}
}
