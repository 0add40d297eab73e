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

// Every exported name has a comment: functions, methods and types one of their
// own; constants, variables and fields may share that of their group.
func TestComments(t *testing.T) {
	names := 0
	for _, s := range sources(t) {
		if s.isTest() || s.file.Name.Name == "main" {
			continue
		}
		for _, decl := range s.file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && !isHidden(d) {
					names++
					if !startsWith(d.Doc, d.Name.Name) {
						t.Errorf("%s: the comment of %s does not begin with its name", s.position(d), d.Name.Name)
					}
				}
			case *ast.GenDecl:
				names += checkSpecs(t, s, d)
			}
		}
	}
	if names < 150 {
		t.Errorf("only %d names were looked at", names)
	}
}

// isHidden reports whether a function is a method of a type that is not
// exported and not embedded either.
func isHidden(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return false
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	id, ok := t.(*ast.Ident)
	return ok && !id.IsExported() && id.Name != "item"
}

func checkSpecs(t *testing.T, s source, d *ast.GenDecl) (names int) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if !spec.Name.IsExported() {
				continue
			}
			names++
			if doc := either(spec.Doc, d.Doc); !startsWith(doc, spec.Name.Name) {
				t.Errorf("%s: the comment of %s does not begin with its name", s.position(spec), spec.Name.Name)
			}
		case *ast.ValueSpec:
			if !slices.ContainsFunc(spec.Names, (*ast.Ident).IsExported) {
				continue
			}
			names++
			if either(spec.Doc, spec.Comment) == nil && d.Doc == nil {
				t.Errorf("%s: %s has no comment", s.position(spec), spec.Names[0])
			}
		}
	}
	return names
}

func either(a, b *ast.CommentGroup) *ast.CommentGroup {
	if a != nil {
		return a
	}
	return b
}

// startsWith reports whether a comment begins with a name, perhaps after an
// article.
func startsWith(doc *ast.CommentGroup, name string) bool {
	if doc == nil {
		return false
	}
	words := strings.Fields(doc.Text())
	if len(words) > 1 && slices.Contains([]string{"A", "An", "The"}, words[0]) {
		words = words[1:]
	}
	return len(words) > 0 && strings.TrimRight(words[0], ",:.") == name
}

// Every package of the library says where it stands.
func TestPlaceInTheMap(t *testing.T) {
	found := 0
	for _, s := range sources(t) {
		if s.isTest() || isNested(s.dir) || s.file.Doc == nil || s.file.Name.Name == "main" || strings.HasPrefix(s.dir, "internal/") || strings.HasPrefix(s.dir, "fuzz") {
			continue
		}
		if found++; !strings.Contains(s.file.Doc.Text(), "# Place in the map") {
			t.Errorf("%s does not say where the package stands", s.path)
		}
	}
	if found < 7 {
		t.Errorf("only %d packages have a comment", found)
	}
}
