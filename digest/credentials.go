// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// fields are the parameters of credentials (RFC 7616, Section 3.4). Those that
// are not there are empty.
type fields struct {
	username, realm, uri, response   string
	algorithm, cnonce, opaque        string
	qop, nc, nonce, userhash         string
	hasUsername, hasUsernameExtended bool
}

func malformed(what string) error {
	return fmt.Errorf("digest: %w: %s", scheme.ErrMalformed, what)
}

// read reads the parameters in one pass. Both notations of each are accepted:
// correct clients quote what the RFC wants as a token.
func read(c header.Credentials) (f fields, err error) {
	for p := range c.Params().All() {
		var to *string
		switch n := p.Name; {
		case header.EqualFold(n, "username"):
			to, f.hasUsername = &f.username, true
		case header.EqualFold(n, "username*"):
			f.hasUsernameExtended = true
		case header.EqualFold(n, "realm"):
			to = &f.realm
		case header.EqualFold(n, "nonce"):
			to = &f.nonce
		case header.EqualFold(n, "uri"):
			to = &f.uri
		case header.EqualFold(n, "response"):
			to = &f.response
		case header.EqualFold(n, "algorithm"):
			to = &f.algorithm
		case header.EqualFold(n, "cnonce"):
			to = &f.cnonce
		case header.EqualFold(n, "opaque"):
			to = &f.opaque
		case header.EqualFold(n, "qop"):
			to = &f.qop
		case header.EqualFold(n, "nc"):
			to = &f.nc
		case header.EqualFold(n, "userhash"):
			to = &f.userhash
		}
		if to != nil {
			*to = p.Value()
		}
	}
	switch {
	case f.hasUsernameExtended:
		return f, malformed("username*") // not offered; beside username, two names
	case !f.hasUsername || f.username == "" || hasControl(f.username) || !utf8.ValidString(f.username):
		return f, malformed("username")
	case f.nonce == "" || f.uri == "" || f.response == "":
		return f, malformed("nonce, uri or response is missing")
	case f.qop != "" && (f.cnonce == "" || len(f.nc) != 8):
		return f, malformed("cnonce or nc")
	}
	return f, nil
}

// count returns the nonce count.
func (f *fields) count() (uint32, error) {
	n, err := strconv.ParseUint(f.nc, 16, 32) // takes no sign, underscore or prefix
	if err != nil || n == 0 {
		return 0, malformed("nc")
	}
	return uint32(n), nil
}
