// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "errors"

// Errors of the New functions. They name no value, which may be a secret.
var (
	errScheme  = errors.New("header: the scheme is no token")
	errToken68 = errors.New("header: the value is no token68")
	errName    = errors.New("header: the name of a parameter is no token")
	errToken   = errors.New("header: a value to be sent as a token is none")
	errQuoted  = errors.New("header: a value to be sent as a quoted-string has a control character")
	errRepeat  = errors.New("header: " + reasons[repeated])
	errParams  = errors.New("header: " + reasons[tooManyParams])
	errLength  = errors.New("header: " + reasons[tooLong])
)

// check reports why p cannot be sent.
func (p Param) check() error {
	switch {
	case !IsToken(p.Name):
		return errName
	case p.IsQuoted():
		for i := range len(p.wire) {
			if class[p.wire[i]]&isQuoted == 0 {
				return errQuoted
			}
		}
	case !IsToken(p.wire):
		return errToken
	}
	return nil
}

// usualLength is what most fields fit into: they are written to the stack first.
const usualLength = 512

// build returns the item of that scheme, if it is not empty, and those
// parameters. What it wrote it reads again, as whoever receives it will.
func build(scheme string, params []Param) (it item, err error) {
	var stack [usualLength]byte
	b := append(stack[:0], scheme...)
	for i, p := range params {
		if err := p.check(); err != nil {
			return item{}, err
		}
		switch {
		case i > 0:
			b = append(b, ", "...)
		case scheme != "":
			b = append(b, ' ')
		}
		b = p.append(b)
	}
	if len(b) > MaxLength {
		return item{}, errLength
	}
	if len(params) == 0 {
		return item{text: scheme, scheme: uint32(len(scheme)), value: uint32(len(scheme))}, nil
	}
	first := 0
	if scheme != "" {
		first = len(scheme) + 1
	}
	text := string(b)
	switch l, _, f := scanParams(text, first); f.why {
	case 0:
		return l.item(text, 0, len(scheme)), nil
	case repeated:
		return item{}, errRepeat
	default: // all else was checked
		return item{}, errParams
	}
}

// build68 returns the item of that scheme and token68.
func build68(scheme, token string) (item, error) {
	if !IsToken(scheme) {
		return item{}, errScheme
	}
	if token == "" || token68End(token, 0) != len(token) {
		return item{}, errToken68
	}
	if len(scheme)+1+len(token) > MaxLength {
		return item{}, errLength
	}
	return item{scheme + " " + token, uint32(len(scheme)), uint32(len(scheme) + 1), token68}, nil
}

func (p Param) append(b []byte) []byte {
	b = append(b, p.Name...)
	b = append(b, '=')
	switch {
	case p.isEscaped():
		b = append(b, '"')
		for i := 1; i < len(p.wire)-1; i++ {
			if p.wire[i] == '\\' {
				i++
			}
			c := p.wire[i]
			if class[c]&isQuoted == 0 { // by QuirkControls
				c = ' '
			}
			b = appendQuotable(b, c)
		}
	case p.IsQuoted():
		b = append(b, p.wire...)
	case isRealm(p.Name):
		b = append(b, '"')
		b = append(b, p.wire...)
	default:
		return append(b, p.wire...)
	}
	return append(b, '"')
}

// isRealm reports whether a name is that of the parameter which is always quoted
// (RFC 9110, Section 11.5).
func isRealm(name string) bool { return len(name) == len("realm") && EqualFold(name, "realm") }

// appendQuotable appends one byte of a quoted-string. Only two are escaped (RFC
// 9110, Section 5.6.4).
func appendQuotable(b []byte, c byte) []byte {
	if c == '"' || c == '\\' {
		b = append(b, '\\')
	}
	return append(b, c)
}

// unescape returns the value of a quoted-string with its quotes.
func unescape(s string) string {
	b := make([]byte, 0, len(s)-2)
	for i := 1; i < len(s)-1; i++ {
		if s[i] == '\\' {
			i++
		}
		b = append(b, s[i])
	}
	return string(b)
}
