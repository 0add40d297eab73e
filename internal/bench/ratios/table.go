// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// printRows prints the rows as a table in Markdown.
func printRows(w io.Writer, rows []row) {
	cells := [][]string{{"", "what", "target", "median", "min..max", ""}}
	for _, r := range rows {
		what, want, verdict := r.what, "<= "+number(r.most), "ok"
		switch {
		case !r.bounded():
			want, verdict = "", ""
		case r.least > 0:
			want = ">= " + number(r.least)
		}
		if r.star != "" {
			what += " (" + strings.ReplaceAll(r.star, "_", " ") + ")"
		}
		if !r.within(1) {
			verdict = "MISSED"
		}
		cells = append(cells, []string{r.group, what, want, number(r.median), number(r.min) + ".." + number(r.max), verdict})
	}
	print(w, cells)
}

// printCosts prints the median costs of each benchmark. The allocations are
// exact; the times hold nowhere else.
func printCosts(w io.Writer, passes []pass) {
	units := []string{cpu, "B/op", "allocs/op"}
	cells := [][]string{append([]string{"benchmark"}, units...)}
	for _, name := range slices.Sorted(maps.Keys(passes[0])) {
		line := []string{name}
		for _, unit := range units {
			var values []float64
			for _, p := range passes {
				values = append(values, p[name][unit])
			}
			line = append(line, number(median(values)))
		}
		cells = append(cells, line)
	}
	print(w, cells)
}

// number prints three digits, or all those before the point.
func number(v float64) string {
	switch {
	case v == float64(int(v)), v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

// print prints a table whose first line is its head.
func print(w io.Writer, cells [][]string) {
	width := make([]int, len(cells[0]))
	for _, line := range cells {
		for i, c := range line {
			width[i] = max(width[i], len(c), 3)
		}
	}
	for n, line := range cells {
		for i, c := range line {
			fmt.Fprintf(w, "| %-*s ", width[i], c)
		}
		fmt.Fprintln(w, "|")
		if n == 0 {
			for i := range line {
				fmt.Fprintf(w, "| %s ", strings.Repeat("-", width[i]))
			}
			fmt.Fprintln(w, "|")
		}
	}
}
