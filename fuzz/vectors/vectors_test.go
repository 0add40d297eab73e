// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// minimum is the number of vectors below which something went wrong.
const minimum = 760

func all(t *testing.T) []Vector {
	t.Helper()
	vs, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return vs
}

func TestAll(t *testing.T) {
	vs := all(t)
	if len(vs) != Count || Count < minimum {
		t.Errorf("got %d vectors, Count is %d, want at least %d", len(vs), Count, minimum)
	}
	names, err := fs.Glob(FS(), "*/*.txt")
	if err != nil || len(names) != len(vs) {
		t.Fatalf("%d files, error %v, want %d files", len(names), err, len(vs))
	}
	slices.Sort(names)
	for i, v := range vs {
		if v.Name+".txt" != names[i] {
			t.Errorf("vector %d is %s, want %s", i, v.Name, names[i])
		}
	}
	t.Logf("%d vectors", len(vs))
}

// TestCounts guards against a field that loses its vectors.
func TestCounts(t *testing.T) {
	type key struct{ field, expect string }
	want := map[key]int{
		{"WWW-Authenticate", "accept"}:                 400,
		{"WWW-Authenticate", "syntax error"}:           470,
		{"WWW-Authenticate", "duplicate parameter"}:    12,
		{"Authorization", "accept"}:                    90,
		{"Authorization", "syntax error"}:              120,
		{"Authorization", "duplicate parameter"}:       4,
		{"Authorization", "more than one line"}:        9,
		{"Authorization", "no field line"}:             1,
		{"Authentication-Info", "accept"}:              30,
		{"Authentication-Info", "syntax error"}:        70,
		{"Authentication-Info", "duplicate parameter"}: 5,
		{"ext-value", "accept"}:                        50,
		{"ext-value", "syntax error"}:                  110,
	}
	got := map[key]int{}
	for _, v := range all(t) {
		got[key{v.Field, v.Expect}]++
	}
	for k, n := range want {
		if got[k] < n {
			t.Errorf("%s, %s: %d vectors, want at least %d", k.field, k.expect, got[k], n)
		}
		t.Logf("%s, %s: %d", k.field, k.expect, got[k])
	}
	if len(got) != len(want) {
		t.Errorf("%d pairs of field and answer, want %d", len(got), len(want))
	}
}

func TestTexts(t *testing.T) {
	for _, v := range all(t) {
		if !strings.HasPrefix(v.Section, "RFC ") || v.Source == "" || v.Comment == "" {
			t.Errorf("%s: section %q, source %q, comment %q", v.Name, v.Section, v.Source, v.Comment)
		}
	}
}

// TestDistinct asserts that no vector says again what another one says.
func TestDistinct(t *testing.T) {
	inputs, comments := map[string]string{}, map[string]string{}
	for _, v := range all(t) {
		input := fmt.Sprintf("%s %q", v.Field, v.Lines)
		if other, ok := inputs[input]; ok {
			t.Errorf("%s and %s have the same input", v.Name, other)
		}
		inputs[input] = v.Name
		if other, ok := comments[v.Comment]; ok {
			t.Errorf("%s and %s have the same comment", v.Name, other)
		}
		comments[v.Comment] = v.Name
	}
}

// TestQuirks asserts that every quirk of the list is used more than once, and
// at least twice without another.
func TestQuirks(t *testing.T) {
	if !slices.IsSorted(quirkNames) {
		t.Error("list of quirks is not sorted")
	}
	used, alone := map[string]int{}, map[string]int{}
	for _, v := range all(t) {
		for _, q := range v.Quirks {
			used[q]++
			if len(v.Quirks) == 1 {
				alone[q]++
			}
		}
	}
	for _, q := range quirkNames {
		if alone[q] < 2 {
			t.Errorf("quirk %s alone in %d vectors", q, alone[q])
		}
		t.Logf("%s: %d", q, used[q])
		delete(used, q)
	}
	for q := range used {
		t.Errorf("quirk %s is not in the list", q)
	}
}

// TestDuplicateNames checks the answer "duplicate parameter" on the results:
// none of them may repeat a name.
func TestDuplicateNames(t *testing.T) {
	checked := 0
	for _, v := range all(t) {
		for _, it := range v.Items {
			seen := map[string]bool{}
			for _, p := range it.Params {
				name := strings.ToLower(p.Name)
				if seen[name] {
					t.Errorf("%s: %s twice", v.Name, p.Name)
				}
				seen[name] = true
				checked++
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d parameters seen", checked)
	}
}
