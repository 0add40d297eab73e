// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "math/bits"

// Eight bytes at a time, for the two runs that fields consist of: the text
// inside quotes and the letters of names. What these functions do not know they
// leave to the tables of char.go; the tests hold them to the tables on every
// byte at every place.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load returns the first eight bytes of s, the first one lowest. The slice that
// callers take has the compiler drop the checks and merge the loads.
func load(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// skipText returns the end of the run, from s[i] on, of bytes 20-21, 23-5B and
// 5D-7E: those in a quoted-string that need no second look. It may stop early,
// where fewer than eight bytes are left.
func skipText(s string, i int) int {
	for ; i <= len(s)-8; i += 8 {
		if stop := noText(load(s[i : i+8])); stop != 0 {
			return i + bits.TrailingZeros64(stop)/8
		}
	}
	return i
}

// noText marks the bytes of x that skipText stops at. The lowest mark is right,
// those above it need not be.
func noText(x uint64) uint64 {
	// XOR 2 puts the quote next to the controls, so that one subtraction finds
	// both. A borrow or carry comes only from a byte that is marked anyway, and
	// goes to those behind it. A byte above 7F has a mark from one of the three.
	return (((x ^ 2*ones) - 0x21*ones) | ((x ^ '\\'*ones) - ones) | (x + ones)) & highs
}

// noLetters marks the bytes of x that are no ASCII letters. The lowest mark is
// right, those above it need not be. Of a byte above 7F, one of the two sums has
// the high bit.
func noLetters(x uint64) uint64 {
	y := x | 0x20*ones
	return ((y - 'a'*ones) | (y + (0x7f-'z')*ones)) & highs
}
