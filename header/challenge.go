// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "iter"

// A Challenge is one challenge of WWW-Authenticate or Proxy-Authenticate
// (RFC 9110, Section 11.3). The zero Challenge is none.
type Challenge struct{ item }

// NewChallenge returns a challenge with parameters, of which none may occur
// twice. A realm is sent as a quoted-string, whatever it is given as (Section
// 11.5).
func NewChallenge(scheme string, params ...Param) (Challenge, error) {
	if !IsToken(scheme) {
		return Challenge{}, errScheme
	}
	it, err := build(scheme, params)
	return Challenge{it}, err
}

// NewChallenge68 returns a challenge with a token68, as Negotiate has them.
func NewChallenge68(scheme, token string) (Challenge, error) {
	it, err := build68(scheme, token)
	return Challenge{it}, err
}

// ParseChallenges returns all the challenges of the lines, in order, or the
// first error. A list without any element is valid.
func ParseChallenges(lines []string) ([]Challenge, error) {
	return AppendChallenges(nil, lines)
}

// AppendChallenges appends the challenges of the lines to dst, as
// [ParseChallenges] returns them. If there is an error, it appends nothing.
func AppendChallenges(dst []Challenge, lines []string) ([]Challenge, error) {
	b := budget{challenges: MaxChallenges, bytes: MaxLength + 1}
	all := dst
	for n, line := range lines {
		var f fault
		if all, f = b.append(all, line); f.why != 0 {
			return dst, f.in(n)
		}
	}
	return all, nil
}

// Challenges yields each challenge of the lines, in order. A line that is not
// in the grammar yields a *[SyntaxError] and none of its challenges; the next
// line is read all the same, so that a broken challenge does not hide the good
// ones on other lines. A field that exceeds a limit ends there, with an error.
func Challenges(lines []string) iter.Seq2[Challenge, error] {
	return func(yield func(Challenge, error) bool) {
		b := budget{challenges: MaxChallenges, bytes: MaxLength + 1}
		var buf [8]Challenge // no allocation for as many as servers send
		for n, line := range lines {
			chs, f := b.append(buf[:0], line)
			if f.why != 0 {
				if !yield(Challenge{}, f.in(n)) || f.why == tooLong || f.why == tooMany {
					return
				}
				continue
			}
			for _, c := range chs {
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}

// A budget is what is left of the limits on one field.
type budget struct{ challenges, bytes int }

// append appends the challenges of one line to dst, or none.
func (b *budget) append(dst []Challenge, line string) ([]Challenge, fault) {
	if b.bytes -= len(line) + 1; b.bytes < 0 { // an empty line costs too
		return dst, fault{0, tooLong}
	}
	start, end := trimBlank(line)
	line = line[:end]
	all := dst
	for i := skipEmpty(line, start); i < len(line); {
		if len(all)-len(dst) == b.challenges {
			return dst, fault{i, tooMany}
		}
		it, next, listed, f := scanItem(line, i)
		if f.why == 0 && !listed {
			next, f = scanCommas(line, next)
		}
		if f.why != 0 {
			return dst, f
		}
		all = append(all, Challenge{it})
		i = next
	}
	b.challenges -= len(all) - len(dst)
	return all, fault{}
}

// Equal reports whether c and d mean the same: scheme and names in whatever
// letter case, values in whatever notation, parameters in any order.
func (c Challenge) Equal(d Challenge) bool { return c.item.equal(d.item) }

// String returns the challenge as it is to be sent: one blank after the scheme,
// a comma and a blank between parameters, no needless escapes, the realm quoted.
func (c Challenge) String() string { return c.item.write() }

// AppendText appends the challenge as it is to be sent. The error is nil, unless
// the challenge was parsed with [QuirkBareToken68] and cannot be sent.
func (c Challenge) AppendText(b []byte) ([]byte, error) {
	if c.shape == bare68 {
		return b, errToken68
	}
	return c.item.append(b), nil
}
