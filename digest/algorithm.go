// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"crypto/fips140"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"

	"github.com/go-httpauth/httpauth/header"
)

// An Algorithm is a hash algorithm in the registry of RFC 7616, Section 6.1.
type Algorithm string

const (
	// SHA256 is the one that every peer of today must have.
	SHA256 Algorithm = "SHA-256"
	// SHA512256 is SHA-512/256 of FIPS 180-4, which is not SHA-512 cut short.
	// The example of RFC 7616, Section 3.9.2, is printed wrong (erratum 4897).
	// Do not offer it first: some widespread clients answer it with SHA-256.
	SHA512256 Algorithm = "SHA-512-256"
	// MD5 is for peers that know nothing else. It is not available where FIPS
	// 140 mode is enforced.
	MD5 Algorithm = "MD5"
)

// parseAlgorithm returns the algorithm of that name in whatever letter case.
func parseAlgorithm(s string) (Algorithm, bool) {
	for _, a := range []Algorithm{SHA256, SHA512256, MD5} {
		if header.EqualFold(s, string(a)) {
			return a, a.available()
		}
	}
	return "", false
}

// available reports whether a can be computed here.
func (a Algorithm) available() bool {
	switch a {
	case SHA256, SHA512256:
		return true
	case MD5:
		return !fips140.Enforced() // crypto/md5 panics there
	}
	return false
}

// size returns the length of a sum in bytes.
func (a Algorithm) size() int {
	if a == MD5 {
		return md5.Size
	}
	return sha256.Size
}

// maxHex is the length of the longest sum in hexadecimal digits.
const maxHex = 2 * sha256.Size

// appendHex appends the sum of data in lower-case hexadecimal digits to dst.
func (a Algorithm) appendHex(dst, data []byte) []byte {
	switch a {
	case MD5:
		sum := md5.Sum(data)
		return hex.AppendEncode(dst, sum[:])
	case SHA512256:
		sum := sha512.Sum512_256(data)
		return hex.AppendEncode(dst, sum[:])
	default:
		sum := sha256.Sum256(data)
		return hex.AppendEncode(dst, sum[:])
	}
}
