// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

import (
	"errors"
	"strings"
)

// A Requirement is what a party needs besides being authenticated. It is also
// the error for those who lack it, which wraps ErrForbidden: the response to it
// names the roles and the scopes. Where that is too much, return ErrForbidden.
type Requirement struct {
	Roles    Set      // one of them is needed
	Scopes   Set      // all of them are needed
	Strength Strength // this or more is needed
}

// Error returns what is needed.
func (q *Requirement) Error() string {
	var needs []string
	if !q.Roles.IsZero() {
		needs = append(needs, "a role of "+q.Roles.String())
	}
	if !q.Scopes.IsZero() {
		needs = append(needs, "the scopes "+q.Scopes.String())
	}
	if q.Strength != 0 {
		needs = append(needs, q.Strength.String())
	}
	return ErrForbidden.Error() + ": needs " + strings.Join(needs, "; ")
}

// Unwrap returns ErrForbidden.
func (q *Requirement) Unwrap() error { return ErrForbidden }

// errRequirement is a fault of the server: an empty list is more likely to be a
// mistake than the wish to let everybody in.
var errRequirement = errors.New("scheme: a Requirement that requires nothing")

// Check returns nil if id has all that is required, else a *Requirement that
// says what is missing. A Requirement that requires nothing is a fault, and lets
// nobody pass.
func (q *Requirement) Check(id Identity) error {
	if q == nil || *q == (Requirement{}) {
		return errRequirement
	}
	var missing Requirement
	if !q.Roles.IsZero() && !overlap(q.Roles, id.Roles) {
		missing.Roles = q.Roles
	}
	for scope := range q.Scopes.All() {
		if !id.Scopes.Has(scope) {
			missing.Scopes = q.Scopes
		}
	}
	if id.Strength < q.Strength {
		missing.Strength = q.Strength
	}
	if missing != (Requirement{}) {
		return &missing
	}
	return nil
}

func overlap(a, b Set) bool {
	for name := range a.All() {
		if b.Has(name) {
			return true
		}
	}
	return false
}

// RequireRole returns a check, such as nethttp.Require takes, for those who have
// one of the roles. To require several, use several checks. A check for no role
// at all is a fault: nobody passes.
func RequireRole(roles ...string) func(Identity) error {
	return (&Requirement{Roles: NewSet(roles...)}).Check
}

// RequireScope returns a check for those who have all of the scopes. An argument
// may hold several with blanks between, as they are written in OAuth.
func RequireScope(scopes ...string) func(Identity) error {
	return (&Requirement{Scopes: NewSet(strings.Fields(strings.Join(scopes, " "))...)}).Check
}

// RequireStrength returns a check for those who were authenticated with this
// strength or more, so that a weak scheme that is offered for some requests does
// not open what a stronger one is meant to protect.
func RequireStrength(least Strength) func(Identity) error {
	return (&Requirement{Strength: least}).Check
}
