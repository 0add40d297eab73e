// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// FuzzClientSession has one client talk to two origins over a few exchanges at
// once, with challenges and infos that are the lines of texts. Each byte of the
// script is a move: bits 0 and 1 are the exchange, of which the odd ones are for
// the second origin, bits 2 and 3 say what happens to it, and the others which
// line that is about.
//
// What must hold of every answer is in model.check.
func FuzzClientSession(f *testing.F) {
	const one = `Digest realm="r", nonce="a", qop="auth", algorithm=SHA-256`
	f.Add(one, "", []byte{0, 4, 8, 0, 1, 5, 9, 1})
	f.Add(one+"\n"+`Digest realm="r", nonce="b", qop="auth,auth-int", algorithm=SHA-512-256-sess, stale=true, opaque="o"`, `nextnonce="c"`, []byte{0, 4, 8, 0, 20, 8, 0, 2, 6, 10})
	f.Add(`Digest realm="r", nonce="a", algorithm=SHA-256, userhash=true`, `nextnonce="a"`, []byte{0, 4, 8, 0, 8, 0, 4}) // Legacy, the same nonce
	f.Add(`Digest realm="r1", nonce="a", qop=auth, algorithm=SHA-256, domain="/x"`+"\n"+`Digest realm="r2", nonce="b", qop="auth-int", algorithm=SHA-256`, `rspauth="0"`, []byte{0, 4, 8, 0, 22, 2, 10, 18})
	f.Add(one, `nextnonce="b"`, []byte{0, 4, 2, 12, 0, 14, 2, 4, 6, 8, 10, 0, 2}) // two requests at once, on one nonce
	f.Fuzz(func(t *testing.T, challenges, infos string, script []byte) {
		m := &model{t: t, issued: make(map[[2]string]int), sent: make(map[[3]string]int)}
		m.client = digest.NewClient(`us"er é`, fuzzPassword, &digest.ClientOptions{QOP: []digest.QOP{digest.AuthInt, digest.Auth, digest.Legacy},
			Algorithms: []digest.Algorithm{digest.SHA512256Sess, digest.SHA512256, digest.SHA256, digest.SHA256Sess}})
		lines, says := strings.Split(challenges, "\n"), strings.Split(infos, "\n")
		for _, move := range script[:min(len(script), 100)] {
			i, which := int(move&3), int(move>>4)
			switch move >> 2 & 3 {
			case 0:
				m.begin(i)
			case 1:
				m.challenge(i, lines[which%len(lines)])
			case 2:
				m.accept(i, says[which%len(says)])
			case 3: // it comes to nothing
				m.end(i)
			}
		}
		for i := range m.requests {
			m.end(i)
		}
	})
}

const fuzzPassword = "canary-password"

// A model knows what was issued, and what was sent.
type model struct {
	t        *testing.T
	client   scheme.Client
	requests [4]fuzzed
	issued   map[[2]string]int // origin and nonce: how often
	sent     map[[3]string]int // origin, nonce and count
}

// A fuzzed request is under way if x is not nil.
type fuzzed struct {
	x       scheme.Exchange
	r       *scheme.Request
	end     context.CancelFunc
	answers int
}

func (m *model) end(i int) {
	if q := &m.requests[i]; q.x != nil {
		q.end()
		*q = fuzzed{}
	}
}

func (m *model) begin(i int) {
	m.end(i)
	ctx, end := context.WithCancel(m.t.Context())
	r := &scheme.Request{Method: "GET", Target: "/x?", Origin: []string{"http://a.example", "http://b.example"}[i%2]}
	if i < 2 {
		withContent(r, "content")
	}
	m.requests[i] = fuzzed{x: m.client.Begin(ctx, r), r: r, end: end}
	now, cancel := context.WithCancel(m.t.Context())
	cancel() // not to wait for the first
	a, err := m.requests[i].x.Next(now, nil)
	m.check(i, a, err)
}

func (m *model) challenge(i int, line string) {
	q := &m.requests[i]
	chs, _ := header.ParseChallenges([]string{line})
	if q.x == nil || len(chs) == 0 {
		return
	}
	for _, ch := range chs {
		if !ch.Is("Digest") {
			return
		}
		nonce, _ := ch.Param("nonce")
		m.issued[[2]string{q.r.Origin, nonce}]++
	}
	a, err := q.x.Next(m.t.Context(), chs)
	m.check(i, a, err)
	if err != nil {
		m.end(i)
	}
}

func (m *model) accept(i int, line string) {
	q := &m.requests[i]
	if q.x == nil {
		return
	}
	info, err := header.ParseInfo([]string{line})
	if nonce, ok := info.Param("nextnonce"); ok {
		m.issued[[2]string{q.r.Origin, nonce}]++
	}
	resp := &scheme.Response{Status: 200, Info: func() (header.Info, error) { return info, err }, Content: withContent(request(), "back").Content}
	if mutual, _ := q.x.Verify(m.t.Context(), resp); mutual {
		m.t.Errorf("%q proves nothing", line)
	}
	m.end(i)
}

// check holds an answer against what is known: it is credentials that can be
// read, right by the reference, of a nonce that this origin has issued, and with
// a count that was not sent before; there are at most three, and none with an
// error.
func (m *model) check(i int, a scheme.Answer, err error) {
	t, q := m.t, &m.requests[i]
	if err != nil {
		if !a.Credentials.IsZero() || strings.Contains(err.Error(), fuzzPassword) {
			t.Errorf("%v with %v", a, err)
		}
		return
	}
	if q.answers++; q.answers > 3 {
		t.Errorf("G05: %d answers", q.answers)
	}
	text := a.Credentials.Reveal()
	c, err := header.ParseCredentials([]string{text})
	if err != nil || !c.Equal(a.Credentials) {
		t.Fatalf("%s: %v", text, err)
	}
	get := func(name string) string { v, _ := c.Param(name); return v }
	ref := refAnswer{algorithm: get("algorithm"), user: `us"er é`, realm: get("realm"), password: fuzzPassword, nonce: get("nonce"), nc: get("nc"),
		cnonce: get("cnonce"), qop: get("qop"), method: q.r.Method, uri: q.r.Target, content: "content"}
	if get("response") != ref.response() || get("uri") != q.r.Target || get("userhash") == "true" && get("username") != ref.userHash() {
		t.Errorf("wrong: %s", text)
	}
	if strings.Contains(text, fuzzPassword) || strings.Contains(text, ref.ha1()) {
		t.Errorf("secret: %s", text)
	}
	issued := m.issued[[2]string{q.r.Origin, ref.nonce}]
	key := [3]string{q.r.Origin, ref.nonce, ref.nc}
	if m.sent[key]++; issued == 0 || m.sent[key] > issued {
		t.Errorf("nonce issued %d times, this count sent %d times: %s", issued, m.sent[key], text)
	}
}
