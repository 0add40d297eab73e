// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// distinct returns n names of up to 20 bytes, some of which differ only in their
// length, their first byte or their last one.
func distinct(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = strings.Repeat("n", i%10) + string(rune('a'+i/10)) + strings.Repeat("n", i%10)
	}
	return names
}

// Wherever a name stands a second time, in a short list or a long one, at the start
// of a line or behind another challenge, there is the fault.
func TestRepeatedAnywhere(t *testing.T) {
	const twice = "a parameter occurs twice"
	looked := 0
	for _, n := range []int{2, 11, 12, 13, 14, 15, 30, header.MaxParams} {
		for _, before := range []string{"A ", " \tA  ,", `X y="z", A `} {
			for _, after := range []string{"=v", "=v, Z", "=v, Z nnnnnnnn=v"} {
				names := distinct(n)
				line := before + strings.Join(names, "=v, ") + after
				if _, err := header.ParseChallenges([]string{line}); err != nil {
					t.Errorf("%d names: %v", n, err)
				}
				for j := range n {
					for _, i := range []int{0, j / 2, j - 2, j - 1} {
						if i < 0 || i >= j {
							continue
						}
						names := distinct(n)
						names[j] = strings.ToUpper(names[i])
						at := len(before + strings.Join(names[:j], "=v, ") + "=v, ")
						line := before + strings.Join(names, "=v, ") + after
						_, err := header.ParseChallenges([]string{line})
						if e, ok := errors.AsType[*header.SyntaxError](err); !ok || e.Reason != twice || e.Offset != at {
							t.Errorf("names %d and %d of %d: %v, want offset %d", i, j, n, err, at)
						}
						looked++
					}
				}
			}
		}
	}
	if looked < 4000 {
		t.Errorf("only %d lines were looked at", looked)
	}
}

// Names are the same only if nothing but letter case tells them apart, also if
// they differ in the bit that does so for letters.
func TestNamesThatAreAlmostTheSame(t *testing.T) {
	const tchars = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
	names := strings.Split(tchars, "")
	for i := range names {
		names[i] = "n" + names[i]
		for j := range i {
			if _, err := header.ParseInfo([]string{names[j] + "=v, " + names[i] + "=v"}); err != nil {
				t.Errorf("%s and %s: %v", names[j], names[i], err)
			}
		}
	}
	info, err := header.ParseInfo([]string{strings.Join(names, "=v,") + "=v"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"n", "n~~", "~"} {
		if _, ok := info.Param(name); ok {
			t.Errorf("there is a parameter %s", name)
		}
	}
}

// A challenge with a long list hides no other one.
func TestBehindALongList(t *testing.T) {
	for n := 10; n <= header.MaxParams; n++ {
		es := challenges(t, "A "+numbered(n)+", B, C d=e")
		if len(es) != 3 || len(es[0].Params) != n || es[1].Scheme != "B" || es[2].Scheme != "C" {
			t.Errorf("%d parameters: %v", n, es)
		}
	}
}

// Names of any length are read, also where a shape has no room for them.
func TestLongNames(t *testing.T) {
	for n := 1; n < 600; n++ {
		name := strings.Repeat("n", n)
		es := challenges(t, "A "+name+`=v, b="", c="\d"`)
		want := [][2]string{{name, "v"}, {"b", ""}, {"c", "d"}}
		if len(es) != 1 || len(es[0].Params) != 3 {
			t.Fatalf("%d bytes: %v", n, es)
		}
		for i, p := range es[0].Params {
			if p != want[i] {
				t.Errorf("%d bytes: parameter %d is %v", n, i, p)
			}
		}
	}
}
