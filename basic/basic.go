// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"crypto/rand"
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
// The user name has no colon, and neither has a control character. They are
// UTF-8 and not empty, unless the Options allow it. They are two strings of their
// own: to keep the name does not keep the password in memory.
type Verifier func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error)

// Options of [New]. The zero value is the safe default.
type Options struct {
	// AllowCleartext accepts passwords over connections that others can read.
	AllowCleartext bool

	// AllowEmptyUser and AllowEmptyPassword pass what is empty to the Verifier, for
	// tokens that are sent in place of the other one. Make sure that it does not
	// take an empty password for an anonymous bind, as directories do.
	AllowEmptyUser, AllowEmptyPassword bool

	// NormalizeUser and NormalizePassword return the form that the Verifier knows,
	// such as the String methods of precis.UsernameCasePreserved and
	// precis.OpaqueString of golang.org/x/text (RFC 7617, Section 2.1). The Verifier
	// and the handler see no other form of the name. The default is both as they are.
	//
	// What has no such form is refused like an unknown user, and takes as long: in the
	// place of such a name, the Verifier is asked for one that nobody has, and gets
	// such a password as it was sent. Whatever it thinks of them, they are not
	// accepted. Only scheme.Request.Claim has such a name as it was sent.
	NormalizeUser, NormalizePassword func(string) (string, error)

	// Cache, if not nil, keeps verified credentials, as [Cache] does, but looks
	// them up without allocating.
	Cache *CacheOptions
}

// A Scheme is the server's end of Basic. It implements scheme.Scheme.
type Scheme struct {
	direct Verifier // past the cache
	verify Verifier // asks the cache first, if there is one
	cache  *cache
	opts   Options
	nobody string // a name that nobody has
}

var _ scheme.Scheme = (*Scheme)(nil)

// New returns a Scheme that accepts what verify accepts. The options may be nil.
func New(verify Verifier, opts *Options) *Scheme {
	s := &Scheme{direct: verify, verify: verify, nobody: rand.Text()}
	if opts != nil {
		s.opts = *opts
	}
	if verify != nil && s.opts.Cache != nil {
		s.cache = newCache(verify, s.opts.Cache)
		s.direct, s.verify = s.cache.next, s.cache.verify
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
