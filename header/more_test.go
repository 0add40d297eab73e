// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"slices"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// What is no token could be more than the one parameter it is sent as.
func TestTokensThatAreMore(t *testing.T) {
	b := header.Token("b", "c")
	tests := map[string][]header.Param{
		"a value with a parameter":   {header.Token("b", "c, d=e")},
		"a value with a challenge":   {b, header.Token("d", "e, F")},
		"a name with a parameter":    {b, header.Token("d=e, f", "g")},
		"a name with a scheme":       {b, header.Token("D e", "f")},
		"a name with an empty one":   {b, header.Token(", d", "e")},
		"a name with a blank behind": {b, header.Token("d ", "e")},
		"a value with quotes":        {header.Token("b", `"c"`)},
		"an open quote":              {header.Token("b", `"c`)},
		"a quoted list":              {header.Token("b", `"c", d="e"`)},
		"a quote":                    {header.Token("b", `"`)},
	}
	for name, params := range tests {
		if ch, err := header.NewChallenge("A", params...); err == nil {
			t.Errorf("%s: %s", name, ch)
		}
		if c, err := header.NewCredentials("A", params...); err == nil {
			t.Errorf("%s: %s", name, c.Reveal())
		}
		if info, err := header.NewInfo(params...); err == nil {
			t.Errorf("%s: %s", name, info)
		}
	}
	for _, scheme := range []string{"", "A b", "A,", "A\t", "A, B"} {
		if c, err := header.NewCredentials(scheme, b); err == nil {
			t.Errorf("%q: %s", scheme, c.Reveal())
		}
		if ch, err := header.NewChallenge(scheme, b); err == nil {
			t.Errorf("%q: %s", scheme, ch)
		}
	}
}

func TestSchemeAloneIsNoToken68(t *testing.T) {
	chs, err := header.ParseChallenges([]string{"A, A b, A b=c"})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range chs {
		for j, d := range chs {
			if c.Equal(d) != (i == j) {
				t.Errorf("%s, %s: %t", c, d, c.Equal(d))
			}
		}
	}
}

func TestList(t *testing.T) {
	for value, want := range map[string][]string{
		"":                       nil,
		" \t, ,":                 nil,
		"auth":                   {"auth"},
		" auth\t, auth-int ,,a ": {"auth", "auth-int", "a"},
		"a b,c":                  {"a b", "c"},
	} {
		if got := slices.Collect(header.List(value)); !slices.Equal(got, want) {
			t.Errorf("%q: %q", value, got)
		}
	}
	for range header.List("a, b") {
		break // the iterator must stop
	}
}
