// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/rand"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"

	"github.com/go-httpauth/httpauth/internal/lines"
)

// An Algorithm is one that passwords are hashed with.
type Algorithm string

const (
	// Bcrypt is what Apache and lighttpd read everywhere, and nginx where the C
	// library has it. A password may have 72 bytes.
	Bcrypt Algorithm = "bcrypt"
	// Argon2id takes memory as well as time. No other server reads it.
	Argon2id Algorithm = "argon2id"
	// SHA512Crypt is what all of them read on Linux.
	SHA512Crypt Algorithm = "sha512-crypt"
)

// The costs of what is written: about a quarter of a second of one processor of
// 2026 by bcrypt and crypt, and by argon2id the least that OWASP recommends.
const (
	writtenCost   = 12
	writtenRounds = 656_000
)

var writtenArgon2 = argon2Kind{memory: 19 << 10, time: 2, lanes: 1}

// Hash returns what a line has after the user name and the colon. The error says
// that Verify would not accept the password, or that the algorithm is none of
// these.
func Hash(a Algorithm, password string) (string, error) {
	longest := maxPassword
	if a == Bcrypt {
		longest = bcryptLongest
	}
	switch {
	case a != Bcrypt && a != Argon2id && a != SHA512Crypt:
		return "", errAlgorithm
	case !isPassword(password):
		return "", errPassword
	case len(password) > longest:
		return "", errLong
	}
	switch a {
	case Argon2id:
		return hashArgon2(writtenArgon2, password), nil
	case SHA512Crypt:
		return hashSHA512(writtenRounds, password), nil
	}
	return hashBcrypt(writtenCost, password)
}

func hashBcrypt(cost int, password string) (string, error) {
	b, err := bcrypt.GenerateFromPassword([]byte(password), cost)
	if err != nil {
		return "", errFault
	}
	return "$2y" + string(b[len("$2a"):]), nil // the prefix that every program knows
}

func hashArgon2(k argon2Kind, password string) string {
	salt := make([]byte, 16)
	rand.Read(salt) // never fails
	sum := argon2.IDKey([]byte(password), salt, k.time, k.memory, k.lanes, 32)
	return "$argon2id$v=" + strconv.FormatUint(uint64(argon2.Version), 10) + "$m=" + strconv.FormatUint(uint64(k.memory), 10) + ",t=" + strconv.FormatUint(uint64(k.time), 10) + ",p=" + strconv.FormatUint(uint64(k.lanes), 10) +
		"$" + unpadded.EncodeToString(salt) + "$" + unpadded.EncodeToString(sum)
}

func hashSHA512(rounds uint64, password string) string {
	salt := make([]byte, maxSalt)
	rand.Read(salt) // never fails
	for i, b := range salt {
		salt[i] = alphabet[b&63]
	}
	k := shaCryptKind{bits: 512, rounds: rounds}
	sum, _ := k.sum(salt, []byte(password))
	return "$6$rounds=" + strconv.FormatUint(uint64(rounds), 10) + "$" + string(salt) + "$" + encode(sum, k.order())
}

// AppendLine appends the line of a user, and its end, to dst. The error says
// that [Parse] would not read the user from the line, or is that of [Hash].
func AppendLine(dst []byte, a Algorithm, user, password string) ([]byte, error) {
	if user == "" || strings.Contains(" #", user[:1]) || strings.HasPrefix(user, lines.Mark) || strings.Contains(user, ":") ||
		!utf8.ValidString(user) || strings.ContainsFunc(user, unicode.IsControl) {
		return dst, errUser
	}
	text, err := Hash(a, password)
	if err != nil {
		return dst, err
	}
	if len(user)+1+len(text) > lines.Max {
		return dst, errLine
	}
	return append(append(append(append(dst, user...), ':'), text...), '\n'), nil
}
