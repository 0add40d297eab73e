// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// The tests of package fuzz that hold header to the oracle and to the vectors,
// in two steps: those that take a moment, and those that take some seconds.
const (
	quick = `^(TestVectors|TestExhaustive|TestExhaustiveSuffixes|FuzzBuild|FuzzChallenges|FuzzCredentials|FuzzInfo|FuzzRoundTrip|FuzzMeta)$`
	slow  = `^(TestClasses|TestAttack_A08_linear_work)$`
)

// A bench is a copy of the module in which one mutant after the other is tested.
type bench struct{ dir string }

// A result is what became of a mutant.
type result struct {
	killer string // the test that failed first, "" if none did
	err    error  // why there is no answer
	took   time.Duration
}

// try puts the fault in, runs the tests and takes the fault out again.
func (b bench) try(ctx context.Context, m mutant) (r result) {
	start := time.Now()
	defer func() { r.took = time.Since(start) }()
	path := filepath.Join(b.dir, filepath.FromSlash(m.file))
	source, err := os.ReadFile(path)
	if err != nil {
		return result{err: err}
	}
	text, err := m.apply(source)
	if err != nil {
		return result{err: err}
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		return result{err: err}
	}
	r.killer, r.err = b.test(ctx, m.packages(), m.first)
	return result{r.killer, errors.Join(r.err, os.WriteFile(path, source, 0o644)), 0}
}

// test runs the tests of packages until one fails, and returns its name. If one
// is likely to fail, it goes first, alone. Those of header are not all in header.
func (b bench) test(ctx context.Context, packages []string, likely string) (killer string, err error) {
	for i, p := range packages {
		patterns := []string{""}
		if i == 0 && likely != "" {
			patterns = []string{"^" + likely + "$", ""}
		}
		if killer, err := b.tests(ctx, p, patterns...); killer != "" || err != nil {
			return killer, err
		}
	}
	if packages[0] != "./header" {
		return "", ctx.Err()
	}
	return b.tests(ctx, "./fuzz", quick, slow)
}

// tests runs those tests of a package that match, for one pattern after the other.
func (b bench) tests(ctx context.Context, p string, patterns ...string) (killer string, err error) {
	binary := filepath.Join(b.dir, "mutant.test")
	if out, ok := b.run(ctx, ".", "go", "test", "-c", "-vet=off", "-ldflags=-w", "-o", binary, p); !ok {
		return "", fmt.Errorf("the tests do not compile: %s", strings.TrimSpace(out))
	}
	for _, tests := range patterns {
		if out, ok := b.run(ctx, p, binary, "-test.short", "-test.failfast", "-test.timeout=2m", "-test.run="+tests); !ok {
			return first(ctx, out)
		}
	}
	return "", ctx.Err()
}

func (b bench) run(ctx context.Context, dir, name string, args ...string) (out string, ok bool) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = filepath.Join(b.dir, dir)
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.WaitDelay = 5 * time.Second
	text, err := cmd.CombinedOutput()
	return string(text), err == nil
}

var (
	failed   = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)
	timedOut = regexp.MustCompile(`(?m)^\s*running tests:\n\s*(\S+)`)
	panicked = regexp.MustCompile(`(?m)^(panic|fatal error): `) // in a goroutine, which no test is named for
)

// first returns the name of the first test that failed. Output without one kills
// nothing.
func first(ctx context.Context, out string) (string, error) {
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if m := timedOut.FindStringSubmatch(out); m != nil {
		return m[1] + ", timed out", nil
	}
	for _, form := range []*regexp.Regexp{failed, panicked} {
		if m := form.FindStringSubmatch(out); m != nil {
			return m[1], nil
		}
	}
	return "", fmt.Errorf("no test failed, and yet: %s", strings.TrimSpace(out))
}
