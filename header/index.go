// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// A span is where a parameter stands in the text of its item: start of the name,
// start and end of the value as a Param has it (18 bits each, enough for
// MaxLength), length of the name (8 bits). It is small, and so are the items
// that carry some; what does not fit is read from the text.
type span uint64

const (
	spanBits = 18
	spanMask = 1<<spanBits - 1
)

// maxIndexed has room for all parameters of Digest credentials.
const maxIndexed = 12

// isBare reports whether the item has no parameters, so far.
func (it *item) isBare() bool { return it.indexed == 0 && it.rest == 0 }

// note adds a parameter to the index, as long as all before it are there.
func (it *item) note(name, length, value, end int) {
	if it.isBare() {
		it.value = name
	}
	switch {
	case it.rest > 0:
	case it.indexed == maxIndexed || length > 1<<8-1:
		it.rest = name + 1
	default:
		it.index[it.indexed] = span(name) | span(value)<<spanBits | span(end)<<(2*spanBits) | span(length)<<(3*spanBits)
		it.indexed++
	}
}

// name returns where the name starts, and its length.
func (sp span) name() (start, length int) {
	return int(sp & spanMask), int(uint8(sp >> (3 * spanBits)))
}

// value returns where the value starts and ends.
func (sp span) value() (start, end int) {
	return int(sp >> spanBits & spanMask), int(sp >> (2 * spanBits) & spanMask)
}

// param returns a parameter and where the next one is; 0 if there is none at i.
// Those in the index are counted from 0, those beyond it by their place in the
// text, after the index.
func (it *item) param(i int) (p Param, next int) {
	if i < int(it.indexed) {
		sp := it.index[i]
		name, length := sp.name()
		value, end := sp.value()
		return Param{it.text[name : name+length], it.text[value:end]}, i + 1
	}
	return it.beyond(i)
}

// beyond is param for what is not in the index.
func (it *item) beyond(i int) (p Param, next int) {
	if it.rest == 0 {
		return Param{}, 0
	}
	s := it.text
	if i == int(it.indexed) {
		i = it.rest - 1
	} else {
		i -= int(it.indexed)
	}
	if i == len(s) {
		return Param{}, 0
	}
	end := tokenEnd(s, i)
	p.Name = s[i:end]
	i = skipBlank(s, skipBlank(s, end)+1)
	if s[i] != '"' {
		end = tokenEnd(s, i)
		p.wire = s[i:end]
		return p, skipEmpty(s, end) + int(it.indexed)
	}
	end, escaped := quotedEnd(s, skipText(s, i+1))
	if p.wire = s[i:end]; escaped {
		p.wire = s[i : end+1]
	}
	return p, skipEmpty(s, end+1) + int(it.indexed)
}
