// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"errors"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// sharing returns a session whose nonce so many requests have at once.
func sharing(t *testing.T, requests int) (s *session, n *nonce) {
	t.Helper()
	o := offer{realm: "r", algorithm: SHA256, qops: offersAuth}
	s, err := newSession(o, "user", "password")
	if err != nil {
		t.Fatal(err)
	}
	new(place).add(s)
	n = s.challenged("n", "")
	s.shared = n
	for range requests {
		s.take().next()
	}
	return s, n
}

// refusal is a challenge of a realm.
func refusal(t *testing.T, realm string, stale bool) *picked {
	t.Helper()
	ch, err := header.NewChallenge(name, header.Quoted("realm", realm))
	if err != nil {
		t.Fatal(err)
	}
	return &picked{challenge: ch, offer: offer{realm: realm}, stale: stale}
}

// D10: when it is the order of the counts that a server minds, and when not. Four
// requests are under way, with the counts 1 to 4.
func TestOrderMatters(t *testing.T) {
	for _, tt := range []struct {
		name     string
		accepted uint32 // before
		refused  uint32
		by       *picked
		strict   bool
	}{
		{"a later one was accepted", 3, 2, refusal(t, "r", false), true},
		{"a later one was accepted, stale", 3, 2, refusal(t, "r", true), true},
		{"a later one may have been", 0, 2, refusal(t, "r", false), true},
		{"it was the last one", 3, 4, refusal(t, "r", false), false},
		{"stale", 2, 3, refusal(t, "r", true), false},
		{"another realm", 3, 2, refusal(t, "other", false), false},
		{"another realm, stale", 3, 2, refusal(t, "other", true), false},
		{"no challenge", 3, 2, new(picked), true},
	} {
		s, n := sharing(t, 4)
		if tt.accepted > 0 {
			s.accept(n, tt.accepted, "", "")
		}
		s.refuse(n, tt.refused, tt.by)
		if s.place.strict != tt.strict {
			t.Errorf("%s: strict %t", tt.name, s.place.strict)
		}
		if kept := s.shared == n; kept != (tt.by.offer.realm == "other") {
			t.Errorf("%s: shared %t", tt.name, kept)
		}
	}
}

// A nonce that was shared goes to the pool with the last request that has it,
// and one that the server has replaced does not.
func TestNonceComesBackOnce(t *testing.T) {
	s, n := sharing(t, 3)
	s.accept(n, 2, "", "")
	s.refuse(n, 1, refusal(t, "r", false)) // strict from here on
	if len(s.idle) != 0 || s.take() != nil {
		t.Error("a nonce that another request has")
	}
	s.accept(n, 3, "", "")
	if len(s.idle) != 1 || s.take() != n || s.take() != nil {
		t.Error("the nonce does not come back")
	}

	s, n = sharing(t, 3)
	s.accept(n, 1, "next", "")
	if s.shared == nil || s.shared.text != "next" || len(s.idle) != 0 {
		t.Error("the old nonce goes on")
	}
	s.accept(n, 2, "next", "") // once more the same
	s.accept(n, 3, "", "")
	if len(s.idle) != 0 || s.shared.text != "next" || s.shared.count != 0 {
		t.Error("the old nonce comes back")
	}
}

// A nonce that is stale goes to nobody again, though an answer that was under way
// with it is accepted later.
func TestStaleNonceIsOver(t *testing.T) {
	s, n := sharing(t, 2)
	s.refuse(n, 2, refusal(t, "r", true))
	if s.accept(n, 1, "", ""); s.take() != nil {
		t.Error("it is used again")
	}
}

// A nonce that a request had for itself, and took to another realm, comes back.
func TestNonceOfAnotherRealm(t *testing.T) {
	s, _ := sharing(t, 1)
	own := s.challenged("own", "")
	own.next()
	s.refuse(own, 1, refusal(t, "other", false))
	if len(s.idle) != 1 || s.take() != own {
		t.Error("it is lost")
	}
}

// G05: one more answer for a request that others have overtaken, and no other,
// however the nonces are issued.
func TestOvertakenOnce(t *testing.T) {
	c := NewClient("user", "password", nil)
	r := &scheme.Request{Method: "GET", Target: "/", Origin: "http://a.example"}
	challenge := func(nonce string) []header.Challenge {
		chs, err := header.ParseChallenges([]string{`Digest realm="r", nonce="` + nonce + `", qop="auth", algorithm=SHA-256`})
		if err != nil {
			t.Fatal(err)
		}
		return chs
	}
	x, y := c.Begin(t.Context(), r), c.Begin(t.Context(), r)
	for i, step := range []struct {
		x       scheme.Exchange
		offered []header.Challenge
		nonce   string // empty: it is refused
	}{
		{x, challenge("1"), "1"},
		{y, nil, "1"},            // overtakes x
		{x, challenge("2"), "2"}, // so that x has another try
		{y, challenge("2"), "2"}, // overtakes it again
		{x, challenge("3"), ""},
		{y, challenge("3"), ""},
	} {
		a, err := step.x.Next(t.Context(), step.offered)
		if nonce, _ := a.Credentials.Param("nonce"); nonce != step.nonce || (nonce == "") != errors.Is(err, scheme.ErrRejected) {
			t.Errorf("step %d: nonce %q, %v", i, nonce, err)
		}
	}
}
