// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Any returns a scheme that stands for several of one name, such as Bearer with
// the tokens of two issuers, or Basic with two stores.
//
// Its members are asked in order. One that says scheme.ErrNoCredentials (this is
// nothing of mine), scheme.ErrRejected or scheme.ErrMalformed leaves it to the
// next. Anything else decides, and those behind are not asked: success, and any
// other error. So a member that is out of order is never covered up by those
// that reject, and nobody becomes somebody else, of another store, for as long as
// the first one cannot be reached. The price is that what a member knows cannot be
// used while one before it is out of order: put the most reliable one first.
//
// If all leave it to each other, it is scheme.ErrRejected if one said that, else
// scheme.ErrMalformed if one said that, else scheme.ErrNoCredentials.
//
// The challenges are those of all members, without duplicates, or those of the
// member that decided if it wants another round, or has challenges with 400 or 403. Each
// member that refused sees its own cause. One that said that this is nothing of its
// own sees that of the member whose error counts, so that clients are told the same
// by both; and all of them see that of an application.
// Members that hand out something to be answered, such as the nonces of Digest,
// must share it, as clients answer one challenge alone: better give one such
// scheme a Lookup that asks several stores.
//
// Members that are missing, or that have different names, are an error of Challenge,
// and so of NewServer.
func Any(members ...scheme.Scheme) scheme.Scheme {
	u := &union{members: slices.Clone(members)}
	if len(members) == 0 {
		u.err = errNoScheme
		return u
	}
	for _, m := range members {
		switch {
		case m == nil:
			u.err = errName
		case u.name == "":
			u.name = m.Name()
		case !header.EqualFold(u.name, m.Name()):
			u.err = errNames
		}
	}
	return u
}

var errNames = errors.New("negotiate: Any is for schemes of one name")

type union struct {
	name    string
	members []scheme.Scheme
	err     error // a wrong configuration
}

func (u *union) Name() string { return u.name }

// Refusals are why the members of a union refused.
type refusals struct {
	of     *union
	causes []error // by member; nil for those that did not
	reason error   // one of the causes
	wrong  bool    // some member knows the party, and the secret was not its own
}

// Error joins the texts: the audit wants all of them.
func (e *refusals) Error() string {
	var texts []string
	for _, err := range e.causes {
		if err != nil {
			texts = append(texts, err.Error())
		}
	}
	return strings.Join(texts, "; ")
}

// Unwrap begins with the error that counts. That others do not know the user says
// nothing then.
func (e *refusals) Unwrap() []error {
	all := []error{e.reason}
	for _, err := range e.causes {
		if err != nil && (rank(err) != rank(scheme.ErrUnknownUser) || rank(e.reason) == rank(err)) {
			all = append(all, err)
		}
	}
	return all
}

// rank orders the Reasons that leave the decision to the next member; 0 is for
// all other errors, which decide.
func rank(err error) int {
	switch reasonOf(err) {
	case scheme.ErrNoCredentials:
		return 1
	case scheme.ErrMalformed:
		return 2
	case scheme.ErrRejected:
		switch {
		case errors.Is(err, scheme.ErrUnknownUser):
			return 3
		case errors.Is(err, scheme.ErrStale):
			return 4
		}
		return known
	}
	return 0
}

// known is the rank of a wrong secret for somebody whom the member knows.
const known = 5

func (u *union) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	if u.err != nil {
		return nil, u.err
	}
	refused := &refusals{of: u, causes: make([]error, len(u.members))}
	for i, m := range u.members {
		res, err := authenticate(ctx, m, r, c)
		if err == nil {
			return res, nil
		}
		n := rank(err)
		refused.wrong = refused.wrong || n == known
		if n == 0 { // what those before it said does not matter
			clear(refused.causes)
		}
		refused.causes[i] = err
		if n == 0 || n > rank(refused.reason) {
			refused.reason = err
		}
		if n == 0 {
			break
		}
	}
	return nil, refused
}

func (u *union) Challenge(ctx context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if u.err != nil {
		return nil, u.err
	}
	causes, all := u.causes(cause)
	var merged []header.Challenge
	var forbidden error
	for i, m := range u.members {
		if causes[i] == nil && !all {
			continue
		}
		chs, err := challenges(ctx, m, r, causes[i])
		switch {
		case err == nil:
			for _, ch := range chs {
				if !slices.ContainsFunc(merged, ch.Equal) {
					merged = append(merged, ch)
				}
			}
		case reasonOf(err) == scheme.ErrForbidden:
			forbidden = err
		default:
			return nil, fmt.Errorf("negotiate: a member of Any: %w", err)
		}
	}
	if len(merged) == 0 {
		return nil, forbidden
	}
	return merged, nil
}

// causes returns what each member is to see of a cause, and whether those that
// see nothing have a challenge too.
func (u *union) causes(cause error) (causes []error, all bool) {
	causes = make([]error, len(u.members))
	if e, ok := errors.AsType[*refusals](cause); ok && e.of == u {
		copy(causes, e.causes)
		for i, err := range causes {
			if rank(err) == 1 {
				causes[i] = e.reason
			}
		}
		return causes, rank(e.reason) > 0
	}
	for i := range causes {
		causes[i] = cause
	}
	return causes, cause == nil
}
