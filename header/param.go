// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"fmt"
	"io"
	"iter"
	"strings"
)

// A Param is one auth-param (RFC 9110, Section 11.2). Compare names with
// [EqualFold]. It prints without its value, which may be a secret.
type Param struct {
	Name string
	wire string // the value, see below
}

// The value of a Param is kept as it is on the wire: a token; a quoted-string
// without escapes, which lacks its closing quote here; or a quoted-string with
// escapes, which has both. One look at the ends tells them apart. With a field
// for it, a Param would be too large for registers, and reading ten of them take
// half as long again.
func (p Param) isEscaped() bool {
	return len(p.wire) > 1 && p.wire[0] == '"' && p.wire[len(p.wire)-1] == '"'
}

// Token returns a parameter whose value is sent as a token. The New functions
// refuse it if the value is no token.
func Token(name, value string) Param {
	if strings.HasPrefix(value, `"`) {
		value = "" // no token, and not to be taken for a quoted-string
	}
	return Param{name, value}
}

// Quoted returns a parameter whose value is sent as a quoted-string. The New
// functions refuse it if the value has a control character other than HTAB.
// Other bytes are sent as they are; fields have no encoding of their own.
func Quoted(name, value string) Param {
	if strings.IndexByte(value, '"') < 0 && strings.IndexByte(value, '\\') < 0 {
		return Param{name, `"` + value}
	}
	b := []byte{'"'}
	for i := range len(value) {
		b = appendQuotable(b, value[i])
	}
	return Param{name, string(append(b, '"'))}
}

// Value returns the value, without quotes and escapes. It allocates only if
// there are escapes.
func (p Param) Value() string {
	switch {
	case !p.IsQuoted():
		return p.wire
	case p.isEscaped():
		return unescape(p.wire)
	}
	return p.wire[1:]
}

// IsQuoted reports whether the value was, or is to be, a quoted-string.
func (p Param) IsQuoted() bool { return p.wire != "" && p.wire[0] == '"' }

// Format prints the name and "[redacted]", whatever the verb.
func (p Param) Format(f fmt.State, _ rune) {
	io.WriteString(f, p.Name+"=[redacted]")
}

// equal reports whether p and q have the same value, in whatever notation.
func (p Param) equal(q Param) bool {
	return p.Value() == q.Value()
}

// Params is an ordered list of parameters, none of which occurs twice. The zero
// Params is empty.
type Params struct{ it item }

// All yields the parameters in order.
func (ps Params) All() iter.Seq[Param] {
	return func(yield func(Param) bool) {
		// One call of yield in one loop lets the compiler put the body of the
		// caller's loop in its place.
		s, sh := ps.it.text, ps.it.shape
		for i := int(ps.it.value); i < len(s); {
			p, next := sh.param(s, i)
			if !yield(p) {
				return
			}
			i, sh = next, sh.rest()
		}
	}
}

// Get returns the value of the parameter of that name, in whatever letter case.
// To read many, range over All once.
func (ps Params) Get(name string) (value string, ok bool) {
	p, ok := ps.find(name)
	return p.Value(), ok
}

func (ps Params) find(name string) (Param, bool) {
	for p := range ps.All() {
		if EqualFold(p.Name, name) {
			return p, true
		}
	}
	return Param{}, false
}

// IsZero reports whether there are no parameters.
func (ps Params) IsZero() bool { return int(ps.it.value) == len(ps.it.text) }

// Equal reports whether ps and qs hold the same parameters: names in whatever
// letter case, values in whatever notation, in any order.
func (ps Params) Equal(qs Params) bool {
	n := 0
	for p := range ps.All() {
		q, ok := qs.find(p.Name)
		if !ok || !p.equal(q) {
			return false
		}
		n++
	}
	for range qs.All() {
		n--
	}
	return n == 0
}

// Format prints the names, each with "[redacted]", whatever the verb: the values may
// be secret.
func (ps Params) Format(f fmt.State, verb rune) {
	sep := ""
	for p := range ps.All() {
		io.WriteString(f, sep)
		p.Format(f, verb)
		sep = ", "
	}
}

func (ps Params) append(b []byte) []byte {
	sep := ""
	for p := range ps.All() {
		b = append(b, sep...)
		b = p.append(b)
		sep = ", "
	}
	return b
}
