// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"crypto/fips140"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"hash"

	"github.com/go-httpauth/httpauth/header"
)

// An Algorithm is a hash algorithm in the registry of RFC 7616, Section 6.1, as
// it is or in its -sess form.
//
// In the -sess forms the secret is hashed once more, with the nonce and the
// cnonce. Section 3.4.2 wants those of the first request of a session; both ends
// here take those of the request at hand, as all clients do that change their
// cnonce. The two agree as long as neither changes. Stores know nothing of it:
// the [Secret] is the same in both forms.
type Algorithm string

const (
	// SHA256 is the one that every peer of today must have.
	SHA256 Algorithm = "SHA-256"
	// SHA256Sess is its -sess form.
	SHA256Sess Algorithm = "SHA-256-sess"

	// SHA512256 is SHA-512/256 of FIPS 180-4, which is not SHA-512 cut short.
	// The example of RFC 7616, Section 3.9.2, is printed wrong (erratum 4897).
	// Offer it behind SHA-256, unless all clients are known: some widespread ones,
	// such as curl before 8.14, know the name and answer with SHA-256, so that they
	// get nowhere if it comes first.
	SHA512256 Algorithm = "SHA-512-256"
	// SHA512256Sess is its -sess form.
	SHA512256Sess Algorithm = "SHA-512-256-sess"

	// MD5 is for peers that know nothing else. It is not available where FIPS
	// 140 mode is enforced.
	MD5 Algorithm = "MD5"
	// MD5Sess is its -sess form.
	MD5Sess Algorithm = "MD5-sess"
)

var algorithms = [...]Algorithm{SHA256, MD5, SHA512256, SHA256Sess, MD5Sess, SHA512256Sess}

// parseAlgorithm returns the algorithm of that name in whatever letter case.
func parseAlgorithm(s string) (a Algorithm, ok bool) {
	for _, a := range algorithms {
		if len(s) == len(a) && (s == string(a) || header.EqualFold(s, string(a))) {
			return a, a.available()
		}
	}
	return "", false
}

// base returns the algorithm that a is the -sess form of, or a, and whether it
// is one.
func (a Algorithm) base() (base Algorithm, sess bool) {
	switch a {
	case SHA256Sess:
		return SHA256, true
	case SHA512256Sess:
		return SHA512256, true
	case MD5Sess:
		return MD5, true
	}
	return a, false
}

// available reports whether a can be computed here.
func (a Algorithm) available() bool {
	switch base, _ := a.base(); base {
	case SHA256, SHA512256:
		return true
	case MD5:
		return !fips140.Enforced() // crypto/md5 panics there
	}
	return false
}

// size returns the length of a sum in bytes.
func (a Algorithm) size() int {
	if a == MD5 || a == MD5Sess {
		return md5.Size
	}
	return sha256.Size
}

// maxHex is the length of the longest sum in hexadecimal digits.
const maxHex = 2 * sha256.Size

// appendHex appends the sum of data in lower-case hexadecimal digits to dst.
func (a Algorithm) appendHex(dst, data []byte) []byte {
	switch a {
	case MD5, MD5Sess:
		sum := md5.Sum(data)
		return appendHex(dst, sum[:])
	case SHA512256, SHA512256Sess:
		sum := sha512.Sum512_256(data)
		return appendHex(dst, sum[:])
	default:
		sum := sha256.Sum256(data)
		return appendHex(dst, sum[:])
	}
}

// new returns a hash for content.
func (a Algorithm) new() hash.Hash {
	switch a {
	case MD5, MD5Sess:
		return md5.New()
	case SHA512256, SHA512256Sess:
		return sha512.New512_256()
	default:
		return sha256.New()
	}
}
