// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "strings"

// Info is the value of Authentication-Info or Proxy-Authentication-Info
// (RFC 9110, Section 11.6.3): parameters that have their meaning from the
// scheme that was used in the request. The zero Info has none.
type Info struct{ it item }

// NewInfo returns an Info with those parameters, of which none may occur twice.
func NewInfo(params ...Param) (Info, error) {
	it, err := build("", params)
	return Info{it}, err
}

// ParseInfo parses the lines of Authentication-Info or
// Proxy-Authentication-Info. They are one list, so that a parameter must not
// occur on two of them. No line is [ErrAbsent].
func ParseInfo(lines []string) (Info, error) {
	if len(lines) == 0 {
		return Info{}, ErrAbsent
	}
	left := MaxLength + 1 // one line of MaxLength, or several with a comma between
	for n, line := range lines {
		if left -= len(line) + 1; left < 0 {
			return Info{}, fault{0, tooLong}.in(n)
		}
	}
	if len(lines) == 1 {
		it, f := scanInfo(lines[0])
		if f.why != 0 {
			return Info{}, f.in(0)
		}
		return Info{it}, nil
	}
	for n, line := range lines { // a line that is faulty by itself
		if _, f := scanInfo(line); f.why != 0 {
			return Info{}, f.in(n)
		}
	}
	it, f := scanInfo(strings.Join(lines, ","))
	if f.why != 0 {
		n := 0
		for ; f.at > len(lines[n]); n++ {
			f.at -= len(lines[n]) + len(",")
		}
		return Info{}, f.in(n)
	}
	return Info{it}, nil
}

// scanInfo returns the parameters of one line.
func scanInfo(line string) (it item, f fault) {
	start, end := trimBlank(line)
	line = line[:end]
	if start == end {
		return it, fault{}
	}
	l, next, f := scanParams(line, start)
	if f.why == 0 && next != end {
		f = fault{tokenEnd(line, next), wantEqual} // a token ended the list
	}
	return l.item(line, start, 0), f
}

// Params returns the parameters.
func (in Info) Params() Params { return Params(in) }

// Param returns the value of the parameter of that name, in whatever letter
// case, without quotes and escapes.
func (in Info) Param(name string) (value string, ok bool) { return in.Params().Get(name) }

// IsZero reports whether there are no parameters.
func (in Info) IsZero() bool { return in.Params().IsZero() }

// Equal reports whether both hold the same parameters, as [Params.Equal] does.
func (in Info) Equal(other Info) bool { return in.Params().Equal(other.Params()) }

// String returns the value of the field as it is to be sent.
func (in Info) String() string {
	if it := in.it; it.isPlain() {
		return it.text
	}
	var stack [usualLength]byte
	return string(in.Params().append(stack[:0]))
}

// AppendText appends what String returns to b. The error is always nil.
func (in Info) AppendText(b []byte) ([]byte, error) { return in.Params().append(b), nil }
