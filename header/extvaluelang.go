// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// The language of an extended value is a tag of RFC 5646, Section 2.1. That its
// form is right is all that is asked; nothing is looked up.

// isLanguageTag reports whether s, which is not empty, is a Language-Tag. Length
// and kind of a subtag tell which of the parts it is, so that one pass without a
// way back will do. The regular ones among the grandfathered tags have the form
// of others.
func isLanguageTag(s string) bool {
	for _, tag := range irregularTags {
		if EqualFold(s, tag) {
			return true
		}
	}
	if s[0] == '-' {
		return false
	}
	sub, rest := cutSubtag(s)
	if len(sub) < 2 || len(sub) > 8 || !isAll(sub, isAlpha) {
		return EqualFold(sub, "x") && isSubtags(rest)
	}
	next, after := cutSubtag(rest)
	step := func() { next, after = cutSubtag(after) }
	for n := 0; n < 3 && len(sub) <= 3 && len(next) == 3 && isAll(next, isAlpha); n++ { // extlang
		step()
	}
	if len(next) == 4 && isAll(next, isAlpha) { // script
		step()
	}
	if len(next) == 2 && isAll(next, isAlpha) || len(next) == 3 && isAll(next, isDigit) { // region
		step()
	}
	for isVariant(next) {
		step()
	}
	for len(next) == 1 && isAll(next, isAlnum) && lower(next[0]) != 'x' { // extension
		if step(); !isExtension(next) {
			return false
		}
		for isExtension(next) {
			step()
		}
	}
	if EqualFold(next, "x") {
		return isSubtags(after)
	}
	return next == "" && after == ""
}

// cutSubtag returns the first subtag, which is empty if there is none, and all
// from the hyphen after it on.
func cutSubtag(s string) (sub, rest string) {
	start := 0
	if s != "" && s[0] == '-' {
		start = 1
	}
	end := start
	for end < len(s) && s[end] != '-' {
		end++
	}
	if end == start {
		return "", s // also if nothing follows a hyphen
	}
	return s[start:end], s[end:]
}

// isSubtags reports whether s is one or more hyphens, each with a subtag behind it.
func isSubtags(s string) bool {
	sub, rest := cutSubtag(s)
	for sub != "" && len(sub) <= 8 && isAll(sub, isAlnum) {
		if rest == "" {
			return true
		}
		sub, rest = cutSubtag(rest)
	}
	return false
}

func isVariant(sub string) bool {
	return isAll(sub, isAlnum) && (5 <= len(sub) && len(sub) <= 8 || len(sub) == 4 && isDigit(sub[0]))
}

func isExtension(sub string) bool {
	return 2 <= len(sub) && len(sub) <= 8 && isAll(sub, isAlnum)
}

func isAll(s string, is func(c byte) bool) bool {
	for i := range len(s) {
		if !is(s[i]) {
			return false
		}
	}
	return true
}

func isAlpha(c byte) bool { return 'a' <= lower(c) && lower(c) <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isAlnum(c byte) bool { return isAlpha(c) || isDigit(c) }

// irregularTags are those grandfathered tags that do not have the form of other
// language tags.
var irregularTags = [...]string{
	"en-GB-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo",
	"i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE",
}
