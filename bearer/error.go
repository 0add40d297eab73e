// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer

import (
	"errors"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/scheme"
)

// An Error is an error of RFC 6750, Section 3.1, or of an extension of it, such
// as "insufficient_user_authentication" (RFC 9470). Verifiers and handlers
// return it to tell the client what is wrong with its token. What it holds is
// sent: put nothing secret into it.
type Error struct {
	Code        string   // "invalid_request", "invalid_token", "insufficient_scope", ...
	Description string   // for developers, in ASCII; may be empty
	Scope       []string // what is needed, if that is what is missing
}

// Error returns the code alone.
func (e *Error) Error() string { return "bearer: " + quotable(e.Code) }

// Unwrap returns the Reason of the code: ErrBadRequest for invalid_request,
// ErrForbidden for insufficient_scope, in a scheme.Requirement if there is a
// Scope, else ErrRejected.
func (e *Error) Unwrap() error {
	switch e.Code {
	case "invalid_request":
		return scheme.ErrBadRequest
	case "insufficient_scope":
		if len(e.Scope) > 0 {
			return &scheme.Requirement{Scopes: scheme.NewSet(e.Scope...)}
		}
		return scheme.ErrForbidden
	}
	return scheme.ErrRejected
}

// InsufficientScope returns the error for a token that is valid and lacks scope:
// 403. A handler passes it to nethttp.Refuse. An argument may hold several scopes
// with blanks between.
func InsufficientScope(scope ...string) error {
	return &Error{Code: "insufficient_scope", Scope: strings.Fields(strings.Join(scope, " "))}
}

// explain returns what the challenge is to say of cause, or nil.
func explain(cause error) *Error {
	if e, ok := errors.AsType[*Error](cause); ok {
		return e
	}
	if q, ok := errors.AsType[*scheme.Requirement](cause); ok && !q.Scopes.IsZero() {
		return &Error{Code: "insufficient_scope", Scope: slices.Collect(q.Scopes.All())}
	}
	switch reason, _ := errors.AsType[scheme.Reason](cause); reason {
	case scheme.ErrRejected, scheme.ErrMalformed:
		return &Error{Code: "invalid_token"}
	case scheme.ErrBadRequest:
		return &Error{Code: "invalid_request"}
	}
	return nil
}

// quotable replaces what RFC 6750, Section 3, forbids in error and
// error_description: all but 20-21, 23-5B and 5D-7E.
func quotable(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			return '?'
		}
		return c
	}, s)
}

var errScope = errors.New("bearer: a scope has a byte that RFC 6750, Section 3, forbids")

// joinScope returns the value of the scope parameter.
func joinScope(scope []string) (string, error) {
	for _, s := range scope {
		if s == "" || quotable(s) != s || strings.Contains(s, " ") {
			return "", errScope
		}
	}
	return strings.Join(scope, " "), nil
}
