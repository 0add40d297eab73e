// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"go/ast"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/negotiate/throttle"
	"github.com/go-httpauth/httpauth/scheme"
)

// The secrets that nothing prints, and what stands for them.
const (
	printUser, printPassword = "alice", "canary-password"
	printBasic               = "YWxpY2U6Y2FuYXJ5LXBhc3N3b3Jk" // both of them
)

// hidden returns all forms of the secrets that there are.
func hidden() []string {
	ha1 := sha256.Sum256([]byte(printUser + ":r:" + printPassword))
	return []string{printPassword, printBasic, hex.EncodeToString(ha1[:]), strings.ToUpper(hex.EncodeToString(ha1[:])),
		base64.StdEncoding.EncodeToString(ha1[:]), strings.Trim(fmt.Sprint(ha1), "[]")}
}

// must returns the value of a call that has no error.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// authenticated has let in whoever has the secret, and so has learnt what it
// learns of it.
func authenticated(t *testing.T, s scheme.Scheme, credentials string) scheme.Scheme {
	t.Helper()
	c := must(header.ParseCredentials([]string{credentials}))(t)
	if _, err := s.Authenticate(t.Context(), &scheme.Request{Method: "GET", Target: "/", Realm: "r", Secure: true}, c); err != nil {
		t.Fatal(err)
	}
	return s
}

func printAccounts() map[string]string { return map[string]string{printUser: printPassword} }

func printBasicScheme(t *testing.T) scheme.Scheme {
	verify := must(basic.Passwords(printAccounts()))(t)
	return authenticated(t, basic.New(verify, &basic.Options{Cache: new(basic.CacheOptions)}), "Basic "+printBasic)
}

func printBearerScheme(t *testing.T) scheme.Scheme {
	verify := must(bearer.Tokens(map[string]scheme.Identity{printPassword: {Subject: printUser}}))(t)
	return authenticated(t, bearer.New(verify, nil), "Bearer "+printPassword)
}

func printDigestScheme(t *testing.T) scheme.Scheme {
	return digest.New(must(digest.Passwords(printAccounts()))(t), nil)
}

