// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

// The combinators of rules whose value is a text.

// A class is a rule that matches exactly one octet: it says which ones.
type class func(b byte) bool

// oneOf reports whether b is in a list: ABNF "a" / "b" / "c".
func oneOf(b byte, list string) bool {
	for i := range len(list) {
		if list[i] == b {
			return true
		}
	}
	return false
}

// octet matches one octet of a class.
func octet(c class) rule[string] {
	return func(in string, at int) []match[string] {
		if at < len(in) && c(in[at]) {
			return []match[string]{{at + 1, in[at : at+1]}}
		}
		return nil
	}
}

// octets is <min>*class. Every number of octets is a match, not only the
// largest.
func octets(min int, c class) rule[string] {
	return func(in string, at int) []match[string] {
		var found []match[string]
		for end := at; ; end++ {
			if end-at >= min {
				found = append(found, match[string]{end, in[at:end]})
			}
			if end == len(in) || !c(in[end]) {
				return found
			}
		}
	}
}

// between is <min>*<max>class.
func between(min, max int, c class) rule[string] {
	return func(in string, at int) []match[string] {
		var found []match[string]
		for _, m := range octets(min, c)(in, at) {
			if m.end-at <= max {
				found = append(found, m)
			}
		}
		return found
	}
}

// literal matches a quoted text of the ABNF, which has no case (RFC 5234,
// section 2.3). Its value is the text of the input.
func literal(text string) rule[string] {
	return func(in string, at int) []match[string] {
		end := at + len(text)
		if end <= len(in) && lower(in[at:end]) == lower(text) {
			return []match[string]{{end, in[at:end]}}
		}
		return nil
	}
}

// seq is the sequence of rules, and its value their joined texts.
func seq(first rule[string], rest ...rule[string]) rule[string] {
	for _, r := range rest {
		first = then(first, r, concat)
	}
	return first
}

func concat(a, b string) string { return a + b }

// lower maps the letters A to Z, and no others, to lower case.
func lower(s string) string {
	low := []byte(s)
	for i, b := range low {
		if 'A' <= b && b <= 'Z' {
			low[i] = b + ('a' - 'A')
		}
	}
	return string(low)
}
