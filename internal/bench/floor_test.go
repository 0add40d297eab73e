// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

// The floors: the least that a parser which checks every byte has to do. They
// have no targets of their own; what is measured is set in relation to them.

// inField marks the bytes that a field value may have: all but the control
// characters, and HTAB. It is not the lowest bit, as in a table of more than one
// class.
const inField = 1 << 2

var class = func() (t [256]uint8) {
	for c := range t {
		if c == '\t' || ' ' <= c && c != 0x7f {
			t[c] = inField
		}
	}
	return t
}()

// tablePass looks each byte up in a table and branches, and returns how many may
// stand in a field value.
//
// It counts, where it could stop at the first byte that may not, because its
// time must not depend on the place that the linker gives it: this form takes
// two cycles a byte on Zen 3 anywhere. The form that stops takes two as well, or
// one where its loop happens to lie within 64 bytes of code. For the same reason
// it is not inlined.
//
//go:noinline
func tablePass(s string) (n int) {
	for i := range len(s) {
		if class[s[i]]&inField != 0 {
			n++
		}
	}
	return n
}

// stops keeps the compiler from leaving the work out.
var stops uint64

// swarPass looks at eight bytes at once (SIMD within a register). For each it
// computes whether a scanner would have to stop in a quoted-string: at a quote,
// a backslash, a control character or a byte above 7E. It returns how many
// bytes it looked at.
//
//go:noinline
func swarPass(s string) int {
	const (
		ones = 0x0101010101010101
		high = ones * 0x80
	)
	var found uint64
	i := 0
	for ; i <= len(s)-8; i += 8 {
		b := s[i : i+8] // one check of the bounds, and one load
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		// With bit 1 flipped, the quote comes next to the controls.
		found |= ((x ^ ones*2) - ones*0x21) | ((x ^ ones*'\\') - ones) | (x + ones) | x
	}
	for ; i < len(s); i++ {
		if c := s[i]; c == '"' || c == '\\' || c > 0x7e || class[c] == 0 {
			found |= high
		}
	}
	stops = found & high
	return i
}
