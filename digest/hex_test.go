// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"bytes"
	"encoding/hex"
	"math/rand/v2"
	"testing"
)

// Every byte at every place, and random ones, come out as encoding/hex has them.
func TestAppendHex(t *testing.T) {
	cases := 0
	check := func(sum []byte) {
		cases++
		if got, want := appendHex([]byte("x"), sum), hex.AppendEncode([]byte("x"), sum); !bytes.Equal(got, want) {
			t.Fatalf("%v: %s, not %s", sum, got, want)
		}
	}
	for place := range 4 {
		for c := range 256 {
			sum := []byte{0x9a, 0, 0xf0, 0xff}
			sum[place] = byte(c)
			check(sum)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := 0; n <= 32; n += 4 {
		for range 100 {
			sum := make([]byte, n)
			for i := range sum {
				sum[i] = byte(random.Uint32())
			}
			check(sum)
		}
	}
	if cases != 4*256+900 {
		t.Errorf("%d cases", cases)
	}
}

// One digit that differs, at whatever place and in whatever bit, is seen; so is
// another length.
func TestSameDigits(t *testing.T) {
	digits := []byte("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
	cases := 0
	for _, n := range []int{32, 64} {
		if !sameDigits(string(digits[:n]), digits[:n]) {
			t.Errorf("%d digits differ from themselves", n)
		}
		for _, text := range []string{"", string(digits[:n-1]), string(digits[:n-8]), string(digits[:n]) + "0", string(digits[:n]) + string(digits)} {
			if cases++; sameDigits(text, digits[:n]) {
				t.Errorf("%d digits are %d others", n, len(text))
			}
		}
		for i := range n {
			for bit := range 8 {
				other := bytes.Clone(digits[:n])
				other[i] ^= 1 << bit
				if cases++; sameDigits(string(other), digits[:n]) {
					t.Errorf("bit %d of digit %d of %d is not seen", bit, i, n)
				}
			}
		}
	}
	if cases != 2*5+(32+64)*8 {
		t.Errorf("%d cases", cases)
	}
}
