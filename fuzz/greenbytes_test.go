// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"os"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/vectors"
	"github.com/go-httpauth/httpauth/header"
)

// TestGreenbytes recomputes the column of README.md that says what header makes
// of the greenbytes suite, and holds each row to its vector.
func TestGreenbytes(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	table := make(map[string]string) // case to outcome
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, " | "); len(cells) > 5 {
			table[strings.TrimPrefix(cells[0], "| ")] = strings.Trim(cells[1], "`")
		}
	}
	all, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range all {
		name, ok := strings.CutPrefix(v.Name, "www-authenticate/gb-")
		if !ok {
			continue
		}
		n++
		chs, err := header.ParseChallenges(v.Lines)
		if got := summary(chs, err); got != table[name] {
			t.Errorf("%s: %s, README.md has %q", name, got, table[name])
		}
		if (v.Expect == "accept") != (err == nil) {
			t.Errorf("%s: %v, the vector has %s", name, err, v.Expect)
		}
	}
	if n != 32 {
		t.Errorf("%d cases, the suite has 32", n)
	}
}

// summary writes challenges on one line.
func summary(chs []header.Challenge, err error) string {
	if err != nil {
		return "error"
	}
	var items []string
	for _, ch := range chs {
		var params []string
		for p := range ch.Params().All() {
			params = append(params, p.Name+"="+strings.ToValidUTF8(p.Value(), "<E4>"))
		}
		items = append(items, ch.Scheme()+"("+strings.Join(params, ", ")+")")
	}
	return strings.Join(items, "; ")
}
