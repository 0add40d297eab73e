// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

func ExampleParam_ExtValue() {
	c, err := header.ParseCredentials([]string{`Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm="api@example.org"`})
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range c.Params().All() {
		if header.EqualFold(p.Name, "username*") {
			fmt.Println(p.ExtValue())
		}
	}
	// Output: Jäsøn Doe <nil>
}

func ExampleExtValue() {
	c, err := header.NewCredentials("Digest", header.ExtValue("username*", "Jäsøn Doe"))
	fmt.Println(c.Reveal(), err)
	_, err = header.NewCredentials("Digest", header.ExtValue("username*", "J\xe4s\xf8n Doe"))
	fmt.Println(err)
	// Output:
	// Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe <nil>
	// header: a value to be sent as a token is none
}

func TestExtValueErrors(t *testing.T) {
	tests := []struct {
		name   string
		p      header.Param
		offset int
	}{
		{"no star", header.Token("username", "UTF-8''a"), 0},
		{"quoted", header.Quoted("username*", "UTF-8''a"), 0},
		{"no charset", header.Token("a*", "''b"), 0},
		{"no quote", header.Token("a*", "UTF-8"), 0},
		{"one quote", header.Token("a*", "UTF-8'b"), 6},
		{"a language of one letter", header.Token("a*", "UTF-8'e'b"), 6},
		{"a star", header.Token("a*", "UTF-8''ab*"), 9},
		{"a third quote", header.Token("a*", "UTF-8''a'b"), 8},
		{"half an escape", header.Token("a*", "UTF-8''a%4"), 8},
		{"no hexadecimal digit", header.Token("a*", "UTF-8''%G0"), 7},
		{"Latin-1", header.Token("a*", "UTF-8''%E4"), 7},
		{"a surrogate", header.Token("a*", "UTF-8''%ED%A0%80"), 7},
		{"zero", header.Param{}, 0},
	}
	for _, tt := range tests {
		value, err := tt.p.ExtValue()
		var e *header.ExtValueError
		if !errors.As(err, &e) || value != "" || e.Offset != tt.offset || e.Error() != "header: "+e.Reason {
			t.Errorf("%s: %q, %+v, want offset %d", tt.name, value, err, tt.offset)
		}
	}
}

// The languages of RFC 5646, and what is close to them.
func TestExtValueLanguage(t *testing.T) {
	for language, want := range map[string]bool{
		"": true, "de": true, "DE-ch-1996": true, "zh-cmn-yue-gan-Hans-CN": true, "zh-cmn-yue-gan-nan": false, "abcd-efg": false,
		"sl-rozaj-biske-1994": true, "es-419": true, "de-DE-AT": false, "en-u-co-phonebk-t-it": true, "en-u": false, "en-u-x": false,
		"x-a-1": true, "X": false, "x-": false, "x-abcdefghi": false, "en-x-a": true, "en-x": false, "i-klingon": true, "i-none": false,
		"en-GB-oed": true, "en-GB-oed-x-a": false, "-en": false, "en-": false, "en--US": false, "e": false, "e1": false, "abcdefghi": false, "en_US": false,
	} {
		if _, err := header.Token("a*", "utf-8'"+language+"'v").ExtValue(); (err == nil) != want {
			t.Errorf("%q: %v", language, err)
		}
	}
}

// What ExtValue cannot write, the New functions refuse.
func TestExtValueRefused(t *testing.T) {
	for name, p := range map[string]header.Param{
		"no star":          header.ExtValue("username", "a"),
		"no name":          header.ExtValue("", "a"),
		"the name realm":   header.ExtValue("realm", "a"),
		"a name in quotes": header.ExtValue(`"*`, "a"),
		"not UTF-8":        header.ExtValue("username*", `"`+"\xff"),
	} {
		if c, err := header.NewCredentials("A", p); err == nil {
			t.Errorf("%s: %s", name, c.Reveal())
		}
	}
	if c, err := header.NewCredentials("A", header.ExtValue("*", "")); err != nil || c.Reveal() != "A *=UTF-8''" {
		t.Errorf("%s, %v", c.Reveal(), err)
	}
}

func TestExtValueAllocs(t *testing.T) {
	plain, escaped := header.Token("a*", "UTF-8'de-CH'plain"), header.ExtValue("a*", "Jäsøn Doe")
	for name, tt := range map[string]struct {
		f    func() (string, error)
		want string
		n    float64
	}{
		"plain":   {plain.ExtValue, "plain", 0},
		"escaped": {escaped.ExtValue, "Jäsøn Doe", 1},
	} {
		var got string
		var err error
		n := testing.AllocsPerRun(100, func() { got, err = tt.f() })
		if n != tt.n || got != tt.want || err != nil {
			t.Errorf("%s: %q, %v, %v allocations", name, got, err, n)
		}
	}
}

func ExampleWords() {
	for scope := range header.Words("read  write\tadmin ") {
		fmt.Println(scope)
	}
	// Output:
	// read
	// write
	// admin
}

func TestWords(t *testing.T) {
	for value, want := range map[string]string{
		"": "[]", " ": "[]", "\t \t": "[]", "a": "[a]", " a": "[a]", "a ": "[a]", "a  b": "[a b]",
		"a,b\u00a0c d": "[a,b\u00a0c d]", "/a /b": "[/a /b]",
	} {
		got := []string{}
		for word := range header.Words(value) {
			got = append(got, word)
		}
		if s := fmt.Sprint(got); s != want {
			t.Errorf("%q: %s, want %s", value, s, want)
		}
	}
	for range header.Words("a b") {
		break // the iterator must stop
	}
}
