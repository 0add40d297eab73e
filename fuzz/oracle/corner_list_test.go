// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import "testing"

func TestListCorners(t *testing.T) {
	check(t, challenges, 47, []corner{
		{",", "", "one comma: two empty elements"},
		{",,,", "", "more of them"},
		{" ,\t, ", "", "with blanks"},
		{",A", "A", "empty element first"},
		{"A,", "A", "empty element last"},
		{"A,,", "A", "two of them"},
		{"A, ,B", "A; B", "empty element between"},
		{"A,\t,\tB", "A; B", "with HTAB"},
		{",,A,,B,,", "A; B", "everywhere"},
		{"A , , B", "A; B", "of either list, the value is the same"},
		{"foo ,bar,", "foo; bar", "example of section 5.6.1.2"},
		{"foo , ,bar,charlie", "foo; bar; charlie", "example of section 5.6.1.2"},
		{",   ,", "", "example of section 5.6.1.2, valid for 0#"},
		{"A ,b=c", "A b=c", "SP, an empty element, a parameter"},
		{"A , b=c", "A b=c", "the same with OWS"},
		{"A ,,b=c", "A b=c", "two empty elements"},
		{"A ,\t, b=c", "A b=c", "with HTAB between"},
		{"A \t,b=c", "A b=c", "1*SP, then HTAB as OWS"},
		{"A\t,b=c", outside, "no SP, so no parameters"},
		{"A\t ,b=c", outside, "SP comes too late"},
		{"A,b=c", outside, "no SP at all"},
		{"A, b=c", outside, "a scheme and a comma: the challenge is over"},
		{`Basic, realm="x"`, outside, "the same as it is seen"},
		{`Basic , realm="x"`, `Basic realm="x"`, "a blank makes the difference"},
		{",b=c", outside, "a parameter before any scheme"},
		{"b=c,A", outside, "the same"},
		{"A b=c,,d=e", "A b=c d=e", "empty element between parameters"},
		{"A b=c, ,d=e", "A b=c d=e", "with blank"},
		{"A b=c,\t,\td=e", "A b=c d=e", "with HTAB"},
		{"A ,b=c,,d=e,,", "A b=c d=e", "everywhere"},
		{"A b=c,,B", "A b=c; B", "between a parameter and a challenge"},
		{"A b=c,,,B d=e", "A b=c; B d=e", "more of them"},
		{"A b=c , B", "A b=c; B", "OWS round the comma"},
		{"A b=c,B", "A b=c; B", "a token without = is a scheme"},
		{"A b=c,B,", "A b=c; B", "and a trailing comma"},
		{"A b=c,B,d=e", outside, "d=e belongs to nobody"},
		{"A b=c,B ,d=e", "A b=c; B d=e", "here it belongs to B"},
		{"A ,B ,c=d", "A; B c=d", "to the last scheme"},
		{"A ,B,c=d", outside, "to nobody again"},
		{"A b,B", "A [b]; B", "comma after token68"},
		{"A b ,B", "A [b]; B", "OWS after token68"},
		{"A b,,B", "A [b]; B", "empty element after token68"},
		{"A b ,c=d", outside, "no parameters after token68"},
		{"A b=c,D e,F g=h", "A b=c; D [e]; F g=h", "three kinds"},
		{"A b=c,D e=f,g=h,I", "A b=c; D e=f g=h; I", "parameters go to the last"},
		{"A,B,C,D", "A; B; C; D", "many"},
		{"A b=c\n,D", outside, "LF is no OWS"},
	})
}
