// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"encoding/base64"
	"strings"
)

// alphabet is that of crypt.
const alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// The orders in which crypt writes the bytes of a sum.
var (
	orderMD5    = []byte{0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 5, 11}
	orderSHA256 = []byte{
		0, 10, 20, 21, 1, 11, 12, 22, 2, 3, 13, 23, 24, 4, 14, 15, 25, 5, 6, 16, 26, 27, 7, 17, 18, 28, 8, 9, 19, 29, 31, 30,
	}
	orderSHA512 = []byte{
		0, 21, 42, 22, 43, 1, 44, 2, 23, 3, 24, 45, 25, 46, 4, 47, 5, 26, 6, 27, 48, 28, 49, 7, 50, 8, 29, 9, 30, 51, 31, 52,
		10, 53, 11, 32, 12, 33, 54, 34, 55, 13, 56, 14, 35, 15, 36, 57, 37, 58, 16, 59, 17, 38, 18, 39, 60, 40, 61, 19, 62, 20, 41, 63,
	}
)

// encode writes a sum as crypt does: three bytes, in that order and the first
// of them the highest, are four digits, the first of them the lowest.
func encode(sum, order []byte) string {
	var b strings.Builder
	for i := 0; i < len(order); i += 3 {
		group := order[i:min(i+3, len(order))]
		var bits uint
		for _, at := range group {
			bits = bits<<8 | uint(sum[at])
		}
		for range len(group) + 1 {
			b.WriteByte(alphabet[bits&63])
			bits >>= 6
		}
	}
	return b.String()
}

// decode is the inverse of encode. There is one text for each sum.
func decode(s string, order []byte) (sum []byte, ok bool) {
	if len(s) != (len(order)*8+5)/6 {
		return nil, false
	}
	sum = make([]byte, len(order))
	for i := 0; i < len(order); i += 3 {
		group := order[i:min(i+3, len(order))]
		var bits uint
		for j := range len(group) + 1 {
			digit := strings.IndexByte(alphabet, s[i/3*4+j])
			if digit < 0 {
				return nil, false
			}
			bits |= uint(digit) << (6 * j)
		}
		for j := len(group) - 1; j >= 0; j-- {
			sum[group[j]] = byte(bits)
			bits >>= 8
		}
		if bits != 0 {
			return nil, false // stray bits
		}
	}
	return sum, true
}

// The base64 of LDAP, and that of the PHC string format. There are no newlines
// within lines, which these would skip.
var (
	padded   = base64.StdEncoding.Strict()
	unpadded = base64.RawStdEncoding.Strict()
)

// decodeBytes returns what s says if that is so many bytes.
func decodeBytes(e *base64.Encoding, s string, least, most int) (b []byte, ok bool) {
	b, err := e.DecodeString(s)
	return b, err == nil && least <= len(b) && len(b) <= most
}
