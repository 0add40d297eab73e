// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"strings"
	"unicode/utf8"
)

// An ExtValueError says where the value of a parameter departs from the extended
// notation. It never holds any part of the value, which may be a user's name.
type ExtValueError struct {
	Offset int    // index of the byte in the value, from 0
	Reason string // a constant text
}

// Error returns the reason.
func (e *ExtValueError) Error() string { return "header: " + e.Reason }

// Reasons of an ExtValueError.
const (
	wantStar     = "the name of a parameter with an extended value ends in no star"
	quotedExt    = "an extended value must not be a quoted-string"
	wantUTF8     = "the charset of an extended value is not UTF-8"
	wantLanguage = "the language of an extended value is faulty"
	badExtChar   = "a byte that no extended value may hold"
	badEscape    = "a percent sign without two hexadecimal digits"
	badUTF8      = "an extended value is not valid UTF-8"
)

// ExtValue returns a parameter whose value is sent in the extended notation of
// RFC 8187, Section 3.2, in UTF-8 and without a language. The name must end in
// the star that tells recipients so: "username*" of Digest is the one use among
// the registered schemes. The New functions refuse the parameter if the name has
// no star or the value is not UTF-8. Do not use it for other parameters: most
// recipients ignore a name with a star.
func ExtValue(name, value string) Param {
	if !strings.HasSuffix(name, "*") {
		return Param{"", ""} // no token
	}
	if !utf8.ValidString(value) {
		return Param{name, ""} // no token
	}
	return Param{name, encodeExt(value)}
}

// ExtValue returns the text of a value in the extended notation of RFC 8187,
// Section 3.2, as ExtValue, the function, makes it. Call it for parameters whose
// name ends in a star only. What is not exactly in that notation is an
// *[ExtValueError]: a quoted-string, another charset than UTF-8, a language that
// is no tag of RFC 5646, an escape that is broken, octets that are not UTF-8. It
// allocates only if there are escapes.
//
// The text may hold any character, line breaks and NUL among them: check it as
// strictly as the same value in the plain notation.
func (p Param) ExtValue() (string, error) {
	if !strings.HasSuffix(p.Name, "*") {
		return "", &ExtValueError{0, wantStar}
	}
	if p.IsQuoted() {
		return "", &ExtValueError{0, quotedExt}
	}
	s := p.wire
	quote := strings.IndexByte(s, '\'')
	if quote < 0 || !EqualFold(s[:quote], "utf-8") {
		return "", &ExtValueError{0, wantUTF8}
	}
	start := quote + 1
	quote = strings.IndexByte(s[start:], '\'')
	if quote < 0 || quote > 0 && !isLanguageTag(s[start:start+quote]) {
		return "", &ExtValueError{start, wantLanguage}
	}
	start += quote + 1
	return decodeExt(s, start)
}

// isAttrChar reports whether c stands for itself in an extended value: the bytes
// of a token but for three.
func isAttrChar(c byte) bool {
	return class[c]&isTchar != 0 && c != '*' && c != '\'' && c != '%'
}

// decodeExt returns the text of the value-chars that start at s[start].
func decodeExt(s string, start int) (string, error) {
	escapes := 0
	for i := start; i < len(s); i++ {
		switch {
		case s[i] != '%':
			if !isAttrChar(s[i]) {
				return "", &ExtValueError{i, badExtChar}
			}
		case i+2 >= len(s) || unhex(s[i+1]) < 0 || unhex(s[i+2]) < 0:
			return "", &ExtValueError{i, badEscape}
		default:
			escapes++
			i += 2
		}
	}
	if escapes == 0 {
		return s[start:], nil
	}
	var b strings.Builder
	b.Grow(len(s) - start - 2*escapes)
	for i := start; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			c = byte(unhex(s[i+1])<<4 | unhex(s[i+2]))
			i += 2
		}
		b.WriteByte(c)
	}
	if !utf8.ValidString(b.String()) {
		return "", &ExtValueError{start, badUTF8}
	}
	return b.String(), nil
}

// unhex returns the value of a hexadecimal digit, or -1.
func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= lower(c) && lower(c) <= 'f':
		return int(lower(c)-'a') + 10
	}
	return -1
}

// encodeExt returns the extended value of a text.
func encodeExt(text string) string {
	const prefix, hex = "UTF-8''", "0123456789ABCDEF"
	escapes := 0
	for i := range len(text) {
		if !isAttrChar(text[i]) {
			escapes++
		}
	}
	var b strings.Builder
	b.Grow(len(prefix) + len(text) + 2*escapes)
	b.WriteString(prefix)
	for i := range len(text) {
		if c := text[i]; isAttrChar(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
