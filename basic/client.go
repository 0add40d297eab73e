// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

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
	// AllowCleartext sends the password over connections that others can read.
	AllowCleartext bool

	// AllowEmptyUser and AllowEmptyPassword send what is empty, for services that
	// take a token in place of the other one.
	AllowEmptyUser, AllowEmptyPassword bool

	// NormalizeUser and NormalizePassword return the form of the user name and of
	// the password that the server knows, such as the String methods of
	// precis.UsernameCasePreserved and precis.OpaqueString of golang.org/x/text
	// (RFC 7617, Section 2.1). The default is both as they are.
	NormalizeUser, NormalizePassword func(string) (string, error)

	// Preemptive sends the password with every request, before there is any
	// challenge. It saves one request for each part of a server, and is needed for
	// those that answer 404 where they should challenge. Do not use it where a part
	// of the origin is not for the password, such as the pages of others on a shared
	// host, or where the server might offer a scheme that does not give it away: to
	// ask first is what the choice between schemes rests on.
	Preemptive bool
}

// NewClient returns a client that answers challenges with user and password.
// The options may be nil.
//
// Once an answer was accepted, requests for the same directory of the origin, and
// what is below, carry the credentials ahead of any challenge (RFC 7617, Section
// 2.2), and all requests to a proxy.
//
// A user name or password that cannot be sent (RFC 7617, Section 2: no colon in
// a user name, no control characters) is an error of the first answer. Over a
// connection that others can read, challenges are declined.
func NewClient(user, password string, opts *ClientOptions) scheme.Client {
	if opts == nil {
		opts = new(ClientOptions)
	}
	c := &client{cleartext: opts.AllowCleartext, preemptive: opts.Preemptive}
	var credentials header.Credentials
	credentials, c.err = opts.encode(user, password)
	c.credentials = func() header.Credentials { return credentials }
	return c
}

// encode returns the credentials that are to be sent.
func (o *ClientOptions) encode(user, password string) (header.Credentials, error) {
	canonical, err := normalized(o.NormalizeUser, user)
	if err != nil || canonical == "" && user != "" {
		return header.Credentials{}, errUser // the other error may quote it
	}
	prepared, err := normalized(o.NormalizePassword, password)
	if err != nil || prepared == "" && password != "" {
		return header.Credentials{}, errPass
	}
	if err := check(canonical, prepared, o.AllowEmptyUser, o.AllowEmptyPassword); err != nil {
		return header.Credentials{}, err
	}
	return encode(canonical, prepared)
}

// A client has one password, and so one answer to all challenges.
type client struct {
	credentials func() header.Credentials // fmt looks into no func, wherever a client is a field
	err         error                     // why there are none
	cleartext   bool
	preemptive  bool
	places      places
}

func (c *client) Name() string { return name }

// Format keeps the password out of logs.
func (c *client) Format(f fmt.State, _ rune) { io.WriteString(f, "basic client [redacted]") }

func (c *client) Begin(_ context.Context, r *scheme.Request) scheme.Exchange {
	return &exchange{client: c, request: r}
}

// An exchange authenticates one request.
type exchange struct {
	client  *client
	request *scheme.Request
	sent    bool             // the credentials have been, ahead or not
	answer  header.Challenge // zero if ahead
}

// Format keeps the password out of logs.
func (x *exchange) Format(f fmt.State, _ rune) { io.WriteString(f, "basic exchange [redacted]") }

var errCleartext = fmt.Errorf("basic: %w: the connection is not confidential, so the password is not sent", scheme.ErrDeclined)

func (x *exchange) Next(_ context.Context, offered []header.Challenge) (scheme.Answer, error) {
	c := x.client
	readable := !c.cleartext && !x.request.Confidential()
	if len(offered) == 0 {
		if readable || !c.preemptive && !c.places.cover(x.request) {
			return scheme.Answer{}, scheme.ErrDeclined
		}
		return x.send(header.Challenge{})
	}
	i := slices.IndexFunc(offered, func(ch header.Challenge) bool { _, ok := ch.Param("realm"); return ok })
	switch {
	case i < 0: // a realm is required, RFC 7617, Section 2
		return scheme.Answer{}, scheme.ErrDeclined
	case x.sent: // another try would be the same
		c.places.refused(x.request, realmOf(offered[i]))
		return scheme.Answer{}, scheme.ErrRejected
	case c.err == nil && readable:
		return scheme.Answer{}, errCleartext
	}
	return x.send(offered[i])
}

func (x *exchange) send(ch header.Challenge) (scheme.Answer, error) {
	if x.client.err != nil {
		return scheme.Answer{}, x.client.err
	}
	x.sent, x.answer = true, ch
	return scheme.Answer{Challenge: ch, Credentials: x.client.credentials()}, nil
}

func realmOf(ch header.Challenge) string {
	realm, _ := ch.Param("realm")
	return realm
}

// Verify learns from an answer that was accepted: any status will do for that but
// a challenge, and a fault of the server, which may have come first. Basic has no
// proof that the server knows the password, too.
func (x *exchange) Verify(_ context.Context, resp *scheme.Response) (mutual bool, err error) {
	challenged := resp.Status == 407 || resp.Status == 401 && !x.request.Proxy // else it is from behind the proxy
	accepted := 200 <= resp.Status && resp.Status < 500 && !challenged
	if accepted && x.sent && !x.answer.IsZero() {
		x.client.places.accepted(x.request, realmOf(x.answer))
	}
	return false, nil
}
