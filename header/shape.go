// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "strings"

// A shape tells what stands in the text of an item. It has a pair of lengths for
// each of the first five parameters, the first one lowest: that of the name (5
// bits) and that of the value as a Param has it (7 bits). The pair is 0 if they
// do not fit, if there are blanks between the two, or if the value has escapes:
// such a parameter is looked for in the text, as are those that have no pair.
// Below the pairs are flags. The shape depends on nothing but the text, so that
// items of the same text are equal.
type shape uint64

const (
	token68    shape = 1 << iota // a token68
	bare68                       // one by QuirkBareToken68 alone
	loose                        // not as senders write it: other gaps than ", ", blanks round "=", or a realm without quotes
	hasEscapes                   // there are values with escapes

	flagBits  = 4
	nameBits  = 5
	valueBits = 7
	pairBits  = nameBits + valueBits
)

// A list is what is known of the parameters of an item so far.
type list struct {
	start, end int // from the first name to the end of the last value
	shape      shape
	pairs      uint // bits of the pairs in the shape
}

// add adds the parameter at s[start:end], with its pair of lengths, or none.
func (l *list) add(start, name, value, end int) {
	if start-l.end != len(", ") && l.end > l.start {
		l.shape |= loose // the gap
	}
	if l.pairs < 64-flagBits {
		if name < 1<<nameBits && value < 1<<valueBits {
			l.shape |= shape(name|value<<nameBits) << (flagBits + l.pairs)
		}
		l.pairs += pairBits
	}
	l.end = end
}

// item returns the item that starts at s[start], with a scheme of that length.
func (l list) item(s string, start, scheme int) item {
	if l.start == l.end {
		return item{text: s[start : start+scheme], scheme: uint32(scheme), value: uint32(scheme)}
	}
	return item{s[start:l.end], uint32(scheme), uint32(l.start - start), l.shape}
}

// rest returns the shape of the parameters behind the first.
func (sh shape) rest() shape { return sh>>pairBits&^(1<<flagBits-1) | sh&(loose|hasEscapes) }

// param returns the first parameter, which is at s[i], and where the next one
// is. If there is none, that is not inside s.
func (sh shape) param(s string, i int) (p Param, next int) {
	name := int(sh >> flagBits & (1<<nameBits - 1))
	if name == 0 {
		return sh.find(s, i)
	}
	value := i + name + len("=")
	end := value + int(sh>>(flagBits+nameBits)&(1<<valueBits-1))
	p = Param{s[i : i+name], s[value:end]}
	if s[value] == '"' {
		end++
	}
	if sh&loose == 0 {
		return p, end + len(", ")
	}
	return p, skipEmpty(s, end)
}

// find is param without a pair of lengths. It need not check anything again.
func (sh shape) find(s string, i int) (p Param, next int) {
	end := tokenEnd(s, i)
	p.Name = s[i:end]
	i = skipBlank(s, skipBlank(s, end)+1)
	switch {
	case s[i] != '"':
		end = tokenEnd(s, i)
		p.wire = s[i:end]
	case sh&hasEscapes == 0:
		end = i + 1 + strings.IndexByte(s[i+1:], '"')
		p.wire = s[i:end]
		end++
	default:
		end, p.wire = readQuoted(s, i)
	}
	return p, skipEmpty(s, end)
}

// readQuoted returns the end of the quoted-string at s[i], and what a Param has
// of it.
func readQuoted(s string, i int) (end int, wire string) {
	isEscaped := false
	end = skipText(s, i+1)
	for s[end] != '"' {
		if s[end] == '\\' {
			isEscaped = true
			end++
		}
		end++
	}
	if isEscaped {
		return end + 1, s[i : end+1]
	}
	return end + 1, s[i:end]
}
