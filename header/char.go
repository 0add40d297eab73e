// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "math/bits"

// Classes of bytes, RFC 9110, Sections 5.5 and 5.6.
const (
	isTchar  uint8 = 1 << iota // may stand in a token
	is68                       // may stand in a token68, before its padding
	isQdtext                   // may stand in a quoted-string as it is
	isQuoted                   // may follow a backslash in a quoted-string
	isBlank                    // SP or HTAB: OWS and BWS
)

// class holds the classes of each byte.
var class = classes()

func classes() (t [256]uint8) {
	for c := range t {
		alnum := '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
		if alnum || contains("!#$%&'*+-.^_`|~", byte(c)) {
			t[c] |= isTchar
		}
		if alnum || contains("-._~+/", byte(c)) {
			t[c] |= is68
		}
		if c == '\t' || ' ' <= c && c != 0x7f {
			t[c] |= isQuoted
			if c != '"' && c != '\\' {
				t[c] |= isQdtext
			}
		}
	}
	t[' '] |= isBlank
	t['\t'] |= isBlank
	return t
}

func contains(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}

// EqualFold reports whether s and t are the same but for the case of ASCII
// letters. Unicode folding has no place in a protocol: it would take the Kelvin
// sign for a k.
func EqualFold(s, t string) bool {
	if len(s) != len(t) {
		return false
	}
	for i := range len(s) {
		if s[i] != t[i] && lower(s[i]) != lower(t[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// IsToken reports whether s is a token (RFC 9110, Section 5.6.2): the form of
// scheme names, parameter names and unquoted values.
func IsToken(s string) bool {
	return s != "" && tokenEnd(s, 0) == len(s)
}

// tokenEnd returns the end of the run of token bytes that starts at s[i].
func tokenEnd(s string, i int) int {
	for ; i <= len(s)-8; i += 8 {
		if stop := noLetters(load(s[i : i+8])); stop != 0 {
			i += bits.TrailingZeros64(stop) / 8
			break
		}
	}
	for i < len(s) && class[s[i]]&isTchar != 0 {
		i++
	}
	return i
}

// token68End returns the end of the token68 that starts at s[i], or i.
func token68End(s string, i int) int {
	start := i
	t := s[i:]
	for j := 0; j <= len(t)-8; j += 8 {
		b := t[j : j+8]
		if (class[b[0]]&class[b[1]])&(class[b[2]]&class[b[3]])&((class[b[4]]&class[b[5]])&(class[b[6]]&class[b[7]]))&is68 == 0 {
			break
		}
		i += 8
	}
	for i < len(s) && class[s[i]]&is68 != 0 {
		i++
	}
	if i == start {
		return start
	}
	for i < len(s) && s[i] == '=' {
		i++
	}
	return i
}

// quotedEnd returns the end of the text inside a quoted-string, of which s[i] is
// a part, and whether there is a backslash from there on. If s[end] is not a
// quote, the string is faulty there.
func quotedEnd(s string, i int) (end int, escaped bool) {
	for i < len(s) && s[i] != '"' {
		switch c := s[i]; {
		case class[c]&isQdtext != 0:
			i++
		case c != '\\':
			return i, escaped
		case i+1 == len(s) || class[s[i+1]]&isQuoted == 0:
			return i + 1, true
		default:
			escaped = true
			i += 2
		}
	}
	return i, escaped
}

// skipBlank returns the end of the blanks that start at s[i].
func skipBlank(s string, i int) int {
	for i < len(s) && class[s[i]]&isBlank != 0 {
		i++
	}
	return i
}

// trimBlank returns where the field value in the line s starts and ends:
// blanks around it are no part of it (RFC 9110, Section 5.5).
func trimBlank(s string) (start, end int) {
	end = len(s)
	for start < end && class[s[start]]&isBlank != 0 {
		start++
	}
	for start < end && class[s[end-1]]&isBlank != 0 {
		end--
	}
	return start, end
}
