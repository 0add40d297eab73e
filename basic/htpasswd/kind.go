// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/rand"
	"crypto/subtle"
	"strings"

	"github.com/go-httpauth/httpauth/basic"
)

// maxPassword bounds what is hashed. Crypt with SHA hashes the password in every
// round, so that a long one would cost many times as much. libxcrypt has the
// same bound.
const maxPassword = 512

// A kind is what hashes have in common that take the same work: an algorithm and
// its cost. Kinds are comparable. A longer salt may take one block more of what is
// hashed, in the rounds of crypt and of apr1.
type kind interface {
	// longest returns how long a password may be. A longer one is hashed, and
	// does not match.
	longest() int

	// weight returns what one hash takes.
	weight() basic.Weight

	// match reports 1 if the sum is that of salt and password, 0 if not, and how
	// many rounds it did. Whether they match makes no difference to the work.
	match(salt, sum []byte, password string) (ok int, rounds uint64, err error)
}

// A hash is what a file has for a user.
type hash struct {
	kind      kind
	salt, sum []byte
}

// dummy returns a hash that no password is known for, with salt and sum of these
// lengths.
func dummy(k kind, salt, sum int) hash {
	h := hash{k, make([]byte, salt), make([]byte, sum)}
	rand.Read(h.salt) // never fails
	rand.Read(h.sum)
	return h
}

// equal reports 1 if two sums are the same. Their lengths are no secret.
func equal(x, y []byte) int { return subtle.ConstantTimeCompare(x, y) }

// light is the weight and the longest password of most kinds.
type light struct{}

func (light) weight() basic.Weight { return basic.Weight{Threads: 1} }
func (light) longest() int         { return maxPassword }

// readers read what follows a prefix.
var readers = []struct {
	prefix string
	read   func(p *parser, s string) (h hash, reason string)
}{
	{"$2a$", (*parser).bcrypt},
	{"$2b$", (*parser).bcrypt},
	{"$2y$", (*parser).bcrypt},
	{"$5$", func(p *parser, s string) (hash, string) { return p.shaCrypt(256, s) }},
	{"$6$", func(p *parser, s string) (hash, string) { return p.shaCrypt(512, s) }},
	{"$argon2id$", (*parser).argon2},
	{"$scrypt$", (*parser).scrypt},
	{"$apr1$", (*parser).apr1},
	{"{SHA}", (*parser).sha},
	{"{SSHA}", (*parser).ssha},
	{"{PLAIN}", (*parser).plain},
}

// hash reads the hash of a user.
func (p *parser) hash(s string) (h hash, reason string) {
	for _, r := range readers {
		if rest, ok := strings.CutPrefix(s, r.prefix); ok {
			return r.read(p, rest)
		}
	}
	switch {
	case s[0] == '$', s[0] == '{':
		return h, unknown
	case isLikeDES(s):
		return h, isDES
	case p.opts.AllowPlaintext && isLikeHash(s):
		return h, isBroken
	}
	return p.plain(s)
}

// leastSum is how many digits the sum of 16 bytes has in base64.
const leastSum = 22

// isLikeHash reports whether s may be a hash, or what is left of one: then the hash
// would be the password. No sum is shorter than 16 bytes, but that of old MySQL.
func isLikeHash(s string) bool {
	const hex, base64 = "0123456789abcdefABCDEF", alphabet + "+=_-"
	return strings.ContainsAny(s, "${}") || len(s) >= leastSum && strings.Trim(s, base64) == "" || len(s) == 16 && strings.Trim(s, hex) == ""
}

// isLikeDES reports whether s may be a hash by DES, of UNIX or of BSDi: then it
// is never taken for plain text.
func isLikeDES(s string) bool {
	return (len(s) == 13 || len(s) == 20 && s[0] == '_') && strings.Trim(strings.TrimPrefix(s, "_"), alphabet) == ""
}
