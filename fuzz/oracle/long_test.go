// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import (
	"strings"
	"testing"
)

// TestLongLines has lines with very many derivations. They would never end if
// equal matches were not added once only.
func TestLongLines(t *testing.T) {
	const n = 40
	commas, blanks := strings.Repeat(",", n), strings.Repeat(" ,\t", n)
	check(t, challenges, 8, []corner{
		{commas, "", "empty elements alone"},
		{"A " + commas + "b=c", "A b=c", "empty elements before a parameter"},
		{"A " + commas + "B", "A; B", "empty elements of either list"},
		{"A b=c" + commas + "B" + commas, "A b=c; B", "the same after a parameter"},
		{"A" + strings.Repeat(" ", n) + blanks + "b=c", "A b=c", "blanks that are SP or OWS"},
		{"A " + blanks + "b=c" + blanks + "B " + blanks + "=", outside, "an error at the end"},
		{"A b=\"" + strings.Repeat(`\x`, n) + `"`, `A b="` + strings.Repeat("x", n) + `"`, "quoted-pairs"},
		{strings.Repeat("A ,", n) + "=", outside, "many schemes, and an error at the end"},
	})
}
