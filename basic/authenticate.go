// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Authenticate checks credentials. Those that came over a connection that
// others can read are ErrForbidden, right or wrong: they are no secret any more.
//
// What is malformed, or empty where that is not allowed, does not reach the
// Verifier, and so takes no time: that tells nothing of who exists. The response is
// that for a wrong password.
func (s *Scheme) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	// This much is inlined, and the Result then lies on the stack of the caller.
	return s.authenticate(ctx, r, c, new(scheme.Result))
}

// usual bounds a user-pass that is decoded without allocating.
const usual = 128

// authenticate fills in res and returns it, or an error.
func (s *Scheme) authenticate(ctx context.Context, r *scheme.Request, c header.Credentials, res *scheme.Result) (*scheme.Result, error) {
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
	var buf [usual]byte
	userPass, err := decode(buf[:], token)
	if err != nil {
		return nil, err
	}
	user, password, err := s.split(userPass)
	if err != nil {
		return nil, err
	}
	if s.cache != nil && s.opts.NormalizeUser == nil && s.opts.NormalizePassword == nil {
		if r.Admit != nil { // the copy of the name is for nothing else
			if err := r.Claim(string(user)); err != nil {
				return nil, err
			}
		}
		e, err := s.cache.recall(ctx, r, user, password)
		if err != nil {
			return nil, err
		}
		if e != nil {
			res.Identity = e.id
			res.Identity.Strength = scheme.StrengthSent
			return res, nil
		}
	}
	// Not parts of one string: who keeps the name must not keep the password.
	if res.Identity, err = s.check(ctx, r, string(user), string(password)); err != nil {
		return nil, err
	}
	res.Identity.Strength = scheme.StrengthSent
	return res, nil
}

// check asks the Verifier about the normalized name and password.
func (s *Scheme) check(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
	canonical, ok := s.canonical(user)
	if err := r.Claim(canonical); err != nil {
		return scheme.Identity{}, err
	}
	if !ok {
		return s.refuse(ctx, r, s.nobody, password, errNormalUser)
	}
	prepared, err := normalized(s.opts.NormalizePassword, password)
	if err != nil || prepared == "" && password != "" {
		return s.refuse(ctx, r, canonical, password, errNormalPassword)
	}
	return s.verify(ctx, r, canonical, prepared)
}

// canonical returns the normal form of a name. If there is none, it is not ok.
func (s *Scheme) canonical(user string) (name string, ok bool) {
	name, err := normalized(s.opts.NormalizeUser, user)
	if err != nil || strings.Contains(name, ":") || name == "" && user != "" {
		return user, false
	}
	return name, true
}

var (
	errNormalUser     = fmt.Errorf("basic: %w: a name that cannot be normalized", scheme.ErrUnknownUser)
	errNormalPassword = fmt.Errorf("basic: %w: a password that cannot be normalized", scheme.ErrRejected)
)

// refuse takes as long as the Verifier does without a cache, and says what it says if it cannot
// tell, so that nobody learns from either that the name had no normal form. All
// else, success not excepted, is a refusal.
func (s *Scheme) refuse(ctx context.Context, r *scheme.Request, user, password string, refusal error) (scheme.Identity, error) {
	_, err := s.direct(ctx, r, user, password)
	if err != nil {
		switch reason, _ := errors.AsType[scheme.Reason](err); reason {
		case 0, scheme.ErrThrottled, scheme.ErrUnavailable:
			return scheme.Identity{}, err
		}
	}
	return scheme.Identity{}, refusal
}

var errNormal = errors.New("basic: no normal form")

// normalized returns what f makes of s. Its errors are not passed on, as they
// may quote s; and what it returns is not trusted to be text.
func normalized(f func(string) (string, error), s string) (string, error) {
	if f == nil || s == "" { // that is allowed, and the profiles refuse it
		return s, nil
	}
	out, err := f(s)
	if err != nil || !isText([]byte(out)) {
		return "", errNormal
	}
	return out, nil
}
