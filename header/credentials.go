// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"fmt"
	"io"
)

// Credentials are the value of Authorization or Proxy-Authorization (RFC 9110,
// Section 11.4). They print without their secret part; only Reveal and the
// values of their parameters have it. The zero Credentials are none.
type Credentials struct{ item }

// NewCredentials returns credentials with parameters, of which none may occur
// twice.
func NewCredentials(scheme string, params ...Param) (Credentials, error) {
	if !IsToken(scheme) {
		return Credentials{}, errScheme
	}
	it, err := build(scheme, params)
	return Credentials{it}, err
}

// NewCredentials68 returns credentials with a token68, as Basic and Bearer have
// them.
func NewCredentials68(scheme, token string) (Credentials, error) {
	it, err := build68(scheme, token)
	return Credentials{it}, err
}

// ParseCredentials parses the lines of Authorization or Proxy-Authorization.
// No line is [ErrAbsent]. More than one is a *[SyntaxError]: the field is no
// list, and whoever takes the first or the last of several disagrees with
// somebody else on the way (RFC 9110, Section 5.3).
func ParseCredentials(lines []string) (Credentials, error) {
	switch {
	case len(lines) == 0:
		return Credentials{}, ErrAbsent
	case len(lines) > 1:
		return Credentials{}, fault{0, wantOneLine}.in(1)
	case len(lines[0]) > MaxLength:
		return Credentials{}, fault{0, tooLong}.in(0)
	}
	start, end := trimBlank(lines[0])
	line := lines[0][:end]
	it, next, listed, f := scanItem(line, start)
	if f.why == 0 && next != end {
		f = fault{next, wantEnd}
		if listed || line[next] == ',' {
			f.why = onlyOne
		}
	}
	if f.why != 0 {
		return Credentials{}, f.in(0)
	}
	return Credentials{it}, nil
}

// Equal reports whether c and d mean the same, as for a [Challenge]. It does
// not take constant time: do not compare secrets with it.
func (c Credentials) Equal(d Credentials) bool { return c.item.equal(d.item) }

// Reveal returns the credentials as they are to be sent, secrets and all.
func (c Credentials) Reveal() string { return c.item.write() }

// AppendReveal appends what Reveal returns to b.
func (c Credentials) AppendReveal(b []byte) []byte { return c.item.append(b) }

// String returns the scheme and "[redacted]".
func (c Credentials) String() string {
	if c.IsZero() {
		return ""
	}
	return c.Scheme() + " [redacted]"
}

// Format prints String, whatever the verb.
func (c Credentials) Format(f fmt.State, _ rune) { io.WriteString(f, c.String()) }

// MarshalText returns String, for JSON and slog. The error is always nil.
func (c Credentials) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
