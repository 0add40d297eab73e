// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

// Quoted strings (RFC 9110, section 5.6.4). The value of these rules is not
// the text they match but the text it stands for.

// quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE
func quotedString(in string, at int) []match[string] {
	content := many(either(octet(qdtext), quotedPair), concat)
	return after(octet(dquote), before(content, octet(dquote)))(in, at)
}

// qdtext = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text
func qdtext(b byte) bool {
	return htab(b) || sp(b) || b == 0x21 || 0x23 <= b && b <= 0x5B || 0x5D <= b && b <= 0x7E || obsText(b)
}

// quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text )
//
// "Recipients that process the value of a quoted-string MUST handle a
// quoted-pair as if it were replaced by the octet following the backslash."
func quotedPair(in string, at int) []match[string] {
	return after(literal(`\`), octet(escaped))(in, at)
}

// escaped is the group in quoted-pair.
func escaped(b byte) bool { return htab(b) || sp(b) || vchar(b) || obsText(b) }
