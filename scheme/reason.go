// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

import "time"

// A Reason is why a request is refused. Like syscall.Errno it is an error:
// return it as it is, or wrap it to say more to those who read logs. Responses
// are made from the Reason alone, never from the text of an error.
type Reason uint8

const (
	// ErrNoCredentials: there are none, or none of a scheme that is offered.
	ErrNoCredentials Reason = iota + 1
	// ErrRejected: they are wrong, expired, replayed or of another realm.
	ErrRejected
	// ErrContinue: they are good so far, and another round is needed.
	ErrContinue
	// ErrMalformed: they are not in the syntax of the field or of the scheme.
	ErrMalformed
	// ErrBadRequest: the request contradicts itself, as with two Authorization
	// lines, or a token in two places.
	ErrBadRequest
	// ErrForbidden: the party is known and may not, or not in this way. See
	// [Requirement].
	ErrForbidden
	// ErrThrottled: there were too many failures. See [RetryAfter].
	ErrThrottled
	// ErrUnavailable: what is needed for a decision cannot be reached. See
	// [RetryAfter].
	ErrUnavailable
	// ErrTooLarge: the content must be authenticated and is too long for that.
	ErrTooLarge
)

var reasons = [...]string{
	ErrNoCredentials: "no credentials",
	ErrRejected:      "credentials rejected",
	ErrContinue:      "another round is needed",
	ErrMalformed:     "malformed credentials",
	ErrBadRequest:    "bad request",
	ErrForbidden:     "forbidden",
	ErrThrottled:     "too many attempts",
	ErrUnavailable:   "unavailable",
	ErrTooLarge:      "content too large",
}

// Error returns a short text.
func (r Reason) Error() string {
	if int(r) < len(reasons) && reasons[r] != "" {
		return "scheme: " + reasons[r]
	}
	return "scheme: unknown reason"
}

// Status returns the status code of the response: 401, or 407 if it is a proxy
// that refuses, 400, 403, 413, 429 or 503; 500 if r is none of the Reasons above.
func (r Reason) Status(proxy bool) int {
	switch r {
	case ErrNoCredentials, ErrRejected, ErrContinue, ErrMalformed:
		if proxy {
			return 407
		}
		return 401
	case ErrBadRequest:
		return 400
	case ErrForbidden:
		return 403
	case ErrTooLarge:
		return 413
	case ErrThrottled:
		return 429
	case ErrUnavailable:
		return 503
	}
	return 500
}

// RetryAfter may be implemented by an error that wraps ErrThrottled or
// ErrUnavailable, to tell when it makes sense to try again.
type RetryAfter interface{ RetryAfter() time.Duration }

// A refined Reason tells more than the Reason it unwraps to.
type refined string

func (e refined) Error() string { return string(e) }
func (e refined) Unwrap() error { return ErrRejected }

const (
	// ErrUnknownUser is what a store returns for a user that it does not have. It
	// wraps ErrRejected, and the response is that for a wrong password: only audits
	// see the difference. Never return an empty secret in its place.
	ErrUnknownUser refined = "scheme: unknown user"

	// ErrStale says that credentials are good but for their age, such as a token
	// that has expired, or an answer of Digest to an old nonce. It wraps ErrRejected.
	// Nobody has guessed: audits count it as no failure.
	ErrStale refined = "scheme: stale credentials"
)
