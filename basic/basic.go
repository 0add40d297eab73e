// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Verifier checks a user name and a password. It is called concurrently.
//
// It returns the Identity, or an error: scheme.ErrRejected if the password is
// wrong, scheme.ErrUnknownUser if there is no such user, scheme.ErrUnavailable
// if it cannot tell. It must do the same work for an unknown user as for a wrong
// password, or the time taken tells who exists.
//
// The user name is not empty and has no colon; neither has a control character.
type Verifier func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error)

// Options of [New]. The zero value is the safe default.
type Options struct {
	// AllowCleartext accepts passwords over connections that others can read.
	AllowCleartext bool
}

// A Scheme is the server's end of Basic. It implements scheme.Scheme.
type Scheme struct {
	verify Verifier
	opts   Options
}

var _ scheme.Scheme = (*Scheme)(nil)

// New returns a Scheme that accepts what verify accepts. The options may be nil.
func New(verify Verifier, opts *Options) *Scheme {
	s := &Scheme{verify: verify}
	if opts != nil {
		s.opts = *opts
	}
	return s
}

// Name returns "Basic".
func (s *Scheme) Name() string { return name }

var errNoVerifier = errors.New("basic: no Verifier")

// Challenge returns the challenge of RFC 7617, Section 2, with charset="UTF-8".
// Over a connection that others can read it is ErrForbidden.
func (s *Scheme) Challenge(_ context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if s == nil || s.verify == nil {
		return nil, errNoVerifier
	}
	if reason, _ := errors.AsType[scheme.Reason](cause); reason == scheme.ErrForbidden || reason == scheme.ErrBadRequest {
		return nil, nil
	}
	if err := s.cleartext(r); err != nil {
		return nil, err // who is asked for a password sends it
	}
	c, err := header.NewChallenge(name, header.Quoted("realm", r.Realm), header.Quoted("charset", "UTF-8"))
	if err != nil {
		return nil, err
	}
	return []header.Challenge{c}, nil
}

// cleartext returns an error if others could read what r carries.
func (s *Scheme) cleartext(r *scheme.Request) error {
	if s.opts.AllowCleartext || r.Confidential() {
		return nil
	}
	return fmt.Errorf("basic: %w: cleartext", scheme.ErrForbidden)
}

// Authenticate checks credentials. Those that came over a connection that
// others can read are ErrForbidden, right or wrong: they are no secret any more.
func (s *Scheme) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	if s == nil || s.verify == nil {
		return nil, errNoVerifier
	}
	if err := s.cleartext(r); err != nil {
		return nil, err
	}
	token, ok := c.Token68()
	if !ok {
		return nil, malformed("no token68")
	}
	user, password, err := decode(token)
	if err != nil {
		return nil, err
	}
	id, err := s.verify(ctx, r, user, password)
	if err != nil {
		return nil, err
	}
	return &scheme.Result{Identity: id}, nil
}
