// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"encoding/base64"

	"golang.org/x/crypto/bcrypt"

	"github.com/go-httpauth/httpauth/basic"
)

const (
	bcryptSalt    = 16
	bcryptSum     = 23 // of 24: so is the format
	bcryptLongest = 72 // bcrypt ignores what follows
)

// bcryptEncoding is that of salt and sum. Some programs leave stray bits in the
// salt.
var bcryptEncoding = base64.NewEncoding("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789").WithPadding(base64.NoPadding)

type bcryptKind struct{ cost int }

func (bcryptKind) longest() int         { return bcryptLongest }
func (bcryptKind) weight() basic.Weight { return basic.Weight{Threads: 1} }

func (k bcryptKind) match(salt, sum []byte, password string) (ok int, rounds uint64, err error) {
	text := append([]byte("$2b$"), byte('0'+k.cost/10), byte('0'+k.cost%10), '$')
	text = bcryptEncoding.AppendEncode(text, salt)
	text = bcryptEncoding.AppendEncode(text, sum)
	switch err = bcrypt.CompareHashAndPassword(text, []byte(password)); err {
	case nil:
		ok = 1
	case bcrypt.ErrMismatchedHashAndPassword:
	default:
		return 0, 0, errFault // of the form: nothing was computed
	}
	return ok, 1 << k.cost, nil
}

// bcrypt reads "12$" and what salt and sum are encoded to. The versions 2a, 2b
// and 2y differ in errors of programs that are long gone.
func (p *parser) bcrypt(s string) (h hash, reason string) {
	const salt, sum = 22, 31
	if len(s) != 3+salt+sum || !isDigit(s[0]) || !isDigit(s[1]) || s[2] != '$' {
		return h, malformed
	}
	cost := int(s[0]-'0')*10 + int(s[1]-'0')
	if !p.opts.Bcrypt.has(uint64(cost)) {
		return h, costRange
	}
	h.kind = bcryptKind{cost}
	var ok bool
	if h.salt, ok = decodeBytes(bcryptEncoding, s[3:3+salt], bcryptSalt, bcryptSalt); !ok {
		return h, malformed
	}
	if h.sum, ok = decodeBytes(bcryptEncoding.Strict(), s[3+salt:], bcryptSum, bcryptSum); !ok {
		return h, malformed
	}
	return h, ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
