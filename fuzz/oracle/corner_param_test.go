// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import "testing"

func TestParamCorners(t *testing.T) {
	check(t, challenges, 44, []corner{
		{"X a=b", "X a=b", "the plain form"},
		{"X a = b", "X a=b", "BWS on both sides"},
		{"X a\t=\tb", "X a=b", "BWS may be HTAB"},
		{"X a \t = \t b", "X a=b", "BWS may be mixed"},
		{`X a = "b"`, `X a="b"`, "BWS before a quoted-string"},
		{`X a ="b" , c = d`, `X a="b" c=d`, "BWS and OWS together"},
		{"X a=b,c =d", "X a=b c=d", "BWS in the second parameter"},
		{"X a=b,c d =e", "X a=b; c d=e", "blank, another token: a challenge"},
		{"X a=b, c= d", "X a=b c=d", "BWS after ="},
		{"X a\n=b", outside, "LF is no blank"},
		{"X a=\rb", outside, "CR is no blank"},
		{"X a=\vb", outside, "VT is no blank"},
		{"X a=\fb", outside, "FF is no blank"},
		{"X a=\xa0b", outside, "a no-break space is obs-text"},
		{"X a = ", outside, "no value"},
		{"X a = ,b=c", outside, "no value before the comma"},
		{"X a=b c=d", outside, "the comma is missing"},
		{"X a=b =c", outside, "two values"},
		{"X a==b", outside, "two equals signs"},
		{"X a=b;c=d", outside, "semicolon in place of comma"},
		{"X a=b;", outside, "a trailing semicolon"},
		{`X "a"=b`, outside, "a name is never quoted"},
		{"X a b=c,d=e", outside, "two names"},
		{"X a:b=c", outside, ": in a name"},
		{"X a=b:c", outside, ": in a token value"},
		{"X a=b/c", outside, "/ in a token value"},
		{"X a=http://b", outside, "so no bare URI"},
		{"X a=b@c", outside, "@ in a token value"},
		{"X a=b?c", outside, "? in a token value"},
		{"X a=(b)", outside, "parentheses"},
		{"X a=<b>", outside, "angle brackets"},
		{"X a=[b]", outside, "brackets"},
		{"X a={b}", outside, "braces"},
		{`X a=\b`, outside, "a backslash outside quotes"},
		{"X a=b%20c", "X a=b%20c", "% is a tchar and means nothing"},
		{"X a*=UTF-8''b", "X a*=UTF-8''b", "the extended notation is a token"},
		{"X *=*", "X *=*", "a name of one tchar"},
		{"X '='", "X '='", "apostrophes are tchars"},
		{"X a='b c'", outside, "so they do not quote"},
		{"X a=0", "X a=0", "digits"},
		{"X a=\xff", outside, "obs-text in a token value"},
		{"X a\xff=b", outside, "obs-text in a name"},
		{"X a=\x00", outside, "NUL"},
		{"X a=b\x00", outside, "NUL at the end"},
	})
}

func TestDuplicateCorners(t *testing.T) {
	check(t, challenges, 20, []corner{
		{"A b=c,b=d", duplicate, "a name twice"},
		{"A b=c,b=c", duplicate, "the same value does not help"},
		{`A b=c,b="c"`, duplicate, "nor another notation"},
		{"A b=c,B=d", duplicate, "names have no case"},
		{"A REALM=c,d=e,realm=f", duplicate, "not only neighbours"},
		{"A b=c,b =d", duplicate, "BWS is no part of the name"},
		{"A ,b=c,,b=d,", duplicate, "nor are empty elements between"},
		{"A b=c,b=d,b=e", duplicate, "three times"},
		{"B, A b=c,b=d", duplicate, "the whole line, not the challenge alone"},
		{"A b=c,b=d,C", duplicate, "also if another challenge follows"},
		{"A b=c,A b=c", "A b=c; A b=c", "once per challenge"},
		{"A b=c,B b=d", "A b=c; B b=d", "schemes apart"},
		{"A b=c,b*=d", "A b=c b*=d", "b and b* are two names"},
		{"A b=c,b d=e", "A b=c; b d=e", "the second b is a scheme"},
		{"A b=c,b", "A b=c; b", "the same, bare"},
		{"A a=b", "A a=b", "scheme and name may be alike"},
		{"A b=c,b=", outside, "outside the ABNF comes first"},
		{"A b=c,b=d,=", outside, "the same behind the repeat"},
		{"A ^=b,~=c", "A ^=b ~=c", "these differ by 0x20 and are no letters"},
		{"A k=b,\xe2\x84\xaa=c", outside, "the Kelvin sign is no k"},
	})
}
