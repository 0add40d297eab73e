// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// What must not matter does not: blanks round a line, empty elements, letter
// case, the notation of values, the division into lines.
func FuzzMeta(f *testing.F) {
	seedLines(f, "WWW-Authenticate")
	f.Fuzz(func(t *testing.T, line string) {
		chs, err := header.ParseChallenges([]string{line})
		same := func(rule string, lines ...string) {
			t.Helper()
			got, gotErr := header.ParseChallenges(lines)
			if (err == nil) != (gotErr == nil) {
				t.Fatalf("%s: %v, and %v without", rule, gotErr, err)
			}
			if !slices.EqualFunc(got, chs, header.Challenge.Equal) {
				t.Errorf("%s: %v, and %v without", rule, got, chs)
			}
		}
		same("blanks round the line", "\t "+line+" \t")
		same("an empty element before", " ,,\t,"+line)
		same("empty lines", "", line, " ")
		if err != nil {
			return
		}
		same("an empty element behind", line+" , ,") // a line that is faulty can become right by a comma: X a= ,
		if len(chs) > 0 && len(chs) < header.MaxChallenges/2 {
			var texts, upper, notations []string
			for _, ch := range chs {
				texts = append(texts, ch.String())
				upper = append(upper, otherCase(t, ch))
				notations = append(notations, otherNotation(t, ch))
			}
			same("a line each", texts...)
			same("one line", strings.Join(texts, ",\t"))
			same("letter case", upper...)
			same("notation", notations...)
		}
	})
}

// otherCase returns the challenge with scheme and names in upper case.
func otherCase(t *testing.T, ch header.Challenge) string {
	t.Helper()
	if token, ok := ch.Token68(); ok {
		c, err := header.NewChallenge68(strings.ToUpper(ch.Scheme()), token)
		if err != nil {
			t.Fatal(err)
		}
		return c.String()
	}
	var params []header.Param
	for p := range ch.Params().All() {
		p.Name = strings.ToUpper(p.Name)
		params = append(params, p)
	}
	return rebuild(t, strings.ToUpper(ch.Scheme()), params)
}

// otherNotation returns the challenge with every value quoted, and every byte of
// it escaped.
func otherNotation(t *testing.T, ch header.Challenge) string {
	t.Helper()
	if _, ok := ch.Token68(); ok {
		return ch.String()
	}
	var b strings.Builder
	b.WriteString(ch.Scheme())
	sep := " "
	for p := range ch.Params().All() {
		b.WriteString(sep + p.Name + " = \"")
		for i := range len(p.Value()) {
			b.WriteByte('\\')
			b.WriteByte(p.Value()[i])
		}
		b.WriteByte('"')
		sep = " ,, "
	}
	return b.String()
}

func rebuild(t *testing.T, scheme string, params []header.Param) string {
	t.Helper()
	ch, err := header.NewChallenge(scheme, params...)
	if err != nil {
		t.Fatal(err)
	}
	return ch.String()
}
