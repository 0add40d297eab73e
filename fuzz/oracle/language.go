// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle

// The language of an ext-value is a Language-Tag of RFC 5646, section 2.1.
// That it is well-formed is all that is asked; subtags are not looked up.

// Language-Tag = langtag / privateuse / grandfathered
func languageTag(in string, at int) []match[string] {
	return either[string](langtag, privateuse, grandfathered)(in, at)
}

// langtag = language
//
//	["-" script]
//	["-" region]
//	*("-" variant)
//	*("-" extension)
//	["-" privateuse]
func langtag(in string, at int) []match[string] {
	return seq(
		language,
		optional(subtag(script)),
		optional(subtag(region)),
		many(subtag(variant), concat),
		many(subtag(extension), concat),
		optional(subtag(privateuse)),
	)(in, at)
}

// subtag is ("-" rule).
func subtag(r rule[string]) rule[string] { return seq(literal("-"), r) }

// language = 2*3ALPHA ["-" extlang] / 4ALPHA / 5*8ALPHA
func language(in string, at int) []match[string] {
	return either(
		seq(between(2, 3, alpha), optional(subtag(extlang))),
		between(4, 4, alpha),
		between(5, 8, alpha),
	)(in, at)
}

// extlang = 3ALPHA *2("-" 3ALPHA)
func extlang(in string, at int) []match[string] {
	more := optional(subtag(between(3, 3, alpha)))
	return seq(between(3, 3, alpha), more, more)(in, at)
}

// script = 4ALPHA
func script(in string, at int) []match[string] {
	return between(4, 4, alpha)(in, at)
}

// region = 2ALPHA / 3DIGIT
func region(in string, at int) []match[string] {
	return either(between(2, 2, alpha), between(3, 3, digit))(in, at)
}

// variant = 5*8alphanum / (DIGIT 3alphanum)
func variant(in string, at int) []match[string] {
	return either(between(5, 8, alphanum), seq(octet(digit), between(3, 3, alphanum)))(in, at)
}

// extension = singleton 1*("-" (2*8alphanum))
func extension(in string, at int) []match[string] {
	return seq(octet(singleton), many1(subtag(between(2, 8, alphanum)), concat))(in, at)
}

// singleton = DIGIT / %x41-57 / %x59-5A / %x61-77 / %x79-7A ; all but "x"
func singleton(b byte) bool {
	return digit(b) || 0x41 <= b && b <= 0x57 || 0x59 <= b && b <= 0x5A ||
		0x61 <= b && b <= 0x77 || 0x79 <= b && b <= 0x7A
}

// privateuse = "x" 1*("-" (1*8alphanum))
func privateuse(in string, at int) []match[string] {
	return seq(literal("x"), many1(subtag(between(1, 8, alphanum)), concat))(in, at)
}

// grandfathered = irregular / regular
func grandfathered(in string, at int) []match[string] {
	return either[string](irregular, regular)(in, at)
}

// irregular = "en-GB-oed" / "i-ami" / "i-bnn" / "i-default" / "i-enochian"
//
//	/ "i-hak" / "i-klingon" / "i-lux" / "i-mingo" / "i-navajo" / "i-pwn"
//	/ "i-tao" / "i-tay" / "i-tsu" / "sgn-BE-FR" / "sgn-BE-NL" / "sgn-CH-DE"
func irregular(in string, at int) []match[string] {
	return either(
		literal("en-GB-oed"), literal("i-ami"), literal("i-bnn"),
		literal("i-default"), literal("i-enochian"), literal("i-hak"),
		literal("i-klingon"), literal("i-lux"), literal("i-mingo"),
		literal("i-navajo"), literal("i-pwn"), literal("i-tao"),
		literal("i-tay"), literal("i-tsu"), literal("sgn-BE-FR"),
		literal("sgn-BE-NL"), literal("sgn-CH-DE"),
	)(in, at)
}

// regular = "art-lojban" / "cel-gaulish" / "no-bok" / "no-nyn" / "zh-guoyu"
//
//	/ "zh-hakka" / "zh-min" / "zh-min-nan" / "zh-xiang"
func regular(in string, at int) []match[string] {
	return either(
		literal("art-lojban"), literal("cel-gaulish"), literal("no-bok"),
		literal("no-nyn"), literal("zh-guoyu"), literal("zh-hakka"),
		literal("zh-min"), literal("zh-min-nan"), literal("zh-xiang"),
	)(in, at)
}

// alphanum = (ALPHA / DIGIT)
func alphanum(b byte) bool { return alpha(b) || digit(b) }
