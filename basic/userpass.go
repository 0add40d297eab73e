// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"bytes"
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

// decode decodes the user-pass of RFC 7617, Section 2, into buf, or if that is
// too short, into another buffer.
func decode(buf []byte, token string) ([]byte, error) {
	if len(token) > base64.StdEncoding.EncodedLen(maxUserPass) {
		return nil, malformed("too long")
	}
	if n := base64.StdEncoding.DecodedLen(len(token)); n > len(buf) {
		buf = make([]byte, n)
	}
	// The decoder takes bytes: chunks of the string are copied to the stack. Only
	// the last one may be padded, so that all others must come out at full length.
	var chunk [64]byte
	n := 0
	for token != "" {
		in := copy(chunk[:], token)
		token = token[in:]
		out, err := strict.Decode(buf[n:], chunk[:in])
		if err != nil || token != "" && out != len(chunk)/4*3 {
			return nil, malformed("base64") // the error of base64 quotes its input
		}
		n += out
	}
	if n > maxUserPass { // the base64 of a byte less may be as long
		return nil, malformed("too long")
	}
	return buf[:n], nil
}

// split splits a user-pass at the first colon.
func (s *Scheme) split(userPass []byte) (user, password []byte, err error) {
	colon := bytes.IndexByte(userPass, ':') // bytes.Cut takes twice as long
	if colon < 0 {
		return nil, nil, malformed("no colon")
	}
	user, password = userPass[:colon:colon], userPass[colon+1:] // what is appended to the one is not in the other
	switch {
	case len(user) == 0 && !s.opts.AllowEmptyUser || len(password) == 0 && !s.opts.AllowEmptyPassword:
		return nil, nil, errEmpty
	case !isText(userPass):
		return nil, nil, malformed("control character or no UTF-8")
	}
	return user, password, nil
}

var errEmpty = fmt.Errorf("basic: %w: empty user name or password", scheme.ErrRejected)

// isText reports whether s is UTF-8 without control characters. bcrypt in Go is
// cyclic over NUL, so that the ban of RFC 7617, Section 2, is a security check.
func isText(s []byte) bool {
	var all byte
	for _, c := range s {
		if all |= c; c < ' ' || c == 0x7f {
			return false
		}
	}
	return all < utf8.RuneSelf || utf8.Valid(s)
}

var (
	errUser  = errors.New("basic: a user name must be UTF-8, not empty, without colon and control characters")
	errPass  = errors.New("basic: a password must be UTF-8, not empty, without control characters")
	errTotal = errors.New("basic: user name and password are too long")
)

// check reports why user and password cannot be sent.
func check(user, password string, emptyUser, emptyPassword bool) error {
	switch {
	case user == "" && !emptyUser || !isText([]byte(user)) || strings.Contains(user, ":"):
		return errUser
	case password == "" && !emptyPassword || !isText([]byte(password)):
		return errPass
	case len(user)+1+len(password) > maxUserPass:
		return errTotal
	}
	return nil
}

func encode(user, password string) (header.Credentials, error) {
	return header.NewCredentials68(name, base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}
