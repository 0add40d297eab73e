// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import "testing"

func TestSchemeCorners(t *testing.T) {
	check(t, challenges, 42, []corner{
		{"", "", "#challenge may be empty"},
		{" \t ", "", "blanks are no part of the value"},
		{"A", "A", "a scheme alone is a challenge"},
		{"a", "a", "case is kept as sent"},
		{"7", "7", "a token may begin with a digit"},
		{"!#$%&'*+-.^_`|~09AZaz", "!#$%&'*+-.^_`|~09AZaz", "every kind of tchar"},
		{"A ", "A", "trailing SP is stripped"},
		{"A\t", "A", "trailing HTAB is stripped"},
		{"\t A", "A", "leading blanks are stripped"},
		{"A B", "A [B]", "the second word is a token68, not a scheme"},
		{"A  B", "A [B]", "1*SP: more than one"},
		{"A\tB", outside, "1*SP: HTAB is not SP"},
		{"A \tB", outside, "HTAB after SP, and no comma"},
		{"A\t B", outside, "HTAB before SP"},
		{"A \t b=c", outside, "HTAB between SPs"},
		{"A\tb=c", outside, "HTAB in place of SP before a parameter"},
		{"A   b=c", "A b=c", "1*SP before a parameter"},
		{"A B C", outside, "one token68 at most"},
		{"A,B", "A; B", "two bare schemes"},
		{"A, B", "A; B", "OWS after the comma"},
		{"A ,B", "A; B", "OWS before the comma, or SP and an empty list"},
		{"A\t,\tB", "A; B", "OWS may be HTAB"},
		{"A \t , \t B", "A; B", "OWS may be mixed"},
		{"A,a", "A; a", "the same scheme twice is two challenges"},
		{"A/B", outside, "/ is no tchar"},
		{"A:", outside, ": is no tchar"},
		{"A: b", outside, "a scheme has no colon"},
		{"A;B", outside, "a semicolon separates nothing"},
		{"A|B", "A|B", "| is a tchar"},
		{"'A' b", "'A' [b]", "the apostrophe is a tchar"},
		{`"A"`, outside, "a scheme is never quoted"},
		{`A"b"`, outside, "a quoted-string needs a parameter"},
		{"A=b", outside, "a parameter without a challenge"},
		{"A = b", outside, "the same with BWS"},
		{"A =b", outside, "SP, and = begins neither token68 nor parameter"},
		{"A =", outside, "nor here"},
		{"=", outside, "no token"},
		{"A b=c D", outside, "a comma is missing between the challenges"},
		{"\xc4", outside, "obs-text is no tchar"},
		{"A\x00", outside, "NUL"},
		{"A\x7f", outside, "DEL"},
		{"\ufeffA", outside, "a byte order mark is obs-text"},
	})
}
