// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// strict refuses stray bits. It still skips CR and LF, which no token68 has.
var strict = base64.StdEncoding.Strict()

// maxUserPass bounds what is decoded: more is no password, but work for a hash.
const maxUserPass = 4 << 10

func malformed(what string) error {
	return fmt.Errorf("basic: %w: %s", scheme.ErrMalformed, what)
}

// decode splits the user-pass of RFC 7617, Section 2.
func decode(token string) (user, password string, err error) {
	if len(token) > base64.StdEncoding.EncodedLen(maxUserPass) {
		return "", "", malformed("too long")
	}
	b, err := strict.DecodeString(token)
	if err != nil {
		return "", "", malformed("base64") // the error of base64 quotes its input
	}
	user, password, ok := strings.Cut(string(b), ":")
	switch {
	case len(b) > maxUserPass: // the base64 of a byte less may be as long
		return "", "", malformed("too long")
	case !ok:
		return "", "", malformed("no colon")
	case user == "" || password == "":
		// A directory may take an empty password for an anonymous bind.
		return "", "", fmt.Errorf("basic: %w: empty user name or password", scheme.ErrRejected)
	case !isText(user) || !isText(password):
		return "", "", malformed("control character or no UTF-8")
	}
	return user, password, nil
}

// isText reports whether s is UTF-8 without control characters. bcrypt in Go is
// cyclic over NUL, so that the ban of RFC 7617, Section 2, is a security check.
func isText(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return false
		}
	}
	return utf8.ValidString(s)
}

var (
	errUser  = errors.New("basic: a user name must be UTF-8, not empty, without colon and control characters")
	errPass  = errors.New("basic: a password must be UTF-8, not empty, without control characters")
	errTotal = errors.New("basic: user name and password are too long")
)

// check reports why user and password cannot be sent.
func check(user, password string) error {
	switch {
	case user == "" || !isText(user) || strings.Contains(user, ":"):
		return errUser
	case password == "" || !isText(password):
		return errPass
	case len(user)+1+len(password) > maxUserPass:
		return errTotal
	}
	return nil
}

func encode(user, password string) (header.Credentials, error) {
	return header.NewCredentials68(name, base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}
