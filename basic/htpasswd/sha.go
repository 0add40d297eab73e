// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/fips140"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
)

// shaKind is {SSHA}, or {SHA} if there is no salt.
type shaKind struct{ light }

func (shaKind) match(salt, sum []byte, password string) (ok int, rounds uint64, err error) {
	got := sha1.Sum(append([]byte(password), salt...))
	return equal(got[:], sum), 1, nil
}

func (p *parser) sha(s string) (h hash, reason string) { return p.salted(s, 0, 0) }

func (p *parser) ssha(s string) (h hash, reason string) { return p.salted(s, 1, 64) }

// salted reads a sum and, after it, a salt.
func (*parser) salted(s string, least, most int) (h hash, reason string) {
	if fips140.Enforced() {
		return h, noFIPS
	}
	b, ok := decodeBytes(padded, s, sha1.Size+least, sha1.Size+most)
	if !ok {
		return h, malformed
	}
	return hash{shaKind{}, b[sha1.Size:], b[:sha1.Size]}, ""
}

// plainKind is plain text, of which a tag under a random key is kept. The key is
// the salt.
type plainKind struct{ light }

func (plainKind) match(salt, sum []byte, password string) (ok int, rounds uint64, err error) {
	return equal(tag(salt, password), sum), 1, nil
}

func tag(key []byte, s string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(s))
	return mac.Sum(nil)
}

func (p *parser) plain(s string) (h hash, reason string) {
	switch {
	case !p.opts.AllowPlaintext:
		return h, isPlain
	case s == "":
		return h, noHash
	case p.comment: // or is it a password with a colon?
		return h, malformed
	}
	return hash{plainKind{}, p.key, tag(p.key, s)}, ""
}
