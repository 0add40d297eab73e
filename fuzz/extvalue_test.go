// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
	"github.com/go-httpauth/httpauth/fuzz/vectors"
	"github.com/go-httpauth/httpauth/header"
)

// extParam returns a parameter that has exactly that text on the wire, if it is
// a token or a quoted-string.
func extParam(text string) header.Param {
	if text, quoted := strings.CutPrefix(text, `"`); quoted {
		return header.Quoted("a*", strings.TrimSuffix(text, `"`))
	}
	return header.Token("a*", text)
}

// TestExtValueVectors holds header to every vector of RFC 8187.
func TestExtValueVectors(t *testing.T) {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range all {
		if v.Field != "ext-value" {
			continue
		}
		n++
		got, err := extParam(v.Lines[0]).ExtValue()
		if (err == nil) != (v.Expect == "accept") || got != v.Value {
			t.Errorf("%s: %q, %v, want %s, %q (%s)", v.Name, got, err, v.Expect, v.Value, v.Comment)
		}
	}
	if n != 166 {
		t.Errorf("%d vectors were looked at, want 166", n)
	}
}

// TestExtValueLanguages asks for all languages of up to three subtags, one of each
// length and kind, behind a language and alone.
func TestExtValueLanguages(t *testing.T) {
	subtags := []string{"", "a", "x", "X", "9", "en", "1a", "abc", "123", "1ab", "Latn", "1abc", "a1bc", "abcde", "1bcdefgh", "abcdefgh", "abcdefghi"}
	tags := []string{"en", "sgn", "Latn", "abcde", "i", "x"}
	all := append([]string{"en-gb-OED", "EN-gb-oed-x-a", "i-klingon", "i-klingons", "sgn-be-fr", "art-lojban", "zh-min-nan", "en_US", "en-é"}, subtags...)
	for range 3 {
		var longer []string
		for _, tag := range tags {
			for _, subtag := range subtags {
				longer = append(longer, tag+"-"+subtag)
			}
		}
		all = append(all, tags...)
		tags = longer
	}
	accepted := 0
	for _, tag := range append(all, tags...) {
		s := "UTF-8'" + tag + "'v"
		want, ok := oracle.ExtValue(s)
		got, err := header.Token("a*", s).ExtValue()
		if (err == nil) != ok || got != want {
			t.Errorf("%s: %v, want %v", tag, err, ok)
		}
		if ok {
			accepted++
		}
	}
	if accepted < 1000 {
		t.Errorf("only %d of %d were accepted", accepted, len(all)+len(tags))
	}
	t.Logf("%d of %d were accepted", accepted, len(all)+len(tags))
}

// Whatever the text, header reads it as the ABNF does; and any text comes back
// from what header writes.
func FuzzExtValue(f *testing.F) {
	all, err := vectors.All()
	if err != nil {
		f.Fatal(err)
	}
	for _, v := range all {
		if v.Field == "ext-value" {
			f.Add(v.Lines[0])
		}
	}
	f.Add("UTF-8'zh-cmn-yue-gan-Hans-CN-scouse-1996-u-co-phonebk-t-it-x-a-1'v") // all kinds of subtags
	f.Add("UTF-8'a-bb'v")                                                       // a singleton first
	f.Add("UTF-8'en--US'v")                                                     // an empty subtag
	f.Add("UTF-8'en-'v")                                                        // an empty one at the end
	f.Add("UTF-8'sgn-BE-FR-x-y'v")                                              // more behind an irregular tag
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) <= maxOracle && !strings.HasPrefix(s, `"`) {
			want, ok := oracle.ExtValue(s)
			got, err := extParam(s).ExtValue()
			if (err == nil) != ok || got != want {
				t.Errorf("%q: %q, %v, want %q, %v", s, got, err, want, ok)
			}
			if err != nil {
				checkError(t, err, s)
			}
		}
		c, err := header.NewCredentials("A", header.ExtValue("a*", s))
		if (err == nil) != utf8.ValidString(s) {
			t.Fatalf("%q is written with %v", s, err)
		}
		if err != nil {
			return
		}
		checkText(t, c.Reveal())
		again, err := header.ParseCredentials([]string{c.Reveal()})
		if err != nil {
			t.Fatalf("%q: %v", c.Reveal(), err)
		}
		for p := range again.Params().All() {
			if got, err := p.ExtValue(); err != nil || got != s {
				t.Errorf("%q comes back as %q, %v", s, got, err)
			}
		}
	})
}
