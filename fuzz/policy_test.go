// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"go/ast"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/go-httpauth/httpauth"

// What a package may import of this module. Those not named may import all of
// it; a directory stands for those below it too.
var mayImport = map[string][]string{
	"header":             {},
	"scheme":             {"header"},
	"scheme/schemetest":  {"header", "scheme"},
	"basic":              {"header", "scheme"},
	"basic/htpasswd":     {"basic", "scheme", "internal/lines", "internal/reload"},
	"bearer":             {"header", "scheme"},
	"digest":             {"header", "scheme"},
	"digest/htdigest":    {"digest", "scheme", "internal/lines", "internal/reload"},
	"negotiate":          {"header", "scheme", "internal/accept"},
	"negotiate/nethttp":  {"header", "scheme", "negotiate"},
	"negotiate/throttle": {"scheme", "negotiate"},
	"internal/accept":    {},
	"internal/leak":      {},
	"internal/lines":     {},
	"internal/reload":    {},
	"fuzz/oracle":        {},
	"fuzz/vectors":       {},
}

// mayUseHTTP are the packages that may import net/http.
var mayUseHTTP = []string{"negotiate/nethttp", "bearer/introspect", "cmd/httpauth"}

func TestImports(t *testing.T) {
	seen := make(map[string]bool)
	for _, s := range sources(t) {
		allowed, ruled := mayImport[s.dir]
		if s.isTest() || isNested(s.dir) {
			continue
		}
		seen[s.dir] = true
		for _, spec := range s.file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if ours, ok := strings.CutPrefix(path, module+"/"); ok && ruled && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s", s.path, ours)
			}
			if path == "net/http" && !slices.Contains(mayUseHTTP, s.dir) {
				t.Errorf("%s imports net/http", s.path)
			}
			if strings.Contains(path, ".") && !strings.HasPrefix(path, module) && !strings.HasPrefix(path, "golang.org/x/crypto/") {
				t.Errorf("%s imports %s", s.path, path)
			}
		}
	}
	for dir := range mayImport {
		if !seen[dir] {
			t.Errorf("there is no package %s", dir)
		}
	}
}

// isNested reports whether a directory belongs to a nested module.
func isNested(dir string) bool {
	for ; dir != "."; dir = parent(dir) {
		if _, err := os.Stat(root + "/" + dir + "/go.mod"); err == nil {
			return true
		}
	}
	return false
}

func parent(dir string) string {
	if i := strings.LastIndexByte(dir, '/'); i >= 0 {
		return dir[:i]
	}
	return "."
}

// Whoever needs no net/http does not get it by a detour.
func TestDependencies(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", module+"/header", module+"/scheme", module+"/basic", module+"/bearer", module+"/digest", module+"/negotiate").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, module+"/negotiate") {
		t.Fatalf("the list is not one: %s", out)
	}
	for _, dep := range deps {
		if dep == "net/http" || dep == "crypto/tls" {
			t.Errorf("the core depends on %s", dep)
		}
	}
}

// The root module requires nothing directly but these.
func TestRequirements(t *testing.T) {
	text, err := os.ReadFile(root + "/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range regexp.MustCompile(`(?m)^(?:require )?\s*(\S+\.\S+/\S+) v\S+(.*)$`).FindAllStringSubmatch(string(text), -1) {
		if strings.Contains(m[2], "// indirect") {
			continue
		}
		if n++; m[1] != "golang.org/x/crypto" && m[1] != "github.com/google/go-cmp" {
			t.Errorf("go.mod requires %s", m[1])
		}
	}
	if n == 0 {
		t.Error("go.mod requires nothing, which this test does not believe")
	}
}

func TestLicence(t *testing.T) {
	const licence = "// Copyright 2026 The httpauth Authors. All rights reserved.\n" +
		"// Use of this source code is governed by a BSD-style\n" +
		"// license that can be found in the LICENSE file.\n\n"
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.text, licence) {
			t.Errorf("%s does not begin with the licence", s.path)
		}
	}
}

// The top level is fixed.
func TestTopLevel(t *testing.T) {
	allowed := strings.Fields("go.mod go.sum scheme basic bearer digest negotiate header fuzz README.md cmd internal LICENSE CHANGELOG.md")
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s stands at the top level", e.Name())
		}
	}
}

// Fields are written by package header, which quotes as RFC 9110 wants it; the
// quoting of Go is another one.
func TestNoFormattedFields(t *testing.T) {
	formats := regexp.MustCompile(`^(fmt\.(Sprint|Append)|strconv\.(Append)?Quote)`)
	calls := 0
	for _, s := range sources(t) {
		if s.isTest() || isNested(s.dir) || strings.HasPrefix(s.dir, "fuzz") || s.dir == "scheme/schemetest" {
			continue
		}
		library := !strings.HasPrefix(s.dir, "cmd/")
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				calls++
				if name := selector(n.Fun); library && formats.MatchString(name) {
					t.Errorf("%s: %s", s.position(n), name)
				}
				if _, method, _ := strings.Cut(selector(n.Fun), "."); !slices.Contains([]string{"Set", "Add", "Quoted", "Token"}, method) {
					return true
				}
				for _, arg := range n.Args {
					if call, ok := arg.(*ast.CallExpr); ok && formats.MatchString(selector(call.Fun)) {
						t.Errorf("%s: a field made by %s", s.position(n), selector(call.Fun))
					}
				}
			case *ast.BasicLit:
				if library && strings.Contains(n.Value, "%q") {
					t.Errorf("%s: %s", s.position(n), n.Value)
				}
			}
			return true
		})
	}
	if calls < 500 {
		t.Errorf("only %d calls were looked at", calls)
	}
}

// selector returns "x.y" for a call of x.y, and ".y" if x is no name.
func selector(fun ast.Expr) string {
	sel, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if x, ok := sel.X.(*ast.Ident); ok {
		return x.Name + "." + sel.Sel.Name
	}
	return "." + sel.Sel.Name
}
