// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"strings"
	"testing"
)

// checkPlain holds isPlain to what is written: the text as it is, and no other.
func checkPlain(t *testing.T, it item) {
	t.Helper()
	if it.shape == bare68 { // cannot be sent
		return
	}
	written := string(it.append(nil))
	if same := written == it.text; it.isPlain() != (same && it.shape&hasEscapes == 0) {
		t.Fatalf("%q: plain: %t, written as %q", it.text, it.isPlain(), written)
	}
	if got := it.write(); got != written {
		t.Fatalf("%q: %q, not %q", it.text, got, written)
	}
}

// All strings of up to seven symbols behind the name of a scheme, and those of an
// Info.
func TestPlainItems(t *testing.T) {
	symbols := []string{"a", "b", "=", `"`, ",", " ", "\t", `\`, "realm="}
	n := 6
	if testing.Short() {
		n = 5
	}
	count, plain := 0, 0
	note := func(it item) {
		checkPlain(t, it)
		if count++; it.isPlain() {
			plain++
		}
	}
	var all func(s string, n int)
	all = func(s string, n int) {
		for _, line := range []string{"A" + s, "A a=b, " + s} {
			if chs, err := ParseChallenges([]string{line}); err == nil {
				for _, ch := range chs {
					note(ch.item)
				}
			}
		}
		if in, err := ParseInfo([]string{s}); err == nil {
			if got, want := in.String(), string(in.Params().append(nil)); got != want {
				t.Fatalf("%q: %q, not %q", s, got, want)
			}
		}
		if n == 0 {
			return
		}
		for _, symbol := range symbols {
			all(s+symbol, n-1)
		}
	}
	all("", n)
	if count < 5_000 || plain < 1_000 || plain == count {
		t.Errorf("%d items, %d of them plain", count, plain)
	}
}

// Most of what is sent and received is written without being put together again.
func TestPlainExamples(t *testing.T) {
	const long = `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, nonce="7y", nc=00000001, cnonce="f2", qop=auth, response="8c", opaque="FQ"`
	for line, want := range map[string]bool{
		"Negotiate":                                      true,
		"Basic YWxhZGRpbg==":                             true,
		"Basic  YWxhZGRpbg==":                            false,
		`Basic realm="a"`:                                true,
		`Basic realm=a`:                                  false,
		`Basic Realm=a`:                                  false,
		`Basic realn=a`:                                  true,
		`Basic realm="a\"b"`:                             false, // it may have needless escapes
		`Basic realm="a",charset="UTF-8"`:                false,
		`Basic realm="a",	charset="UTF-8"`:               false,
		`Basic realm="a" ,charset="UTF-8"`:               false,
		`Basic realm="a",,charset="UTF-8"`:               false,
		`Basic realm="a", charset="UTF-8"`:               true,
		`Basic realm="a",  charset="UTF-8"`:              false,
		`Basic realm ="a"`:                               false,
		`Basic realm= "a"`:                               false,
		long:                                             true,
		strings.Replace(long, "qop=auth", "realm2=x", 1): true,
		strings.Replace(long, "uri=", "uri =", 1):        false,
		strings.Replace(long, `cnonce="f2", `, `cnonce="f2" , `, 1):                 false,
		strings.Replace(long, `realm="http-auth@example.org"`, "realm=example", 1):  false,
		strings.Replace(long, `realm="http-auth@example.org"`, `realm="\e"`, 1):     false,
		strings.Replace(long, `username="Mufasa", realm="http`, `realm="a http`, 1): true,
	} {
		c, err := ParseCredentials([]string{line})
		if err != nil {
			t.Errorf("%q: %v", line, err)
			continue
		}
		checkPlain(t, c.item)
		if got := c.isPlain(); got != want {
			t.Errorf("%q: %t", line, got)
		}
		if got := testing.AllocsPerRun(10, func() { _ = c.Reveal() }); want && got != 0 {
			t.Errorf("%q: %v allocations", line, got)
		}
	}
}
