// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const root = ".."

// A source is one Go file of the module, or of a module nested in it.
type source struct {
	path string // with slashes, from the root
	dir  string
	text string
	file *ast.File
	fset *token.FileSet
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// position returns file and line.
func (s source) position(n ast.Node) string {
	p := s.fset.Position(n.Pos())
	p.Filename = s.path
	return p.String()
}

// sources returns all Go files. Fewer than there were at the start means that
// the tests look in the wrong place.
func sources(t testing.TB) (all []source) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		s := source{text: string(text), fset: token.NewFileSet()}
		if s.path, err = filepath.Rel(root, path); err != nil {
			return err
		}
		s.path = filepath.ToSlash(s.path)
		s.dir = filepath.ToSlash(filepath.Dir(s.path))
		s.file, err = parser.ParseFile(s.fset, path, text, parser.ParseComments)
		all = append(all, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 80 {
		t.Fatalf("only %d Go files were found", len(all))
	}
	return all
}
