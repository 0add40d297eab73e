// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// The longest field is read and written whole, and one byte more is refused.
func TestMaxLength(t *testing.T) {
	fill := func(before string, n int) string { return before + strings.Repeat("x", n-len(before)) }
	challenges := func(lines []string) error { _, err := header.ParseChallenges(lines); return err }
	credentials := func(lines []string) error { _, err := header.ParseCredentials(lines); return err }
	info := func(lines []string) error { _, err := header.ParseInfo(lines); return err }
	half := fill("A b=", header.MaxLength/2)
	params := fill("b=", header.MaxLength/2)
	tests := []struct {
		name  string
		parse func([]string) error
		lines func(n int) []string // of n bytes, with a comma for each end of a line
	}{
		{"challenge", challenges, func(n int) []string { return []string{fill("A b=", n)} }},
		{"challenges of two lines", challenges, func(n int) []string { return []string{half, fill("A b=", n-len(half)-1)} }},
		{"empty lines", challenges, func(n int) []string { return make([]string, n+1) }},
		{"credentials", credentials, func(n int) []string { return []string{fill("A b=", n)} }},
		{"info", info, func(n int) []string { return []string{fill("b=", n)} }},
		{"info of two lines", info, func(n int) []string { return []string{params, fill("c=", n-len(params)-1)} }},
		{"built challenge", func(lines []string) error {
			_, err := header.NewChallenge("A", header.Token("b", lines[0]))
			return err
		}, func(n int) []string { return []string{fill("", n-len("A b="))} }},
		{"built token68", func(lines []string) error {
			_, err := header.NewChallenge68("A", lines[0])
			return err
		}, func(n int) []string { return []string{fill("", n-len("A "))} }},
	}
	for _, tt := range tests {
		if err := tt.parse(tt.lines(header.MaxLength)); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err := tt.parse(tt.lines(header.MaxLength + 1)); err == nil {
			t.Errorf("%s: one byte too many is accepted", tt.name)
		}
	}
	c, err := header.ParseCredentials([]string{fill("A b=", header.MaxLength)})
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := c.Param("b"); !ok || len(v) != header.MaxLength-len("A b=") || len(c.Reveal()) != header.MaxLength {
		t.Errorf("%d bytes of the longest value are read", len(v))
	}
}

// Behind too many bytes there is one error, and nothing else.
func TestIteratorEndsAtLimit(t *testing.T) {
	n := 0
	for ch, err := range header.Challenges([]string{"A " + strings.Repeat("b", header.MaxLength), "C", "D"}) {
		if n++; err == nil {
			t.Error(ch)
		}
	}
	if n != 1 {
		t.Errorf("%d results", n)
	}
}

// With an error there are no challenges, not even those of other lines.
func TestErrorWithoutChallenges(t *testing.T) {
	first, err := header.ParseChallenges([]string{"A"})
	if err != nil {
		t.Fatal(err)
	}
	for _, lines := range [][]string{{"B", `"`}, {"B, C d"}, {"B", "C,", "D e="}} {
		if chs, err := header.AppendChallenges(first, append(lines, `"`)); err == nil || len(chs) != 1 || chs[0] != first[0] {
			t.Errorf("%q: %v, %v", lines, chs, err)
		}
	}
}

// Places beyond 64 KiB are found.
func TestFarPlaces(t *testing.T) {
	far := strings.Repeat("s", 70000)
	for line, want := range map[string]string{
		far + " a=b":                             far,
		far + " token68=":                        far,
		"A" + strings.Repeat(" ", 70000) + "a=b": "A",
		"A" + strings.Repeat(" ", 70000) + "abc": "A",
	} {
		c, err := header.ParseCredentials([]string{line})
		if err != nil {
			t.Fatal(err)
		}
		value, ok := c.Param("a")
		token, single := c.Token68()
		if c.Scheme() != want || !ok && !single || ok && value != "b" || single && !strings.HasSuffix(line, " "+token) {
			t.Errorf("%d bytes of scheme, %q, %q", len(c.Scheme()), value, token)
		}
	}
}
