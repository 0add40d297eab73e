// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// ClientOptions of [NewClient]. The zero value is the safe default.
type ClientOptions struct {
	// Algorithms are those that may be used, the preferred one first; the order
	// in which a server offers them does not count. The default is SHA-512-256,
	// then SHA-256. MD5 is to be named here.
	Algorithms []Algorithm

	// RequireInfo refuses a response to an answer in which the server does not
	// prove that it knows the secret. A proof that is wrong is always refused. A
	// response to a request that was not answered, because nobody challenged it,
	// has no proof: what must not come from an impostor needs TLS.
	RequireInfo bool
}

// NewClient returns a client that answers challenges with user and password.
// The options may be nil. It uses a nonce as long as the server accepts it, also
// for several requests at once, and sends answers ahead of a challenge where it
// knows one of the same origin.
//
// A user name or password that cannot be used (see [NewSecret]) is an error of
// the first answer.
func NewClient(user, password string, opts *ClientOptions) scheme.Client {
	c := &client{user: user, password: password, algorithms: []Algorithm{SHA512256, SHA256}}
	if opts != nil {
		c.require = opts.RequireInfo
		if opts.Algorithms != nil {
			c.algorithms = slices.Clone(opts.Algorithms)
		}
	}
	return c
}

type client struct {
	user, password string
	algorithms     []Algorithm
	require        bool
	sessions       sessions
}

func (c *client) Name() string { return name }

// Format keeps the password out of logs.
func (c *client) Format(f fmt.State, _ rune) { io.WriteString(f, "digest client [redacted]") }

func (c *client) Begin(_ context.Context, r *scheme.Request) scheme.Exchange {
	return &exchange{client: c, request: r}
}

// An exchange authenticates one request.
type exchange struct {
	client  *client
	request *scheme.Request
	session *session // that was used last
	proof   proof    // of the last answer
	fresh   bool     // the last answer was to a challenge of this request
}

// Format keeps the password out of logs.
func (x *exchange) Format(f fmt.State, _ rune) { io.WriteString(f, "digest exchange [redacted]") }

func (x *exchange) Next(_ context.Context, offered []header.Challenge) (scheme.Answer, error) {
	s := x.client.sessions.get(spaceOf(x.request))
	if len(offered) > 0 {
		if x.fresh { // refused, or stale at once: another try would be the same
			return scheme.Answer{}, scheme.ErrRejected
		}
		ch, a, ok := x.client.choose(offered)
		if !ok {
			return scheme.Answer{}, scheme.ErrDeclined
		}
		var err error
		if s, err = x.client.open(ch, a); err != nil {
			return scheme.Answer{}, err
		}
		x.client.sessions.put(spaceOf(x.request), s)
		x.fresh = true
	}
	if s == nil {
		return scheme.Answer{}, scheme.ErrDeclined
	}
	x.session = s
	credentials, err := x.answer(s)
	if err != nil {
		return scheme.Answer{}, err
	}
	if len(offered) == 0 {
		return scheme.Answer{Credentials: credentials}, nil
	}
	return scheme.Answer{Challenge: s.challenge, Credentials: credentials}, nil
}

// choose returns the challenge with the most preferred algorithm.
func (c *client) choose(offered []header.Challenge) (best header.Challenge, a Algorithm, ok bool) {
	rank := len(c.algorithms)
	for _, ch := range offered {
		alg, usable := usable(ch)
		if i := slices.Index(c.algorithms, alg); usable && i >= 0 && i < rank {
			best, a, rank = ch, alg, i
		}
	}
	return best, a, !best.IsZero()
}

// usable returns the algorithm of a challenge that can be answered.
func usable(ch header.Challenge) (Algorithm, bool) {
	name, ok := ch.Param("algorithm")
	if !ok {
		name = string(MD5) // RFC 7616, Section 3.3
	}
	a, ok := parseAlgorithm(name)
	_, hasRealm := ch.Param("realm")
	nonce, _ := ch.Param("nonce")
	qop, _ := ch.Param("qop")
	auth := slices.ContainsFunc(slices.Collect(header.List(qop)), func(q string) bool { return header.EqualFold(q, qopAuth) })
	return a, ok && hasRealm && nonce != "" && auth
}

// open starts a session from a challenge.
func (c *client) open(ch header.Challenge, a Algorithm) (*session, error) {
	s := &session{challenge: ch}
	s.realm, _ = ch.Param("realm")
	nonce, _ := ch.Param("nonce")
	s.nonce = nonce
	s.opaque, s.hasOpaque = ch.Param("opaque")
	s.algorithmName, _ = ch.Param("algorithm")
	var err error
	s.secret, err = NewSecret(a, c.user, s.realm, c.password)
	return s, err
}

// answer computes the next answer within a session. What is quoted is fixed for
// each parameter by RFC 7616, Section 3.4.
func (x *exchange) answer(s *session) (header.Credentials, error) {
	nonce, nc := s.next()
	x.proof = proof{s.secret.algorithm, nonce, nc, rand.Text(), qopAuth, x.request.Target}
	p := &x.proof
	params := []header.Param{
		header.Quoted("username", x.client.user),
		header.Quoted("realm", s.realm),
		header.Quoted("uri", p.uri),
	}
	if s.algorithmName != "" {
		params = append(params, header.Token("algorithm", s.algorithmName))
	}
	params = append(params,
		header.Quoted("nonce", p.nonce),
		header.Token("nc", p.nc),
		header.Quoted("cnonce", p.cnonce),
		header.Token("qop", p.qop),
		header.Quoted("response", p.response(s.secret, x.request.Method)),
	)
	if s.hasOpaque {
		params = append(params, header.Quoted("opaque", s.opaque))
	}
	return header.NewCredentials(name, params...)
}

var (
	errNoProof    = errors.New("digest: the server did not prove that it knows the secret")
	errWrongProof = errors.New("digest: the server does not know the secret")
)

// Verify checks the rspauth of RFC 7616, Section 3.5.
func (x *exchange) Verify(_ context.Context, resp *scheme.Response) (mutual bool, err error) {
	if x.session == nil {
		return false, nil // nothing was answered
	}
	var info header.Info
	if resp.Info != nil {
		info, err = resp.Info()
	}
	if err != nil && !errors.Is(err, header.ErrAbsent) {
		return false, fmt.Errorf("digest: %w", err)
	}
	rspauth, ok := info.Param("rspauth")
	if !ok {
		if x.client.require {
			return false, errNoProof
		}
	} else if !x.proves(info, rspauth) {
		return false, errWrongProof
	}
	if next, has := info.Param("nextnonce"); has && next != "" {
		x.session.renew(next)
	}
	return ok, nil
}

func (x *exchange) proves(info header.Info, rspauth string) bool {
	cnonce, _ := info.Param("cnonce")
	nc, _ := info.Param("nc")
	qop, hasQop := info.Param("qop")
	want := x.proof.rspauth(x.session.secret)
	return subtle.ConstantTimeCompare([]byte(rspauth), []byte(want)) == 1 &&
		cnonce == x.proof.cnonce && header.EqualFold(nc, x.proof.nc) &&
		(!hasQop || header.EqualFold(qop, x.proof.qop))
}
