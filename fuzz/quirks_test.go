// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"math/bits"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/go-httpauth/httpauth/fuzz/vectors"
	"github.com/go-httpauth/httpauth/header"
)

const (
	quirkCount = 16
	allQuirks  = header.Quirks(1<<quirkCount - 1)
)

// tolerant are the parsers with quirks.
var tolerant = map[string]func(q header.Quirks, lines []string) ([]vectors.Item, error){
	"WWW-Authenticate": func(q header.Quirks, lines []string) (items []vectors.Item, err error) {
		chs, err := header.Parser{Quirks: q}.ParseChallenges(lines)
		for _, ch := range chs {
			items = append(items, itemOf(ch))
		}
		return items, err
	},
	"Authorization": func(q header.Quirks, lines []string) ([]vectors.Item, error) {
		c, err := header.Parser{Quirks: q}.ParseCredentials(lines)
		if err != nil {
			return nil, err
		}
		return []vectors.Item{itemOf(c)}, nil
	},
	"Authentication-Info": func(q header.Quirks, lines []string) ([]vectors.Item, error) {
		info, err := header.Parser{Quirks: q}.ParseInfo(lines)
		if err != nil {
			return nil, err
		}
		return []vectors.Item{{Params: paramsOf(info.Params())}}, nil
	},
}

// ignoreQuoted compares items as quirks do: a value that is no token cannot be
// anything but quoted in a well-formed item.
var ignoreQuoted = cmpopts.IgnoreFields(vectors.Param{}, "Quoted")

// TestQuirkVectors holds header to every vector, with and without its quirks.
func TestQuirkVectors(t *testing.T) {
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	per := make(map[header.Quirks]int)
	for _, v := range all {
		parse, ok := tolerant[v.Field]
		if !ok {
			continue
		}
		if _, err := parse(0, v.Lines); outcome(err) != v.Expect {
			t.Errorf("%s: %v without quirks, want %s", v.Name, err, v.Expect)
		}
		if v.Expect == "accept" { // quirks must not matter
			if items, err := parse(allQuirks, v.Lines); err != nil || cmp.Diff(v.Items, items) != "" {
				t.Errorf("%s: %v with all quirks: %s", v.Name, err, cmp.Diff(v.Items, items))
			}
		}
		if len(v.Quirks) == 0 {
			continue
		}
		n++
		var quirks header.Quirks
		if err := quirks.UnmarshalText([]byte(strings.Join(v.Quirks, " "))); err != nil || bits.OnesCount32(uint32(quirks)) != len(v.Quirks) {
			t.Errorf("%s: %v: %v", v.Name, v.Quirks, err)
			continue
		}
		items, err := parse(quirks, v.Lines)
		if diff := cmp.Diff(v.Items, items, ignoreQuoted); err != nil || diff != "" {
			t.Errorf("%s: with %v: %v %s", v.Name, v.Quirks, err, diff)
		}
		for left := quirks; left != 0; left &= left - 1 {
			quirk := left & -left
			per[quirk]++
			items, err := parse(quirks&^quirk, v.Lines)
			if err == nil && cmp.Equal(v.Items, items, ignoreQuoted) {
				t.Errorf("%s: it does without %v", v.Name, quirk)
			}
		}
	}
	if n != 200 {
		t.Errorf("%d vectors with quirks were looked at, want 200", n)
	}
	for i := range quirkCount {
		if quirk := header.Quirks(1 << i); per[quirk] < 4 {
			t.Errorf("%d vectors with %v, want 4", per[quirk], quirk)
		}
	}
	if len(per) != quirkCount || allQuirks.String() == (allQuirks>>1).String() || header.Quirks(1<<quirkCount).String() != "" {
		t.Errorf("not %d quirks", quirkCount)
	}
}

// TestQuirksDoNotCure looks for what no set of quirks may accept.
func TestQuirksDoNotCure(t *testing.T) {
	lines := []string{
		"X a=b, A=c", "X a=b; a=c", "X a=b a=c", "X,a=b,a=c", "X a==b, a=c d", // a parameter twice
		"X a=b, Y c=d", "Basic YTpi, Bearer x", "Basic YTpi, @", "X, Y", `X a="b" Y c=d`, `X a="b"Y c=d`, "X a=b, Y c=(", // several credentials
		"X a=\"b\r\nc\"", "X a=\"b\nc\"", "X a=\"b\x00\"", "X\r\na=b", "X a=b\r", "X a=\"\\\n\"", "X a\x01=b", // line breaks
		"", ",", "@", "=", "a=b", `"`, `"X" a=b`, "X=b", // no scheme
	}
	for _, line := range lines {
		for _, q := range []header.Quirks{allQuirks &^ header.QuirkKeepPrefix, allQuirks, header.QuirkKeepPrefix, header.QuirkKeepPrefix | header.QuirkMissingComma} {
			c, err := header.Parser{Quirks: q}.ParseCredentials([]string{line})
			if err == nil {
				t.Errorf("%q is accepted as %s with %v", line, c.Reveal(), q)
			}
		}
	}
	for _, n := range []int{2, 3} {
		if _, err := (header.Parser{Quirks: allQuirks}).ParseCredentials(make([]string, n)); err == nil {
			t.Errorf("%d lines are accepted", n)
		}
	}
}

