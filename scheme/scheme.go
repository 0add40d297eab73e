// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

import (
	"context"
	"io"

	"github.com/go-httpauth/httpauth/header"
)

// A Scheme authenticates requests by one method, such as Basic. Its methods are
// called concurrently.
type Scheme interface {
	// Name returns the name of the scheme, a token. It is always the same.
	Name() string

	// Challenge returns the challenges that a client needs to authenticate, in
	// order of preference, all of this scheme and, if they have a realm, with
	// r.Realm. They hold nothing secret.
	//
	// The cause is the error with which this scheme, or the application behind
	// it, has just refused r, or nil. It lets the challenge say more, such as
	// stale=true or error="invalid_token". If the cause wraps ErrForbidden or
	// ErrBadRequest, no challenge is needed: return one only if the scheme has
	// one for that case.
	//
	// If the scheme cannot be used over the connection of r, such as one that
	// sends secrets where others can read them, the error wraps ErrForbidden: the
	// scheme is left out of the list, so that nobody is invited to try.
	//
	// A Scheme that was made with a wrong configuration returns an error here;
	// negotiate.NewServer calls Challenge once for each scheme to find out.
	Challenge(ctx context.Context, r *Request, cause error) ([]header.Challenge, error)

	// Authenticate checks credentials of this scheme. It returns a Result, or
	// an error that wraps a Reason, never both. It does not change r, keeps
	// neither r nor c, and puts no part of c into an error. If the credentials name
	// a party, it says so by r.Claim before it does anything expensive.
	//
	// An error without a Reason is a fault of the server. So is what a store
	// returns when it is not reachable; wrap ErrUnavailable then.
	Authenticate(ctx context.Context, r *Request, c header.Credentials) (*Result, error)
}

// A Result is a successful authentication.
type Result struct {
	Identity Identity

	// Info, if not nil, returns the parameters of Authentication-Info. It is
	// called once, before the header of the response is sent, or if there is a
	// Content, at its end.
	Info func() (header.Info, error)

	// Content, if not nil, is written the content of the response, without
	// transfer coding and with its content coding: none for HEAD.
	Content io.Writer

	// Challenges go with the successful response (RFC 4559, Section 5).
	Challenges []header.Challenge
}

// An Identity is an authenticated party.
type Identity struct {
	Subject  string   // the user name or whatever the scheme calls the party; never empty
	Scheme   string   // the name of the scheme; set by package negotiate
	Realm    string   // the realm of the request; set by package negotiate
	Strength Strength // how it was authenticated; set by the scheme
	Roles    Set      // as far as the verifier knows them
	Scopes   Set      // of a token
	Value    any      // what the verifier knows besides; may be nil
}

type contextKey struct{}

// NewContext returns a context that carries id. The zero Identity takes away
// the one that ctx carries.
func NewContext(ctx context.Context, id Identity) context.Context {
	return context.WithValue(ctx, contextKey{}, id)
}

// FromContext returns the Identity that ctx carries. In a handler behind
// package nethttp there is one, unless anonymous requests may pass. One without
// a Subject is none.
func FromContext(ctx context.Context) (id Identity, ok bool) {
	id, _ = ctx.Value(contextKey{}).(Identity)
	if id.Subject == "" {
		return Identity{}, false
	}
	return id, true
}
