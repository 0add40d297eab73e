// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"errors"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Scheme is the server's end of Digest. It implements scheme.Scheme.
type Scheme struct {
	lookup Lookup
	opts   Options
	forms  []*form
	decoys map[Algorithm]Secret
	err    error // a wrong configuration
}

var _ scheme.Scheme = (*Scheme)(nil)

var (
	errNoLookup = errors.New("digest: no Lookup")
	errRealm    = errors.New("digest: a realm must not have a colon")
)

// New returns a Scheme for the users of lookup. The options may be nil. What is
// wrong with them is an error of Challenge, which negotiate.NewServer calls, and of
// Authenticate: a server that was set up wrongly does not start, or lets nobody in.
func New(lookup Lookup, opts *Options) *Scheme {
	if opts == nil {
		opts = new(Options)
	}
	s := &Scheme{lookup: lookup}
	if s.opts, s.err = opts.withDefaults(); s.err == nil {
		s.forms, s.err = s.opts.forms()
	}
	if s.err == nil {
		s.decoys, s.err = decoys(s.opts.Algorithms)
	}
	return s
}

// faulty returns what is wrong with the configuration.
func (s *Scheme) faulty() error {
	if s == nil || s.lookup == nil {
		return errNoLookup
	}
	return s.err
}

// Name returns "Digest".
func (s *Scheme) Name() string { return name }

// Challenge returns a challenge for each algorithm (RFC 7616, Section 3.3), with
// a fresh nonce, and stale=true if the cause is ErrStale. A realm with a colon
// is an error: user names, realms and passwords are hashed with colons between.
// An error of the Nonces is returned as it is.
func (s *Scheme) Challenge(ctx context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if err := s.faulty(); err != nil {
		return nil, err
	}
	switch reason, _ := errors.AsType[scheme.Reason](cause); {
	case reason == scheme.ErrForbidden:
		return nil, nil
	case strings.Contains(r.Realm, ":"):
		return nil, errRealm
	}
	nonce, err := s.mint(ctx, r)
	if err != nil {
		return nil, err
	}
	chs, stale := make([]header.Challenge, 0, len(s.forms)), errors.Is(cause, ErrStale)
	for _, f := range s.forms {
		if chs, err = f.append(chs, r.Realm, nonce, stale, r.Proxy); err != nil {
			return nil, err
		}
	}
	return chs, nil
}

var errNonce = errors.New("digest: a nonce must be visible ASCII without quote, backslash and colon")

// mint returns a nonce that can be sent. With a colon, parts of what is hashed could
// change places.
func (s *Scheme) mint(ctx context.Context, r *scheme.Request) (string, error) {
	nonce, err := s.opts.Nonces.Mint(ctx, r)
	if err == nil && (!isVisible(nonce) || strings.Contains(nonce, ":")) {
		err = errNonce
	}
	return nonce, err
}
