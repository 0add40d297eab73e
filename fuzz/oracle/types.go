// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

// A Param is one auth-param.
type Param struct {
	// Name is the parameter name as sent.
	Name string

	// Value is the value after unquoting: without the quotes, and each
	// quoted-pair replaced by its octet.
	Value string

	// Quoted tells whether the value was sent as a quoted-string.
	Quoted bool
}

// An Item is one challenge, one set of credentials, or the content of an
// Authentication-Info field. At most one of Token68 and Params is set.
type Item struct {
	// Scheme is the auth-scheme as sent; "" for Authentication-Info.
	Scheme string

	// Token68 is the token68 with its padding; "" if there is none.
	Token68 string

	// Params are the parameters in the order sent; nil if there are none.
	Params []Param
}

// A Verdict says what the specification thinks of a field line.
type Verdict int

const (
	// Accepted lines are inside the grammar and have exactly one meaning.
	Accepted Verdict = iota

	// Outside lines do not match the ABNF.
	Outside

	// Duplicate lines match the ABNF, but a parameter name occurs twice in
	// one challenge, set of credentials or info.
	Duplicate

	// Ambiguous lines match the ABNF in ways that differ in value. There
	// should be none: tests assert it.
	Ambiguous
)
