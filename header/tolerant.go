// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// The tolerant scanner reads lines that the strict one refused. It goes from
// left to right, looks ahead by one parameter at most, and makes drafts, from
// which items are written. Without quirks it accepts what the strict one does;
// the tests hold the two to each other.

// A field tells which grammar a line has.
type field uint8

const (
	ofChallenges  field = iota // #challenge
	ofCredentials              // credentials
	ofInfo                     // #auth-param
)

// tolerant is the state of the scanner. cur is what the next parameter belongs
// to; at first it is nothing, which only an Info has parameters for.
type tolerant struct {
	quirks Quirks
	field  field
	limit  int // of challenges
	s      string
	i      int
	cur    draft
	done   []draft
}

// read reads one line. An Info is one draft, and so are credentials.
func (p Parser) read(line string, of field, limit int) ([]draft, fault) {
	if p.Quirks&QuirkObsFold != 0 {
		if s := unfold(line); len(s) < len(line) {
			ds, f := Parser{}.read(s, of, limit) // it may be well-formed now
			if f.why != 0 {
				p.Quirks &^= QuirkObsFold
				ds, f = p.read(s, of, limit)
				f.at = folded(line, f.at)
			}
			return ds, f
		}
	}
	start, end := trimBlank(line)
	t := tolerant{quirks: p.Quirks, field: of, limit: limit, s: line[:end], i: start}
	t.cur.listed = of == ofInfo
	f := t.elements()
	if f.why != 0 {
		if !t.has(QuirkKeepPrefix) || !f.isLocal() {
			return nil, f
		}
		t.cur.cut()
	}
	if g := t.finish(); g.why != 0 {
		return nil, g
	}
	if of != ofChallenges && len(t.done) == 0 {
		if f.why == 0 {
			f = fault{t.i, wantScheme}
		}
		return nil, f
	}
	return t.done, fault{}
}

// isLocal reports whether a fault is one of an element, not of the whole line.
func (f fault) isLocal() bool {
	return f.why != repeated && f.why != onlyOne && f.why != tooManyParams && !endsField(f.why)
}

func (t *tolerant) has(q Quirks) bool { return t.quirks&q != 0 }

// elements reads all elements. What a separator closed is whole.
func (t *tolerant) elements() fault {
	if t.field != ofCredentials {
		t.i = skipEmpty(t.s, t.i)
	}
	for t.i < len(t.s) {
		if f := t.element(); f.why != 0 {
			return f
		}
		if f := t.separator(); f.why != 0 {
			return f
		}
		t.cur.close()
	}
	return fault{}
}

// separator reads what stands between elements.
func (t *tolerant) separator() fault {
	i := skipBlank(t.s, t.i)
	switch {
	case i == len(t.s):
	case t.s[i] == ',' && t.field == ofCredentials && !t.cur.listed:
		comma := i
		i = skipEmpty(t.s, i)
		if !t.takesOrphans() || !t.isParam(i) {
			return fault{comma, onlyOne}
		}
	case t.isSeparator(i):
		for i < len(t.s) && (class[t.s[i]]&isBlank != 0 || t.isSeparator(i)) {
			i++
		}
	case t.has(QuirkMissingComma) && t.cur.listed && (i > t.i || t.s[i-1] == '"'):
	default:
		return fault{i, wantEnd}
	}
	t.i = i
	return fault{}
}

// isSeparator reports whether a comma, or what stands for one, is at s[i].
func (t *tolerant) isSeparator(i int) bool {
	return t.s[i] == ',' || t.s[i] == ';' && t.cur.listed && t.has(QuirkSemicolons)
}

// takesOrphans reports whether a parameter may follow a scheme or token68 that
// takes none.
func (t *tolerant) takesOrphans() bool {
	if t.cur.single {
		return t.has(QuirkOrphanParams)
	}
	return t.has(QuirkSchemeComma)
}

// element reads a parameter, or a scheme with what stands directly after it.
func (t *tolerant) element() fault {
	start, end := t.i, tokenEnd(t.s, t.i)
	if end == start {
		if t.cur.listed {
			return fault{start, wantParam}
		}
		return fault{start, wantScheme}
	}
	next := skipBlank(t.s, end)
	alone := next == len(t.s) || t.isSeparator(next)
	switch {
	case next < len(t.s) && t.s[next] == '=':
		return t.param(start, end, next)
	case alone && t.cur.listed && t.has(QuirkValuelessParams) && t.isAmongParams(next):
		t.i = end
		return fault{}
	case t.field == ofInfo:
		return fault{next, wantEqual}
	}
	return t.scheme(start, end)
}

// isAmongParams reports whether a name that ends before s[i] stands among
// parameters.
func (t *tolerant) isAmongParams(i int) bool {
	return t.field == ofInfo || len(t.cur.params) > 0 || t.isParam(skipEmpty(t.s, i))
}

// isParam reports whether a name and "=" stand at s[i].
func (t *tolerant) isParam(i int) bool {
	end := tokenEnd(t.s, i)
	next := skipBlank(t.s, end)
	return end > i && next < len(t.s) && t.s[next] == '='
}

// finish adds the draft to those that are done.
func (t *tolerant) finish() fault {
	switch {
	case t.field == ofInfo:
	case t.cur.scheme == "":
		return fault{}
	case len(t.done) == t.limit:
		return fault{t.cur.at, tooMany}
	}
	t.done = append(t.done, t.cur)
	return fault{}
}
