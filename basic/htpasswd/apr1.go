// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/fips140"
	"crypto/md5"
	"strings"
)

const apr1Rounds = 1000

// apr1Kind is the MD5 of Apache, after that of FreeBSD.
type apr1Kind struct{ light }

func (apr1Kind) match(salt, sum []byte, password string) (ok int, rounds uint64, err error) {
	got, rounds := apr1(salt, []byte(password))
	return equal(got, sum), rounds, nil
}

// apr1 returns the sum, and how many rounds it took.
func apr1(salt, password []byte) (sum []byte, rounds uint64) {
	h := md5.New()
	for _, b := range [][]byte{password, salt, password} {
		h.Write(b)
	}
	sum = h.Sum(nil)

	h.Reset()
	h.Write(password)
	h.Write([]byte("$apr1$"))
	h.Write(salt)
	for n := len(password); n > 0; n -= md5.Size {
		h.Write(sum[:min(n, md5.Size)])
	}
	for n := len(password); n > 0; n >>= 1 {
		if n&1 == 1 {
			h.Write([]byte{0})
		} else {
			h.Write(password[:1])
		}
	}
	sum = h.Sum(sum[:0])

	for ; rounds < apr1Rounds; rounds++ {
		h.Reset()
		for _, b := range stirred(rounds, sum, password, salt) {
			h.Write(b)
		}
		sum = h.Sum(sum[:0])
	}
	return sum, rounds
}

// stirred returns what a round of apr1 and of crypt with SHA hashes.
func stirred(round uint64, sum, password, salt []byte) (parts [4][]byte) {
	first, last := sum, password
	if round&1 == 1 {
		first, last = password, sum
	}
	parts[0], parts[3] = first, last
	if round%3 != 0 {
		parts[1] = salt
	}
	if round%7 != 0 {
		parts[2] = password
	}
	return parts
}

// apr1 reads a salt of up to 8 characters, $ and a sum.
func (*parser) apr1(s string) (h hash, reason string) {
	if fips140.Enforced() {
		return h, noFIPS
	}
	salt, text, _ := strings.Cut(s, "$")
	sum, ok := decode(text, orderMD5)
	if !ok || salt == "" || len(salt) > 8 {
		return h, malformed
	}
	return hash{apr1Kind{}, []byte(salt), sum}, ""
}
