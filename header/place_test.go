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

// Each byte at each place of a run that is longer than two words: what is looked
// at eight bytes at a time is looked at as it is one at a time.
func TestEveryByteAtEveryPlace(t *testing.T) {
	const run = "abcdefghijklmnopqrstuvwx"
	const tchars = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" + run + "yz"
	const chars68 = "-._~+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" + run + "yz"
	n, n68 := 0, 0
	for b := range 256 {
		for i := range len(run) {
			text := run[:i] + string([]byte{byte(b)}) + run[i+1:]
			isToken := strings.IndexByte(tchars, byte(b)) >= 0
			if header.IsToken(text) != isToken {
				t.Errorf("IsToken(%q) is %t", text, !isToken)
			}
			if is68 := strings.IndexByte(chars68, byte(b)) >= 0 || b == '=' && i == len(run)-1; is68 {
				n68++
				if token, ok := token68Of("A " + text); !ok || token != text {
					t.Errorf("the token68 %q is read as %q", text, token)
				}
			} else if c, err := header.NewCredentials68("A", text); err == nil {
				t.Errorf("the token68 %q is accepted", c.Reveal())
			} else if token, ok := token68Of("A " + text); ok && token == text {
				t.Errorf("the token68 %q is read", token)
			}
			checkInQuotes(t, text, i)
			checkSent(t, text, b == '\t' || b >= ' ' && b != 0x7f)
			n++
		}
	}
	if n != 256*24 || n68 != 68*24+1 {
		t.Errorf("%d places were looked at, %d of a token68", n, n68)
	}
}

// token68Of returns the token68 of the first challenge of a line.
func token68Of(line string) (token string, ok bool) {
	chs, err := header.ParseChallenges([]string{line})
	if err != nil || len(chs) == 0 {
		return "", false
	}
	return chs[0].Token68()
}

// checkInQuotes parses a quoted-string of text, whose byte i is any.
func checkInQuotes(t *testing.T, text string, i int) {
	t.Helper()
	const before = `A b="`
	want, fault := text, -1 // the value, or where it is faulty
	switch b := text[i]; {
	case b == '"':
		fault = len(before) + i + 1
	case b == '\\' && i == len(text)-1:
		fault = len(before) + len(text) + 1
	case b == '\\':
		want = text[:i] + text[i+1:]
	case b < ' ' && b != '\t' || b == 0x7f:
		fault = len(before) + i
	}
	chs, err := header.ParseChallenges([]string{before + text + `"`})
	if fault >= 0 {
		if e, ok := errors.AsType[*header.SyntaxError](err); !ok || e.Offset != fault {
			t.Errorf("%q: %v, want offset %d", text, err, fault)
		}
		return
	}
	if err != nil {
		t.Errorf("%q: %v", text, err)
		return
	}
	if got, _ := chs[0].Param("b"); got != want {
		t.Errorf("%q is read as %q", text, got)
	}
}

// checkSent sends text as a quoted-string. Whoever receives it must read the
// same.
func checkSent(t *testing.T, text string, ok bool) {
	t.Helper()
	ch, err := header.NewChallenge("A", header.Quoted("b", text))
	if (err == nil) != ok {
		t.Errorf("%q: %v", text, err)
	}
	if err != nil {
		return
	}
	chs, err := header.ParseChallenges([]string{ch.String()})
	if err != nil || len(chs) != 1 {
		t.Errorf("%q is sent as %q: %v", text, ch, err)
		return
	}
	if got, _ := chs[0].Param("b"); got != text {
		t.Errorf("%q is sent as %q and read as %q", text, ch, got)
	}
}
