// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Mutants shows that the tests catch faults. It puts one fault at a time into a
// copy of the module and runs the tests of its package, which must fail.
//
//	go run ./fuzz/mutants                 all of them, some minutes
//	go run ./fuzz/mutants -list           their names and what they break
//	go run ./fuzz/mutants -run '^swar-'   some of them
//
// The status is 1 if a mutant survives, does not apply or does not compile. See
// README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"syscall"
)

func main() {
	list := flag.Bool("list", false, "print the mutants and run nothing")
	pattern := flag.String("run", "", "run only the mutants whose `name` matches")
	parallel := flag.Int("p", 2, "run `n` mutants at a time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, *list, *pattern, *parallel)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, list bool, pattern string, parallel int) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	all, err := load(root)
	if err != nil {
		return err
	}
	form, err := regexp.Compile(pattern)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(m mutant) bool { return !form.MatchString(m.name) })
	switch {
	case len(all) == 0:
		return fmt.Errorf("no mutant matches %q", pattern)
	case list:
		for _, m := range all {
			fmt.Printf("%-32s %-16s %s\n", m.name, m.file, m.what)
		}
		return nil
	case parallel < 1:
		return fmt.Errorf("-p %d", parallel)
	}
	scratch, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	benches := make([]bench, min(parallel, len(all)))
	for i := range benches {
		benches[i].dir = filepath.Join(scratch, strconv.Itoa(i))
		if err := os.Mkdir(benches[i].dir, 0o755); err != nil {
			return err
		}
		if err := copyModule(benches[i].dir, root); err != nil {
			return err
		}
	}
	if err := sound(ctx, all, benches); err != nil {
		return err
	}
	return report(ctx, all, benches)
}

// sound runs the tests of all packages as they are. None must fail.
func sound(ctx context.Context, all []mutant, benches []bench) error {
	var sets [][]string
	for _, m := range all {
		if p := m.packages(); !slices.ContainsFunc(sets, func(s []string) bool { return slices.Equal(s, p) }) {
			sets = append(sets, p)
		}
	}
	errs := make([]error, len(sets))
	share(benches, len(sets), func(b bench, i int) {
		if killer, err := b.test(ctx, sets[i], ""); err != nil || killer != "" {
			errs[i] = fmt.Errorf("without any fault: %s fails in %s, %v", killer, sets[i], err)
		}
	}).Wait()
	return errors.Join(errs...)
}

// share calls f for each number below n, one at a time on each bench.
func share(benches []bench, n int, f func(b bench, i int)) *sync.WaitGroup {
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	var wg sync.WaitGroup
	for _, b := range benches {
		wg.Go(func() {
			for i := range next {
				f(b, i)
			}
		})
	}
	return &wg
}

// report prints a table of the mutants, each as soon as it and those before it
// are done.
func report(ctx context.Context, all []mutant, benches []bench) error {
	results := make([]chan result, len(all))
	for i := range all {
		results[i] = make(chan result, 1)
	}
	share(benches, len(all), func(b bench, i int) { results[i] <- b.try(ctx, all[i]) })
	bad := 0
	fmt.Printf("%-32s %-32s %s\n", "mutant", "killed by", "seconds")
	for i, m := range all {
		r := <-results[i]
		killer := r.killer
		switch {
		case r.err != nil:
			killer = "ERROR: " + r.err.Error()
			bad++
		case killer == "":
			killer = "SURVIVES: " + m.what
			bad++
		}
		fmt.Printf("%-32s %-32s %.1f\n", m.name, killer, r.took.Seconds())
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d mutants are not killed", bad, len(all))
	}
	fmt.Printf("all %d mutants are killed\n", len(all))
	return ctx.Err()
}
