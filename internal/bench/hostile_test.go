// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// A shape is a field that costs as much as its sender can make it. It does so
// inside the limits of header: a shape that goes beyond them is refused early,
// which is what the limits are for.
type shape struct {
	name  string
	taken bool // whether it is in the grammar and inside the limits
	build func(n int) []string
}

// shapes have about n bytes, never more.
var shapes = []shape{
	{"commas", true, line("X ", ",", "a=b")},
	{"commas and blanks", true, line("X ", " ,\t", "a=b")},
	{"commas after", true, line("X a=b, ", ",", "Y c=d")},
	{"blanks alone", true, line("", " ", "")},
	{"blanks before", true, line("X", " ", "a=b")},
	{"blanks round equals", true, func(n int) []string {
		blanks := strings.Repeat(" ", n/2-4)
		return []string{"X a" + blanks + "=" + blanks + "b"}
	}},
	{"quoted", true, line(`X a="`, "a", `"`)},
	{"quoted obs-text", true, line(`X a="`, "\xe4", `"`)},
	{"quoted tabs", true, line(`X a="`, "\t", `"`)},
	{"escapes", true, line(`X a="`, `\"`, `"`)},
	{"escapes now and then", true, line(`X a="`, `aaaaaa\"`, `"`)},
	{"escapes unclosed", false, line(`X a="`, `\"`, "")},
	{"token68", true, line("X ", "a", "")},
	{"token68 of padding", true, line("X a", "=", "")},
	{"token68 not to be", false, line("X ", "a", " b")},
	{"padding not to be", false, line("X a", "=", "b")},
	{"name", true, line("X ", "a", "=b")},
	{"name without value", true, line("X a=b, ", "a", "")},
	{"value", true, line("X a=", "a", "")},
	{"schemes", true, parts(header.MaxChallenges, "", ", ", func(i, n int) string { return strings.Repeat("X", n) })},
	{"challenges", true, parts(header.MaxChallenges, "", ", ", func(i, n int) string {
		return `X a="` + strings.Repeat("a", n-6) + `"`
	})},
	{"parameters", true, parts(header.MaxParams, "X ", ", ", func(i, n int) string {
		return mark(i) + `="` + strings.Repeat("a", n-5) + `"`
	})},
	{"names alike", true, parts(header.MaxParams, "X ", ",", func(i, n int) string {
		half := strings.Repeat("a", (n-4)/2)
		return half + mark(i) + half + "=b"
	})},
	{"too many challenges", false, line("", ", X a=b", "")},
	{"a repeated parameter", false, line("X a=b", ",a=b", "")},
	{"equals again and again", false, line("X ", "a= ", "a")},
	{"faulty lines", false, func(n int) []string {
		lines := make([]string, n/len(onWire([]string{"a b"})))
		for i := range lines {
			lines[i] = "a b"
		}
		return lines
	}},
}

// onWire returns the lines as their sender sends them.
func onWire(lines []string) string {
	const name, end = "WWW-Authenticate: ", "\r\n"
	return name + strings.Join(lines, end+name) + end
}

// line returns a builder of single lines: as often the unit as fits.
func line(before, unit, after string) func(n int) []string {
	return func(n int) []string {
		times := (n - len(before) - len(after)) / len(unit)
		return []string{before + strings.Repeat(unit, times) + after}
	}
}

// parts returns a builder of single lines of that many parts of equal length.
func parts(count int, before, between string, part func(i, n int) string) func(n int) []string {
	return func(n int) []string {
		each := (n-len(before))/count - len(between)
		all := make([]string, count)
		for i := range all {
			all[i] = part(i, each)
		}
		return []string{before + strings.Join(all, between)}
	}
}

// mark returns two bytes of a token, others for each i below 676.
func mark(i int) string { return string([]byte{'a' + byte(i/26), 'a' + byte(i%26)}) }
