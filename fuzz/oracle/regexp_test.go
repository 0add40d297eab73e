// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import (
	"regexp"
	"strings"
	"testing"
)

// The grammar a second time, as regular expressions: the language is regular.
// They tell what is inside the ABNF, though not what it means.
const (
	reOWS    = `[ \t]*`
	reToken  = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
	reT68    = `[A-Za-z0-9._~+/-]+=*`
	reQuoted = `"(?:[\t !\x23-\x5b\x5d-\x7e]|\\[\t\x20-\x7e])*"`
	reParam  = reToken + reOWS + `=` + reOWS + `(?:` + reToken + `|` + reQuoted + `)`
	reParams = `(?:` + reParam + `)?(?:` + reOWS + `,` + reOWS + `(?:` + reParam + `)?)*`
	reAuth   = reToken + `(?: +(?:` + reT68 + `|` + reParams + `))?`
	reAuths  = `(?:` + reAuth + `)?(?:` + reOWS + `,` + reOWS + `(?:` + reAuth + `)?)*`
)

// TestShortLines compares the two on all short lines over a few alphabets, and
// asserts that none of these lines has two meanings.
func TestShortLines(t *testing.T) {
	fields := []struct {
		name string
		read func(string) string
		re   *regexp.Regexp
	}{
		{"challenges", challenges, regexp.MustCompile(`^(?:` + reAuths + `)$`)},
		{"credentials", credentials, regexp.MustCompile(`^(?:` + reAuth + `)$`)},
		{"info", info, regexp.MustCompile(`^(?:` + reParams + `)$`)},
	}
	for _, c := range []struct {
		start, alphabet string
		max, words      int
	}{
		{"", "A=, \t", 6, 19531},
		{"A ", "b=, /", 6, 19531},
		{"A b=c", ",B= \t", 5, 3906},
		{"A b=c ,", "D= e\"", 5, 3906},
		{`A b="`, `\",c=`, 5, 3906},
	} {
		count := make(map[string]int)
		n := words(c.alphabet, c.max, func(word string) {
			line := c.start + word
			for _, f := range fields {
				match := f.re.MatchString(strings.Trim(line, " \t"))
				got := f.read(line)
				if match != (got != outside) || got == ambiguous {
					t.Errorf("%s: %q: %s, but matches the expression: %t", f.name, line, got, match)
				}
				if !strings.HasPrefix(got, "(") {
					got = "accepted"
				}
				count[got]++
			}
		})
		if n != c.words || count["accepted"] == 0 || count[outside] == 0 {
			t.Errorf("%q: %d words, want %d, of both kinds: %v", c.start, n, c.words, count)
		}
		t.Logf("%q: %d words, three fields each: %v", c.start, n, count)
	}
}

// words calls f with every word of at most max octets over an alphabet and
// returns how many there are.
func words(alphabet string, max int, f func(word string)) int {
	count := 1
	level := []string{""}
	f("")
	for range max {
		var next []string
		for _, w := range level {
			for i := range len(alphabet) {
				next = append(next, w+alphabet[i:i+1])
				f(w + alphabet[i:i+1])
			}
		}
		level = next
		count += len(level)
	}
	return count
}
