// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/internal/gate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Table is the content of one file. It does not change, and does not print.
// It is made by [Parse].
type Table struct {
	users   map[string]*entry
	dummies []hash      // one of each kind
	weight  gate.Weight // of a check: its hashes are done one after the other
	gate    *gate.Gate
	ran     func(k kind, rounds uint64)
}

type entry struct {
	hash     hash
	disabled bool // then there is no hash
	line     int
	version  string
}

// use adds a dummy of a kind.
func (t *Table) use(k kind) {
	t.dummies = append(t.dummies, dummy(k))
	w := k.weight()
	t.weight.Slots = max(t.weight.Slots, w.Slots)
	t.weight.Memory = max(t.weight.Memory, w.Memory)
}

// Verify is a [basic.Verifier]. The Subject is the user name.
//
// The error is scheme.ErrUnknownUser, [ErrDisabled], which is for any password,
// or scheme.ErrRejected. It wraps scheme.ErrUnavailable if the password was not
// checked, as too many others are or ctx has ended; it then tells when to try
// again, as scheme.RetryAfter.
//
// Passwords that Basic cannot send are rejected: the empty one, those that are
// not UTF-8, and those with control characters.
//
// [basic.Verifier]: https://pkg.go.dev/github.com/go-httpauth/httpauth/basic#Verifier
func (t *Table) Verify(ctx context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
	if t.gate == nil {
		return scheme.Identity{}, scheme.ErrUnavailable
	}
	if err := t.gate.Enter(ctx, t.weight); err != nil {
		return scheme.Identity{}, busy{err}
	}
	defer t.gate.Leave(t.weight)
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
			return 0, busy{err}
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
			t.ran(h.kind, rounds)
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

// Version returns what changes whenever the line of a user gets another hash,
// and is not the hash. It is empty if nobody can authenticate as that user. Who
// keeps the outcome of Verify for later asks for the version before it: when
// that is another one, the outcome is void.
//
// It is the same after a file was read again, if the hash is, but not in
// another process.
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

// keys are random and stay in the process.
type keys struct{ version, plain []byte }

func newKeys() *keys {
	k := &keys{make([]byte, sha256.Size), make([]byte, sha256.Size)}
	rand.Read(k.version) // never fails
	rand.Read(k.plain)
	return k
}

// versionOf returns the version of a user with that hash.
func (k *keys) versionOf(user, text string) string {
	return base64.RawURLEncoding.EncodeToString(tag(k.version, strconv.Itoa(len(user))+":"+user+text))
}
