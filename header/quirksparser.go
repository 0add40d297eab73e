// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import "iter"

// A Parser parses fields with quirks. The zero Parser has none and does what the
// functions of the same names do; a client that meets a server with quirks has a
// Parser for that server.
//
// What a Parser returns is as safe to send and to compare as what the functions
// return: a value that is no token becomes a quoted-string. For the exceptions
// see [QuirkBareToken68] and [QuirkControls]. The offset in a [SyntaxError] is
// where not even the quirks helped.
type Parser struct{ Quirks Quirks }

// ParseChallenges is the function of that name, with quirks.
func (p Parser) ParseChallenges(lines []string) ([]Challenge, error) {
	b := budget{challenges: MaxChallenges, bytes: MaxLength + 1}
	var all []Challenge
	for n, line := range lines {
		var f fault
		if all, f = p.append(&b, all, line); f.why != 0 && !p.drops(f.why) {
			return nil, f.in(n)
		}
	}
	return all, nil
}

// Challenges is the function of that name, with quirks. With [QuirkSkipBadLines]
// there are no errors but those of the whole field.
func (p Parser) Challenges(lines []string) iter.Seq2[Challenge, error] {
	return func(yield func(Challenge, error) bool) {
		b := budget{challenges: MaxChallenges, bytes: MaxLength + 1}
		for n, line := range lines {
			chs, f := p.append(&b, nil, line)
			if f.why != 0 && !p.drops(f.why) {
				if !yield(Challenge{}, f.in(n)) || endsField(f.why) {
					return
				}
			}
			for _, c := range chs {
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}

// ParseCredentials is the function of that name, with quirks.
func (p Parser) ParseCredentials(lines []string) (Credentials, error) {
	c, err := ParseCredentials(lines)
	if err == nil || len(lines) != 1 || len(lines[0]) > MaxLength || p.Quirks == 0 || err.(*SyntaxError).Reason == reasons[repeated] {
		return c, err
	}
	ds, f := p.read(lines[0], ofCredentials, 1)
	if f.why != 0 {
		return Credentials{}, f.in(0)
	}
	it, f := ds[0].item()
	if f.why != 0 {
		return Credentials{}, f.in(0)
	}
	return Credentials{it}, nil
}

// ParseInfo is the function of that name, with quirks.
func (p Parser) ParseInfo(lines []string) (Info, error) {
	in, err := ParseInfo(lines)
	if e, ok := err.(*SyntaxError); !ok || p.Quirks == 0 || e.Reason == reasons[tooLong] {
		return in, err
	}
	var all draft
	for n, line := range lines {
		var d draft
		_, f := scanInfo(line)
		switch {
		case f.why == 0:
			d, f = Parser{}.readInfo(line)
		case f.why != repeated:
			d, f = p.readInfo(line)
		}
		if f.why == 0 {
			f = all.merge(d)
		} else if p.drops(f.why) {
			continue
		}
		if f.why != 0 {
			return Info{}, f.in(n)
		}
	}
	it, f := all.item()
	if f.why != 0 {
		return Info{}, f.in(0)
	}
	return Info{it}, nil
}

func (p Parser) readInfo(line string) (draft, fault) {
	ds, f := p.read(line, ofInfo, 1)
	if f.why != 0 {
		return draft{}, f
	}
	return ds[0], fault{}
}

// append appends the challenges of one line to dst, or none.
func (p Parser) append(b *budget, dst []Challenge, line string) ([]Challenge, fault) {
	all, f := b.append(dst, line)
	if f.why == 0 || p.Quirks == 0 || f.why == repeated || endsField(f.why) {
		return all, f
	}
	ds, f := p.read(line, ofChallenges, b.challenges)
	if f.why != 0 {
		return dst, f
	}
	all = dst
	for i := range ds {
		it, f := ds[i].item()
		if f.why != 0 {
			return dst, f
		}
		all = append(all, Challenge{it})
	}
	b.challenges -= len(ds)
	return all, fault{}
}

// drops reports whether a line with that fault is dropped.
func (p Parser) drops(why reason) bool {
	return p.Quirks&QuirkSkipBadLines != 0 && !endsField(why)
}

// endsField reports whether a fault is one of the whole field.
func endsField(why reason) bool { return why == tooLong || why == tooMany }
