// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"maps"
	"strings"
	"testing"
)

// A08 with quirks: the work grows with the length and not faster.
func TestAttack_A08_linear_work_with_quirks(t *testing.T) {
	c := newCounter(t)
	const small = 4 << 10
	all := map[string]func(n int) []string{
		"semicolons":             around("A a=b", ";", ""),
		"semicolons and blanks":  around("A a=b", "; ", ""),
		"semicolons and words":   around("A a=b", ";c ", ""),
		"parameters, no commas":  around("A ", "a=b ", "@"),
		"words as a value":       around("A a=b", " c", ""),
		"words and blanks":       around("A a=b", "  c", "@"),
		"names without value":    around("A a=b", ",c", ",d=e"),
		"words before parameter": around("A ,", "c, ", "d=e"),
		"orphans":                around("A b", ",c=d", ""),
		"folds":                  around("A b=c", "\r\n ", ",@"),
		"folds in an Info":       around("b=c", "\r\n ", ",d=e/f"),
		"controls":               around(`A b="`, "\x01", `"`),
		"controls and quotes":    around(`A b="`, "\x01\\\"", `"`),
		"repeated equals":        around("A b", "=", "/c"),
		"a bare token68":         around("A ", "@", ""),
		"bare token68 and comma": around("", "A @,", ""),
		"many faulty Infos":      lines("a=b/c;"),
	}
	maps.Copy(all, shapes)
	looked := 0
	worst := 0.0
	for name, shape := range all {
		for _, field := range fields {
			last, wasStrict := cost{}, false
			for _, n := range []int{small, 8 << 10, 16 << 10, 32 << 10, 64 << 10, 128 << 10, 1 << 20} {
				in := shape(n)
				got := c.cost(t, "quirks "+field, in)
				_, err := parsers[field](in)
				strict := err == nil // the tolerant scanner is not asked
				size := len(strings.Join(in, "\n"))
				looked += got.Visits
				if n == 32<<10 {
					worst = max(worst, float64(got.Visits)/float64(size))
				}
				if got.Visits > 24*size+1000 {
					t.Errorf("%s as %s: %d looks at %d bytes", name, field, got.Visits, size)
				}
				if float64(got.Visits) > 2.3*float64(last.Visits)+1000 && n > small && strict == wasStrict {
					t.Errorf("%s as %s: %d looks at %d bytes, %d at half of them", name, field, got.Visits, size, last.Visits)
				}
				last, wasStrict = got, strict
			}
		}
	}
	t.Logf("%d shapes, at most %.1f looks for each byte", len(all), worst)
	if looked < 1<<20 || len(all) < 50 {
		t.Errorf("only %d looks were counted, at %d shapes", looked, len(all))
	}
}
