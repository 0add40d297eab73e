// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Ratios runs the benchmarks of package bench, several whole passes of one test
// binary, and prints each ratio beside its target:
//
//	go run ./ratios [-n passes] [-only P1,P2] [-all] [-costs] [-gate]
//
// In a pass the members of a group take turns, and the time of each is that of
// its best turn, in CPU time. A ratio is made within one pass; what is printed
// is the median of the passes, the smallest and the largest. Times themselves
// hold for one machine on one day and are not printed, unless -costs asks for
// them.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

func main() {
	passes := flag.Int("n", 8, "number of passes")
	turns := flag.Int("turns", 10, "number of turns that each benchmark gets in a pass")
	each := flag.Duration("time", 10*time.Millisecond, "length of a turn")
	only := flag.String("only", "", "the `groups` to run, such as P1,P3; all unless set")
	all := flag.Bool("all", false, "print each instance of a target, not just the worst one")
	costs := flag.Bool("costs", false, "print also what each member costs")
	binary := flag.String("binary", "", "the test `file` to run; built anew unless set")
	gate := flag.Bool("gate", false, "exit with status 1 if a ratio is more than 1.3 times its target")
	flag.Parse()
	if flag.NArg() > 0 || *passes < 1 || *turns < 1 {
		flag.Usage()
		os.Exit(2)
	}
	results, err := measure(*binary, pattern(*only), *passes, *turns, *each)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ratios:", err)
		os.Exit(1)
	}
	failed := 0
	var lines []row
	for _, t := range targets {
		if !selected(*only, t.group) {
			continue
		}
		rows, err := t.rows(results)
		if err != nil {
			fmt.Fprintln(os.Stderr, "ratios:", err)
			os.Exit(1)
		}
		if !*all {
			rows = rows[:1]
		}
		for _, r := range rows {
			if !r.within(t.slack()) {
				failed++
			}
		}
		lines = append(lines, rows...)
	}
	printRows(os.Stdout, lines)
	if *costs {
		fmt.Println()
		printCosts(os.Stdout, results)
	}
	if *gate && failed > 0 {
		fmt.Fprintf(os.Stderr, "ratios: %d beyond the gate\n", failed)
		os.Exit(1)
	}
}

func selected(only, group string) bool {
	if only == "" {
		return true
	}
	for g := range strings.SplitSeq(only, ",") {
		if g == group {
			return true
		}
	}
	return false
}

// pattern returns what -test.bench takes.
func pattern(only string) string {
	if only == "" {
		return "."
	}
	return "^Benchmark(" + strings.ReplaceAll(only, ",", "|") + ")$"
}
