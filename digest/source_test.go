// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"regexp"
	"strings"
	"testing"
)

// D24: what shows that somebody knows the secret is compared in constant time, on
// both ends, and by nothing else. A clock cannot show that here, the source can.
func TestAttack_D24_constant_time(t *testing.T) {
	secret := regexp.MustCompile(`(?i)\b(response|rspauth|want|got|sum|digits|secret)\b`)
	harmless := regexp.MustCompile(`^(""|nil|len\(.*\)|n|.*\.algorithm|errSecret|copy\(.*\))$`)
	files, compares, constant := 0, 0, make(map[string]int)
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		files++
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op != token.EQL && n.Op != token.NEQ {
					return true
				}
				compares++
				x, y := types.ExprString(n.X), types.ExprString(n.Y)
				if (secret.MatchString(x) || secret.MatchString(y)) && !harmless.MatchString(x) && !harmless.MatchString(y) {
					t.Errorf("%s: %s", fset.Position(n.Pos()), types.ExprString(n))
				}
			case *ast.CallExpr:
				call := types.ExprString(n)
				if strings.HasPrefix(call, "sameDigits(") {
					constant[e.Name()]++
				} else if regexp.MustCompile(`^(\w+\.)?(Equal|EqualFold|Compare|HasPrefix|Contains)\(`).MatchString(call) && secret.MatchString(call) {
					t.Errorf("%s: %s", fset.Position(n.Pos()), call)
				}
			}
			return true
		})
	}
	total := 0
	for _, n := range constant {
		total += n
	}
	if files < 15 || compares < 80 || total < 2 || constant["authenticate.go"] != 1 {
		t.Errorf("%d files, %d comparisons, in constant time: %v", files, compares, constant)
	}
}
