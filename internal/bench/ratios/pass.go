// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// cpu is the unit of the metric that ratios are made of.
const cpu = "cpu-ns/op"

// A pass holds what each benchmark reported in one run of the binary, by its
// name without "Benchmark", and by unit.
type pass map[string]map[string]float64

const importPath = "github.com/go-httpauth/httpauth/internal/bench"

// measure runs the benchmarks of that pattern in so many passes. In each pass
// the members of a group take turns. If no binary is given, measure builds one.
func measure(binary, pattern string, passes, turns int, each time.Duration) ([]pass, error) {
	if binary == "" {
		dir, err := os.MkdirTemp("", "ratios")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		binary = filepath.Join(dir, "bench.test")
		if out, err := exec.Command("go", "test", "-c", "-o", binary, importPath).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("go test -c: %v\n%s", err, out)
		}
	}
	binary, err := filepath.Abs(binary) // else exec would look for it in PATH
	if err != nil {
		return nil, err
	}
	var all []pass
	for n := range passes {
		fmt.Fprintf(os.Stderr, "pass %d of %d\n", n+1, passes)
		cmd := exec.Command(binary, "-test.run=^$", "-test.bench="+pattern,
			"-test.count="+strconv.Itoa(turns), "-test.benchtime="+each.String(), "-test.timeout=0")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("pass %d: %v\n%s", n+1, err, out)
		}
		p, err := parse(out)
		if err != nil {
			return nil, fmt.Errorf("pass %d: %v", n+1, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// procs is what package testing appends to a name: GOMAXPROCS.
var procs = regexp.MustCompile(`-\d+$`)

// parse reads the format of Go benchmarks: a name, a count, and pairs of a
// number and its unit. Of the times of a benchmark it takes the least, that of
// the turn in which the machine did least else.
func parse(out []byte) (pass, error) {
	all := make(map[string]map[string][]float64)
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		f := strings.Fields(s.Text())
		if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
			continue
		}
		name := procs.ReplaceAllString(strings.TrimPrefix(f[0], "Benchmark"), "")
		if all[name] == nil {
			all[name] = make(map[string][]float64)
		}
		for i := 2; i+1 < len(f); i += 2 {
			v, err := strconv.ParseFloat(f[i], 64)
			if err != nil {
				return nil, err
			}
			all[name][f[i+1]] = append(all[name][f[i+1]], v)
		}
	}
	p := make(pass)
	for name, units := range all {
		p[name] = make(map[string]float64)
		for unit, values := range units {
			p[name][unit] = slices.Max(values)
			if unit == cpu {
				p[name][unit] = slices.Min(values)
			}
		}
		if p[name][cpu] <= 0 {
			return nil, fmt.Errorf("%s: no %s", name, cpu)
		}
	}
	if len(p) == 0 {
		return nil, fmt.Errorf("no benchmark ran")
	}
	return p, nil
}
