// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/vectors"
)

// Two scanners of one grammar: without quirks the tolerant one accepts what the
// strict one does, with the same values.
func FuzzTolerantIsStrict(f *testing.F) {
	all, err := vectors.All()
	if err != nil {
		f.Fatal(err)
	}
	n := 0
	for _, v := range all {
		for _, line := range v.Lines {
			f.Add(line)
			n++
		}
	}
	if n < 1239 {
		f.Fatalf("only %d seeds", n)
	}
	f.Add("A \t,b=c") // HTAB that is allowed
	f.Add("A\t ,b=c") // and not
	f.Add("A b=,")    // a token68, or a value that is missing
	f.Add("A b=c,B=d")
	f.Fuzz(func(t *testing.T, line string) {
		for of, strict := range map[field]func([]string) ([]item, error){ofChallenges: strictChallenges, ofCredentials: strictCredentials, ofInfo: strictInfo} {
			want, err := strict([]string{line})
			ds, f := Parser{}.read(line, of, MaxChallenges)
			if err != nil {
				if f.why == 0 {
					t.Errorf("%q as %d is accepted; %v", line, of, err)
				}
				continue
			}
			if f.why != 0 || len(ds) != len(want) {
				t.Errorf("%q as %d: %v, %d items of %d", line, of, f.in(0), len(ds), len(want))
				continue
			}
			for i := range ds {
				if got, f := ds[i].item(); f.why != 0 || got.Scheme() != want[i].Scheme() || !got.equal(want[i]) {
					t.Errorf("%q as %d: item %d differs: %v", line, of, i, f)
				}
			}
		}
	})
}

func strictChallenges(lines []string) (its []item, err error) {
	chs, err := ParseChallenges(lines)
	for _, c := range chs {
		its = append(its, c.item)
	}
	return its, err
}

func strictCredentials(lines []string) ([]item, error) {
	c, err := ParseCredentials(lines)
	return []item{c.item}, err
}

func strictInfo(lines []string) ([]item, error) {
	in, err := ParseInfo(lines)
	return []item{in.it}, err
}

// Where not even the quirks help, the error says so, in the line as it came.
func TestQuirkErrors(t *testing.T) {
	tests := []struct {
		quirks Quirks
		lines  []string
		err    SyntaxError
	}{
		{QuirkMissingComma, []string{`X a=b c="d`}, SyntaxError{0, 10, reasons[wantQuote]}},
		{QuirkObsFold, []string{"A", "X a=b,\r\n \t c=@"}, SyntaxError{1, 13, reasons[wantValue]}},
		{QuirkObsFold | QuirkControls, []string{"X a=\"\x01\",\r\n @"}, SyntaxError{0, 11, reasons[wantParam]}},
		{QuirkObsFold, []string{"X a=b,\r\nc=d"}, SyntaxError{0, 6, reasons[wantParam]}},
		{QuirkSemicolons, []string{"X a=b; c=d; A=e"}, SyntaxError{0, 12, reasons[repeated]}},
		{QuirkKeepPrefix, []string{"X a=b, c=d, C=e"}, SyntaxError{0, 12, reasons[repeated]}},
		{QuirkOpenQuote, []string{`X a="b\`}, SyntaxError{0, 7, reasons[badQuoted]}},
		{QuirkControls, []string{"X a=\"\x01\x00\""}, SyntaxError{0, 6, reasons[badQuoted]}},
		{QuirkControls, []string{"X a=\"\x01\", " + long(12, 'b')}, SyntaxError{0, 0, reasons[tooManyParams]}},
		{QuirkBareValues, []string{"X " + long(MaxParams, '0') + ", b=@"}, SyntaxError{0, 2 + len(long(MaxParams, '0')) + 2, reasons[tooManyParams]}},
		{QuirkMissingComma | QuirkSkipBadLines, []string{strings.Repeat("X a=b ", MaxChallenges+1)}, SyntaxError{0, 6 * MaxChallenges, reasons[tooMany]}},
		{QuirkMissingComma | QuirkSkipBadLines, []string{strings.Repeat("X a=b ", MaxChallenges+2)}, SyntaxError{0, 6 * MaxChallenges, reasons[tooMany]}},
		{QuirkSkipBadLines, []string{"@", strings.Repeat("a", MaxLength)}, SyntaxError{1, 0, reasons[tooLong]}},
		{QuirkBareValues, []string{`X b=@,a="` + strings.Repeat("v", MaxLength-10) + `"`}, SyntaxError{0, 0, reasons[tooLong]}}, // as it would be sent
		{QuirkSkipQuoted, []string{`X "a`}, SyntaxError{0, 4, reasons[wantQuote]}},
		{QuirkOrphanParams, []string{`X a, b=`}, SyntaxError{0, 7, reasons[wantValue]}},
		{QuirkBareToken68, []string{`X a=b@`}, SyntaxError{0, 5, reasons[wantEnd]}},
	}
	for _, tt := range tests {
		_, err := Parser{tt.quirks}.ParseChallenges(tt.lines)
		var e *SyntaxError
		if !errors.As(err, &e) || *e != tt.err {
			t.Errorf("%.40q with %v: %v, want %v", tt.lines, tt.quirks, err, &tt.err)
		}
	}
}

// long returns n parameters.
func long(n int, first byte) string {
	ps := make([]string, n)
	for i := range ps {
		ps[i] = string(first) + strings.Repeat("x", i) + "=v"
	}
	return strings.Join(ps, ", ")
}
