// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "strings"

// A draft is what the tolerant scanner read: an item that is not yet written. An
// item is made of it in the same way as by the New functions.
type draft struct {
	at     int // where it starts in the line
	scheme string
	token  string
	single bool // there is a token68
	bare   bool // it is none in the strict grammar
	listed bool // there is, or may follow, a list of parameters
	whole  bool // a separator closed it
	closed int  // parameters that a separator closed
	params []draftParam
	names  map[string]bool
}

// A draftParam is a parameter with its value in plain.
type draftParam struct {
	at          int
	name, value string
	quoted      bool
	hidden      bool // it has control characters
}

// add adds a parameter.
func (d *draft) add(p draftParam) fault {
	name := strings.ToLower(p.name) // of ASCII
	switch {
	case d.names[name]:
		return fault{p.at, repeated}
	case len(d.params) == MaxParams:
		return fault{p.at, tooManyParams}
	case d.names == nil:
		d.names = make(map[string]bool)
	}
	d.names[name] = true
	d.params = append(d.params, p)
	return fault{}
}

// merge adds all parameters of another draft.
func (d *draft) merge(other draft) fault {
	for _, p := range other.params {
		if f := d.add(p); f.why != 0 {
			return f
		}
	}
	return fault{}
}

// close notes that a separator, or the end of the line, follows.
func (d *draft) close() {
	d.closed = len(d.params)
	d.whole = d.whole || !d.listed || d.closed > 0
}

// cut removes what no separator closed.
func (d *draft) cut() {
	d.params = d.params[:d.closed]
	if !d.whole {
		d.scheme = ""
	}
}

// item writes the draft and reads what it wrote, as the New functions do.
func (d *draft) item() (item, fault) {
	if d.single {
		form := token68
		if d.bare {
			form = bare68
		}
		return item{d.scheme + " " + d.token, uint32(len(d.scheme)), uint32(len(d.scheme) + 1), form}, fault{}
	}
	params := make([]Param, len(d.params))
	masked := false
	for i, p := range d.params {
		value, hidden := mask(p.value)
		if p.quoted || hidden || !IsToken(value) {
			params[i] = Quoted(p.name, value)
		} else {
			params[i] = Token(p.name, value)
		}
		d.params[i].hidden, masked = hidden, masked || hidden
	}
	it, err := build(d.scheme, params)
	switch {
	case err != nil: // all else was checked
		return item{}, fault{d.at, tooLong}
	case masked:
		return d.unmask(it)
	}
	return it, fault{}
}

// mask returns the value with a quote in place of each control character that no
// quoted-string may hold, and whether there is any. Like these quotes they will
// be sent as two bytes.
func mask(value string) (masked string, hidden bool) {
	for i := range len(value) {
		if class[value[i]]&isQuoted != 0 {
			continue
		}
		b := []byte(value)
		for ; i < len(b); i++ {
			if class[b[i]]&isQuoted == 0 {
				b[i] = '"'
			}
		}
		return string(b), true
	}
	return value, false
}

// What QuirkControls promises: that there are some limits.
const (
	maxHidden     = 12  // parameters of a draft that holds control characters
	maxHiddenName = 255 // bytes of the name of one
)

// unmask puts the control characters into the text of an item that was written
// with masked parameters. They stand after a backslash, so that the parameter
// that holds some counts as one with escapes: writing it takes the slow way, which
// knows of them.
func (d *draft) unmask(it item) (item, fault) {
	if len(d.params) > maxHidden {
		return item{}, fault{d.at, tooManyParams}
	}
	b := []byte(it.text)
	at := int(it.value)
	for _, p := range d.params {
		switch {
		case len(p.name) > maxHiddenName:
			return item{}, fault{d.at, tooManyParams}
		case !p.hidden:
			_, at = it.shape.find(it.text, at)
			continue
		}
		at += len(p.name) + len("=")
		for _, c := range []byte(p.value) {
			if at++; b[at] == '\\' {
				at++
				b[at] = c
			}
		}
		at += len(`x", `)
	}
	it.text = string(b)
	return it, fault{}
}
