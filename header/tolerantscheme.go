// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// scheme reads what stands directly after the scheme s[start:end]: nothing, a
// token68 or the first parameter.
func (t *tolerant) scheme(start, end int) fault {
	if t.field == ofCredentials && t.cur.scheme != "" {
		return fault{start, onlyOne}
	}
	if f := t.finish(); f.why != 0 {
		return f
	}
	t.cur = draft{at: start, scheme: t.s[start:end]}
	t.i = end
	i := skipBlank(t.s, end)
	if i == end { // a comma or a fault, which the separator is to tell
		return fault{}
	}
	tabs := false
	for _, c := range []byte(t.s[end:i]) {
		tabs = tabs || c == '\t'
	}
	tabs = tabs && !t.has(QuirkTabAfterScheme)
	switch c := t.s[i]; { // the line ends in no blank
	case c == ',' && tabs && t.s[end] == '\t':
		return fault{}
	case c == ',':
		t.cur.listed = true
		return fault{}
	case tabs:
		return fault{i, wantEnd}
	case c == '"' && t.has(QuirkSkipQuoted):
		t.cur.listed, t.cur.whole = true, true
		var f fault
		_, t.i, f = t.quoted(i)
		return f
	}
	if t.token68(i) {
		return fault{}
	}
	t.cur.listed = true
	if t.s[i] == ';' && t.has(QuirkSemicolons) {
		return fault{}
	}
	name := tokenEnd(t.s, i)
	if name == i {
		return fault{i, wantParam}
	}
	equal := skipBlank(t.s, name)
	if equal == len(t.s) || t.s[equal] != '=' {
		return fault{equal, wantEqual}
	}
	return t.param(i, name, equal)
}

// token68 reads the token68 that starts at s[i], if there is one, or skips the
// parameter without value that looks like one.
func (t *tolerant) token68(i int) bool {
	end := i
	for end < len(t.s) && isVisible(t.s[end]) {
		end++
	}
	next := skipBlank(t.s, end)
	if end == i || next < len(t.s) && t.s[next] != ',' {
		return false
	}
	bare := token68End(t.s, i) != end
	if bare && (!t.has(QuirkBareToken68) || t.hasValue(i, end)) {
		return false
	}
	name := tokenEnd(t.s, i)
	isName := name == end || name > i && name == end-1 && t.s[name] == '='
	if isName && t.has(QuirkValuelessParams) && !t.has(QuirkOrphanParams) && next < len(t.s) && t.isParam(skipEmpty(t.s, next)) {
		t.cur.listed = true
	} else {
		t.cur.single, t.cur.bare, t.cur.token = true, bare, t.s[i:end]
	}
	t.i = end
	return true
}

// hasValue reports whether s[i:end] is a name, "=", and more than padding.
func (t *tolerant) hasValue(i, end int) bool {
	name := tokenEnd(t.s, i)
	value := name
	for value < end && t.s[value] == '=' {
		value++
	}
	return i < name && name < value && value < end
}

// isVisible reports whether c may stand in a token68 with [QuirkBareToken68].
func isVisible(c byte) bool { return ' ' < c && c < 0x7f && c != ',' && c != '"' }

// isBareByte reports whether c may stand in a value with [QuirkBareValues].
func isBareByte(c byte) bool { return isVisible(c) || c > 0x7f }