// FuzzQuirks: whatever the line and the quirks, nothing panics; what the strict
// parser accepts means the same; and what is accepted is well-formed when it is
// sent.
func FuzzQuirks(f *testing.F) {
	all, err := vectors.All()
	if err != nil {
		f.Fatal(err)
	}
	n := 0
	for _, v := range all {
		var q header.Quirks
		if q.UnmarshalText([]byte(strings.Join(v.Quirks, " "))) == nil && q != 0 {
			line := strings.Join(v.Lines, "\n")
			f.Add(uint32(q), line)
			f.Add(uint32(allQuirks), line)
			n++
		}
	}
	if n != 200 {
		f.Fatalf("%d seeds, want 200", n)
	}
	f.Add(uint32(header.QuirkControls), "X a=\"\\\x01\\\"\\\\\", b=c, d=\"\x02\"")                 // escapes and controls
	f.Add(uint32(header.QuirkControls), "X a=\"\x01\", b=1")                                       // a token behind it
	f.Add(uint32(header.QuirkControls), "X "+strings.Repeat("n", 300)+"=\"\x7f\"")                 // not in the index
	f.Add(uint32(header.QuirkBareValues|header.QuirkSemicolons), "X a=b;c=d;e; f=g;")              // what ends a value
	f.Add(uint32(header.QuirkSpacedValues|header.QuirkMissingComma), "X a=b c d=e f")              // the same
	f.Add(uint32(header.QuirkValuelessParams|header.QuirkOrphanParams), "X a, b=c, D e=f, g=, h=") // a word, or a token68
	f.Add(uint32(header.QuirkObsFold), "X a=\"b\r\n \r\n\tc\",\r\n @")                             // folds before a fault
	f.Add(uint32(header.QuirkOpenQuote), `X a="b\`)                                                // an escape of nothing
	f.Add(uint32(header.QuirkSkipBadLines|header.QuirkBareValues), "a=b\n@\na=c/d\n")              // of an Info
	f.Fuzz(func(t *testing.T, set uint32, field string) {
		q, lines := header.Quirks(set), strings.Split(field, "\n")
		p := header.Parser{Quirks: q}
		for name, parse := range parsers {
			strict, strictErr := parse(lines)
			items, err := tolerant[name](q, lines)
			if strictErr == nil || q == 0 {
				if diff := cmp.Diff(strict, items); diff != "" || outcome(err) != outcome(strictErr) {
					t.Errorf("%s: %v, strict %v: %s", name, err, strictErr, diff)
				}
			}
			if err != nil {
				checkError(t, err, lines...)
			}
		}
		chs, err := p.ParseChallenges(lines)
		i := 0
		for ch, chErr := range p.Challenges(lines) {
			if err == nil && (chErr != nil || i == len(chs) || ch != chs[i]) {
				t.Errorf("%v, %v where ParseChallenges has another", ch, chErr)
			}
			i++
		}
		if err == nil && i != len(chs) {
			t.Errorf("%d challenges, %d with ParseChallenges", i, len(chs))
		}
		for _, ch := range chs {
			again, err := header.ParseChallenges([]string{ch.String()})
			if err != nil || len(again) != 1 {
				t.Fatalf("%q is sent: %v", ch, err)
			}
			_, err = ch.AppendText(nil)
			checkSent(t, q, ch.String(), itemOf(ch), itemOf(again[0]), err != nil)
		}
		if c, err := p.ParseCredentials(lines); err == nil {
			again, err := header.ParseCredentials([]string{c.Reveal()})
			if err != nil {
				t.Fatalf("%q is sent: %v", c.Reveal(), err)
			}
			token, single := c.Token68()
			_, err = header.NewCredentials68("X", token)
			checkSent(t, q, c.Reveal(), itemOf(c), itemOf(again), single && err != nil)
		}
		if info, err := p.ParseInfo(lines); err == nil {
			again, err := header.ParseInfo([]string{info.String()})
			if err != nil {
				t.Fatalf("%q is sent: %v", info, err)
			}
			checkSent(t, q, info.String(), vectors.Item{Params: paramsOf(info.Params())}, vectors.Item{Params: paramsOf(again.Params())}, false)
		}
	})
}

// checkSent fails if what was sent is not what was read, but for the two quirks
// whose comments say so. bare tells that there is a token68 that is none.
func checkSent(t *testing.T, q header.Quirks, text string, read, sent vectors.Item, bare bool) {
	t.Helper()
	checkText(t, text)
	if bare && q&header.QuirkBareToken68 != 0 && read.HasToken68 {
		read.Token68, read.HasToken68 = "", false
	}
	for i := range read.Params {
		value := []byte(read.Params[i].Value)
		for j, c := range value {
			if c == '\r' || c == '\n' || c == 0 {
				t.Errorf("%q was read", value)
			}
			if (c < ' ' && c != '\t' || c == 0x7f) && q&header.QuirkControls != 0 {
				value[j] = ' '
			}
		}
		read.Params[i].Value = string(value)
		if strings.EqualFold(read.Params[i].Name, "realm") {
			read.Params[i].Quoted = true
		}
	}
	if diff := cmp.Diff(read, sent); diff != "" {
		t.Errorf("%q was sent: %s", text, diff)
	}
}
