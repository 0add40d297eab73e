// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"errors"
	"net/netip"
	"strings"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// An Event is what became of one request. It holds nothing secret, unless the
// text of an error of a store does, or the Value of the Identity.
type Event struct {
	Outcome  Outcome
	Scheme   string          // of the credentials; empty if there were none of a scheme that is offered
	Realm    string          // of the request; empty if it has none
	Identity scheme.Identity // who was authenticated, even if it was forbidden something later

	// Claimed stands for the name that the credentials claim, if nobody was
	// authenticated: a keyed hash, as people type passwords where names belong. It
	// is the same for the same name, see ClaimKey of Options; empty if there is no
	// name, or the scheme did not say.
	Claimed string

	Source   netip.Addr    // where the request came from, see Options
	Proxy    bool          // it was for a proxy
	Duration time.Duration // of the authentication, without the handler

	// Err is why the request was refused, with all that it wraps: errors.Is tells
	// an unknown user from a wrong password. It is nil if the request was not.
	Err error
}

// An Outcome is what became of a request. The zero Outcome is none.
type Outcome uint8

const (
	// Accepted: there is an Identity.
	Accepted Outcome = iota + 1
	// Anonymous: there were no credentials, and the request was let pass.
	Anonymous
	// Challenged: there were no credentials, none of a scheme that is offered, or
	// they are good so far or but for their age. Most clients begin like that. It is
	// no failure.
	Challenged
	// Rejected: the credentials were wrong. Only this counts as a guess.
	Rejected
	// Malformed: the credentials, or the request, could not be read or are too
	// large.
	Malformed
	// Forbidden: the party is known and may not, or not in this way.
	Forbidden
	// Throttled: a Guard refused it.
	Throttled
	// Broken: something that is needed for a decision failed.
	Broken
)

var outcomes = [...]string{
	Accepted:   "accepted",
	Anonymous:  "anonymous",
	Challenged: "challenged",
	Rejected:   "rejected",
	Malformed:  "malformed",
	Forbidden:  "forbidden",
	Throttled:  "throttled",
	Broken:     "broken",
}

// String returns one word, for logs and as a label of metrics.
func (o Outcome) String() string {
	if int(o) < len(outcomes) && outcomes[o] != "" {
		return outcomes[o]
	}
	return "unknown outcome"
}

// outcomeOf returns what an error of Authenticate, or of an application, makes
// of a request.
func outcomeOf(err error) Outcome {
	switch {
	case err == nil:
		return Accepted
	case errors.Is(err, scheme.ErrStale):
		return Challenged
	}
	switch reasonOf(err) {
	case scheme.ErrNoCredentials, scheme.ErrContinue:
		return Challenged
	case scheme.ErrRejected:
		return Rejected
	case scheme.ErrMalformed, scheme.ErrBadRequest, scheme.ErrTooLarge:
		return Malformed
	case scheme.ErrForbidden:
		return Forbidden
	case scheme.ErrThrottled:
		return Throttled
	}
	return Broken
}

// Class says more of the Outcome, in a few words of a fixed set: "unknown user",
// "stale credentials", or the Reason. It is empty if there is no Err, and if that
// has no Reason. Do not let clients see it.
func (e Event) Class() string {
	for _, refined := range [...]error{scheme.ErrUnknownUser, scheme.ErrStale} {
		if errors.Is(e.Err, refined) {
			return strings.TrimPrefix(refined.Error(), "scheme: ")
		}
	}
	if reason := reasonOf(e.Err); reason != 0 {
		return strings.TrimPrefix(reason.Error(), "scheme: ")
	}
	return ""
}
