// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"errors"
	"strconv"
)

// An Error says that a line is not good, and why. It has nothing of the line.
type Error struct {
	Line   int // the first is 1
	Reason string
}

// Error returns a text with the number of the line.
func (e *Error) Error() string { return "htdigest: line " + strconv.Itoa(e.Line) + ": " + e.Reason }

// ErrNoUsers says that a file has no users, or none that can be used: where FIPS
// 140 mode is enforced, lines for MD5 are left out.
var ErrNoUsers = errors.New("htdigest: no users")

var (
	errAlgorithm  = errors.New("htdigest: the algorithm of 64 digits must be SHA-256 or SHA-512-256")
	errNotWritten = errors.New("htdigest: there are lines for MD5, SHA-256 and SHA-512-256 only")
	errUser       = errors.New("htdigest: a user name must be UTF-8, must not be empty, begin with a space, # or a byte order mark, nor have a colon or a control character")
	errRealm      = errors.New("htdigest: a realm must be UTF-8, must not be empty, nor have a colon or a control character")
	errLong       = errors.New("htdigest: the line would be too long")
)

// Reasons of an Error, besides those of package lines.
const (
	tooFew       = "fewer than three fields"
	tooMany      = "more than four fields"
	noUser       = "the user name is empty"
	noRealm      = "the realm is empty"
	wrongLength  = "the secret has neither 32 nor 64 digits"
	notHex       = "the secret has something else than hexadecimal digits"
	wrongHash    = "the user hash is not that of user and realm, in lower case"
	unusable     = "no client can use this"
	sameAsLine   = "the same user, realm and algorithm as in line " // and its number
	sameHashLine = "the same user hash as in line "                 // and its number
)
