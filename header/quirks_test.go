// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// A client of a server that quotes no addresses, and forgets commas.
func ExampleParser() {
	lines := []string{`Bearer resource_metadata=https://api.example.org/.well-known/x realm="api"`}
	_, err := header.ParseChallenges(lines)
	fmt.Println(err)
	p := header.Parser{Quirks: header.QuirkBareValues | header.QuirkMissingComma}
	chs, err := p.ParseChallenges(lines)
	fmt.Println(chs, err)
	// Output:
	// header: line 0, offset 30: a comma or the end of the line is expected
	// [Bearer resource_metadata="https://api.example.org/.well-known/x", realm="api"] <nil>
}

func ExampleQuirks_UnmarshalText() {
	var q header.Quirks
	err := q.UnmarshalText([]byte("missing-comma, bare-values"))
	fmt.Println(q, err, q == header.QuirkMissingComma|header.QuirkBareValues)
	err = q.UnmarshalText([]byte("anything-goes"))
	fmt.Println(q, err)
	// Output:
	// bare-values,missing-comma <nil> true
	// bare-values,missing-comma header: no such quirk
}

func TestQuirksText(t *testing.T) {
	for q := header.Quirks(1); q < 1<<16; q += q/3 + 1 {
		text, err := json.Marshal(q)
		var again header.Quirks
		if err != nil || json.Unmarshal(text, &again) != nil || again != q || string(text) != `"`+q.String()+`"` {
			t.Errorf("%s comes back as %v", text, again)
		}
	}
	q := header.QuirkControls
	for _, text := range []string{"", " , ", "\t"} {
		if err := q.UnmarshalText([]byte(text)); err != nil || q != 0 {
			t.Errorf("%q: %v, %v", text, q, err)
		}
	}
}

// How quirks share a line that more than one of them explains.
func TestQuirksTogether(t *testing.T) {
	const (
		bare, comma, semi = header.QuirkBareValues, header.QuirkMissingComma, header.QuirkSemicolons
		words, valueless  = header.QuirkSpacedValues, header.QuirkValuelessParams
	)
	tests := []struct {
		quirks header.Quirks
		line   string
		want   string
	}{
		{bare | semi, "X a=b/c;d=e; f=g/;, h=i;j", `X a="b/c", d=e, f="g/", h="i;j"`},
		{bare | semi, "X a=b;;c=d;", "X a=b, c=d"},
		{bare | header.QuirkRepeatedEquals, "X a==b=", `X a="b="`},
		{bare, "X a=b, c==d", `X a=b, c="=d"`},
		{bare | header.QuirkBareToken68, "X a=b/c, Y a/b:c, Z c=/", `X a="b/c", Y a/b:c, Z c="/"`},
		{words, "X a=b c, d=e  \tf , Y", "X a=\"b c\", d=\"e  \tf\", Y"},
		{words | comma, "X a=b c d=e f g", `X a="b c", d="e f g"`},
		{words | bare, "X a=b/ c=d", `X a="b/ c=d"`},
		{words | semi, "X a=b c; d=e", `X a="b c", d=e`},
		{words | bare | semi, "X a=b c; d; e=f", `X a="b c; d", e=f`},
		{valueless, "X a, b=c, d, Y e=f, g= , h", "X b=c, Y e=f"},
		{valueless, "X abc, Y, Z a=b, c=", "X abc, Y, Z a=b"},
		{valueless, "X , a, b=c, d=", "X b=c"},
		{valueless | header.QuirkOrphanParams, "X a, b=c, Y d=e, f", "X a, Y d=e"},
		{valueless | comma, `X a="b"c, d= , e=f`, `X a=b, e=f`},
		{valueless | header.QuirkSchemeComma, "X, Y, a=b, c", "X, Y a=b"},
		{header.QuirkSchemeComma | header.QuirkKeepPrefix, "X, a=b, c=(", "X a=b"},
		{header.QuirkSkipQuoted | header.QuirkOpenQuote, `X "a b`, "X"},
		{header.QuirkSkipQuoted, `X "a", b=c`, "X b=c"},
		{header.QuirkSkipQuoted | comma, `X "a"b=c`, "X b=c"},
		{header.QuirkKeepPrefix | comma, `X a=b c=d e=(`, "X a=b, c=d"},
		{header.QuirkKeepPrefix, "@", ""},
		{header.QuirkKeepPrefix, "X , Y a=(", "X"},
		{header.QuirkKeepPrefix, "X , a=(", ""},
		{header.QuirkTabAfterScheme, "X\t, a=b", "X a=b"},
		{header.QuirkObsFold | header.QuirkControls, "X a=\"b\r\n\t \x02\"", `X a="b  "`},
		{header.QuirkObsFold | valueless, "X a=b,\r\n Y, Z", "X a=b, Y, Z"}, // the fold alone explains it
		{header.QuirkSkipBadLines, `X a="`, ""},
		{header.QuirkSemicolons, "X ; a=b", "X a=b"},
		{1 << 31, "X", "X"}, // no quirk
	}
	for _, tt := range tests {
		chs, err := header.Parser{Quirks: tt.quirks}.ParseChallenges([]string{tt.line})
		if err != nil {
			t.Errorf("%q with %v: %v", tt.line, tt.quirks, err)
			continue
		}
		want, err := header.Parser{Quirks: header.QuirkBareToken68}.ParseChallenges([]string{tt.want})
		if err != nil || len(chs) != len(want) {
			t.Errorf("%q with %v: %v, want %s, %v", tt.line, tt.quirks, chs, tt.want, err)
			continue
		}
		for i, ch := range chs {
			token, _ := ch.Token68()
			wantToken, _ := want[i].Token68()
			if ch.String() != want[i].String() && !ch.Equal(want[i]) || token != wantToken {
				t.Errorf("%q with %v: %v, want %s", tt.line, tt.quirks, chs, tt.want)
			}
		}
	}
}