// passwordFile writes a file of one line.
func passwordFile(t *testing.T, line []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "passwords")
	if err := os.WriteFile(name, append(line, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// htpasswdLine is of a file without hashes.
func htpasswdLine() []byte { return []byte(printUser + ":" + printPassword) }

func htpasswdOptions() *htpasswd.Options { return &htpasswd.Options{AllowPlaintext: true} }

func htdigestLine(t *testing.T) []byte {
	return must(htdigest.AppendLine(nil, digest.SHA256, printUser, "r", printPassword))(t)
}

func printClient(t *testing.T) *negotiate.Client {
	return must(negotiate.NewClient(negotiate.ClientOptions{Origin: "https://a.example"}, digest.NewClient(printUser, printPassword, nil),
		bearer.NewClient(bearer.Static(printPassword), nil), basic.NewClient(printUser, printPassword, nil)))(t)
}

// printAttempt has answered.
// printMistyped returns a request with the password in the place of the name.
func printMistyped(t *testing.T) *scheme.Request {
	c := must(header.NewCredentials68("Basic", base64.StdEncoding.EncodeToString([]byte(printPassword+":x"))))(t)
	return &scheme.Request{Method: "GET", Target: "/", Secure: true, Header: func(string) []string { return []string{c.Reveal()} }}
}

func printAttempt(t *testing.T) *negotiate.Attempt {
	a := printClient(t).Begin(t.Context(), &scheme.Request{Method: "GET", Target: "/", Origin: "https://a.example", Secure: true})
	must(a.Answer(t.Context(), []string{`Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"`}))(t)
	return a
}

func printSecret(t *testing.T) digest.Secret {
	return must(digest.NewSecret(digest.SHA256, printUser, "r", printPassword))(t)
}

// What may know a secret: the types that hide what they have in them, and the
// results of funcs that take a password or a token. Those that return nil know
// none, or are made to be sent and shown.
var prints = map[string]func(t *testing.T) any{
	"basic.NewClient": func(t *testing.T) any { return basic.NewClient(printUser, printPassword, nil) },
	"basic.Passwords": func(t *testing.T) any { return must(basic.Passwords(printAccounts()))(t) },
	"basic.Scheme":    func(t *testing.T) any { return printBasicScheme(t) },
	"basic/htpasswd.File": func(t *testing.T) any {
		return must(htpasswd.Open(passwordFile(t, htpasswdLine()), htpasswdOptions()))(t)
	},
	"basic/htpasswd.Table": func(t *testing.T) any {
		return must(htpasswd.Parse(bytes.NewReader(htpasswdLine()), htpasswdOptions()))(t)
	},
	"basic.Gate":              nil,
	"basic/htpasswd.Options":  nil,
	"bearer.Scheme":           func(t *testing.T) any { return printBearerScheme(t) },
	"bearer.Static":           func(t *testing.T) any { return bearer.NewClient(bearer.Static(printPassword), nil) },
	"bearer.Tokens":           func(t *testing.T) any { return must(bearer.Tokens(map[string]scheme.Identity{printPassword: {}}))(t) },
	"digest.NewClient":        func(t *testing.T) any { return digest.NewClient(printUser, printPassword, nil) },
	"digest.NewSecret":        func(t *testing.T) any { return printSecret(t) },
	"digest.ParseSecret":      func(t *testing.T) any { return must(digest.ParseSecret(digest.SHA256, printSecret(t).Reveal()))(t) },
	"digest.Passwords":        func(t *testing.T) any { return must(digest.Passwords(printAccounts()))(t) },
	"digest.Scheme":           func(t *testing.T) any { return printDigestScheme(t) },
	"digest.Secret":           func(t *testing.T) any { s := printSecret(t); return &s },
	"digest/htdigest.File":    func(t *testing.T) any { return must(htdigest.Open(passwordFile(t, htdigestLine(t)), nil))(t) },
	"digest/htdigest.Table":   func(t *testing.T) any { return must(htdigest.Parse(bytes.NewReader(htdigestLine(t)), nil))(t) },
	"header.Challenge":        nil,
	"header.Credentials":      func(t *testing.T) any { return must(header.ParseCredentials([]string{"Basic " + printBasic}))(t) },
	"header.Info":             nil,
	"header.NewChallenge68":   nil,
	"header.NewCredentials68": func(t *testing.T) any { return must(header.NewCredentials68("Basic", printBasic))(t) },
	"header.Param":            func(t *testing.T) any { return header.Quoted("response", printPassword) },
	"header.Params": func(t *testing.T) any {
		return must(header.ParseCredentials([]string{"X a=" + printPassword}))(t).Params()
	},
	"negotiate.Attempt": func(t *testing.T) any { return printAttempt(t) },
	"negotiate.Client":  func(t *testing.T) any { return printClient(t) },
	"negotiate.Decision": func(t *testing.T) any { // people type passwords where names belong
		v := must(negotiate.NewServer(negotiate.Options{Realm: "r", Guard: throttle.New(nil)}, printBasicScheme(t)))(t).Begin(t.Context(), printMistyped(t))
		v.Authenticate()
		return v
	},
	"negotiate/throttle.Throttle": func(t *testing.T) any {
		g := throttle.New(nil)
		must(negotiate.NewServer(negotiate.Options{Realm: "r", Guard: g}, printBasicScheme(t)))(t).Begin(t.Context(), printMistyped(t)).Authenticate()
		return g
	},
	"negotiate.Server": func(t *testing.T) any {
		return must(negotiate.NewServer(negotiate.Options{Realm: "r"}, printDigestScheme(t), printBearerScheme(t), printBasicScheme(t)))(t)
	},
	"scheme.Set": nil,

	// These are not asked for, but have the others inside.
	"negotiate.Accounts": func(t *testing.T) any {
		return negotiate.Accounts("Basic", func(context.Context, negotiate.Place) (scheme.Client, error) {
			return basic.NewClient(printUser, printPassword, nil), nil
		})
	},
	"negotiate.Any": func(t *testing.T) any { return negotiate.Any(printBasicScheme(t), printBasicScheme(t)) },
	"negotiate/nethttp.Handler": func(t *testing.T) any {
		auth := must(negotiate.NewServer(negotiate.Options{Realm: "r"}, printDigestScheme(t), printBearerScheme(t), printBasicScheme(t)))(t)
		return nethttp.Handler(auth, http.NotFoundHandler(), nil)
	},
	"negotiate/nethttp.ProxyDialer": func(t *testing.T) any { return &nethttp.ProxyDialer{Client: printClient(t)} },
	"negotiate/nethttp.Transport":   func(t *testing.T) any { return &nethttp.Transport{Client: printClient(t), Proxy: printClient(t)} },
	"scheme.Answer": func(t *testing.T) any {
		return scheme.Answer{Credentials: must(header.NewCredentials68("Basic", printBasic))(t)}
	},
}

// Attack J03: nothing that may know a secret prints it, whatever prints it, also
// where it is a part of something else; and nothing that may know one is missing
// here.
func TestAttack_J03_nothing_prints_a_secret(t *testing.T) {
	asked := secretive(t)
	for _, name := range asked {
		if _, ok := prints[name]; !ok {
			t.Errorf("%s is not among what may know a secret: add it, or nil", name)
		}
	}
	secrets := hidden()
	printed := 0
	for _, name := range slices.Sorted(maps.Keys(prints)) {
		if prints[name] == nil {
			continue
		}
		v := prints[name](t)
		texts := printings(v)
		if !slices.Contains(openValues, name) {
			texts = append(texts, inHiddenFields(v)...)
		}
		for _, text := range texts {
			printed++
			for _, secret := range secrets {
				if strings.Contains(text, secret) {
					t.Errorf("%s: %s is in %.300s", name, secret, text)
				}
			}
		}
	}
	if printed < 1000 || len(asked) < 25 {
		t.Errorf("%d printings, %d asked for", printed, len(asked))
	}
}

// openValues are those that fmt prints where they stand in a field that is not
// exported, as it calls no method there: the package comment of header says so. All others have
// what is secret behind a func, which nothing looks into.
var openValues = []string{"header.Credentials", "header.NewCredentials68", "header.Param", "header.Params", "scheme.Answer"}

// inHiddenFields returns what fmt makes of fields that are not exported.
func inHiddenFields(v any) (all []string) {
	type box struct{ v any }
	for _, v := range []any{box{v}, &box{v}, []box{{v}}, map[string]box{"v": {v}}, struct{ b *box }{&box{v}}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			all = append(all, fmt.Sprintf(verb, v))
		}
	}
	return all
}

// printings returns all texts that a value makes of itself.
func printings(v any) (all []string) {
	type box struct{ V any }
	for _, v := range []any{v, &v, box{v}, &box{v}, []any{v}, map[string]any{"v": v}, fmt.Errorf("x: %v", v)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t"} {
			all = append(all, fmt.Sprintf(verb, v))
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", slog.Group("g", "v", v))
		text, _ := json.Marshal(v) // what has no JSON prints nothing
		all = append(all, log.String(), string(text))
	}
	// Methods without arguments, such as String, GoString and MarshalText. Two say
	// what they do.
	for _, r := range []reflect.Value{reflect.ValueOf(v), pointerTo(v)} {
		for i := range r.NumMethod() {
			m := r.Type().Method(i)
			if r.Method(i).Type().NumIn() > 0 || !regexp.MustCompile(`^(String|GoString|Error|LogValue|Marshal\w+|Name)$`).MatchString(m.Name) {
				continue
			}
			for _, out := range r.Method(i).Call(nil) {
				all = append(all, fmt.Sprintf("%s %q %x", out, out, out))
			}
		}
	}
	return all
}

func pointerTo(v any) reflect.Value {
	p := reflect.New(reflect.TypeOf(v))
	p.Elem().Set(reflect.ValueOf(v))
	return p
}

// secretive returns the exported structs of the library that have something
// hidden in them, and the funcs that take what is secret and return more than a
// text.
func secretive(t *testing.T) (names []string) {
	param := regexp.MustCompile(`(?i)passw|secret|token|accounts|digits`)
	for _, s := range sources(t) {
		if !s.isLibrary() || isNested(s.dir) {
			continue
		}
		for name, st := range exportedStructs(s) {
			if slices.ContainsFunc(st.Fields.List, hides) {
				names = append(names, name)
			}
		}
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() || f.Type.Results == nil || isPlain(f.Type.Results.List[0].Type) {
				continue
			}
			for _, p := range f.Type.Params.List {
				if slices.ContainsFunc(p.Names, func(id *ast.Ident) bool { return param.MatchString(id.Name) }) {
					names = append(names, s.dir+"."+f.Name.Name)
				}
			}
		}
	}
	return names
}

// hides reports whether a field is one that others do not see.
func hides(f *ast.Field) bool {
	return len(f.Names) == 0 || slices.ContainsFunc(f.Names, func(id *ast.Ident) bool { return !id.IsExported() })
}

// isPlain reports whether a result is a string or bytes: what is made to be seen.
func isPlain(e ast.Expr) bool {
	if a, ok := e.(*ast.ArrayType); ok {
		e = a.Elt
	}
	id, ok := e.(*ast.Ident)
	return ok && (id.Name == "string" || id.Name == "byte" || id.Name == "error")
}
