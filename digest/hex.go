// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import "encoding/binary"

// appendHex appends the bytes of sum, of which there are a multiple of four, in
// lower-case hexadecimal digits: what hex.AppendEncode does, four bytes at a time.
// Each answer takes it twice at least.
func appendHex(dst, sum []byte) []byte {
	for ; len(sum) >= 4; sum = sum[4:] {
		dst = binary.LittleEndian.AppendUint64(dst, hexDigits(binary.LittleEndian.Uint32(sum)))
	}
	return dst
}

// hexDigits returns the eight digits of four bytes, all of them with the first
// one lowest.
func hexDigits(four uint32) uint64 {
	x := uint64(four)
	x = (x | x<<16) & 0x0000ffff0000ffff
	x = (x | x<<8) & 0x00ff00ff00ff00ff
	x = x>>4&0x000f000f000f000f | x<<8&0x0f000f000f000f00 // a digit a byte
	letters := (x + 0x0606060606060606) >> 4 & 0x0101010101010101
	return x + 0x3030303030303030 + letters*('a'-'0'-10)
}

// sameDigits reports whether text is the same as digits, of which there are a
// multiple of eight, in a time that depends on the lengths alone. It does what
// subtle.ConstantTimeCompare does, eight bytes at a time.
func sameDigits(text string, digits []byte) bool {
	var got [maxHex]byte
	if len(text) != len(digits) || copy(got[:], text) != len(digits) {
		return false
	}
	var differ uint64
	for i := 0; i < len(digits); i += 8 {
		differ |= binary.LittleEndian.Uint64(got[i:]) ^ binary.LittleEndian.Uint64(digits[i:])
	}
	return differ == 0
}
