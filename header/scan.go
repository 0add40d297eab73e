// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// The scanner makes one pass over a field line, left to right. It is not a
// transcription of the ABNF; the tests compare it with one.
//
// Where RFC 9110, Section 11, leaves a choice, one token of look-ahead decides:
// after a comma, a token and "=" are a parameter of the challenge before, and
// any other token is the scheme of the next challenge.

// An item is one challenge or one set of credentials. It is zero or valid.
type item struct {
	text   string // from the first byte of the scheme to the last byte of the value
	scheme int    // length of the scheme
	value  int    // start of the token68 or of the first parameter, or len(text)
	single bool   // the value is a token68
}

// scanItem reads the item that starts at s[i]. If it has a parameter list,
// listed is true and next is where another item must start, or len(s).
// Otherwise next is the end of the item.
func scanItem(s string, i int) (it item, next int, listed bool, f fault) {
	start := i
	i = tokenEnd(s, i)
	if i == start {
		return it, i, false, fault{i, wantScheme}
	}
	scheme := i - start
	if i == len(s) || s[i] != ' ' {
		return item{text: s[start:i], scheme: scheme, value: scheme}, i, false, fault{}
	}
	for s[i] == ' ' { // the line ends in no blank
		i++
	}
	if end := token68End(s, i); end > i {
		if j := skipBlank(s, end); j == len(s) || s[j] == ',' {
			return item{text: s[start:end], scheme: scheme, value: i - start, single: true}, end, false, fault{}
		}
	}
	first, end, next, f := scanParams(s, i)
	if f.reason != "" {
		return it, i, false, f
	}
	if end == first { // nothing but empty elements
		return item{text: s[start : start+scheme], scheme: scheme, value: scheme}, next, true, fault{}
	}
	return item{text: s[start:end], scheme: scheme, value: first - start}, next, true, fault{}
}

// scanParams reads the parameter list that starts at s[i], which is its first
// element, a comma, or a blank before a comma. The parameters are s[first:end];
// next is the start of the token that ended the list, or len(s).
func scanParams(s string, i int) (first, end, next int, f fault) {
	var seen names
	first, end = i, i
	if s[i] != ',' && class[s[i]]&isBlank == 0 {
		if end, _, f = scanParam(s, i, &seen); f.reason != "" {
			return first, end, i, f
		}
	}
	for i = end; ; i = end {
		if i, f = scanCommas(s, i); f.reason != "" || i == len(s) {
			return first, end, i, f
		}
		after, isParam, f := scanParam(s, i, &seen)
		if f.reason != "" && isParam {
			return first, end, i, f
		}
		if !isParam {
			return first, end, i, fault{}
		}
		if seen.n == 1 {
			first = i
		}
		end = after
	}
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

// scanParam reads the parameter at s[i] and returns its end. isParam is false
// if no name and "=" stand there.
func scanParam(s string, i int, seen *names) (end int, isParam bool, f fault) {
	start := i
	i = tokenEnd(s, i)
	name := s[start:i]
	if name == "" {
		return i, true, fault{i, wantParam}
	}
	i = skipBlank(s, i)
	if i == len(s) || s[i] != '=' {
		return i, false, fault{i, wantEqual}
	}
	if f := seen.add(name, start); f.reason != "" {
		return i, true, f
	}
	i = skipBlank(s, i+1)
	if i < len(s) && s[i] == '"' {
		i, _ = quotedEnd(s, i+1)
		switch {
		case i == len(s):
			return i, true, fault{i, wantQuote}
		case s[i] != '"':
			return i, true, fault{i, badQuoted}
		}
		return i + 1, true, fault{}
	}
	end = tokenEnd(s, i)
	if end == i {
		return i, true, fault{i, wantValue}
	}
	return end, true, fault{}
}

// names finds the parameter that occurs twice.
type names struct {
	n    int
	mask uint64 // which hashes have occurred
	list [MaxParams]string
}

func (ns *names) add(name string, at int) fault {
	if ns.n == MaxParams {
		return fault{at, tooManyParams}
	}
	// A cheap hash that no letter case changes; the comparison decides.
	h := uint64(1) << ((uint(lower(name[0])) + 7*uint(lower(name[len(name)-1])) + 3*uint(len(name))) % 64)
	if ns.mask&h != 0 {
		for _, other := range ns.list[:ns.n] {
			if EqualFold(other, name) {
				return fault{at, repeated}
			}
		}
	}
	ns.mask |= h
	ns.list[ns.n] = name
	ns.n++
	return fault{}
}
