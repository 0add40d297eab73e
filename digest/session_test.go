// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// clientOf returns a client, and what does one request of it, at that origin.
func clientOf(t *testing.T, opts *ClientOptions) (c *client, request func(challenge, info string)) {
	t.Helper()
	c = NewClient("user", "password", opts).(*client)
	return c, func(challenge, info string) {
		t.Helper()
		x := c.Begin(t.Context(), &scheme.Request{Method: "GET", Target: "/", Origin: "http://a.example"})
		chs, err := header.ParseChallenges([]string{challenge})
		if err == nil && challenge == "" {
			_, err = x.Next(t.Context(), nil)
		} else if err == nil {
			_, err = x.Next(t.Context(), chs)
		}
		if err == nil && info != "lost" {
			_, err = x.Verify(t.Context(), &scheme.Response{Info: func() (header.Info, error) { return header.ParseInfo([]string{info}) }})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (c *client) session(t *testing.T) *session {
	t.Helper()
	for _, pl := range c.places.of {
		return pl.sessions[0]
	}
	t.Fatal("no session")
	return nil
}

// What a server makes a client keep is bounded: nonces, their lengths, sessions.
func TestSessionIsBounded(t *testing.T) {
	c, request := clientOf(t, nil)
	for i := range 3 * maxNonces {
		request(fmt.Sprintf(`Digest realm="r", nonce="%d", qop="auth", algorithm=SHA-256`, i), `nextnonce="next"`)
		request(fmt.Sprintf(`Digest realm="r", nonce="%d-lost", qop="auth", algorithm=SHA-256, stale=true`, i), "lost")
		request(fmt.Sprintf(`Digest realm="r", nonce="%d-next", qop="auth", algorithm=SHA-256`, i), "x=y")
	}
	s := c.session(t)
	if len(s.idle) > maxNonces || len(s.idle) < maxNonces/2 || len(s.nonces) > maxNonces {
		t.Errorf("%d idle, %d known", len(s.idle), len(s.nonces))
	}
	long := strings.Repeat("n", maxNonce+1)
	before := len(s.idle)
	request(`Digest realm="r", nonce="`+long+`", qop="auth", algorithm=SHA-256`, "x=y")
	request("", `nextnonce="`+long+`"`)
	if s.nonces[long] != nil || slices.ContainsFunc(s.idle, func(n *nonce) bool { return n.text == long }) || len(s.idle) > before {
		t.Error("a long nonce is kept")
	}
	for i := range 100 {
		opaque := strings.Repeat("o", maxOpaque+i)
		request(fmt.Sprintf(`Digest realm="r", nonce="%d-next", qop="auth", algorithm=SHA-256, opaque="%s"`, 3*maxNonces-i, opaque), "lost")
	}
	kept := make(map[*nonce]bool)
	for _, n := range slices.AppendSeq(slices.Concat(s.idle, s.long), maps.Values(s.nonces)) {
		if len(n.opaque) > maxOpaque {
			kept[n] = true
		}
	}
	if len(kept) != maxLong || len(s.long) != maxLong {
		t.Errorf("%d long opaques are kept, %d of them known", len(kept), len(s.long))
	}
	for i := range 100 {
		request(fmt.Sprintf(`Digest realm="r%d", nonce="n", qop="auth", algorithm=SHA-256, domain="/%[1]d /"`, i), "x=y")
	}
	if n := len(s.place.sessions); n != maxSessions {
		t.Errorf("%d sessions", n)
	}
}

// A nonce that is issued again goes on with its counts, also if its opaque is too
// long to be kept: with that of its last challenge.
func TestLongOpaques(t *testing.T) {
	c, request := clientOf(t, nil)
	line := func(nonce string, size int) string {
		return fmt.Sprintf(`Digest realm="r", nonce="%s", qop="auth", algorithm=SHA-256, opaque="%s"`, nonce, strings.Repeat("o", size))
	}
	request(line("first", 1), "x=y")
	s := c.session(t)
	for i := range uint32(4) {
		request(line("same", maxOpaque*int(i)), "x=y")
		if n := s.nonces["same"]; n == nil || n.count != i+1 || n.over || !slices.Contains(s.idle, n) {
			t.Fatalf("request %d: %+v", i+1, n)
		}
		for j := range int(i) * maxLong { // they displace it, at the end
			request(line(fmt.Sprint(i, " ", j), 2*maxOpaque), "x=y")
		}
		if n := s.nonces["same"]; n.over != (i > 0) || (n.opaque == "") != n.over || slices.Contains(s.idle, n) == n.over {
			t.Errorf("request %d: %d bytes, over: %t", i+1, len(n.opaque), n.over)
		}
	}
	// With a short opaque it is as any other, though it had a long one.
	request(line("same", 2*maxOpaque), "x=y")
	request(line("same", 1), "x=y")
	for i := range 2 * maxLong {
		request(line(fmt.Sprint("again ", i), 2*maxOpaque), "x=y")
	}
	if n := s.nonces["same"]; n.over || n.opaque == "" || n.count != 6 {
		t.Errorf("%+v", n)
	}
	// A nonce that comes with a response has the opaque that was sent.
	request(line("last", 3*maxOpaque), `nextnonce="next"`)
	if n := s.nonces["next"]; n == nil || len(n.opaque) < 3*maxOpaque {
		t.Error("nextnonce has another opaque")
	}
}

// What a server repeats is kept once: with a realm and an opaque of 60 KiB, each
// nonce takes what is in it, and no more, wherever it came from.
func TestSessionTakesLittleMemory(t *testing.T) {
	c, request := clientOf(t, nil)
	long := strings.Repeat("x", 60<<10)
	before := Heap()
	request(`Digest realm="`+long+`", opaque="`+long+`", nonce="n", qop="auth", algorithm=SHA-256`, `nextnonce="first"`)
	for i := range maxNonces {
		request("", fmt.Sprintf(`nextnonce="%d"`, i))
	}
	s := c.session(t)
	if s.shared == nil || s.shared.text != fmt.Sprint(maxNonces-1) {
		t.Error("the last one is not used")
	}
	for i := range maxNonces / 2 {
		request(fmt.Sprintf(`Digest realm="%s", nonce="again %d", qop="auth", algorithm=SHA-256`, long, i), "x=y")
	}
	grown := Heap() - before
	if c.session(t) != s || len(s.nonces) < maxNonces/4 {
		t.Errorf("%d nonces in one session", len(s.nonces))
	}
	if grown > 2<<20 {
		t.Errorf("%d bytes", grown)
	}
}

// No nonce is kept twice, so that each that goes out of the pool is one that no
// other request has.
func TestPoolHasNoNonceTwice(t *testing.T) {
	c, request := clientOf(t, nil)
	line := func(nonce string) string {
		return `Digest realm="r", nonce="` + nonce + `", qop="auth", algorithm=SHA-256`
	}
	for _, step := range [][2]string{
		{line("a"), "x=y"}, {line("b"), "x=y"}, {line("b"), "x=y"}, {"", `nextnonce="a"`}, {"", `nextnonce="b"`}, {line("a"), `nextnonce="c"`},
		{line("c"), `nextnonce="c"`}, {"", `nextnonce="a"`}, {line("a"), `nextnonce="b"`}, {"", "lost"}, {line("b"), "x=y"}, {line("d"), `nextnonce="b"`},
	} {
		request(step[0], step[1])
		s := c.session(t)
		for i, n := range s.idle {
			if slices.Contains(s.idle[:i], n) || n == s.shared || n.over || s.nonces[n.text] != n {
				t.Errorf("after %q: %q twice, or over", step, n.text)
			}
		}
		if s.shared != nil && (s.shared.over || s.nonces[s.shared.text] != s.shared) {
			t.Errorf("after %q: %q is over", step, s.shared.text)
		}
	}
}

// D-053: without qop an answer has no count, and a nonce is good for one.
func TestLegacyNonceIsUsedOnce(t *testing.T) {
	c, request := clientOf(t, &ClientOptions{QOP: []QOP{Legacy}})
	const line = `Digest realm="r", nonce="n", algorithm=SHA-256`
	request(line, "x=y")
	s := c.session(t)
	if n := s.take(); n != nil {
		t.Errorf("%q again", n.text)
	}
	request(line, `nextnonce="m"`)
	if n := s.take(); n == nil || n.text != "m" {
		t.Error("no nextnonce")
	}
	if n := s.take(); n != nil {
		t.Errorf("%q again", n.text)
	}
}
