// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
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
	// then SHA-256, each with its -sess form. MD5 is to be named here.
	Algorithms []Algorithm

	// QOP is what may be used, the preferred one first. The default is Auth, then
	// AuthInt. With AuthInt alone, answers and responses are bound to their
	// content, and servers that do not offer it get none. Legacy is to be named.
	QOP []QOP

	// AllowWeaker answers a challenge with a less preferred algorithm than one
	// that the same origin has accepted before. Without it, whoever is in between
	// cannot talk client and server out of what both know.
	AllowWeaker bool

	// RequireInfo refuses a response to an answer in which the server does not
	// prove that it knows the secret. A proof that is wrong is always refused. A
	// response to a request that was not answered, because nobody challenged it,
	// has no proof: what must not come from an impostor needs TLS.
	RequireInfo bool

	// NormalizeUser and NormalizePassword return the form of the user name and of
	// the password that the server has hashed, such as the String methods of
	// precis.UsernameCasePreserved and precis.OpaqueString of golang.org/x/text
	// (Section 4). The default is both as they are.
	NormalizeUser, NormalizePassword func(string) (string, error)
}

// NewClient returns a client that answers challenges with user and password.
// The options may be nil. It uses a nonce as long as the server accepts it, also
// for several requests at once, and sends answers ahead of a challenge where it
// knows one of the same protection space. Of many requests at once to an origin
// that it does not know, one goes ahead, and the others wait for its challenge.
//
// A user name or password that cannot be used (see [NewSecret]) is an error of
// the first answer.
func NewClient(user, password string, opts *ClientOptions) scheme.Client {
	c := &client{user: user, password: password}
	if opts != nil {
		c.opts = *opts
	}
	if c.opts.Algorithms == nil {
		c.opts.Algorithms = []Algorithm{SHA512256, SHA512256Sess, SHA256, SHA256Sess}
	}
	if c.opts.QOP == nil {
		c.opts.QOP = []QOP{Auth, AuthInt}
	}
	c.opts.Algorithms = slices.Clone(c.opts.Algorithms)
	c.opts.QOP = slices.Clone(c.opts.QOP)
	return c
}

type client struct {
	user, password string
	opts           ClientOptions
	places         places
}

func (c *client) Name() string { return name }

// Format keeps the password out of logs.
func (c *client) Format(f fmt.State, _ rune) { io.WriteString(f, "digest client [redacted]") }

func (c *client) Begin(ctx context.Context, r *scheme.Request) scheme.Exchange {
	return &exchange{ctx: ctx, client: c, request: r, place: c.places.get(r)}
}

// choose returns the challenge with the most preferred algorithm that can be
// answered, and what it offers.
func (c *client) choose(r *scheme.Request, offered []header.Challenge) (best picked) {
	rank := len(c.opts.Algorithms)
	for _, ch := range offered {
		o, nonce, stale, ok := c.read(ch, r)
		if i := slices.Index(c.opts.Algorithms, o.algorithm); ok && i >= 0 && i < rank {
			best, rank = picked{ch, o, nonce, stale, c.strength(o.algorithm)}, i
		}
	}
	return best
}

// picked is a challenge to answer; the zero one is none.
type picked struct {
	challenge header.Challenge
	offer     offer
	nonce     string
	stale     bool
	strength  int
}

// strength returns how far an algorithm is from the preferred one. The -sess form
// is as strong as the other.
func (c *client) strength(a Algorithm) int {
	base, _ := a.base()
	return slices.IndexFunc(c.opts.Algorithms, func(other Algorithm) bool {
		b, _ := other.base()
		return b == base
	})
}

// open starts a session.
func (c *client) open(o offer) (*session, error) {
	user, err := normalized(c.opts.NormalizeUser, c.user)
	if err != nil {
		return nil, errUser // the other error may quote it
	}
	password, err := normalized(c.opts.NormalizePassword, c.password)
	if err != nil {
		return nil, errPassword
	}
	return newSession(o, user, password)
}

func normalized(f func(string) (string, error), s string) (string, error) {
	if f == nil {
		return s, nil
	}
	return f(s)
}
