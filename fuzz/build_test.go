// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// Whatever a constructor is given, it returns an error, or what is parsed back
// to the same values from one line without control characters.
func FuzzBuild(f *testing.F) {
	f.Add("Basic", "realm", "simple", true, "charset", "UTF-8", true)
	f.Add("A", "b", "c", false, "B", "d", false)                         // one name twice
	f.Add("A", "realm", `x", charset="UTF-8`, true, "c", "\\", true)     // attack A14
	f.Add("A", "realm", "a\r\nSet-Cookie: x=1", true, "b", "\x00", true) // attack A13
	f.Add("A", "realm", "token", false, "b", "caf\xc3\xa9\t", true)      // attack A12
	f.Add("", "", "", false, "", "", true)
	f.Add("A", "", "YTpi==", false, "", "", false) // a token68
	f.Fuzz(func(t *testing.T, scheme, name1, value1 string, quoted1 bool, name2, value2 string, quoted2 bool) {
		param := func(name, value string, quoted bool) header.Param {
			if quoted {
				return header.Quoted(name, value)
			}
			return header.Token(name, value)
		}
		params := []header.Param{param(name1, value1, quoted1), param(name2, value2, quoted2)}
		if ch, err := header.NewChallenge(scheme, params...); err == nil {
			checkText(t, ch.String())
			parsed, err := header.ParseChallenges([]string{ch.String()})
			if err != nil || len(parsed) != 1 || parsed[0] != ch || ch.Scheme() != scheme {
				t.Fatalf("%q: %v, %v", ch, parsed, err)
			}
			checkParams(t, ch.Params(), params)
			if realm, ok := ch.Param("realm"); ok && !strings.Contains(strings.ToLower(ch.String()), `realm="`) {
				t.Errorf("the realm %q is not quoted", realm)
			}
		} else {
			checkError(t, err, value1, value2)
		}
		if c, err := header.NewCredentials(scheme, params...); err == nil {
			checkText(t, c.Reveal())
			checkParams(t, c.Params(), params)
			if parsed, err := header.ParseCredentials([]string{c.Reveal()}); err != nil || parsed != c {
				t.Errorf("%q: %v", c.Reveal(), err)
			}
		}
		if info, err := header.NewInfo(params...); err == nil {
			checkText(t, info.String())
			checkParams(t, info.Params(), params)
			if parsed, err := header.ParseInfo([]string{info.String()}); err != nil || parsed != info {
				t.Errorf("%q: %v", info, err)
			}
		}
		if c, err := header.NewCredentials68(scheme, value1); err == nil {
			checkText(t, c.Reveal())
			parsed, err := header.ParseCredentials([]string{c.Reveal()})
			if token, ok := parsed.Token68(); err != nil || parsed != c || !ok || token != value1 {
				t.Errorf("%q: %v", c.Reveal(), err)
			}
		} else {
			checkError(t, err, value1)
		}
	})
}

// checkText fails if somebody could read text as more than one line.
func checkText(t *testing.T, text string) {
	t.Helper()
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\t' || c == 0x7f {
			t.Errorf("a control character in %q", text)
		}
	}
	if text != strings.Trim(text, " \t") {
		t.Errorf("blanks round %q", text)
	}
}

func checkParams(t *testing.T, got header.Params, want []header.Param) {
	t.Helper()
	i := 0
	for p := range got.All() {
		if p.Name != want[i].Name || p.Value() != want[i].Value() || p.IsQuoted() != (want[i].IsQuoted() || strings.EqualFold(p.Name, "realm")) {
			t.Errorf("parameter %d is %s=%q", i, p.Name, p.Value())
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d parameters of %d", i, len(want))
	}
}

// checkError fails if an error holds what may be a secret.
func checkError(t *testing.T, err error, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if len(secret) > 9 && strings.Contains(err.Error(), secret) {
			t.Errorf("%v holds %q", err, secret)
		}
	}
}
