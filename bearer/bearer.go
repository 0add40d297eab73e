// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Verifier checks a token. It is called concurrently. The token is in the
// syntax of RFC 6750, Section 2.1, and is at most [MaxToken] long.
//
// It returns the Identity, or an error: scheme.ErrRejected if the token is
// unknown, expired, revoked or for somebody else, an [Error] to tell the client
// more, scheme.ErrUnavailable if it cannot tell. The Strength of the Identity is
// scheme.StrengthSent unless the Verifier sets it, having checked that the token
// is bound to the connection (RFC 8705).
type Verifier func(ctx context.Context, r *scheme.Request, token string) (scheme.Identity, error)

// MaxToken bounds the length of a token. Verifiers split and decode what anybody
// sends; some do so in more than linear time.
const MaxToken = 16 << 10

// Options of [New]. The zero value is the safe default.
type Options struct {
	// Scope is what a token needs for this resource. It is told to clients in
	// the challenge; checking it is up to the Verifier or the handler.
	Scope []string

	// AllowCleartext accepts tokens over connections that others can read.
	AllowCleartext bool
}

// A Scheme is the server's end of Bearer. It implements scheme.Scheme.
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
		s.opts.Scope = slices.Clone(opts.Scope)
	}
	return s
}

// Name returns "Bearer".
func (s *Scheme) Name() string { return name }

var errNoVerifier = errors.New("bearer: no Verifier")

// Challenge returns the challenge of RFC 6750, Section 3. It has an error only
// if there was a token (Section 3.1). Over a connection that others can read it
// is ErrForbidden.
func (s *Scheme) Challenge(_ context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if s == nil || s.verify == nil {
		return nil, errNoVerifier
	}
	if err := s.cleartext(r); err != nil {
		return nil, err // who is asked for a token sends it
	}
	e := explain(cause)
	if e == nil && isForbidden(cause) {
		return nil, nil
	}
	scope := s.opts.Scope
	if e != nil && e.Scope != nil {
		scope = e.Scope
	}
	params := []header.Param{header.Quoted("realm", r.Realm)}
	if len(scope) > 0 {
		v, err := joinScope(scope)
		if err != nil {
			return nil, err
		}
		params = append(params, header.Quoted("scope", v))
	}
	if e != nil {
		params = append(params, header.Quoted("error", quotable(cmp.Or(e.Code, "invalid_token"))))
		if e.Description != "" {
			params = append(params, header.Quoted("error_description", quotable(e.Description)))
		}
	}
	c, err := header.NewChallenge(name, params...)
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
	return fmt.Errorf("bearer: %w: cleartext", scheme.ErrForbidden)
}

// Authenticate checks a token. One that came over a connection that others can
// read is ErrForbidden, valid or not: it is no secret any more. One that comes
// with another in the query of the target is an invalid_request; that other one
// alone is not looked at.
func (s *Scheme) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	if s == nil || s.verify == nil {
		return nil, errNoVerifier
	}
	if err := s.cleartext(r); err != nil {
		return nil, err
	}
	token, ok := c.Token68()
	if !ok {
		return nil, &Error{Code: "invalid_request"}
	}
	if len(token) > MaxToken {
		return nil, &Error{Code: "invalid_token"}
	}
	if !r.Proxy && hasToken(r.Target) {
		return nil, &Error{Code: "invalid_request"} // Section 2: one method in each request
	}
	if err := r.Claim(""); err != nil { // a token names nobody before it was verified
		return nil, err
	}
	id, err := s.verify(ctx, r, token)
	if err != nil {
		return nil, err
	}
	id.Strength = cmp.Or(id.Strength, scheme.StrengthSent)
	return &scheme.Result{Identity: id}, nil
}

// hasToken reports whether a target has the parameter of RFC 6750, Section 2.3.
func hasToken(target string) bool {
	_, query, _ := strings.Cut(target, "?")
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if name, err := url.QueryUnescape(name); err == nil && name == "access_token" {
			return true
		}
	}
	return false
}

func isForbidden(cause error) bool {
	reason, _ := errors.AsType[scheme.Reason](cause)
	return reason == scheme.ErrForbidden
}
