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

// The attacks on the grammar, row by row. Others have their tests beside what
// they are about.

// A03: what one parse saw must not show in another.
func TestAttack_A03_a_key_without_value_takes_nothing_from_before(t *testing.T) {
	const bad = `Digest username, realm="r"`
	for range 1000 {
		if _, err := header.ParseCredentials([]string{`Digest username="canary", realm="canary"`}); err != nil {
			t.Fatal(err)
		}
		c, err := header.ParseCredentials([]string{bad})
		if err == nil || !c.IsZero() || strings.Contains(err.Error(), "canary") {
			t.Fatal(c, err)
		}
	}
}

// A06: TestExhaustive is the proof; these are the cases that were met.
func TestAttack_A06_lone_delimiters(t *testing.T) {
	n := 0
	for _, in := range []string{`a="`, `=x`, `x`, `a=`, `"`, `a="\`, `,=`, `a=b=c`, `a b="`, `a =`, `a ="`, `=`, `a "b"`} {
		for name, compare := range comparisons {
			n++
			if diff := compare(in); diff != "" {
				t.Errorf("%s %q: %s", name, in, diff)
			}
		}
	}
	if n != 39 {
		t.Errorf("%d comparisons", n)
	}
}

// A09: nothing of a name is kept once the request is gone, as names are parts of
// the line and no table.
func TestAttack_A09_names_are_not_kept(t *testing.T) {
	line := "X " + strings.Repeat("n", 100<<10) + "=v"
	allocated := testing.AllocsPerRun(100, func() {
		if _, err := header.ParseCredentials([]string{line}); err != nil {
			t.Fatal(err)
		}
	})
	if allocated != 0 {
		t.Errorf("%v allocations for a name of 100 KiB", allocated)
	}
}

// A10: escapes and commas without end. TestAttack_A08_linear_work has the costs.
func TestAttack_A10_long_runs_are_refused_or_read(t *testing.T) {
	for _, unit := range []string{`\"`, ",", "\\\\"} {
		in := `A b="` + strings.Repeat(unit, 40<<10) + `"`
		ch, err := header.ParseChallenges([]string{in})
		if err != nil || len(ch) != 1 {
			t.Errorf("%q: %v", unit, err)
		}
		if _, err := header.ParseChallenges([]string{strings.Repeat(in, 4)}); err == nil {
			t.Errorf("%q: more than the bound is accepted", unit)
		}
	}
}

// A11, A12: what is written has the escapes of HTTP and no others.
func TestAttack_A11_A12_quoting_is_that_of_HTTP(t *testing.T) {
	for value, want := range map[string]string{
		"caf\xc3\xa9\"\\": "A b=\"caf\xc3\xa9\\\"\\\\\"",
		"\xe4":            "A b=\"\xe4\"",
		"a\tb":            "A b=\"a\tb\"",
		"\u2028":          "A b=\"\u2028\"",
		"":                `A b=""`,
		`""`:              `A b="\"\""`,
		`\`:               `A b="\\"`,
	} {
		ch, err := header.NewChallenge("A", header.Quoted("b", value))
		if err != nil || ch.String() != want {
			t.Errorf("%q: %s, %v", value, ch, err)
			continue
		}
		if got, _ := ch.Param("b"); got != value {
			t.Errorf("%q comes back as %q", value, got)
		}
	}
}

// A13: no constructor lets a line end in, wherever it is put.
func TestAttack_A13_no_line_breaks(t *testing.T) {
	n := 0
	for c := range 256 {
		if c == '\t' || c >= ' ' && c != 0x7f {
			continue
		}
		bad := "a" + string([]byte{byte(c)}) + "Set-Cookie: x=1"
		_, err1 := header.NewChallenge(bad)
		_, err2 := header.NewChallenge("A", header.Quoted(bad, "v"))
		_, err3 := header.NewChallenge("A", header.Quoted("realm", bad))
		_, err4 := header.NewChallenge("A", header.Token("b", bad))
		_, err5 := header.NewChallenge68("A", bad)
		_, err6 := header.NewCredentials("A", header.Quoted("b", bad))
		_, err7 := header.NewInfo(header.Quoted("b", `"`+bad))
		for i, err := range []error{err1, err2, err3, err4, err5, err6, err7} {
			if n++; err == nil || strings.Contains(err.Error(), "Cookie") {
				t.Errorf("byte %#x, constructor %d: %v", c, i, err)
			}
		}
	}
	if n != 7*32 {
		t.Errorf("%d tries", n)
	}
}

// A15: the right scheme is found whatever stands before it.
func TestAttack_A15_every_scheme_is_found(t *testing.T) {
	for _, lines := range [][]string{
		{`Unknown a=b, Basic realm="x"`}, {`,,Unknown,, basic realm="x"`}, {`Negotiate`, `NTLM`, `BASIC realm="x"`},
		{`Newauth realm="apps", type=1, title="Login to \"apps\"", Basic realm="x"`}, {`Negotiate YII=, Basic realm="x"`},
	} {
		chs, err := header.ParseChallenges(lines)
		i := slices.IndexFunc(chs, func(c header.Challenge) bool { return c.Is("Basic") })
		if err != nil || i < 0 {
			t.Errorf("%q: %v, %v", lines, chs, err)
			continue
		}
		if realm, _ := chs[i].Param("realm"); realm != "x" {
			t.Errorf("%q: realm %q", lines, realm)
		}
	}
}

// G07: a server cannot make a client weigh challenges without end.
func TestAttack_G07_challenges_are_bounded(t *testing.T) {
	for name, lines := range map[string][]string{
		"a thousand in one line":  {strings.Repeat(`Basic realm="x", `, 1000)},
		"a thousand lines":        slices.Repeat([]string{`Basic realm="x"`}, 1000),
		"ten megabytes":           {`Basic realm="` + strings.Repeat("x", 10<<20) + `"`},
		"ten megabytes of lines":  slices.Repeat([]string{`Basic realm="` + strings.Repeat("x", 1<<10) + `"`}, 10<<10),
		"ten megabytes of commas": {strings.Repeat(",", 10<<20)},
	} {
		yielded := 0
		for range header.Challenges(lines) {
			yielded++
		}
		if yielded > header.MaxChallenges+1 {
			t.Errorf("%s: %d results", name, yielded)
		}
		if chs, err := header.ParseChallenges(lines); err == nil {
			t.Errorf("%s: %d challenges", name, len(chs))
		}
	}
}
