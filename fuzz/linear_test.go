// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// Shapes of lines that have cost some parser more than they should. Each is
// written to about n bytes.
var shapes = map[string]func(n int) []string{
	"one token":                          unit("a"),
	"blanks":                             unit(" "),
	"tabs":                               unit("\t"),
	"commas":                             unit(","),
	"commas and blanks":                  unit(", \t"),
	"commas after a scheme":              around("A ", ",", ""),
	"blanks after a scheme":              around("A", " ", "b"),
	"blanks before a comma":              around("A b=c", " ", ",d=e"),
	"a token68":                          around("A ", "a", ""),
	"a token68 of slashes":               around("A ", "/", ""),
	"padding":                            around("A b", "=", ""),
	"padding that is none":               around("A b", "=", "c"),
	"a quoted value":                     around(`A b="`, "x", `"`),
	"an open quote":                      around(`A b="`, "x", ""),
	"escapes":                            around(`A b="`, `\"`, `"`),
	"escapes, then a fault":              around(`A b="`, `\\`, "\x00"),
	"obs-text":                           around(`A b="`, "\xff", `"`),
	"tabs in quotes":                     around(`A b="`, "\t", `"`),
	"text and obs-text":                  around(`A b="`, "xxxxxxx\xff", `"`),
	"quotes":                             around("A ", `"`, ""),
	"a long name":                        around("A ", "n", "=v"),
	"a long name twice":                  twice("n"),
	"blanks before =":                    around("A b", " ", "=c"),
	"blanks after =":                     around("A b=", " ", "c"),
	"many schemes":                       unit("A,"),
	"many schemes and blanks":            unit("A , "),
	"many parameters":                    around("A ", "a=b,", "a=b"),
	"many challenges of many parameters": unit("A a=b,b=c,c=d, "),
	"distinct names":                     params(func(i int) string { return "p" + strings.Repeat("x", i) }),
	"names of one length":                params(func(i int) string { return "p" + string(rune('a'+i%26)) + string(rune('a'+i/26)) }),
	"long names that differ last":        params(func(i int) string { return strings.Repeat("n", 1000) + string(rune('0'+i)) }),
	"long names that differ first":       params(func(i int) string { return string(rune('0'+i)) + strings.Repeat("n", 1000) }),
	"long names that differ in case":     params(func(i int) string { return strings.Repeat("nN", 500) + string(rune('0'+i)) }),
	"long values":                        long,
	"values of escapes":                  longEscaped,
	"a missing value, many times":        unit("A a= "),
	"values without commas":              around("A ", "a=b ", ""),
	"token68 after token68":              unit("A a=,"),
	"many lines":                         lines("A b=c"),
	"many empty lines":                   lines(""),
	"many faulty lines":                  lines(`A b="`),
}

func unit(s string) func(int) []string { return around("", s, "") }

func around(before, s, after string) func(int) []string {
	return func(n int) []string {
		return []string{before + strings.Repeat(s, max(0, n-len(before)-len(after))/len(s)) + after}
	}
}

func twice(s string) func(int) []string {
	return func(n int) []string {
		name := strings.Repeat(s, n/2)
		return []string{"A " + name + "=v," + name + "=v"}
	}
}

// params is as many parameters as are allowed, and fewer if they are long; their
// values fill the rest.
func params(name func(i int) string) func(int) []string {
	return func(n int) []string {
		var b strings.Builder
		b.WriteString("A ")
		for i := range header.MaxParams {
			if b.Len() > n {
				break
			}
			b.WriteString(name(i) + `="` + strings.Repeat("v", n/header.MaxParams/2) + `", `)
		}
		return []string{b.String()}
	}
}

func long(n int) []string {
	return params(func(i int) string { return "p" + string(rune('A'+i%26)) + string(rune('A'+i/26)) })(2 * n)
}

func longEscaped(n int) []string {
	return []string{strings.ReplaceAll(long(n / 2)[0], "v", `\v`)}
}

func lines(line string) func(int) []string {
	return func(n int) []string {
		all := make([]string, n/(len(line)+1))
		for i := range all {
			all[i] = line
		}
		return all
	}
}

var fields = []string{"WWW-Authenticate", "Authorization", "Authentication-Info"}

// A08, A09, A10, G07: the work grows with the length and not faster: at most 2.3
// times for twice as much, at most a dozen looks for each byte, and nothing
// beyond the bound.
func TestAttack_A08_linear_work(t *testing.T) {
	if len(shapes) < 30 {
		t.Fatalf("only %d shapes", len(shapes))
	}
	c := newCounter(t)
	const small = 4 << 10
	looked := 0
	for name, shape := range shapes {
		for _, field := range fields {
			last := cost{}
			for _, n := range []int{small, 8 << 10, 16 << 10, 32 << 10, 64 << 10, 128 << 10, 1 << 20} {
				in := shape(n)
				got := c.cost(t, field, in)
				size := len(strings.Join(in, "\n"))
				looked += got.Visits
				if got.Visits > 12*size+1000 {
					t.Errorf("%s as %s: %d looks at %d bytes", name, field, got.Visits, size)
				}
				// A constant for what does not depend on the length: errors, a short
				// list of challenges.
				if float64(got.Visits) > 2.3*float64(last.Visits)+1000 && n > small {
					t.Errorf("%s as %s: %d looks at %d bytes, %d at half of them", name, field, got.Visits, size, last.Visits)
				}
				if got.Bytes > uint64(4*size+32<<10) {
					t.Errorf("%s as %s: %d bytes allocated for %d", name, field, got.Bytes, size)
				}
				if size > header.MaxLength+len(in) && len(in) == 1 && got.Visits > 100 {
					t.Errorf("%s as %s: %d looks at what is too long anyway", name, field, got.Visits)
				}
				last = got
			}
		}
	}
	if looked < 1<<20 {
		t.Errorf("only %d looks were counted", looked)
	}
}

// FuzzLinear lets the fuzzer find shapes of its own.
func FuzzLinear(f *testing.F) {
	f.Add("A ", "b=c,", "")
	f.Add(`A b="`, `\"`, `"`)
	f.Add("", "A ,", "")
	c := newCounter(f)
	f.Fuzz(func(t *testing.T, before, s, after string) {
		if len(s) == 0 || len(before)+len(s)+len(after) > 1<<10 {
			return
		}
		for _, field := range fields {
			half := c.cost(t, field, around(before, s, after)(8<<10))
			whole := c.cost(t, field, around(before, s, after)(16<<10))
			if float64(whole.Visits) > 2.3*float64(half.Visits)+4096 {
				t.Errorf("%s: %d looks, and %d at half as much", field, whole.Visits, half.Visits)
			}
		}
	})
}
