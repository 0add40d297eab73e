// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/sha256"
	"crypto/sha512"
	digest "hash"
	"strconv"
	"strings"
)

// From Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512".
const (
	minRounds     = 1000
	maxRounds     = 999_999_999
	defaultRounds = 5000
	maxSalt       = 16
)

// shaCryptKind is crypt with SHA-256 or SHA-512.
type shaCryptKind struct {
	light
	bits   int
	rounds uint64
}

func (k shaCryptKind) match(salt, sum []byte, password string) (ok int, rounds uint64, err error) {
	got, rounds := k.sum(salt, []byte(password))
	return equal(got, sum), rounds, nil
}

func (k shaCryptKind) new() digest.Hash {
	if k.bits == 512 {
		return sha512.New()
	}
	return sha256.New()
}

func (k shaCryptKind) order() []byte {
	if k.bits == 512 {
		return orderSHA512
	}
	return orderSHA256
}

// sum returns the sum, and how many rounds it took. The comments have the steps
// of the specification.
func (k shaCryptKind) sum(salt, password []byte) (sum []byte, rounds uint64) {
	h := k.new()
	for _, b := range [][]byte{password, salt, password} { // 4 to 8
		h.Write(b)
	}
	other := h.Sum(nil)

	h.Reset()
	h.Write(password) // 1 to 3
	h.Write(salt)
	h.Write(repeat(other, len(password)))    // 9, 10
	for n := len(password); n > 0; n >>= 1 { // 11
		if n&1 == 1 {
			h.Write(other)
		} else {
			h.Write(password)
		}
	}
	sum = h.Sum(nil)

	p := repeat(k.of(password, len(password)), len(password)) // 13 to 16
	s := repeat(k.of(salt, 16+int(sum[0])), len(salt))        // 17 to 20
	for ; rounds < k.rounds; rounds++ {                       // 21
		h.Reset()
		for _, b := range stirred(rounds, sum, p, s) {
			h.Write(b)
		}
		sum = h.Sum(sum[:0])
	}
	return sum, rounds
}

// of returns the sum of so many copies of b.
func (k shaCryptKind) of(b []byte, copies int) []byte {
	h := k.new()
	for range copies {
		h.Write(b)
	}
	return h.Sum(nil)
}

// repeat returns n bytes of b, again and again.
func repeat(b []byte, n int) []byte {
	r := make([]byte, 0, n+len(b))
	for len(r) < n {
		r = append(r, b...)
	}
	return r[:n]
}

// shaCrypt reads "rounds=N$", or nothing, a salt, $ and a sum.
func (p *parser) shaCrypt(bits int, s string) (h hash, reason string) {
	k := shaCryptKind{bits: bits, rounds: defaultRounds}
	if rest, ok := strings.CutPrefix(s, "rounds="); ok {
		var digits string
		digits, s, _ = strings.Cut(rest, "$")
		if k.rounds, ok = parseRounds(digits); !ok {
			return h, malformed
		}
	}
	if !p.opts.Rounds.has(k.rounds) {
		return h, costRange
	}
	salt, text, _ := strings.Cut(s, "$")
	sum, ok := decode(text, k.order())
	if !ok || salt == "" || len(salt) > maxSalt {
		return h, malformed
	}
	return hash{k, []byte(salt), sum}, ""
}

// parseRounds returns the number, or that end of what crypt does which is
// nearer to it.
func parseRounds(s string) (n uint64, ok bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		n = maxRounds // there are more digits than that has
	}
	return min(max(n, minRounds), maxRounds), true
}
