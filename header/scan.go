// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "math/bits"

// The scanner makes one pass over a field line, left to right. It is not a
// transcription of the ABNF; the tests compare it with one. The line s has no
// blanks round it.
//
// Where RFC 9110, Section 11, leaves a choice, one token of look-ahead decides:
// after a comma, a token and "=" are a parameter of the challenge before, and
// any other token is the scheme of the next challenge.

// scanItem reads the item that starts at s[i]. If it has a parameter list,
// listed is true and next is where another item must start, or len(s).
// Otherwise next is the end of the item.
func scanItem(s string, i int) (it item, next int, listed bool, f fault) {
	start := i
	i = tokenEnd(s, i)
	scheme := i - start
	if scheme == 0 {
		return item{}, i, false, fault{i, wantScheme}
	}
	if i == len(s) || s[i] != ' ' {
		return list{}.item(s, start, scheme), i, false, fault{}
	}
	for s[i] == ' ' { // the line ends in no blank
		i++
	}
	if !startsParam(s, i) {
		if end := token68End(s, i); end > i {
			if j := skipBlank(s, end); j == len(s) || s[j] == ',' {
				return item{s[start:end], uint32(scheme), uint32(i - start), token68}, end, false, fault{}
			}
		}
	}
	l, next, f := scanParams(s, i)
	return l.item(s, start, scheme), next, true, f
}

// startsParam reports whether s[i] is plainly the start of a parameter: up to
// eight letters, "=" and what can be no padding. If not, it may be one all the
// same.
func startsParam(s string, i int) bool {
	if i+10 > len(s) {
		return false
	}
	i += bits.TrailingZeros64(noLetters(load(s[i:i+8]))) / 8 // 8 of 64, if all are letters
	return s[i] == '=' && (s[i+1] == '"' || class[s[i+1]]&isTchar != 0)
}

// scanParams reads the parameter list that starts at s[i], which is its first
// element, a comma, or a blank before a comma. next is the start of the token
// that ended the list, or len(s).
func scanParams(s string, i int) (l list, next int, f fault) {
	l, next, mask, done := scanUsual(s, i)
	if done {
		return l, next, fault{}
	}
	if next == i && (s[i] == ',' || class[s[i]]&isBlank != 0) {
		if i, f = scanCommas(s, i); f.why != 0 || i == len(s) {
			return list{}, i, f
		}
		var seen names
		return scanList(s, list{start: i, end: i}, i, &seen, true)
	}
	seen := names{mask: mask}
	return scanList(s, l, next, &seen, next > i)
}

// scanList goes on with a list at s[i], where an element starts. If listed is
// true, a comma stands before it, and it need not be a parameter.
func scanList(s string, l list, i int, seen *names, listed bool) (list, int, fault) {
	for {
		if listed {
			if i = skipEmpty(s, i); i == len(s) {
				return l, i, fault{}
			}
		}
		end, isParam, f := scanParam(s, i, seen, &l)
		switch {
		case f.why == crowded:
			return scanLongList(s, l, i)
		case f.why != 0 && !isParam && listed:
			return l, i, fault{}
		case f.why != 0:
			return l, i, f
		}
		listed = true
		if i, f = scanCommas(s, end); f.why != 0 || i == len(s) {
			return l, i, f
		}
	}
}

// scanParam reads the parameter at s[i] into the list and returns its end.
// isParam is false if no name and "=" stand there.
func scanParam(s string, i int, seen *names, l *list) (end int, isParam bool, f fault) {
	start := i
	i = tokenEnd(s, i)
	if i == start {
		return i, true, fault{i, wantParam}
	}
	name := s[start:i]
	if i = skipBlank(s, i); i == len(s) || s[i] != '=' {
		return i, false, fault{i, wantEqual}
	}
	if why := seen.add(s, start, name); why != 0 {
		return i, true, fault{start, why}
	}
	value := skipBlank(s, i+1)
	length, end, f := scanValue(s, value)
	if f.why != 0 {
		return end, true, f
	}
	if l.end > l.start && s[l.end:start] != ", " || s[value] != '"' && isRealm(name) {
		l.shape |= loose
	}
	switch {
	case length == 0:
		l.shape |= hasEscapes
		l.add(start, 0, 0, end)
	case value != start+len(name)+len("="):
		l.shape |= loose
		l.add(start, 0, 0, end)
	default:
		l.add(start, len(name), length, end)
	}
	return end, true, fault{}
}

// scanValue reads the value at s[i]. The length is that of what a Param has of
// it, or 0 if there are escapes.
func scanValue(s string, i int) (length, end int, f fault) {
	if i == len(s) || s[i] != '"' {
		if end = tokenEnd(s, i); end == i {
			return 0, i, fault{i, wantValue}
		}
		return end - i, end, fault{}
	}
	escapes := false
	if end = skipText(s, i+1); end < len(s) && s[end] != '"' {
		end, escapes = quotedEnd(s, end)
	}
	switch {
	case end == len(s):
		return 0, end, fault{end, wantQuote}
	case s[end] != '"':
		return 0, end, fault{end, badQuoted}
	case escapes:
		return 0, end + 1, fault{}
	}
	return end - i, end + 1, fault{}
}

// scanCommas reads blanks and commas from s[i] on, at least one comma, and
// returns where the next element starts, or len(s).
func scanCommas(s string, i int) (int, fault) {
	i = skipBlank(s, i)
	if i == len(s) {
		return i, fault{}
	}
	if s[i] != ',' {
		return i, fault{i, wantEnd}
	}
	return skipEmpty(s, i), fault{}
}

// skipEmpty returns the end of the empty list elements that start at s[i].
func skipEmpty(s string, i int) int {
	for i < len(s) && (s[i] == ',' || class[s[i]]&isBlank != 0) {
		i++
	}
	return i
}
