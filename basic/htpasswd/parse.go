// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/rand"
	"crypto/sha256"
	"io"
	"strconv"
	"strings"

	"golang.org/x/crypto/bcrypt"

	"github.com/go-httpauth/httpauth/internal/lines"
)

// maxKinds bounds the work of a check, which does one hash of each kind.
const maxKinds = 16

// Parse reads a file once. The options may be nil; Interval and OnError mean
// nothing here. The error is an [*Error], or several of them joined,
// [ErrNoUsers], or one of the options or the reader. After the tenth line that
// is not good, nothing more is read.
func Parse(r io.Reader, opts *Options) (*Table, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	return parse(r, &o, newKey())
}

// newKey returns what tags of plain text are made with.
func newKey() []byte {
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails
	return key
}

func parse(r io.Reader, opts *Options, key []byte) (*Table, error) {
	p := parser{opts: opts, key: key, table: Table{users: make(map[string]*entry), gate: opts.Gate, ran: opts.ran}}
	bad := func(n int, reason string) error { return &Error{n, reason} }
	if err := lines.Read(r, "htpasswd", p.line, bad); err != nil {
		return nil, err
	}
	if len(p.table.users) == 0 {
		return nil, ErrNoUsers
	}
	if len(p.table.dummies) == 0 { // all are disabled: those who try cannot tell
		k := bcryptKind{min(max(opts.Bcrypt.Min, bcrypt.DefaultCost), opts.Bcrypt.Max)}
		p.table.use(dummy(k, bcryptSalt, bcryptSum))
	}
	return &p.table, nil
}

type parser struct {
	opts    *Options
	key     []byte // of tags of plain text
	table   Table
	first   int  // the line with the first kind of hash
	comment bool // the line has a comment
}

// line adds what is in a line. It returns the reason why that is not good, or
// none.
func (p *parser) line(n int, line string) (reason string) {
	user, text, reason := p.split(line)
	if reason != "" {
		return reason
	}
	e := &entry{line: n}
	if e.disabled = text[0] == '!' || text[0] == '*'; !e.disabled {
		if e.hash, reason = p.hash(text); reason != "" {
			return reason
		}
		e.version = rand.Text()
	}
	if old := p.table.users[user]; old != nil {
		return sameAsLine + strconv.Itoa(old.line)
	}
	if reason := p.use(n, e); reason != "" {
		return reason
	}
	p.table.users[strings.Clone(user)] = e // it would keep all of the line
	return ""
}

// use sees to it that there is a dummy for the hash of e, which is in line n.
func (p *parser) use(n int, e *entry) (reason string) {
	if e.disabled || !p.table.use(e.hash) {
		return ""
	}
	switch len(p.table.dummies) {
	case 1:
		p.first = n
	case maxKinds + 1:
		return manyKinds
	default:
		if p.opts.RefuseMixed {
			return mixedWith + strconv.Itoa(p.first)
		}
	}
	return ""
}

// split returns the first two fields of a line. As nginx has it, a third one is
// a comment.
func (p *parser) split(line string) (user, text, reason string) {
	user, rest, ok := strings.Cut(line, ":")
	text, _, p.comment = strings.Cut(rest, ":")
	switch {
	case !ok:
		return "", "", noColon
	case user == "":
		return "", "", noUser
	case text == "":
		return "", "", noHash
	}
	return user, text, ""
}
