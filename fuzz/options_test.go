// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// isLibrary reports whether a file is one of the packages that others import.
func (s source) isLibrary() bool {
	return !s.isTest() && !strings.HasPrefix(s.dir, "fuzz") && !strings.HasPrefix(s.dir, "cmd/") && !strings.HasPrefix(s.dir, "internal/")
}

// A structField is a field of an exported struct that is exported too.
type structField struct {
	name string // package, type and field
	ast.Expr
}

func exportedFields(s source) (all []structField) {
	for name, st := range exportedStructs(s) {
		for _, f := range st.Fields.List {
			for _, id := range f.Names {
				if id.IsExported() {
					all = append(all, structField{name + "." + id.Name, f.Type})
				}
			}
		}
	}
	return all
}

func exportedStructs(s source) map[string]*ast.StructType {
	all := make(map[string]*ast.StructType)
	for _, decl := range s.file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok {
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.IsExported() {
					if st, ok := spec.Type.(*ast.StructType); ok {
						all[s.dir+"."+spec.Name.Name] = st
					}
				}
			}
		}
	}
	return all
}

// The switches of the API. Those that weaken something say so in their name, and
// their zero value does not.
var switches = strings.Fields(`
	basic.CacheOptions.NoGate basic.Options.AllowCleartext basic.Options.AllowEmptyUser basic.Options.AllowEmptyPassword
	basic.ClientOptions.AllowCleartext basic.ClientOptions.AllowEmptyUser basic.ClientOptions.AllowEmptyPassword basic.ClientOptions.Preemptive
	basic/htpasswd.Options.AllowPlaintext basic/htpasswd.Options.RefuseMixed
	bearer.Options.AllowCleartext bearer.ClientOptions.AllowCleartext
	digest.Options.NextNonce digest.Options.UTF8 digest.Options.UserHash
	digest.ClientOptions.AllowWeaker digest.ClientOptions.RequireInfo
	negotiate.ClientOptions.Sticky
	negotiate/nethttp.Options.KeepCredentials negotiate/nethttp.Options.Optional`)

// Attack E06: no field of servers, clients, transports or password files switches
// off what is checked, and nobody adds a switch without thinking of that.
func TestAttack_E06_no_switch_is_off(t *testing.T) {
	off := regexp.MustCompile(`(?i)skip|insecure|disable|noverif|trust|unsafe|noauth|ignore|lenient|bypass`)
	var found []string
	fields := 0
	for _, s := range sources(t) {
		if !s.isLibrary() {
			continue
		}
		for _, f := range exportedFields(s) {
			fields++
			_, field, _ := strings.Cut(f.name[strings.LastIndexByte(f.name, '/')+1:], ".")
			if off.MatchString(field) {
				t.Errorf("%s", f.name)
			}
			owner, _, _ := strings.Cut(field, ".")
			configures := strings.HasSuffix(owner, "Options") || owner == "Transport" || owner == "ProxyDialer"
			if id, ok := f.Expr.(*ast.Ident); ok && id.Name == "bool" && configures {
				found = append(found, f.name)
			}
		}
	}
	slices.Sort(found)
	want := slices.Sorted(slices.Values(switches))
	if !slices.Equal(found, want) {
		t.Errorf("the switches are\n%s\nnot\n%s", strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
	if fields < 100 {
		t.Errorf("only %d fields were looked at", fields)
	}
}

// notSecret are texts that open nothing: the work for a user who does not exist,
// who is refused whatever comes of it (see B05), and what schemetest looks for.
var notSecret = []string{"digest/passwords.go password", "scheme/schemetest/example_test.go Secrets"}

// Attack E13: there is no key or secret in the code, nor a key in an example,
// which somebody would copy. The accounts of examples have passwords, which are
// those of their own clients; the demonstration of cmd/httpauth has two that are
// public and says so.
func TestAttack_E13_no_secret_in_the_code(t *testing.T) {
	secret := regexp.MustCompile(`(?i)^(|.*[a-z0-9])(key|secret|passw(or)?d|token)s?$`)
	key := regexp.MustCompile(`(?i)^(|.*[a-z0-9])(key|secret)s?$`)
	keyed := []string{"hmac.New", "aes.NewCipher", "cipher.NewGCM", "redisnonce.New"}
	names, examples := 0, 0
	for _, s := range sources(t) {
		example := strings.HasSuffix(s.path, "_test.go") && strings.Contains(s.path, "example")
		if !s.isLibrary() && !example {
			continue
		}
		form := secret
		if example {
			examples++
			form = key
		}
		check := func(name, value ast.Expr) {
			id, ok := name.(*ast.Ident)
			if !ok || !form.MatchString(id.Name) {
				return
			}
			names++
			if isText(value) && !slices.Contains(notSecret, s.path+" "+id.Name) {
				t.Errorf("%s: %s has its value in the code", s.position(value), id.Name)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, name := range n.Lhs {
					if len(n.Lhs) == len(n.Rhs) {
						check(name, n.Rhs[i])
					}
				}
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if i < len(n.Values) {
						check(name, n.Values[i])
					}
				}
			case *ast.KeyValueExpr:
				check(n.Key, n.Value)
			case *ast.CallExpr:
				for _, arg := range n.Args {
					if slices.Contains(keyed, selector(n.Fun)) && isText(arg) {
						t.Errorf("%s: a key in the code", s.position(arg))
					}
				}
			}
			return true
		})
	}
	if names < 20 || examples < 10 {
		t.Errorf("only %d names and %d files of examples were looked at", names, examples)
	}
}

// isText reports whether an expression is a text that is not empty, or the bytes
// of one.
func isText(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING && len(e.Value) > 2
	case *ast.CallExpr:
		_, conversion := e.Fun.(*ast.ArrayType)
		return conversion && len(e.Args) == 1 && isText(e.Args[0])
	case *ast.CompositeLit:
		return slices.ContainsFunc(e.Elts, isText)
	case *ast.KeyValueExpr:
		return isText(e.Value)
	}
	return false
}
