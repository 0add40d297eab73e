// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// A row is one instance of a target and what was measured for it.
type row struct {
	target
	star             string // what the star stood for
	median, min, max float64
}

// rows returns a row for each instance of the target, the worst first.
func (t target) rows(passes []pass) ([]row, error) {
	var rows []row
	for _, name := range slices.Sorted(maps.Keys(passes[0])) {
		if ok, err := path.Match(t.num, name); err != nil || !ok {
			continue
		}
		star := starOf(t.num, name)
		den := strings.Replace(t.den, "*", star, 1)
		var values []float64
		for _, p := range passes {
			v, err := t.value(p, name, den)
			if err != nil {
				return nil, err
			}
			values = append(values, v)
		}
		rows = append(rows, row{t, star, median(values), slices.Min(values), slices.Max(values)})
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("no benchmark is called %s", t.num)
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		switch {
		case a.median == b.median:
			return 0
		case (a.median > b.median) == (t.least == 0):
			return -1
		}
		return 1
	})
	return rows, nil
}

func (t target) value(p pass, num, den string) (float64, error) {
	if t.unit != "" {
		v, ok := p[num][t.unit]
		if !ok {
			return 0, fmt.Errorf("%s: no %s", num, t.unit)
		}
		return v / max(t.per, 1), nil
	}
	n, d := p[num][cpu], p[den][cpu]
	if n <= 0 || d <= 0 {
		return 0, fmt.Errorf("no times of %s and %s in one pass", num, den)
	}
	return n / d, nil
}

// starOf returns the part of the name that the star of the pattern stands for.
func starOf(pattern, name string) string {
	before, after, ok := strings.Cut(pattern, "*")
	if !ok {
		return ""
	}
	return name[len(before) : len(name)-len(after)]
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// within reports whether the row is at most slack times beyond its target.
func (r row) within(slack float64) bool {
	switch {
	case !r.bounded():
		return true
	case r.least > 0:
		return r.median >= r.least/slack
	}
	return r.median <= r.most*slack
}
