// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

// The core rules of RFC 5234, appendix B.1, and the common components of
// RFC 9110, section 5.6, that the authentication fields are made of.

// ALPHA = %x41-5A / %x61-7A ; A-Z / a-z
func alpha(b byte) bool { return 0x41 <= b && b <= 0x5A || 0x61 <= b && b <= 0x7A }

// DIGIT = %x30-39 ; 0-9
func digit(b byte) bool { return 0x30 <= b && b <= 0x39 }

// HEXDIG = DIGIT / "A" / "B" / "C" / "D" / "E" / "F"
//
// The letters are quoted texts of the ABNF, so they have no case.
func hexdig(b byte) bool { return digit(b) || oneOf(b, "ABCDEFabcdef") }

// SP = %x20
func sp(b byte) bool { return b == 0x20 }

// HTAB = %x09
func htab(b byte) bool { return b == 0x09 }

// VCHAR = %x21-7E ; visible (printing) characters
func vchar(b byte) bool { return 0x21 <= b && b <= 0x7E }

// DQUOTE = %x22
func dquote(b byte) bool { return b == 0x22 }

// obs-text = %x80-FF
func obsText(b byte) bool { return 0x80 <= b }

// tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*"
//
//	/ "+" / "-" / "." / "^" / "_" / "`" / "|" / "~"
//	/ DIGIT / ALPHA
//	; any VCHAR, except delimiters
func tchar(b byte) bool { return oneOf(b, "!#$%&'*+-.^_`|~") || digit(b) || alpha(b) }

// token = 1*tchar
func token(in string, at int) []match[string] {
	return octets(1, tchar)(in, at)
}

// OWS = *( SP / HTAB ) ; optional whitespace
func ows(in string, at int) []match[string] {
	return octets(0, blank)(in, at)
}

// BWS = OWS ; "bad" whitespace
func bws(in string, at int) []match[string] {
	return ows(in, at)
}

// blank is the group in OWS.
func blank(b byte) bool { return sp(b) || htab(b) }

// list is #element as a recipient reads it (RFC 9110, section 5.6.1.2):
//
//	#element => [ element ] *( OWS "," OWS [ element ] )
//
// Its value is the list of the elements that are there.
func list[T any](element rule[T]) rule[[]T] {
	one := optional(apply(element, func(e T) []T { return []T{e} }))
	more := after(seq(ows, literal(","), ows), one)
	return then(one, many(more, chain[T]), chain[T])
}

// chain returns a new list, as the same beginning may go on in many ways.
func chain[T any](a, b []T) []T {
	var all []T
	all = append(all, a...)
	return append(all, b...)
}
