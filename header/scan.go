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
func scanItem(s string, i int, it *item) (next int, listed bool, f fault) {
	start := i
	i = tokenEnd(s, i)
	if i == start {
		return i, false, fault{i, wantScheme}
	}
	it.text, it.scheme, it.value = s[start:i], i-start, i-start
	if i == len(s) || s[i] != ' ' {
		return i, false, fault{}
	}
	for s[i] == ' ' { // the line ends in no blank
		i++
	}
	if !startsParam(s, i) {
		if end := token68End(s, i); end > i {
			if j := skipBlank(s, end); j == len(s) || s[j] == ',' {
				it.text, it.value, it.single = s[start:end], i-start, true
				return end, false, fault{}
			}
		}
	}
	next, f = scanParams(s, i, start, it)
	return next, true, f
}

// startsParam reports whether s[i] is plainly the start of a parameter: a few
// letters, "=" and what can be no padding. If not, it may be one all the same.
func startsParam(s string, i int) bool {
	if i+10 > len(s) {
		return false
	}
	stop := noLetters(load(s[i : i+8]))
	if stop == 0 {
		return false
	}
	i += bits.TrailingZeros64(stop) / 8
	return s[i] == '=' && (s[i+1] == '"' || class[s[i+1]]&isTchar != 0)
}

// scanParams reads the parameter list that starts at s[i], which is its first
// element, a comma, or a blank before a comma, into an item that starts at
// s[base]. next is the start of the token that ended the list, or len(s).
func scanParams(s string, i, base int, it *item) (next int, f fault) {
	listed := s[i] == ',' || class[s[i]]&isBlank != 0
	if listed {
		if i, f = scanCommas(s, i); f.why != 0 || i == len(s) {
			return i, f
		}
	}
	var seen names
	return scanList(s, i, base, it, &seen, listed)
}

// scanList reads parameters from s[i] on, where a list element starts. If listed
// is true, a comma stands before it, and it need not be a parameter.
func scanList(s string, i, base int, it *item, seen *names, listed bool) (next int, f fault) {
	last := base + len(it.text)
	for {
		if it.rest > 0 && seen.store == nil {
			it.text = s[base:last]
			return scanLongList(s, i, base, it)
		}
		end, isParam, f := scanParam(s, i, base, it, seen)
		if f.why != 0 {
			if !isParam && listed {
				f = fault{}
			}
			it.text = s[base:last]
			return i, f
		}
		last, listed = end, true
		if end+2 < len(s) && s[end] == ',' && s[end+1] == ' ' && class[s[end+2]]&isTchar != 0 {
			i = end + 2 // as senders must write it
			continue
		}
		if i, f = scanCommas(s, end); f.why != 0 || i == len(s) {
			it.text = s[base:last]
			return i, f
		}
	}
}

// scanParam reads the parameter at s[i] and returns its end. isParam is false if
// no name and "=" stand there.
func scanParam(s string, i, base int, it *item, seen *names) (end int, isParam bool, f fault) {
	start := i
	i = tokenEnd(s, i)
	if i == start {
		return i, true, fault{i, wantParam}
	}
	length := i - start
	if i < len(s) && s[i] != '=' {
		i = skipBlank(s, i)
	}
	if i == len(s) || s[i] != '=' {
		return i, false, fault{i, wantEqual}
	}
	if class := nameClass(s[start : start+length]); seen.mask&class != 0 || seen.store != nil {
		if why := seen.add(s, start, length, base, it); why != 0 {
			return i, true, fault{start, why}
		}
	} else {
		seen.mask |= class
	}
	if i++; i < len(s) && s[i] != '"' {
		i = skipBlank(s, i)
	}
	if i == len(s) || s[i] != '"' {
		if end = tokenEnd(s, i); end == i {
			return i, true, fault{i, wantValue}
		}
		it.note(start-base, length, i-base, end-base)
		return end, true, fault{}
	}
	value, escaped := i, false
	if i = skipText(s, i+1); i < len(s) && s[i] != '"' {
		i, escaped = quotedEnd(s, i)
	}
	switch {
	case i == len(s):
		return i, true, fault{i, wantQuote}
	case s[i] != '"':
		return i, true, fault{i, badQuoted}
	}
	if end = i + 1; escaped {
		i = end // with the closing quote
	}
	it.note(start-base, length, value-base, i-base)
	return end, true, fault{}
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
