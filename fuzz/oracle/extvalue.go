// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

import (
	"strconv"
	"unicode/utf8"
)

// The extended notation of RFC 8187, section 3.2.1.

// ExtValue decodes an ext-value, the value of a parameter whose name ends in
// an asterisk. Other charsets than UTF-8 are refused, and so is a value that
// is not valid UTF-8. The input is the token as sent: no blanks are stripped,
// and a quoted-string is no ext-value, which is the caller's to check.
func ExtValue(s string) (value string, ok bool) {
	parsed, verdict := decide(extValue, s)
	if verdict != Accepted || lower(parsed.charset) != "utf-8" || !utf8.ValidString(parsed.value) {
		return "", false
	}
	return parsed.value, true
}

// An extended is the value of an ext-value; the language is not kept.
type extended struct{ charset, value string }

// ext-value = charset  "'" [ language ] "'" value-chars
func extValue(in string, at int) []match[extended] {
	language := seq(literal("'"), optional[string](languageTag), literal("'"))
	pair := func(charset, value string) extended { return extended{charset, value} }
	return then(before(charset, language), valueChars, pair)(in, at)
}

// charset = "UTF-8" / mime-charset
func charset(in string, at int) []match[string] {
	return either(literal("UTF-8"), mimeCharset)(in, at)
}

// mime-charset = 1*mime-charsetc
func mimeCharset(in string, at int) []match[string] {
	return octets(1, mimeCharsetc)(in, at)
}

// mime-charsetc = ALPHA / DIGIT
//
//	/ "!" / "#" / "$" / "%" / "&"
//	/ "+" / "-" / "^" / "_" / "`"
//	/ "{" / "}" / "~"
func mimeCharsetc(b byte) bool { return alpha(b) || digit(b) || oneOf(b, "!#$%&+-^_`{}~") }

// value-chars = *( pct-encoded / attr-char )
func valueChars(in string, at int) []match[string] {
	return many(either(pctEncoded, octet(attrChar)), concat)(in, at)
}

// pct-encoded = "%" HEXDIG HEXDIG
//
// Its value is the octet.
func pctEncoded(in string, at int) []match[string] {
	decode := func(digits string) string {
		n, err := strconv.ParseUint(digits, 16, 8)
		if err != nil {
			panic("oracle: HEXDIG HEXDIG is no number")
		}
		return string([]byte{byte(n)})
	}
	return after(literal("%"), apply(seq(octet(hexdig), octet(hexdig)), decode))(in, at)
}

// attr-char = ALPHA / DIGIT
//
//	/ "!" / "#" / "$" / "&" / "+" / "-" / "."
//	/ "^" / "_" / "`" / "|" / "~"
//	; token except ( "*" / "'" / "%" )
func attrChar(b byte) bool { return alpha(b) || digit(b) || oneOf(b, "!#$&+-.^_`|~") }
