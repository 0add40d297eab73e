// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "strings"

// Info is the value of Authentication-Info or Proxy-Authentication-Info
// (RFC 9110, Section 11.6.3): parameters that have their meaning from the
// scheme that was used in the request. The zero Info has none.
type Info struct{ params Params }

// NewInfo returns an Info with those parameters, of which none may occur twice.
func NewInfo(params ...Param) (Info, error) {
	if err := check(params); err != nil {
		return Info{}, err
	}
	b := appendParams(nil, params)
	if len(b) > MaxLength {
		return Info{}, errLength
	}
	return Info{Params{string(b)}}, nil
}

// ParseInfo parses the lines of Authentication-Info or
// Proxy-Authentication-Info. They are one list, so that a parameter must not
// occur on two of them. No line is [ErrAbsent].
func ParseInfo(lines []string) (Info, error) {
	if len(lines) == 0 {
		return Info{}, ErrAbsent
	}
	var seen names
	left := MaxLength
	values := make([]string, 0, 1)
	for n, line := range lines {
		if left -= len(line); left < 0 {
			return Info{}, fault{0, tooLong}.in(n)
		}
		value, f := scanInfo(line, &seen)
		if f.reason != "" {
			return Info{}, f.in(n)
		}
		if value != "" {
			values = append(values, value)
		}
	}
	return Info{Params{strings.Join(values, ", ")}}, nil
}

// scanInfo returns the parameters of one line.
func scanInfo(line string, seen *names) (string, fault) {
	start, end := trimBlank(line)
	line = line[:end]
	first := skipEmpty(line, start)
	last := first
	for i := first; i < len(line); {
		end, isParam, f := scanParam(line, i, seen)
		if f.reason != "" || !isParam {
			return "", f
		}
		last = end
		if i, f = scanCommas(line, end); f.reason != "" {
			return "", f
		}
	}
	return line[first:last], fault{}
}

// Params returns the parameters.
func (in Info) Params() Params { return in.params }

// Param returns the value of the parameter of that name, in whatever letter
// case, without quotes and escapes.
func (in Info) Param(name string) (value string, ok bool) { return in.params.Get(name) }

// IsZero reports whether there are no parameters.
func (in Info) IsZero() bool { return in.params.IsZero() }

// Equal reports whether both hold the same parameters, as [Params.Equal] does.
func (in Info) Equal(other Info) bool { return in.params.Equal(other.params) }

// String returns the value of the field as it is to be sent.
func (in Info) String() string { return string(in.params.append(nil)) }

// AppendText appends what String returns to b. The error is always nil.
func (in Info) AppendText(b []byte) ([]byte, error) { return in.params.append(b), nil }
