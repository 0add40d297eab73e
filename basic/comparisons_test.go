// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// secret is what the names of secrets have, and of what is made of them.
var secret = regexp.MustCompile(`(?i)passw|secret|tag|credential|token|userpass|mac|sum|want|got`)

// comparers compare byte by byte, and stop at the first that differs.
var comparers = []string{
	"bytes.Equal", "bytes.Compare", "strings.EqualFold", "strings.Compare", "reflect.DeepEqual",
	"slices.Equal", "slices.Compare", "slices.Contains", "slices.Index", "maps.Equal",
}

// compared returns where a file compares secrets other than by one of the helpers, by
// ==, in a switch, as the key of a map, or by a func of the standard library, and how
// many places it has looked at.
func compared(fset *token.FileSet, f *ast.File) (found []string, places int) {
	report := func(n ast.Node, id string) { found = append(found, fset.Position(n.Pos()).String()+": "+id) }
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op != token.EQL && n.Op != token.NEQ {
				return true
			}
			places++
			for _, side := range []ast.Expr{n.X, n.Y} {
				if other := n.X; side == n.X && !isLiteral(n.Y) || side == n.Y && !isLiteral(other) {
					if id := nameOf(side); secret.MatchString(id) {
						report(n, id)
					}
				}
			}
		case *ast.SwitchStmt:
			places++
			if id := nameOf(n.Tag); secret.MatchString(id) {
				report(n, id)
			}
		case *ast.IndexExpr:
			places++
			// Flights are found by tags, which nobody can aim at.
			if id := nameOf(n.Index); secret.MatchString(id) && nameOf(n.X) != "fs.of" {
				report(n, id)
			}
		case *ast.CallExpr:
			places++
			if id := nameOf(n.Fun); slices.Contains(comparers, id) && slices.ContainsFunc(n.Args, func(e ast.Expr) bool { return secret.MatchString(nameOf(e)) }) {
				report(n, id)
			}
		}
		return true
	})
	return found, places
}

// B01, C07: nothing in these packages compares passwords, tags or credentials but
// tag.equal and equal of htpasswd, which always look at all of both.
func TestAttack_B01_comparisons(t *testing.T) {
	for dir, least := range map[string][2]int{".": {12, 250}, "htpasswd": {12, 250}} {
		names, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		files, places := 0, 0
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			found, n := compared(fset, f)
			for _, place := range found {
				t.Errorf("%s is compared", place)
			}
			files++
			places += n
		}
		if files < least[0] || places < least[1] {
			t.Errorf("%s: %d places in %d files were looked at", dir, places, files)
		}
	}
}

// All ways to compare that the check knows are found, and what is none is not.
func TestComparisonsAreFound(t *testing.T) {
	const head = "package p\nfunc f() {\n"
	bad := []string{
		"_ = password == stored", "_ = stored != password", "_ = h.sum == x", "if *tag == other {}", "_ = sum[i] == x[i]",
		"switch password { case stored: }", "switch c.secret {}", "_ = users[password]", "_, ok := m[p.token]", "delete(m, x); _ = m[tag]",
		"_ = bytes.Equal(sum, x)", "_ = bytes.Compare(x, h.sum)", "_ = strings.EqualFold(x, password)", "_ = slices.Contains(all, secret)",
		"_ = slices.Equal(mac, x)", "_ = reflect.DeepEqual(got, x)", "_ = slices.Index(all, password)",
	}
	good := []string{
		`_ = password == ""`, "_ = tag != nil", "_ = equal(sum, x)", "_ = user == other", "_ = users[user]", "_ = fs.of[f.tag]", "switch user {}", "switch { case x: }",
		"_ = len(password) == n", "_ = slices.Equal(a, b)", "_ = password[i]", "x := fs.of[tag]",
	}
	for want, all := range map[int][]string{1: bad, 0: good} {
		for _, line := range all {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, "", head+line+"\n}", 0)
			if err != nil {
				t.Fatal(line, err)
			}
			if found, _ := compared(fset, f); len(found) != want {
				t.Errorf("%s: %q", line, found)
			}
		}
	}
	if len(bad) != 17 || len(good) != 12 {
		t.Errorf("%d and %d lines", len(bad), len(good))
	}
}

// isLiteral reports whether an expression is a constant that is no secret: what
// is compared with "" is looked at for whether it is there.
func isLiteral(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name == "nil" || id.Name == "true" || id.Name == "false"
	}
	_, ok := e.(*ast.BasicLit)
	return ok
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return nameOf(e.X) + "." + e.Sel.Name
	case *ast.StarExpr:
		return nameOf(e.X)
	case *ast.IndexExpr:
		return nameOf(e.X)
	case *ast.SliceExpr:
		return nameOf(e.X)
	}
	return ""
}
