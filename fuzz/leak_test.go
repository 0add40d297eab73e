// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// mayWait are packages that start no goroutine, but keep those of others waiting.
var mayWait = []string{"basic", "basic/htpasswd", "internal/reload"}

// What starts goroutines, or keeps some waiting, has tests that find those which
// are left.
func TestLeaksAreLookedFor(t *testing.T) {
	found := make(map[string]bool) // whether the tests look
	for _, dir := range mayWait {
		found[dir] = false
	}
	all := sources(t)
	for _, s := range all {
		if !s.isTest() && startsGoroutines(s.file) {
			found[s.dir] = false
		}
	}
	for _, s := range all {
		if _, ok := found[s.dir]; ok && s.isTest() && looksForLeaks(s.file) {
			found[s.dir] = true
		}
	}
	for dir, looks := range found {
		if !looks {
			t.Errorf("%s has no TestMain that calls leak.Main", dir)
		}
	}
	for _, dir := range []string{"cmd/httpauth", "digest", "fuzz/mutants", "negotiate/nethttp", "scheme/schemetest"} {
		if _, ok := found[dir]; !ok {
			t.Errorf("%s starts no goroutine, which this test does not believe", dir)
		}
	}
}

// startsGoroutines reports whether there is a go statement, a call of a method
// Go, as sync.WaitGroup has, or of AfterFunc.
func startsGoroutines(file *ast.File) (starts bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			starts = true
		case *ast.CallExpr:
			_, method, _ := strings.Cut(selector(n.Fun), ".")
			starts = starts || method == "Go" || method == "AfterFunc"
		}
		return true
	})
	return starts
}

// looksForLeaks reports whether there is a TestMain that calls leak.Main.
func looksForLeaks(file *ast.File) bool {
	return slices.ContainsFunc(file.Decls, func(decl ast.Decl) (looks bool) {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Name.Name != "TestMain" {
			return false
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			looks = looks || ok && selector(call.Fun) == "leak.Main"
			return true
		})
		return looks
	})
}
