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

func TestSyntaxError(t *testing.T) {
	parse := func(lines []string) error { _, err := header.ParseChallenges(lines); return err }
	authorize := func(lines []string) error { _, err := header.ParseCredentials(lines); return err }
	inform := func(lines []string) error { _, err := header.ParseInfo(lines); return err }
	params := func(n int) string { return "A " + numbered(n) }
	tests := []struct {
		name         string
		parse        func([]string) error
		lines        []string
		line, offset int
	}{
		{"comma after the scheme", parse, []string{`Basic, realm="x"`}, 0, 12},
		{"open quote", parse, []string{"A", `A b="c`}, 1, 6},
		{"escape at the end", parse, []string{`A b="c\`}, 0, 7},
		{"control in quotes", parse, []string{"A b=\"c\x00\""}, 0, 6},
		{"escaped control", parse, []string{"A b=\"\\\x7f\""}, 0, 6},
		{"LF in quotes", parse, []string{"A b=\"c\nd\""}, 0, 6},
		{"HTAB after the scheme", parse, []string{"A\tb=c"}, 0, 2},
		{"no value", parse, []string{"A b=c, d="}, 0, 9},
		{"no name", parse, []string{"A =c"}, 0, 2},
		{"repeated", parse, []string{"A b=c, B=d"}, 0, 7},
		{"token68 and parameters", parse, []string{"A b==, c=d"}, 0, 8},
		{"two parameters without comma", parse, []string{"A b=c d=e"}, 0, 6},
		{"too many parameters", parse, []string{params(header.MaxParams + 1)}, 0, 2 + len(numbered(header.MaxParams)) + 2},
		{"too many challenges", parse, []string{strings.Repeat("A,", header.MaxChallenges), "B"}, 1, 0},
		{"too long", parse, []string{"A", "A " + strings.Repeat("b", header.MaxLength)}, 1, 0},
		{"two lines", authorize, []string{"A", "B"}, 1, 0},
		{"two credentials", authorize, []string{"A b=c, D"}, 0, 7},
		{"token68 and comma", authorize, []string{"A b,"}, 0, 3},
		{"empty", authorize, []string{""}, 0, 0},
		{"long credentials", authorize, []string{"A " + strings.Repeat("b", header.MaxLength)}, 0, 0},
		{"scheme in an Info", inform, []string{"A b=c"}, 0, 2},
		{"token in an Info", inform, []string{"b=c", "d"}, 1, 1},
		{"repeated on two lines", inform, []string{"b=c", "B=c"}, 1, 0},
	}
	for _, tt := range tests {
		err := tt.parse(tt.lines)
		var e *header.SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if e.Line != tt.line || e.Offset != tt.offset {
			t.Errorf("%s: %v, want line %d, offset %d", tt.name, err, tt.line, tt.offset)
		}
	}
}

// numbered returns n parameters.
func numbered(n int) string {
	ps := make([]string, n)
	for i := range ps {
		ps[i] = "p" + strings.Repeat("x", i) + "=v"
	}
	return strings.Join(ps, ", ")
}

func TestLimits(t *testing.T) {
	if _, err := header.ParseChallenges([]string{"A " + numbered(header.MaxParams)}); err != nil {
		t.Error(err)
	}
	if _, err := header.ParseChallenges([]string{strings.Repeat("A,", header.MaxChallenges)}); err != nil {
		t.Error(err)
	}
	kerberos := "Negotiate " + strings.Repeat("A", 4*((64<<10)+2)/3)
	if _, err := header.ParseCredentials([]string{kerberos}); err != nil {
		t.Error(err)
	}
}

func TestAbsent(t *testing.T) {
	if _, err := header.ParseCredentials(nil); err != header.ErrAbsent {
		t.Error(err)
	}
	if _, err := header.ParseInfo(nil); err != header.ErrAbsent {
		t.Error(err)
	}
	if chs, err := header.ParseChallenges(nil); err != nil || len(chs) > 0 {
		t.Error(chs, err)
	}
}

// A bad line yields nothing, and does not touch its neighbours.
func TestLinesStandAlone(t *testing.T) {
	var got []string
	for ch, err := range header.Challenges([]string{`A, B x="`, `C`, `D y`, `", E`, `F`}) {
		if err != nil {
			got = append(got, "error")
			continue
		}
		got = append(got, ch.Scheme())
	}
	if s := strings.Join(got, " "); s != "error C D error F" {
		t.Error(s)
	}
	for range header.Challenges([]string{"A, B", `"`}) {
		break // the iterator must stop
	}
	n := 0
	for ch, err := range header.Challenges([]string{"A", strings.Repeat("B,", header.MaxChallenges), "C", "D"}) {
		if n++; (err == nil) != (ch.Scheme() == "A") {
			t.Error(ch, err)
		}
	}
	if n != 2 {
		t.Errorf("%d results of a field with too many challenges", n)
	}
	for _, err := range header.Challenges([]string{`"`, "A"}) {
		if err != nil {
			break
		}
	}
}

func TestAttack_A02_two_credentials_in_one_line(t *testing.T) {
	if c, err := header.ParseCredentials([]string{"Basic QTpC, Bearer x"}); err == nil {
		t.Error(c)
	}
}

func TestAttack_A16_names_in_other_letter_case(t *testing.T) {
	for _, line := range []string{"Digest Username=a, username=b", "X aB=1, c=2, Ab=3", "X a=1, A=1"} {
		if _, err := header.ParseCredentials([]string{line}); err == nil {
			t.Errorf("%q is accepted", line)
		}
	}
}

// What does not fit into the shape is read all the same.
func TestBeyondTheIndex(t *testing.T) {
	long := strings.Repeat("n", 300)
	for name, line := range map[string]string{
		"a long name first":     long + `=a, b="\c", d=e`,
		"a long name":           `a=b, ` + long + ` = "c\d" ,, e=f`,
		"a value far away":      `a="` + strings.Repeat("v", 70000) + `", b="c", d="\e"`,
		"more than a dozen":     numbered(40),
		"a dozen":               numbered(12),
		"one more than a dozen": numbered(13),
	} {
		info, err := header.ParseInfo([]string{line})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c, err := header.ParseCredentials([]string{"A " + line})
		if err != nil || !c.Params().Equal(info.Params()) {
			t.Errorf("%s: %v", name, err)
		}
		n, want := 0, strings.Count(line, "=")
		for p := range c.Params().All() {
			if v, ok := info.Param(strings.ToUpper(p.Name)); !ok || v != p.Value() {
				t.Errorf("%s: %s", name, p.Name)
			}
			n++
		}
		if n != want {
			t.Errorf("%s: %d parameters, want %d", name, n, want)
		}
		for range info.Params().All() {
			break // the iterator must stop, also beyond
		}
		if again, err := header.ParseInfo([]string{info.String()}); err != nil || !again.Equal(info) || again.String() != info.String() {
			t.Errorf("%s: it does not come back: %v", name, err)
		}
	}
}
