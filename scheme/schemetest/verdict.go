// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A verdict is what Authenticate returned, once that is known to be one of the
// things that it may return.
type verdict struct {
	result *scheme.Result // nil if there is an error
	err    error
	reason scheme.Reason // of err; 0 if that is the error of a context
}

var (
	errBoth     = errors.New("method Authenticate returned both a Result and an error")
	errNeither  = errors.New("method Authenticate returned neither a Result nor an error")
	errSubject  = errors.New("method Authenticate returned an Identity without a Subject")
	errNoReason = errors.New("method Authenticate returned an error that wraps no Reason, which is a fault of the server")
)

// authenticate asks the scheme. The error says what is wrong with its answer,
// whatever the credentials are worth.
func (s *suite) authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (verdict, error) {
	res, err := s.scheme.Authenticate(ctx, r, c)
	switch {
	case res != nil && err != nil:
		return verdict{}, errBoth
	case res == nil && err == nil:
		return verdict{}, errNeither
	case err != nil:
		return refusal(ctx, err)
	case res.Identity.Subject == "":
		return verdict{}, errSubject
	}
	for _, ch := range res.Challenges {
		if !ch.Is(s.scheme.Name()) {
			return verdict{}, errors.New("method Authenticate returned a Result with the challenge of another scheme")
		}
	}
	return verdict{result: res}, nil
}

func refusal(ctx context.Context, err error) (verdict, error) {
	reason, ok := errors.AsType[scheme.Reason](err)
	switch {
	case ok && reason.Status(false) == 500:
		return verdict{}, errors.New("method Authenticate returned a Reason that does not exist")
	case !ok && (ctx.Err() == nil || !errors.Is(err, ctx.Err())):
		return verdict{}, fmt.Errorf("%w: %w", errNoReason, err)
	}
	return verdict{err: err, reason: reason}, nil
}

// asks reports whether the response to v is a challenge: 401 or 407.
func (v verdict) asks() bool { return v.reason.Status(false) == 401 }

// String says what v is. It prints no error: one may hold what must not be seen.
func (v verdict) String() string {
	switch {
	case v.result != nil:
		return "accepted"
	case v.reason == 0:
		return "the error of a context"
	}
	return v.reason.Error()
}

// accepted says why v is not that of a client that must be accepted.
func (s *suite) accepted(v verdict) error {
	if v.result == nil {
		return fmt.Errorf("the right client is not accepted: %s", v)
	}
	got := v.result.Identity.Subject
	if s.subject == "" {
		s.subject = got
	}
	if got != s.subject {
		return fmt.Errorf("the Identity of the right client has the Subject %s, not %s", got, s.subject)
	}
	return nil
}

// rejected says why v is not that of credentials that must be rejected.
func (v verdict) rejected(what string) error {
	switch {
	case v.result != nil:
		return fmt.Errorf("%s: accepted", what)
	case !v.asks():
		return fmt.Errorf("%s: the Reason is not one for 401: %s", what, v)
	}
	return nil
}
