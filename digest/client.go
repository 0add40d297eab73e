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
	// content: servers that do not offer it get no answer, and RequireInfo is set.
	// Legacy is to be named.
	QOP []QOP

	// AllowWeaker answers a challenge with a less preferred algorithm, or with a
	// qop that covers less, than the same origin has accepted before: Auth after
	// AuthInt, if AuthInt is preferred, and Legacy after any other. Without it,
	// whoever is in between cannot talk client and server out of what both know,
	// but for two cases. A request whose content can be read only once cannot have
	// AuthInt: it gets Auth, if that may be used. And who talks to more than 256
	// origins forgets some of them.
	AllowWeaker bool

	// RequireInfo refuses a response to an answer in which the server does not
	// prove that it knows the secret, or with AuthInt one whose content is longer
	// than the stack is willing to keep. A proof that is wrong is always refused. A
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
// that it does not know, one goes ahead, and the others wait for its challenge,
// at the most 5 seconds.
//
// A request gets three answers at the most: one ahead of any challenge, one to a
// challenge, and one more if others of this client have overtaken that one with
// the same nonce, to a server that wants counts in order. A server that refuses an
// answer to its own fresh nonce, stale or not, gets no other: the request is
// refused.
//
// A user name or password that cannot be used (see [NewSecret]) is an error of
// the first answer, and so is an option that names no algorithm or qop, or one
// that is not known.
func NewClient(user, password string, opts *ClientOptions) scheme.Client {
	c := &client{account: func() (string, string) { return user, password }}
	if opts != nil {
		c.opts = *opts
	}
	if c.opts.Algorithms == nil {
		c.opts.Algorithms = []Algorithm{SHA512256, SHA512256Sess, SHA256, SHA256Sess}
	}
	if c.opts.QOP == nil {
		c.opts.QOP = []QOP{Auth, AuthInt}
	}
	if !slices.ContainsFunc(c.opts.QOP, func(q QOP) bool { return q != AuthInt }) {
		c.opts.RequireInfo = true
	}
	c.opts.Algorithms = slices.Clone(c.opts.Algorithms)
	c.opts.QOP = slices.Clone(c.opts.QOP)
	c.err = c.opts.check()
	return c
}

// check returns what is wrong.
func (o *ClientOptions) check() error {
	known := func(a Algorithm) bool { return slices.Contains(algorithms[:], a) } // if it is not available, it is not used
	switch {
	case len(o.Algorithms) == 0 || slices.ContainsFunc(o.Algorithms, func(a Algorithm) bool { return !known(a) }):
		return errUnknown
	case len(o.QOP) == 0 || slices.ContainsFunc(o.QOP, func(q QOP) bool { return !q.known() }):
		return errQOP
	}
	return nil
}

type client struct {
	account func() (user, password string) // behind a func, as the sum of a Secret is
	opts    ClientOptions
	err     error // what is wrong with them
	places  places
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
		p, ok := readOffer(ch, r.Proxy)
		if !ok {
			continue
		}
		if i := slices.Index(c.opts.Algorithms, p.offer.algorithm); i >= 0 && i < rank {
			if q, ok := c.qop(&p.offer, r); ok {
				best, rank = p, i
				best.strength = c.strength(&p.offer, q)
			}
		}
	}
	return best
}

// qop returns the most preferred qop of an offer that can be used for a request.
// They are not the same for all requests of a session: the content of some cannot
// be read.
func (c *client) qop(o *offer, r *scheme.Request) (q QOP, ok bool) {
	for _, q := range c.opts.QOP {
		_, sess := o.algorithm.base()
		if o.qops.has(q) && !(q == AuthInt && r.Content == nil) && !(q == Legacy && sess) {
			return q, true
		}
	}
	return "", false
}

// open starts a session.
func (c *client) open(o offer) (*session, error) {
	user, password := c.account()
	user, err := normalized(c.opts.NormalizeUser, user)
	if err != nil {
		return nil, errUser // the other error may quote it
	}
	password, err = normalized(c.opts.NormalizePassword, password)
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
