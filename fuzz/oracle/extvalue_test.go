// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import (
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
)

func TestExtValue(t *testing.T) {
	const refused = "(refused)"
	read := func(s string) string {
		value, ok := oracle.ExtValue(s)
		if !ok {
			if value != "" {
				t.Errorf("%q: refused with a value", s)
			}
			return refused
		}
		return value
	}
	check(t, read, 68, []corner{
		{"UTF-8''%c2%a3%20and%20%e2%82%ac%20rates", "\u00a3 and \u20ac rates", "RFC 8187, section 3.2.3"},
		{"iso-8859-1'en'%A3%20rates", refused, "RFC 5987, section 3.2.2: another charset"},
		{"UTF-8''J%C3%A4s%C3%B8n%20Doe", "J\u00e4s\u00f8n Doe", "RFC 7616, section 3.9.2"},
		{"UTF-8''", "", "value-chars may be empty"},
		{"UTF-8''a", "a", "no escape"},
		{"utf-8''a", "a", "the charset has no case"},
		{"uTf-8''a", "a", "nor mixed"},
		{"UTF8''a", refused, "another charset name"},
		{"UTF-8'a", refused, "the second apostrophe is missing"},
		{"UTF-8", refused, "both are missing"},
		{"''a", refused, "the charset is not optional"},
		{"'en'a", refused, "with a language"},
		{"a", refused, "a plain token"},
		{"", refused, "nothing"},
		{"UTF-8''a'b", refused, "an apostrophe is no attr-char"},
		{"UTF-8'''", refused, "not even alone"},
		{"UTF-8''*", refused, "nor is an asterisk"},
		{"UTF-8''%27%2a%25", "'*%", "but they may be escaped"},
		{"UTF-8''!#$&+-.^_`|~09AZaz", "!#$&+-.^_`|~09AZaz", "every kind of attr-char"},
		{"UTF-8''a b", refused, "SP"},
		{"UTF-8''a/b", refused, "/ is no attr-char"},
		{"UTF-8''a=b", refused, "nor ="},
		{"UTF-8''a\"b", refused, "nor a quote"},
		{"UTF-8''{", refused, "braces are in charsets only"},
		{" UTF-8''a", refused, "nothing is stripped before"},
		{"UTF-8''a ", refused, "nor behind"},
		{"\"UTF-8''a\"", refused, "a quoted-string is no ext-value"},
		{"UTF-8''%41%4a%4A", "AJJ", "HEXDIG has no case"},
		{"UTF-8''%", refused, "no digits"},
		{"UTF-8''%4", refused, "one digit"},
		{"UTF-8''%4g", refused, "no hexadecimal digit"},
		{"UTF-8''%%41", refused, "a percent sign is not itself"},
		{"UTF-8''%u00e9", refused, "no other notation"},
		{"UTF-8''%00", "\x00", "a control is valid UTF-8: the scheme has to refuse it"},
		{"UTF-8''%0d%0A", "\r\n", "and CR LF"},
		{"UTF-8''+", "+", "plus is not a blank"},
		{"UTF-8''%2541", "%41", "decoded once"},
		{"UTF-8''\u00e9", refused, "octets beyond ASCII have to be escaped"},
		{"UTF-8''%e9", refused, "ISO-8859-1 is not UTF-8"},
		{"UTF-8''%c3", refused, "half a character"},
		{"UTF-8''%a4%c3", refused, "the halves changed"},
		{"UTF-8''%c0%80", refused, "an overlong form"},
		{"UTF-8''%ed%a0%80", refused, "a surrogate"},
		{"UTF-8''%f4%90%80%80", refused, "beyond U+10FFFF"},
		{"UTF-8''%ef%bf%bd", "\ufffd", "the replacement character as sent"},
		{"UTF-8''%ef%bb%bfa", "\ufeffa", "a byte order mark is kept"},
		{"UTF-8'en'a", "a", "a language"},
		{"UTF-8'de-CH'a", "a", "with a region"},
		{"UTF-8'es-419'a", "a", "in digits"},
		{"UTF-8'zh-cmn-Hans-CN'a", "a", "with extlang and script"},
		{"UTF-8'zh-aaa-bbb-ccc'a", "a", "three extlangs"},
		{"UTF-8'zh-aaa-bbb-ccc-ddd'a", refused, "a fourth"},
		{"UTF-8'abcd-efg'a", refused, "no extlang after four letters"},
		{"UTF-8'en-12'a", refused, "a region of two digits"},
		{"UTF-8'en-1ab'a", refused, "a variant of three characters"},
		{"UTF-8'en-a-b'a", refused, "an extension subtag of one character"},
		{"UTF-8'sl-rozaj-biske-1994'a", "a", "with variants"},
		{"UTF-8'de-a-foo-b-bar-x-baz'a", "a", "with extensions and private use"},
		{"UTF-8'x-a'a", "a", "private use alone"},
		{"UTF-8'I-Klingon'a", "a", "grandfathered, without case"},
		{"UTF-8'qabcdefg'a", "a", "the longest language"},
		{"UTF-8'qabcdefgh'a", refused, "too long"},
		{"UTF-8'e'a", refused, "too short"},
		{"UTF-8'i-none'a", refused, "i is no language of its own"},
		{"UTF-8'en-'a", refused, "an empty subtag"},
		{"UTF-8'en_US'a", refused, "an underscore"},
		{"UTF-8'x'a", refused, "private use of nothing"},
		{"UTF-8'en US'a", refused, "a blank"},
	})
}
