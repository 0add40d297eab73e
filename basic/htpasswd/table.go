// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"context"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Table is the content of one file. It does not change, and does not print.
// It is made by [Parse].
type Table struct {
	users   map[string]*entry
	dummies []hash       // one of each kind
	weight  basic.Weight // of a check: its hashes are done one after the other
	gate    *basic.Gate  // not nil if Parse has made it
	ran     func(k kind, ok int, rounds uint64)
}

type entry struct {
	hash     hash
	disabled bool // then there is no hash
	line     int
	version  string
}

// use sees to it that there is a dummy for a hash, and reports whether that is a
// new one. It has the longest salt of its kind: nobody is told from those who do
// not exist by less than one block.
func (t *Table) use(h hash) (isNew bool) {
	salt, sum := len(h.salt), len(h.sum)
	i := slices.IndexFunc(t.dummies, func(d hash) bool { return d.kind == h.kind })
	if i >= 0 {
		if d := t.dummies[i]; salt > len(d.salt) || sum > len(d.sum) {
			t.dummies[i] = dummy(h.kind, max(salt, len(d.salt)), max(sum, len(d.sum)))
		}
		return false
	}
	t.dummies = append(t.dummies, dummy(h.kind, salt, sum))
	w := h.kind.weight()
	t.weight.Threads = max(t.weight.Threads, w.Threads)
	t.weight.Memory = max(t.weight.Memory, w.Memory)
	return true
}

// Verify is a [basic.Verifier]. The Subject is the user name.
//
// The error is scheme.ErrUnknownUser, [ErrDisabled], which is for any password,
// or scheme.ErrRejected. It wraps scheme.ErrUnavailable if the password was not
// checked, as ctx has ended, or as too many others wait: it then tells when to try
// again, as scheme.RetryAfter.
//
// Passwords that Basic cannot send are rejected: the empty one, those that are
// not UTF-8, and those with control characters.
func (t *Table) Verify(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
	if t.gate == nil {
		return scheme.Identity{}, scheme.ErrUnavailable
	}
	leave, err := t.gate.Enter(ctx, r, t.weight)
	if err != nil {
		return scheme.Identity{}, err
	}
	defer leave()
	return t.verify(ctx, user, password)
}

// verify is Verify inside of the gate.
func (t *Table) verify(ctx context.Context, user, password string) (scheme.Identity, error) {
	e := t.users[user]
	matched, err := t.check(ctx, e, password)
	switch {
	case err != nil:
		return scheme.Identity{}, err
	case e == nil:
		return scheme.Identity{}, scheme.ErrUnknownUser
	case e.disabled:
		return scheme.Identity{}, ErrDisabled
	case matched != 1:
		return scheme.Identity{}, scheme.ErrRejected
	}
	return scheme.Identity{Subject: user}, nil
}

// check does a hash of each kind, of which one may be that of e, unless e has
// none. It returns 1 if that matches. What is no password is hashed as well: nobody knows for whom it
// would be one.
func (t *Table) check(ctx context.Context, e *entry, password string) (matched int, err error) {
	usable := isPassword(password)
	text := password[:min(len(password), maxPassword)]
	for _, h := range t.dummies {
		if err := ctx.Err(); err != nil {
			return 0, fmt.Errorf("htpasswd: %w: %w", scheme.ErrUnavailable, err)
		}
		own := 0
		if e != nil && e.hash.kind == h.kind {
			h = e.hash
			if usable && len(password) <= h.kind.longest() {
				own = 1
			}
		}
		ok, rounds, err := h.kind.match(h.salt, h.sum, text)
		if t.ran != nil {
			t.ran(h.kind, ok, rounds)
		}
		if err != nil {
			return 0, err
		}
		matched |= ok & own
	}
	return matched, nil
}

// isPassword reports whether Basic can send s. bcrypt is cyclic over NUL, so
// that this is a security check.
func isPassword(s string) bool {
	if s == "" || !utf8.ValidString(s) {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return false
		}
	}
	return true
}

// Version returns what changes whenever the line of a user gets another hash, and
// says nothing of the hash. It is empty if nobody can authenticate as that user.
// Who keeps the outcome of Verify for later asks for the version before it and
// after: when that is another one, the outcome is void.
//
// It is the same when a [File] was read again, if the hash is. A version never
// comes back, not even with its hash, and no other Table has it.
func (t *Table) Version(_ context.Context, _ *scheme.Request, user string) (version string, err error) {
	if t.gate == nil {
		return "", scheme.ErrUnavailable
	}
	if e := t.users[user]; e != nil {
		version = e.version
	}
	return version, nil
}

// Format keeps the hashes out of logs.
func (Table) Format(f fmt.State, _ rune) { io.WriteString(f, "htpasswd table [redacted]") }

// isSame reports whether two entries are good for the same passwords, e and the
// one that stood there before.
func (e *entry) isSame(old *entry) bool {
	return old != nil && !e.disabled && e.hash.kind == old.hash.kind &&
		equal(e.hash.salt, old.hash.salt)&equal(e.hash.sum, old.hash.sum) == 1
}

// keep takes over the versions of the same hashes from an older table.
func (t *Table) keep(old *Table) {
	for user, e := range t.users {
		if was := old.users[user]; e.isSame(was) {
			e.version = was.version
		}
	}
}
