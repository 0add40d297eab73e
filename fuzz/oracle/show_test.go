// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
)

// The tables of this package write results as text: items separated by "; ",
// an item being its scheme, its token68 in brackets, and its parameters, those
// sent as quoted-string in quotes. What is not accepted is
// a word in parentheses, which are in no token.
const (
	outside   = "(outside)"
	duplicate = "(duplicate)"
	ambiguous = "(ambiguous)"
)

func show(verdict oracle.Verdict, items ...oracle.Item) string {
	switch verdict {
	case oracle.Accepted:
	case oracle.Outside:
		return outside
	case oracle.Duplicate:
		return duplicate
	case oracle.Ambiguous:
		return ambiguous
	default:
		return "(unknown verdict)"
	}
	var texts []string
	for _, item := range items {
		texts = append(texts, showItem(item))
	}
	return strings.Join(texts, "; ")
}

func showItem(item oracle.Item) string {
	var words []string
	if item.Scheme != "" {
		words = append(words, item.Scheme)
	}
	if item.Token68 != "" {
		words = append(words, "["+item.Token68+"]")
	}
	for _, p := range item.Params {
		if p.Quoted {
			words = append(words, p.Name+"="+quote(p.Value))
		} else {
			words = append(words, p.Name+"="+p.Value)
		}
	}
	return strings.Join(words, " ")
}

// The readers of the three kinds of field, with the result as text.

func challenges(line string) string {
	items, verdict := oracle.Challenges(line)
	return show(verdict, items...)
}

func credentials(line string) string {
	item, verdict := oracle.Credentials(line)
	return show(verdict, item)
}

func info(line string) string {
	item, verdict := oracle.Info(line)
	return show(verdict, item)
}

// A corner is one line of a table: an input, its result, and the rule that
// makes it so.
type corner struct{ in, want, why string }

// check runs a table, which must have at least min lines.
func check(t *testing.T, read func(string) string, min int, table []corner) {
	t.Helper()
	if len(table) < min {
		t.Errorf("%d cases, want at least %d", len(table), min)
	}
	seen := make(map[string]bool)
	for _, c := range table {
		if got := read(c.in); got != c.want {
			t.Errorf("%q\n got %s\nwant %s\n why %s", c.in, got, c.want, c.why)
		}
		if c.why == "" || seen[c.in] {
			t.Errorf("%q: no reason given, or the case is there twice", c.in)
		}
		seen[c.in] = true
	}
	t.Logf("%d cases", len(table))
}

// quote writes an octet that is not printable ASCII as \x and two digits, so
// that tables show octets and not characters.
func quote(s string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case 0x20 <= c && c <= 0x7E:
			b.WriteByte(c)
		default:
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	b.WriteByte('"')
	return b.String()
}
