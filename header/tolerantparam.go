// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// param reads the parameter with the name s[start:end] and the first "=" at
// s[equal].
func (t *tolerant) param(start, end, equal int) fault {
	if !t.cur.listed && (t.cur.scheme == "" || !t.takesOrphans()) {
		return fault{start, wantScheme}
	}
	i := equal + 1
	for t.has(QuirkRepeatedEquals) && i < len(t.s) && t.s[i] == '=' {
		i++
	}
	i = skipBlank(t.s, i)
	p := draftParam{at: start, name: t.s[start:end]}
	switch {
	case i == len(t.s) || t.isSeparator(i):
		if t.has(QuirkValuelessParams) {
			t.i = i
			return fault{}
		}
		return fault{i, wantValue}
	case t.s[i] == '"':
		var f fault
		if p.value, t.i, f = t.quoted(i); f.why != 0 {
			return f
		}
		p.quoted = true
	default:
		t.i = t.words(i)
		if t.i == i {
			return fault{i, wantValue}
		}
		p.value = t.s[i:t.i]
	}
	if t.cur.single {
		return fault{} // skipped
	}
	t.cur.listed = true
	return t.cur.add(p)
}

// words returns the end of the unquoted value at s[i], or i.
func (t *tolerant) words(i int) int {
	end := t.word(i)
	for t.has(QuirkSpacedValues) && end > i {
		next := skipBlank(t.s, end)
		if next == end || t.has(QuirkMissingComma) && t.isParam(next) {
			break
		}
		last := t.word(next)
		if last == next {
			break
		}
		end = last
	}
	return end
}

// word returns the end of the token, or what stands for one, at s[i], or i.
func (t *tolerant) word(i int) int {
	if !t.has(QuirkBareValues) {
		return tokenEnd(t.s, i)
	}
	for i < len(t.s) && isBareByte(t.s[i]) && !t.endsValue(i) {
		i++
	}
	return i
}

// endsValue reports whether s[i] is a semicolon that ends a bare value.
func (t *tolerant) endsValue(i int) bool {
	if t.s[i] != ';' || !t.has(QuirkSemicolons) {
		return false
	}
	next := skipBlank(t.s, i+1)
	return next == len(t.s) || t.isSeparator(next) || t.isParam(next)
}

// quoted returns the text of the quoted-string at s[i], and its end.
func (t *tolerant) quoted(i int) (value string, end int, f fault) {
	var b []byte
	for i++; i < len(t.s); i++ {
		c := t.s[i]
		switch c {
		case '"':
			return string(b), i + 1, fault{}
		case '\\':
			if i++; i == len(t.s) {
				return "", i, fault{i, badQuoted}
			}
			c = t.s[i]
		}
		if class[c]&isQuoted == 0 && (!t.has(QuirkControls) || c == '\r' || c == '\n' || c == 0) {
			return "", i, fault{i, badQuoted}
		}
		b = append(b, c)
	}
	if t.has(QuirkOpenQuote) {
		return string(b), i, fault{}
	}
	return "", i, fault{i, wantQuote}
}

// foldEnd returns the end of the obs-fold (RFC 9112, Section 5.2) at s[i], or i.
func foldEnd(s string, i int) int {
	if i+2 < len(s) && s[i] == '\r' && s[i+1] == '\n' {
		if end := skipBlank(s, i+2); end > i+2 {
			return end
		}
	}
	return i
}

// unfold returns the line with one SP in place of each obs-fold.
func unfold(line string) string {
	b := make([]byte, 0, len(line))
	for i := 0; i < len(line); {
		if end := foldEnd(line, i); end > i {
			b = append(b, ' ')
			i = end
			continue
		}
		b = append(b, line[i])
		i++
	}
	return string(b)
}

// folded returns where in the line the byte is that unfold put at that offset.
func folded(line string, offset int) int {
	i := 0
	for range offset {
		if end := foldEnd(line, i); end > i {
			i = end
		} else {
			i++
		}
	}
	return i
}
