// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"errors"
	"strconv"
)

// Limits on one field, all its lines together. They bound the work that
// somebody who has not authenticated can cause.
const (
	// MaxLength bounds the bytes. It has room for a Kerberos token of 64 KiB in
	// base64; net/http takes 1 MiB from clients and 10 MiB from servers.
	MaxLength = 128 << 10

	// MaxParams bounds the parameters of one challenge, of credentials and of
	// an Authentication-Info field. Looking for repeats is quadratic in it.
	MaxParams = 64

	// MaxChallenges bounds the challenges. A client that weighs each against
	// its accounts does work for each.
	MaxChallenges = 64
)

// ErrAbsent says that there is no field line.
var ErrAbsent = errors.New("header: no field line")

// A SyntaxError says where a field line departs from the grammar. It never
// holds any part of the line, which may be a secret.
type SyntaxError struct {
	Line   int    // index of the field line, from 0
	Offset int    // index of the byte in that line, from 0
	Reason string // a constant text
}

// Error returns the reason and the place.
func (e *SyntaxError) Error() string {
	return "header: line " + strconv.Itoa(e.Line) + ", offset " + strconv.Itoa(e.Offset) + ": " + e.Reason
}

// A fault is a SyntaxError before its line is known. The zero fault is none.
type fault struct {
	at  int
	why reason
}

func (f fault) in(line int) *SyntaxError {
	return &SyntaxError{Line: line, Offset: f.at, Reason: reasons[f.why]}
}

// A reason is that of a SyntaxError; 0 is none.
type reason uint8

const (
	wantScheme reason = iota + 1
	wantParam
	wantEqual
	wantValue
	wantQuote
	wantEnd
	wantOneLine
	badQuoted
	onlyOne
	repeated
	tooLong
	tooManyParams
	tooMany
	crowded // no fault, see names
)

var reasons = [...]string{
	wantScheme:    "a scheme is expected",
	wantParam:     "a parameter is expected",
	wantEqual:     `"=" is expected`,
	wantValue:     "a value is expected",
	wantQuote:     "the quoted-string is not closed",
	wantEnd:       "a comma or the end of the line is expected",
	wantOneLine:   "more than one field line",
	badQuoted:     "a byte that no quoted-string may hold",
	onlyOne:       "more than one set of credentials",
	repeated:      "a parameter occurs twice",
	tooLong:       "the field is too long",
	tooManyParams: "too many parameters",
	tooMany:       "too many challenges",
}
