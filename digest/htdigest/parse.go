// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"io"
	"strings"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/internal/lines"
)

// Parse reads a file once. The options may be nil. The error is an [*Error], or
// several of them joined, [ErrNoUsers], or one of the reader. After the tenth
// line that is not good, nothing more is read.
func Parse(r io.Reader, opts *Options) (*Table, error) {
	p := parser{table: Table{users: make(map[space]index)}}
	var err error
	if p.wide, err = opts.wide(); err != nil {
		return nil, err
	}
	bad := func(n int, reason string) error { return &Error{n, reason} }
	if err := lines.Read(r, "htdigest", p.line, bad); err != nil {
		return nil, err
	}
	if len(p.table.users) == 0 {
		return nil, ErrNoUsers
	}
	return &p.table, nil
}

type parser struct {
	table Table
	wide  digest.Algorithm // of 64 digits, where nothing else says it
}

// line adds what is in a line. It returns the reason why that is not good, or
// none.
func (p *parser) line(n int, line string) (reason string) {
	f, reason := split(line)
	if reason != "" {
		return reason
	}
	a, hash, reason := p.algorithm(f)
	if reason != "" || a == "" {
		return reason
	}
	secret, err := digest.ParseSecret(a, f.digits)
	if err != nil {
		return unusable
	}
	// The name is a copy, as it would keep all of the line.
	return p.table.add(space{a, f.realm}, hash, &entry{secret, strings.Clone(f.user), n})
}

type fields struct {
	user, realm, digits, hash string
	hashed                    bool // there is a fourth field
}

// split returns the fields of a line if they have the right form.
func split(line string) (f fields, reason string) {
	var second, third bool
	f.user, line, second = strings.Cut(line, ":")
	f.realm, line, third = strings.Cut(line, ":")
	f.digits, f.hash, f.hashed = strings.Cut(line, ":")
	switch {
	case !second, !third:
		return f, tooFew
	case strings.Contains(f.hash, ":"):
		return f, tooMany
	case f.user == "":
		return f, noUser
	case f.realm == "":
		return f, noRealm
	case len(f.digits) != 32 && len(f.digits) != 64:
		return f, wrongLength
	case strings.ContainsFunc(f.digits, isNoDigit):
		return f, notHex
	}
	return f, ""
}

func isNoDigit(r rune) bool { return !strings.ContainsRune("0123456789abcdefABCDEF", r) }

// algorithm returns the algorithm of the secret and the user hash with it. There
// is no algorithm if it is not available.
func (p *parser) algorithm(f fields) (a digest.Algorithm, hash, reason string) {
	candidates := []digest.Algorithm{digest.MD5}
	switch {
	case len(f.digits) == 32 && !isAvailable(digest.MD5):
		return "", "", ""
	case len(f.digits) == 64 && f.hashed:
		candidates = []digest.Algorithm{digest.SHA256, digest.SHA512256}
	case len(f.digits) == 64:
		candidates = []digest.Algorithm{p.wide}
	}
	for _, a := range candidates {
		hash, err := digest.UserHash(a, f.user, f.realm)
		if err != nil {
			return "", "", unusable
		}
		if !f.hashed || f.hash == hash {
			return a, hash, ""
		}
	}
	return "", "", wrongHash
}

// isAvailable reports whether secrets of that algorithm can be used here.
func isAvailable(a digest.Algorithm) bool {
	_, err := digest.UserHash(a, "-", "-")
	return err == nil
}
