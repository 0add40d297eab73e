// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A Secret is H(A1), the hash of user name, realm and password (RFC 7616,
// Section 3.4.2). Within its realm it is as good as the password: store it as
// carefully. It does not print, in whatever it stands; two are compared by Equal,
// as == does not compile. The zero Secret is none, and authenticates nobody.
type Secret struct {
	algorithm Algorithm

	// It is behind a func, as nothing that prints looks into one: in a field of
	// others that is not exported, fmt calls no Format.
	sum func() ha1
}

// ha1 is the sum: its first algorithm.size() bytes.
type ha1 [sha256.Size]byte

var (
	errUser     = errors.New("digest: a user name must not be empty, nor have a colon or a control character")
	errPassword = errors.New("digest: a password must not be empty, nor have a control character")
	errUTF8     = errors.New("digest: user name and password must be UTF-8")
	errHex      = errors.New("digest: a secret must be as many hexadecimal digits as its algorithm has")
	errUnknown  = errors.New("digest: the algorithm is not available")
)

// NewSecret returns the Secret of a user. A user name with a colon is an error:
// it could not be told from another user with another realm.
func NewSecret(a Algorithm, user, realm, password string) (Secret, error) {
	switch {
	case !a.available():
		return Secret{}, errUnknown
	case user == "" || strings.Contains(user, ":") || hasControl(user):
		return Secret{}, errUser
	case password == "" || hasControl(password):
		return Secret{}, errPassword
	case !utf8.ValidString(user) || !utf8.ValidString(password):
		return Secret{}, errUTF8
	}
	var digits [maxHex]byte
	return a.secret(a.appendHex(digits[:0], []byte(user+":"+realm+":"+password)))
}

// ParseSecret reads a Secret from its hexadecimal digits, as htdigest files
// have them.
func ParseSecret(a Algorithm, digits string) (Secret, error) {
	if !a.available() {
		return Secret{}, errUnknown
	}
	return a.secret([]byte(digits))
}

// secret returns the Secret with those digits.
func (a Algorithm) secret(digits []byte) (Secret, error) {
	var sum ha1
	if len(digits) != 2*a.size() {
		return Secret{}, errHex
	}
	if _, err := hex.Decode(sum[:], digits); err != nil {
		return Secret{}, errHex // the other error quotes its input
	}
	base, _ := a.base()
	return Secret{base, sum.hide()}, nil
}

func (sum ha1) hide() func() ha1 { return func() ha1 { return sum } }

// IsZero reports whether s is none.
func (s Secret) IsZero() bool { return s.algorithm == "" }

// Equal reports whether both are the same, in a time that does not tell how far
// they are.
func (s Secret) Equal(t Secret) bool {
	if s.IsZero() || t.IsZero() {
		return s.IsZero() && t.IsZero()
	}
	a, b := s.sum(), t.sum()
	return s.algorithm == t.algorithm && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// Reveal returns the hexadecimal digits, in lower case, for writing to a store;
// of the zero Secret there are none.
func (s Secret) Reveal() string {
	if s.IsZero() {
		return ""
	}
	return string(s.appendHex(nil))
}

// Format prints "[redacted]", whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, "[redacted]") }

// MarshalText returns "[redacted]". The error is always nil.
func (s Secret) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

// appendHex appends the digits to b. s is not zero.
func (s Secret) appendHex(b []byte) []byte {
	sum := s.sum()
	return appendHex(b, sum[:s.algorithm.size()])
}

// isUser reports whether s is a name that a Secret can have.
func isUser(s string) bool {
	return s != "" && !strings.Contains(s, ":") && !hasControl(s) && utf8.ValidString(s)
}

func hasControl(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return true
		}
	}
	return false
}
