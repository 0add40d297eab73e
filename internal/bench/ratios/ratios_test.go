// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"strings"
	"testing"
)

const output = `goos: linux
cpu: some
BenchmarkP1/header-2         	   46364	       522.5 ns/op	       500 cpu-ns/op	       0 B/op	       0 allocs/op
BenchmarkP1/table-2          	  114393	       206.7 ns/op	       200.0 cpu-ns/op	       0 B/op	       0 allocs/op
BenchmarkP1/table-2          	  114393	       206.7 ns/op	       900.0 cpu-ns/op	       0 B/op	       0 allocs/op
BenchmarkP1/table-2          	  114393	       206.7 ns/op	       250.0 cpu-ns/op	       0 B/op	       0 allocs/op
BenchmarkP5/a_b/64K/header  	  114393	       206.7 ns/op	       800 cpu-ns/op	       131072 B/op	       0 allocs/op
BenchmarkP5/a_b/8K/header-16  	  114393	       206.7 ns/op	       100 cpu-ns/op	       0 B/op	       0 allocs/op
BenchmarkP5/c/64K/header-16  	  114393	       206.7 ns/op	       300 cpu-ns/op	       0 B/op	       0 allocs/op
BenchmarkP5/c/8K/header-16  	  114393	       206.7 ns/op	       100 cpu-ns/op	       0 B/op	       0 allocs/op
PASS
`

func TestRows(t *testing.T) {
	p, err := parse([]byte(output))
	if err != nil || len(p) != 6 {
		t.Fatal(p, err)
	}
	tests := []struct {
		target
		count        int
		star         string
		median       float64
		ok, pastGate bool
	}{
		{target{num: "P1/header", den: "P1/table", most: 2.5}, 1, "", 2.5, true, false},
		{target{num: "P1/header", den: "P1/table", most: 2}, 1, "", 2.5, false, false},
		{target{num: "P1/header", den: "P1/table", most: 1.9}, 1, "", 2.5, false, true},
		{target{num: "P1/header", den: "P1/table", least: 3}, 1, "", 2.5, false, false},
		{target{num: "P1/header", den: "P1/table", least: 3.3}, 1, "", 2.5, false, true},
		{target{num: "P1/header", den: "P1/table", least: 2}, 1, "", 2.5, true, false},
		{target{num: "P1/header", den: "P1/table"}, 1, "", 2.5, true, false},
		{target{num: "P5/*/64K/header", den: "P5/*/8K/header", most: 9}, 2, "a_b", 8, true, false},
		{target{num: "P5/*/64K/header", den: "P5/*/8K/header", least: 3}, 2, "c", 3, true, false},
		{target{num: "P5/*/64K/header", unit: "B/op", per: 64 << 10, most: 1.9}, 2, "a_b", 2, false, true},
		{target{num: "P1/header", unit: "allocs/op"}, 1, "", 0, true, false},
	}
	for _, tt := range tests {
		rows, err := tt.rows([]pass{p, p, p})
		if err != nil {
			t.Errorf("%+v: %v", tt.target, err)
			continue
		}
		r := rows[0]
		if len(rows) != tt.count || r.star != tt.star || r.median != tt.median || r.within(1) != tt.ok || r.within(tt.slack()) == tt.pastGate {
			t.Errorf("%+v: %d rows, %+v", tt.target, len(rows), r)
		}
	}
	for _, missing := range []target{{num: "P9/header", den: "P1/table"}, {num: "P1/header", den: "P9/table"}, {num: "P1/header", unit: "x"}} {
		if _, err := missing.rows([]pass{p}); err == nil {
			t.Errorf("%+v: no error", missing)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, out := range []string{"", "PASS\n", "BenchmarkX 1 2 ns/op\n", "BenchmarkX 1 x cpu-ns/op\n"} {
		if _, err := parse([]byte(out)); err == nil {
			t.Errorf("%q: no error", out)
		}
	}
}

func TestMedian(t *testing.T) {
	if m := median([]float64{2, 9, 1}); m != 2 {
		t.Error(m)
	}
	if m := median([]float64{4, 9, 1, 2}); m != 3 {
		t.Error(m)
	}
}

func TestPrint(t *testing.T) {
	var b strings.Builder
	printRows(&b, []row{{target{group: "P1", what: "a / b", most: 1}, "x_y", 1.5, 1, 123.4}})
	if want := "| P1  | a / b (x y) | <= 1   | 1.50   | 1..123   | MISSED |\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%s, want %s", b.String(), want)
	}
}
