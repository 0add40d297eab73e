// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

func TestNewChallenge(t *testing.T) {
	many := make([]header.Param, header.MaxParams+1)
	for i := range many {
		many[i] = header.Token(fmt.Sprint("p", i), "v")
	}
	tests := []struct {
		name   string
		scheme string
		params []header.Param
		want   string // empty: an error
	}{
		{"scheme alone", "Basic", nil, "Basic"},
		{"token", "A", []header.Param{header.Token("b", "c")}, "A b=c"},
		{"quoted", "A", []header.Param{header.Quoted("b", "c"), header.Quoted("d", "")}, `A b="c", d=""`},
		{"escapes", "A", []header.Param{header.Quoted("b", `x", y="\`)}, `A b="x\", y=\"\\"`},
		{"obs-text and HTAB", "A", []header.Param{header.Quoted("b", "\xe4\t")}, "A b=\"\xe4\t\""},
		{"no scheme", "", nil, ""},
		{"scheme of two words", "A b", nil, ""},
		{"empty token", "A", []header.Param{header.Token("b", "")}, ""},
		{"no token", "A", []header.Param{header.Token("b", "c/d")}, ""},
		{"no name", "A", []header.Param{header.Quoted("", "c")}, ""},
		{"CR LF", "A", []header.Param{header.Quoted("b", "c\r\nd")}, ""},
		{"NUL", "A", []header.Param{header.Quoted("b", "\x00")}, ""},
		{"DEL", "A", []header.Param{header.Quoted("b", "\x7f")}, ""},
		{"repeated", "A", []header.Param{header.Token("b", "c"), header.Quoted("B", "c")}, ""},
		{"H-054 realm as a token", "A", []header.Param{header.Token("Realm", "c"), header.Token("d", "e")}, `A Realm="c", d=e`},
		{"too many", "A", many, ""},
		{"as many as may be", "A", many[1:2], "A p1=v"},
		{"too long", "A", []header.Param{header.Quoted("b", strings.Repeat("c", header.MaxLength))}, ""},
	}
	for _, tt := range tests {
		ch, err := header.NewChallenge(tt.scheme, tt.params...)
		if (err == nil) != (tt.want != "") || err == nil && ch.String() != tt.want {
			t.Errorf("%s: %q, %v", tt.name, ch, err)
			continue
		}
		if err != nil {
			if !ch.IsZero() {
				t.Errorf("%s: an error and a challenge", tt.name)
			}
			continue
		}
		if again, err := header.ParseChallenges([]string{ch.String()}); err != nil || len(again) != 1 || again[0] != ch {
			t.Errorf("%s: %v, %v", tt.name, again, err)
		}
	}
}

func TestNewChallenge68(t *testing.T) {
	ch, err := header.NewChallenge68("Negotiate", "YII=")
	if err != nil || ch.String() != "Negotiate YII=" {
		t.Error(ch, err)
	}
	for _, token := range []string{"", "=", "a=b", "a b", "a,", "\xe4"} {
		if _, err := header.NewChallenge68("Negotiate", token); err == nil {
			t.Errorf("%q is accepted", token)
		}
	}
	if _, err := header.NewCredentials68("Nego tiate", "a"); err == nil {
		t.Error("a scheme of two words is accepted")
	}
}

// What was received with blanks, empty elements and needless escapes is sent as
// senders must.
func TestCanonical(t *testing.T) {
	chs, err := header.ParseChallenges([]string{`A  , b = c,, d="\e\"", realm=f ,`})
	if err != nil {
		t.Fatal(err)
	}
	const want = `A b=c, d="e\"", realm="f"`
	if got := chs[0].String(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if b, err := chs[0].AppendText([]byte("x ")); string(b) != "x "+want || err != nil {
		t.Errorf("%s, %v", b, err)
	}
	var params []header.Param
	for p := range chs[0].Params().All() {
		params = append(params, p)
	}
	if ch, err := header.NewChallenge("A", params...); err != nil || !ch.Equal(chs[0]) || ch == chs[0] {
		t.Error(ch, err)
	}
}

func TestEqual(t *testing.T) {
	parse := func(line string) header.Challenge {
		chs, err := header.ParseChallenges([]string{line})
		if err != nil || len(chs) != 1 {
			t.Fatal(line, err)
		}
		return chs[0]
	}
	base := parse(`A b=c, d="e"`)
	for line, want := range map[string]bool{
		`a B="c", D=e`:    true,
		`A d="\e", b=c`:   true,
		`A b=c`:           false,
		`A b=c, d=e, f=g`: false,
		`A b=c, d=E`:      false,
		`A b=c, f=e`:      false,
		`B b=c, d=e`:      false,
		`A bc`:            false,
	} {
		if got := base.Equal(parse(line)); got != want {
			t.Errorf("%s: %t", line, got)
		}
	}
	if !parse("A b=").Equal(parse("a b=")) || parse("A b").Equal(parse("A B")) {
		t.Error("token68 compare otherwise than byte by byte")
	}
}

// Property 7: secrets do not print.
func TestAttack_J03_credentials_redact_themselves(t *testing.T) {
	const canary = "canary"
	var all []any
	for _, line := range []string{"Bearer canary", `Digest username="canary", response=canary`, "Basic canary="} {
		c, err := header.ParseCredentials([]string{line})
		if err != nil {
			t.Fatal(err)
		}
		type exported struct{ C header.Credentials }
		all = append(all, c, &c, []header.Credentials{c}, map[string]header.Credentials{"x": c}, exported{c}, &exported{c}, c.Params())
		for p := range c.Params().All() {
			all = append(all, p, &p)
		}
	}
	n := 0
	for _, v := range all {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			if s := fmt.Sprintf(verb, v); strings.Contains(s, canary) || strings.Contains(s, "63616e617279") {
				t.Errorf("%T under %s: %s", v, verb, s)
			}
			n++
		}
		if b, err := json.Marshal(v); err != nil || strings.Contains(string(b), canary) {
			t.Errorf("%T in JSON: %s, %v", v, b, err)
		}
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		if strings.Contains(log.String(), canary) {
			t.Errorf("%T in slog: %s", v, log.String())
		}
	}
	if n < 8*21 {
		t.Errorf("only %d prints were looked at", n)
	}
	c, _ := header.NewCredentials68("Bearer", canary)
	if c.String() != "Bearer [redacted]" || c.Reveal() != "Bearer canary" || string(c.AppendReveal(nil)) != "Bearer canary" {
		t.Error(c.String(), c.Reveal())
	}
	if s := fmt.Sprint(header.Credentials{}); s != "" {
		t.Error(s)
	}
}

func TestAttack_A14_realm_that_ends_its_quotes(t *testing.T) {
	ch, err := header.NewChallenge("Basic", header.Quoted("realm", `x", charset="UTF-8`))
	if err != nil {
		t.Fatal(err)
	}
	es := challenges(t, ch.String())
	if len(es) != 1 || len(es[0].Params) != 1 || es[0].Params[0][1] != `x", charset="UTF-8` {
		t.Error(es)
	}
}
