// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// A span is where a parameter stands in the text of its item: start of the name,
// start and end of the value (18 bits each, enough for MaxLength), length of the
// name (8 bits), whether the value has escapes. It is small, and so are the items
// that carry some; what does not fit is read from the text.
type span uint64

const (
	spanBits   = 18
	spanMask   = 1<<spanBits - 1
	spanEscape = 1 << (3*spanBits + 8)
)

// maxIndexed has room for all parameters of Digest credentials.
const maxIndexed = 12

// isBare reports whether the item has no parameters, so far.
func (it *item) isBare() bool { return it.indexed == 0 && it.rest == 0 }

// note adds a parameter to the index, as long as all before it are there.
func (it *item) note(name, length, value, end int, escaped bool) {
	if it.isBare() {
		it.value = name
	}
	switch {
	case it.rest > 0:
	case it.indexed == maxIndexed || length > 1<<8-1:
		it.rest = name + 1
	default:
		sp := uint64(name) | uint64(value)<<spanBits | uint64(end)<<(2*spanBits) | uint64(length)<<(3*spanBits)
		if escaped {
			sp |= spanEscape
		}
		it.index[it.indexed] = span(sp)
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

// at returns the parameter with that number of the index.
func (it *item) at(i int) Param {
	sp := it.index[i]
	name, length := sp.name()
	value, end := sp.value()
	return Param{
		Name:    it.text[name : name+length],
		text:    it.text[value:end],
		quoted:  it.text[value-1] == '"',
		escaped: sp&spanEscape != 0,
	}
}

// beyond returns the parameter that starts at i in the text, which is not in the
// index, and where the next one starts.
func (it *item) beyond(i int) (p Param, next int) {
	s := it.text
	end := tokenEnd(s, i)
	p.Name = s[i:end]
	i = skipBlank(s, skipBlank(s, end)+1)
	if s[i] == '"' {
		end, p.escaped = quotedEnd(s, i+1)
		p.text, p.quoted = s[i+1:end], true
		return p, skipEmpty(s, end+1)
	}
	end = tokenEnd(s, i)
	p.text = s[i:end]
	return p, skipEmpty(s, end)
}
