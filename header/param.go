// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"fmt"
	"io"
	"iter"
)

// A Param is one auth-param (RFC 9110, Section 11.2). Compare names with
// [EqualFold]. It prints without its value, which may be a secret.
type Param struct {
	Name    string
	text    string // the value; between the quotes of a line, with its escapes
	quoted  bool
	escaped bool // text has escapes
}

// Token returns a parameter whose value is sent as a token. The New functions
// refuse it if the value is no token.
func Token(name, value string) Param {
	return Param{Name: name, text: value}
}

// Quoted returns a parameter whose value is sent as a quoted-string. The New
// functions refuse it if the value has a control character other than HTAB.
// Other bytes are sent as they are; fields have no encoding of their own.
func Quoted(name, value string) Param {
	return Param{Name: name, text: value, quoted: true}
}

// Value returns the value, without quotes and escapes. It allocates only if
// there are escapes.
func (p Param) Value() string {
	if !p.escaped {
		return p.text
	}
	return string(appendUnescaped(nil, p.text))
}

// IsQuoted reports whether the value was, or is to be, a quoted-string.
func (p Param) IsQuoted() bool { return p.quoted }

// Format prints the name alone, whatever the verb.
func (p Param) Format(f fmt.State, _ rune) {
	io.WriteString(f, p.Name+"=[redacted]")
}

// equal reports whether p and q have the same value, in whatever notation.
func (p Param) equal(q Param) bool {
	if !p.escaped && !q.escaped {
		return p.text == q.text
	}
	return p.Value() == q.Value()
}

// Params is an ordered list of parameters, none of which occurs twice. The zero
// Params is empty.
type Params struct{ it item }

// All yields the parameters in order.
func (ps Params) All() iter.Seq[Param] {
	return func(yield func(Param) bool) {
		for i := range int(ps.it.indexed) {
			if !yield(ps.it.at(i)) {
				return
			}
		}
		for i := ps.it.rest - 1; i >= 0 && i < len(ps.it.text); {
			p, next := ps.it.beyond(i)
			if !yield(p) {
				return
			}
			i = next
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
func (ps Params) IsZero() bool { return ps.it.isBare() }

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

// Format prints the names alone, whatever the verb: the values may be secret.
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