// What can be read and not be sent.
func TestQuirkBareToken68(t *testing.T) {
	p := header.Parser{Quirks: header.QuirkBareToken68}
	const token = "secret-token:E92FB7EB-D882-47A4-A265-A0B6135DC842%20foo"
	c, err := p.ParseCredentials([]string{"Bearer  " + token})
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := c.Token68(); got != token || !ok || !c.Is("bearer") || c.IsZero() || !c.Params().IsZero() {
		t.Errorf("%q, %v", got, ok)
	}
	if c.Reveal() != "Bearer" || string(c.AppendReveal(nil)) != "Bearer" || c.String() != "Bearer [redacted]" {
		t.Errorf("%s is sent", c.Reveal())
	}
	chs, err := p.ParseChallenges([]string{"X @, Y abc=", "X ab%"})
	if err != nil || len(chs) != 3 || chs[0].Equal(chs[2]) || chs[0].String() != "X" || chs[1].String() != "Y abc=" {
		t.Fatalf("%v, %v", chs, err)
	}
	if b, err := chs[0].AppendText([]byte("x")); err == nil || string(b) != "x" {
		t.Errorf("%q is sent", b)
	}
	if b, err := chs[1].AppendText([]byte("x")); err != nil || string(b) != "xY abc=" {
		t.Errorf("%q, %v", b, err)
	}
}

// Control characters are read, and sent as SP.
func TestQuirkControls(t *testing.T) {
	p := header.Parser{Quirks: header.QuirkControls}
	line := "X a=\"\x01\\\"\\\\\x7f\\\x1f\", b=c, realm=d, e=\"\x02\", f=\"\\\"\""
	c, err := p.ParseCredentials([]string{line})
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := c.Param("a"); a != "\x01\"\\\x7f\x1f" {
		t.Errorf("%q", a)
	}
	if e, _ := c.Param("e"); e != "\x02" {
		t.Errorf("%q", e)
	}
	if got, want := c.Reveal(), `X a=" \"\\  ", b=c, realm="d", e=" ", f="\""`; got != want {
		t.Errorf("%s is sent, want %s", got, want)
	}
	for param := range c.Params().All() {
		_, err := header.NewInfo(param)
		if clean := param.Name != "a" && param.Name != "e"; clean != (err == nil) {
			t.Errorf("%s: %v", param.Name, err)
		}
	}
	if in, err := p.ParseInfo([]string{"a=b", "c=\"\x01\""}); err != nil || in.String() != `a=b, c=" "` {
		t.Errorf("%v, %v", in, err)
	}
	for _, param := range []header.Param{header.Quoted("a", "\x01"), header.Quoted("a", "\"\x01")} {
		if c, err := header.NewCredentials("X", param); err == nil {
			t.Errorf("%s is sent", c.Reveal())
		}
	}
}

func TestParserInfo(t *testing.T) {
	p := header.Parser{Quirks: header.QuirkBareValues | header.QuirkSkipBadLines}
	for _, tt := range []struct{ lines, want string }{
		{"a=b|c=/", `a=b, c="/"`},
		{"a=b|@", "a=b"},
		{"@", ""},
		{"a=b, A=c|d=/", `d="/"`},
		{"a=/|A=b", "header: line 1, offset 0: a parameter occurs twice"},
		{"a=b|c=/, A=b", "header: line 1, offset 5: a parameter occurs twice"},
		{"a=b|A=c", "header: line 1, offset 0: a parameter occurs twice"},
	} {
		in, err := p.ParseInfo(strings.Split(tt.lines, "|"))
		got := in.String()
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.lines, got, tt.want)
		}
	}
	if _, err := p.ParseInfo(nil); err != header.ErrAbsent {
		t.Error(err)
	}
	if _, err := p.ParseCredentials(nil); err != header.ErrAbsent {
		t.Error(err)
	}
	long := "b=@,a=\"" + strings.Repeat("v", header.MaxLength-10) + `"` // as it would be sent
	for _, line := range []string{strings.Repeat("a", header.MaxLength+1), long} {
		if _, err := p.ParseInfo([]string{line}); err == nil {
			t.Error("too long, and accepted")
		}
	}
	c := header.Parser{Quirks: header.QuirkBareValues | header.QuirkSemicolons}
	for _, line := range []string{"A " + long, "", "@", "A b=/, B=c", "A b=c; d=(\x01"} {
		if _, err := c.ParseCredentials([]string{line[:min(len(line), header.MaxLength)]}); err == nil {
			t.Errorf("%.20s is accepted", line)
		}
	}
}

// The iterator stops, goes on after a line it cannot read, and drops it if told.
func TestParserChallenges(t *testing.T) {
	lines := []string{"A b=/", "@", "C", strings.Repeat("D,", header.MaxChallenges), "E"}
	for q, want := range map[header.Quirks]string{
		0:                      "error error C error",
		header.QuirkBareValues: "A error C error",
		header.QuirkBareValues | header.QuirkSkipBadLines: "A C error",
	} {
		var got []string
		for ch, err := range (header.Parser{Quirks: q}).Challenges(lines) {
			if err != nil {
				got = append(got, "error")
			} else {
				got = append(got, ch.Scheme())
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%v: %s, want %s", q, s, want)
		}
	}
	for range (header.Parser{}).Challenges([]string{"A, B"}) {
		break
	}
	for range (header.Parser{}).Challenges([]string{"@", "B"}) {
		break
	}
}
