// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/go-httpauth/httpauth/scheme"
)

// An Error says that a line is not good, and why. It has nothing of the line.
type Error struct {
	Line   int // the first is 1
	Reason string
}

// Error returns a text with the number of the line.
func (e *Error) Error() string { return "htpasswd: line " + strconv.Itoa(e.Line) + ": " + e.Reason }

// ErrNoUsers says that a file has no users.
var ErrNoUsers = errors.New("htpasswd: no users")

// ErrDisabled is what Verify returns for a user whose hash begins with ! or *,
// whatever the password is. It wraps scheme.ErrRejected, and the response is
// that for a wrong password: only audits see the difference.
var ErrDisabled = fmt.Errorf("htpasswd: %w: the user is disabled", scheme.ErrRejected)

var (
	errRange     = errors.New("htpasswd: a range of costs is empty, or has values that there are not")
	errAlgorithm = errors.New("htpasswd: only bcrypt, argon2id and sha512-crypt are written")
	errUser      = errors.New("htpasswd: a user name must be UTF-8, must not be empty, begin with a space, # or a byte order mark, nor have a colon or a control character")
	errPassword  = errors.New("htpasswd: a password must be UTF-8, must not be empty, nor have a control character")
	errLong      = errors.New("htpasswd: the password is too long: bcrypt takes 72 bytes, the others 512")
	errLine      = errors.New("htpasswd: the line would be too long")
	errFault     = errors.New("htpasswd: a hash was not computed")
)

// Reasons of an Error, besides those of package lines.
const (
	noColon     = "has no colon"
	noUser      = "the user name is empty"
	noHash      = "there is no hash"
	malformed   = "the hash is not in the form that its prefix says"
	unknown     = "the hash is of an unknown kind"
	isDES       = "the hash seems to be one by DES, which is not safe and not read"
	isPlain     = "there is no hash but plain text, which is not read"
	isBroken    = "there is no hash but text that looks like one, or like a part of one: put {PLAIN} before it if it is a password"
	noFIPS      = "the hash is of a kind that FIPS 140 mode does not have"
	costRange   = "the cost of the hash is outside the range"
	memoryRange = "the hash needs more memory than there may be, or less than it must"
	manyKinds   = "there are too many kinds and costs of hashes"
	sameAsLine  = "the same user as in line "                  // and its number
	mixedWith   = "another kind or cost of hash than in line " // and its number
)
