// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"iter"
	"strconv"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Refusal is the response to a request that is refused. It depends on the
// Reason alone, never on the text of an error.
type Refusal struct {
	Status     int                 // 400, 401, 403, 407, 413, 429, 500 or 503
	Challenges []header.Challenge  // at least one with 401 and 407
	RetryAfter time.Duration       // 0 if there is nothing to say
	Proxy      bool                // the challenges are those of a proxy
	Required   *scheme.Requirement // what is missing; with 403 alone, and nil if nobody said
}

// Refuse returns the response to the request if it is refused with err: one from
// Authenticate, or one that the application made later.
//
//   - 401, or 407 at a proxy: err wraps one of the Reasons for it. There are the
//     challenges of all schemes in the order given, of which the scheme that
//     refused has seen err. With scheme.ErrContinue there are only its own. Schemes
//     that cannot be used over the connection are left out; if that leaves none,
//     it is 403.
//   - 400 and 403: err wraps scheme.ErrBadRequest or scheme.ErrForbidden. There
//     are the challenges that the scheme has for it, if any, and with 403 the
//     scheme.Requirement that err wraps. The scheme is the one that refused, or the
//     one that the request was authenticated with.
//   - 413: err wraps scheme.ErrTooLarge. There are no challenges: another try with
//     this content would end the same way.
//   - 429 and 503: err wraps scheme.ErrThrottled, scheme.ErrUnavailable, or a
//     context was canceled. There are no challenges.
//   - 500: anything else, and if a scheme could not make its challenge: a part
//     of the list would lead clients to a weaker scheme.
func (d *Decision) Refuse(err error) *Refusal {
	refusal := &Refusal{Proxy: d.request.Proxy}
	if d.server.made() {
		d.inRealm() // for the Event, too; its error shows below
	}
	reason := reasonOf(err)
	refusal.Status = reason.Status(refusal.Proxy)
	switch reason {
	case scheme.ErrThrottled, scheme.ErrUnavailable:
		if ra, ok := errors.AsType[retryAfter](err); ok {
			refusal.RetryAfter = ra.RetryAfter()
		}
		fallthrough
	case 0, scheme.ErrTooLarge:
		d.record.refused(err)
		return refusal
	case scheme.ErrForbidden:
		refusal.Required, _ = errors.AsType[*scheme.Requirement](err)
	}
	chs, chsErr := d.challenges(reason, err)
	if chsErr == nil && len(chs) == 0 && (refusal.Status == 401 || refusal.Status == 407) {
		chsErr = errNoChallenge
	}
	switch reason := reasonOf(chsErr); {
	case chsErr == nil:
		refusal.Challenges = chs
	case reason == scheme.ErrForbidden, reason == scheme.ErrUnavailable:
		refusal.Status = reason.Status(refusal.Proxy)
	default:
		refusal.Status = 500
	}
	if refusal.Status != 403 {
		refusal.Required = nil
	}
	if chsErr != nil {
		err = chsErr // it decides
	}
	d.record.refused(err)
	return refusal
}

var errNoChallenge = errors.New("negotiate: no scheme has a challenge")

// retryAfter is scheme.RetryAfter as an error, which errors.AsType wants.
type retryAfter interface {
	error
	scheme.RetryAfter
}

// reasonOf returns the Reason of err, or 0 for a fault of our own.
func reasonOf(err error) scheme.Reason {
	if reason, ok := errors.AsType[scheme.Reason](err); ok {
		return reason
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return scheme.ErrUnavailable
	}
	return 0
}

// challenges returns those that go with the reason.
func (d *Decision) challenges(reason scheme.Reason, err error) ([]header.Challenge, error) {
	s := d.server
	if !s.made() {
		if reason == scheme.ErrForbidden || reason == scheme.ErrBadRequest {
			return nil, nil // they need none
		}
		return nil, errNoServer
	}
	if realmErr := d.inRealm(); realmErr != nil {
		return nil, realmErr
	}
	everyone := reason == scheme.ErrNoCredentials || reason == scheme.ErrRejected || reason == scheme.ErrMalformed
	var all []header.Challenge
	var forbidden error
	for i, sch := range s.schemes {
		var cause error
		if i == d.asked {
			cause = err
		} else if !everyone {
			continue
		}
		chs, err := challenges(d.ctx, sch, &d.inner, cause)
		switch {
		case err == nil:
			all = append(all, chs...)
		case reasonOf(err) == scheme.ErrForbidden:
			forbidden = err
		default:
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, forbidden
	}
	return all, nil
}

// challenges returns the challenges of one scheme, which are checked: they are
// somebody else's code.
func challenges(ctx context.Context, sch scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error) {
	chs, err := sch.Challenge(ctx, r, cause)
	if err != nil {
		return nil, err
	}
	for _, ch := range chs {
		if !ch.Is(sch.Name()) {
			return nil, errForeign
		}
	}
	return chs, nil
}

var errForeign = errors.New("negotiate: a scheme returned the challenge of another")

// Fields yields the names and values of the fields of the response, each to be
// added: the challenges, one a line, as some clients fail on lists (RFC 9110,
// Section 11.6.1); Cache-Control; and Retry-After, if there is one. The media type is
// that of Body.
func (d *Refusal) Fields() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		name := "WWW-Authenticate"
		if d.Proxy {
			name = "Proxy-Authenticate"
		}
		for _, ch := range d.Challenges {
			if !yield(name, ch.String()) {
				return
			}
		}
		if !yield("Cache-Control", "no-store") {
			return
		}
		if d.RetryAfter > 0 {
			yield("Retry-After", strconv.FormatInt(int64((d.RetryAfter+time.Second-1)/time.Second), 10))
		}
	}
}

// InfoField returns the name of the field for the Info of a Result.
func InfoField(proxy bool) string {
	if proxy {
		return "Proxy-Authentication-Info"
	}
	return "Authentication-Info"
}

// String returns the status, for logs.
func (d *Refusal) String() string { return strconv.Itoa(d.Status) + " " + titles[d.Status] }
