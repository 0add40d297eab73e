// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"errors"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// Every mutant applies to the source as it is, what comes out is Go, and
// README.md has it in its table.
func TestMutantsApply(t *testing.T) {
	all, err := load(root)
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		source, err := os.ReadFile(filepath.Join(root, m.file))
		if err != nil {
			t.Fatal(err)
		}
		text, err := m.apply(source)
		if err != nil {
			t.Errorf("%s: %v", m.name, err)
			continue
		}
		if m.first != "" && !hasTest(t, filepath.Join(root, filepath.Dir(m.file)), m.first) {
			t.Errorf("%s: there is no %s", m.name, m.first)
		}
		if _, err := parser.ParseFile(token.NewFileSet(), m.file, text, parser.SkipObjectResolution); err != nil {
			t.Errorf("%s: %v", m.name, err)
		}
		if !strings.Contains(string(readme), "\n| "+m.name+" | "+m.what+" |\n") {
			t.Errorf("%s: README.md does not have it", m.name)
		}
	}
	if n := strings.Count(string(readme), "\n| ") - 1; n != len(all) { // a line is the head
		t.Errorf("README.md has %d mutants, there are %d", n, len(all))
	}
	if len(all) < 170 {
		t.Errorf("only %d mutants", len(all))
	}
}

func hasTest(t *testing.T, dir, name string) bool {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(paths, func(p string) bool {
		source, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(source), "\nfunc "+name+"(")
	})
}

func TestParse(t *testing.T) {
	const good = "file: header/scan.go\nwhat: a fault\n--- old\na\n\tb\n--- new\nc\n"
	m, err := parse("a-fault", good)
	if err != nil || m != (mutant{"a-fault", "header/scan.go", "", "", "a fault", "a\n\tb", "c"}) {
		t.Errorf("%+v, %v", m, err)
	}
	const also = "file: basic/htpasswd/table.go\nalso: ./basic ./negotiate/nethttp\nwhat: a fault\n--- old\na\n--- new\nb\n"
	if m, err := parse("a", also); err != nil || strings.Join(m.packages(), " ") != "./basic/htpasswd ./basic ./negotiate/nethttp" {
		t.Errorf("%+v, %v", m, err)
	}
	if m, err := parse("a", strings.Replace(also, "what:", "first: TestX\nwhat:", 1)); err != nil || m.first != "TestX" || m.also == "" || m.what != "a fault" {
		t.Errorf("%+v, %v", m, err)
	}
	if m, err := parse("a", strings.TrimSuffix(good, "c\n")); err != nil || m.new != "" {
		t.Errorf("%+v, %v", m, err)
	}
	for name, tt := range map[string]struct {
		name, old, new string
		err            error
	}{
		"a name in upper case":  {"A", "", "", errName},
		"a name with a blank":   {"a b", "", "", errName},
		"no directory":          {"a", "header/", "", errForm},
		"another module":        {"a", "header/", "../", errForm},
		"a test file":           {"a", "scan.go", "scan_test.go", errForm},
		"no test":               {"a", "what:", "first: x.Test\nwhat:", errForm},
		"no what":               {"a", "what: a fault\n", "", errForm},
		"an empty old":          {"a", "a\n\tb\n", "", errForm},
		"no old":                {"a", "--- old\n", "", errForm},
		"no new":                {"a", "--- new\nc\n", "", errForm},
		"a second new":          {"a", "c\n", "c\n--- new\nd\n", errForm},
		"nothing that is other": {"a", "a\n\tb\n", "c\n", errSame},
	} {
		if _, err := parse(tt.name, strings.Replace(good, tt.old, tt.new, 1)); !errors.Is(err, tt.err) {
			t.Errorf("%s: %v, want %v", name, err, tt.err)
		}
	}
}

func TestApply(t *testing.T) {
	m := mutant{old: "b", new: "d"}
	for source, want := range map[string]error{"abc": nil, "ac": errAbsent, "abcb": errTwice} {
		text, err := m.apply([]byte(source))
		if err != want || err == nil && string(text) != "adc" {
			t.Errorf("%s: %s, %v", source, text, err)
		}
	}
}

// What the tests print tells which of them failed, or that none ran.
func TestFirst(t *testing.T) {
	for out, want := range map[string]string{
		"ok  \tx\t0.1s\n--- FAIL: TestA (0.00s)\n--- FAIL: TestB (0.00s)\n":      "TestA",
		"--- FAIL: FuzzA (0.00s)\n    --- FAIL: FuzzA/seed#1 (0.00s)\n":          "FuzzA",
		"panic: test timed out after 1m0s\n\trunning tests:\n\t\tTestA (1m0s)\n": "TestA, timed out",
		"panic: runtime error\n\ngoroutine 7 [running]:\n":                       "panic",
		"# x\nx.go:1:1: syntax error\nFAIL\tx [build failed]\nFAIL\n":            "",
	} {
		if got, err := first(t.Context(), out); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", out, got, err)
		}
	}
}

func TestCopyModule(t *testing.T) {
	dir := t.TempDir()
	if err := copyModule(dir, root); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		"go.mod": true, "header/scan.go": true, "fuzz/vectors/vectors.go": true, "fuzz/testdata/counted/main.go.txt": true,
		"fuzz/mutants": false, "internal/bench": false, ".git": false, ".ci": false,
	} {
		if _, err := os.Stat(filepath.Join(dir, path)); (err == nil) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
}
