// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// fields are the parameters of credentials (RFC 7616, Section 3.4). Those that
// are not there are empty.
type fields struct {
	username, realm, uri, response string
	algorithm, cnonce, opaque      string
	qop, nc, nonce                 string
	userhash                       bool // username is the hash of the name
}

func malformed(what string) error {
	return fmt.Errorf("digest: %w: %s", scheme.ErrMalformed, what)
}

// value returns where the value of the parameter of that name goes, or nil if it
// is none of those. The name is in lower case.
func (f *fields) value(name string) *string {
	switch name {
	case "username":
		return &f.username
	case "realm":
		return &f.realm
	case "nonce":
		return &f.nonce
	case "uri":
		return &f.uri
	case "response":
		return &f.response
	case "algorithm":
		return &f.algorithm
	case "cnonce":
		return &f.cnonce
	case "opaque":
		return &f.opaque
	case "qop":
		return &f.qop
	case "nc":
		return &f.nc
	}
	return nil
}

// read reads the parameters in one pass. Both notations of each are accepted:
// correct clients quote what the RFC wants as a token.
func read(c header.Credentials) (f fields, err error) {
	var plain, extended, userhash header.Param
	for p := range c.Params().All() {
		v := f.value(p.Name)
		if v == nil { // in another letter case, or rare
			v = f.value(strings.ToLower(p.Name)) // it is a token
		}
		switch {
		case v == &f.username:
			*v, plain = p.Value(), p
		case v != nil:
			*v = p.Value()
		case header.EqualFold(p.Name, "userhash"):
			userhash = p
		case header.EqualFold(p.Name, "username*"):
			extended = p
		}
	}
	if f.userhash, err = isTrue(userhash); err == nil {
		err = f.extend(plain, extended)
	}
	switch {
	case err != nil:
		return f, err
	case f.username == "" || hasControl(f.username) || !utf8.ValidString(f.username):
		return f, malformed("username")
	case f.nonce == "" || f.uri == "" || f.response == "":
		return f, malformed("nonce, uri or response is missing")
	case f.qop != "" && (f.cnonce == "" || len(f.nc) != 8):
		return f, malformed("cnonce or nc")
	}
	return f, nil
}

func isTrue(userhash header.Param) (bool, error) {
	switch v := userhash.Value(); {
	case userhash.Name == "" || v == "false":
		return false, nil
	case v == "true":
		return true, nil
	}
	return false, malformed("userhash")
}

// extend takes the name from username*, if it is there. There must be one name,
// and it must not be said to be a hash.
func (f *fields) extend(plain, extended header.Param) error {
	if extended.Name == "" {
		return nil
	}
	name, err := extended.ExtValue()
	if err != nil || plain.Name != "" || f.userhash {
		return malformed("username*")
	}
	f.username = name
	return nil
}

// count returns the nonce count.
func (f *fields) count() (uint32, error) {
	if f.qop == "" {
		return 1, nil // RFC 2069: a nonce is good for one answer
	}
	n, err := strconv.ParseUint(f.nc, 16, 32) // takes no sign, underscore or prefix
	if err != nil || n == 0 {
		return 0, malformed("nc")
	}
	return uint32(n), nil
}
