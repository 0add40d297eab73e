// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

func TestConformance(t *testing.T) {
	file := open(t, "testdata/lighttpd.htdigest", nil)
	client := func(user, password string) func(*testing.T) scheme.Client {
		return func(*testing.T) scheme.Client { return digest.NewClient(user, password, nil) }
	}
	for name, wrong := range map[string]func(*testing.T) scheme.Client{
		"wrong password": client("Mufasa", "Circle of life"),
		"unknown user":   client("Scar", pw),
	} {
		t.Run(name, func(t *testing.T) {
			schemetest.Run(t, schemetest.Config{
				Scheme:  func(*testing.T) scheme.Scheme { return digest.New(file.Lookup, nil) },
				Client:  client("Mufasa", pw),
				Wrong:   wrong,
				Subject: "Mufasa",
				Request: request,
				Secrets: []string{pw, digits},
			})
		})
	}
}

func request() *scheme.Request {
	return &scheme.Request{Method: "GET", Target: "/", Origin: "http://example.org", Realm: realm}
}

func sum(s string) string {
	b := sha256.Sum256([]byte(s))
	return hex.EncodeToString(b[:])
}

// answer returns credentials computed with a secret as text, whatever it is.
func answer(t *testing.T, s scheme.Scheme, user, secret string) header.Credentials {
	t.Helper()
	chs, err := s.Challenge(t.Context(), request(), nil)
	if err != nil {
		t.Fatal(err)
	}
	nonce, _ := chs[0].Param("nonce")
	params := []header.Param{
		header.Quoted("username", user), header.Quoted("realm", realm), header.Quoted("nonce", nonce),
		header.Quoted("uri", "/"), header.Token("algorithm", "SHA-256"), header.Quoted("cnonce", "c"),
		header.Token("nc", "00000001"), header.Token("qop", "auth"),
		header.Quoted("response", sum(secret+":"+nonce+":00000001:c:auth:"+sum("GET:/"))),
	}
	if opaque, ok := chs[0].Param("opaque"); ok {
		params = append(params, header.Quoted("opaque", opaque))
	}
	c, err := header.NewCredentials("Digest", params...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// D01: whoever is not in the file has no secret that somebody could compute
// with, and no line of the file gives one.
func TestAttack_D01_unknown_user(t *testing.T) {
	s := digest.New(parse(t, line, nil).Lookup, nil)
	if _, err := s.Authenticate(t.Context(), request(), answer(t, s, "Mufasa", digits)); err != nil {
		t.Fatal("the test computes another response than clients: ", err)
	}
	zeros := strings.Repeat("0", 64)
	for _, user := range []string{"ghost", "mufasa", "Mufasa ", "null", "#", userHash} {
		for _, secret := range []string{"", "null", "nil", strings.Repeat(" ", 32), zeros, sum(user + ":" + realm + ":"), sum(user + ":" + realm + ":null"), sum("")} {
			res, err := s.Authenticate(t.Context(), request(), answer(t, s, user, secret))
			if res != nil || !errors.Is(err, scheme.ErrUnknownUser) {
				t.Errorf("%s with %q: %v, %v", user, secret, res, err)
			}
		}
	}
	for _, secret := range []string{"", "null", "nil", strings.Repeat(" ", 32), strings.Repeat(" ", 64)} {
		if table, err := htdigest.Parse(strings.NewReader("ghost:"+realm+":"+secret+"\n"+line), nil); table != nil || err == nil {
			t.Errorf("%q as secret: %v, %v", secret, table, err)
		}
	}
	var none htdigest.File
	if secret, _, err := none.Lookup(t.Context(), digest.Query{}); !secret.IsZero() || !errors.Is(err, scheme.ErrUnavailable) || none.Reload() == nil {
		t.Error("the zero File:", err)
	}
}

// A look-up is for all of the query: nothing of it is guessed.
func TestAttack_D01_queries_for_others(t *testing.T) {
	// A user may be called like the hash of another.
	table := parse(t, line+"\n"+userHash+":"+realm+":"+sum(userHash+":"+realm+":x")+"\n", nil)
	expect(t, table, digest.SHA256, userHash, realm, "x")
	expect(t, table, digest.SHA256, "Mufasa", realm, pw)
	for _, q := range []digest.Query{
		{},
		{Algorithm: digest.SHA256, Realm: realm},
		{Algorithm: digest.SHA256, User: "Mufasa"},
		{Realm: realm, User: "Mufasa"},
		{Algorithm: digest.MD5, Realm: realm, User: "Mufasa"},
		{Algorithm: digest.SHA512256, Realm: realm, User: "Mufasa"},
		{Algorithm: digest.SHA256, Realm: realm + " ", User: "Mufasa"},
		{Algorithm: digest.SHA256, Realm: realm, User: "Mufasa", UserHash: true},
		{Algorithm: digest.SHA256, Realm: realm, User: strings.ToUpper(userHash), UserHash: true},
		{Algorithm: digest.SHA256, Realm: realm, User: digits, UserHash: true},
		{Algorithm: digest.SHA256, Realm: "x", User: userHash, UserHash: true},
	} {
		if secret, id, err := table.Lookup(t.Context(), q); !secret.IsZero() || id.Subject != "" || err != scheme.ErrUnknownUser {
			t.Errorf("%+v: %+v, %v", q, id, err)
		}
	}
}

// D26: a look-up hashes nothing and loops over nothing, however many users there
// are. It has no loop and no call, and allocates nothing, as every hash would.
func TestAttack_D26_work_of_a_look_up(t *testing.T) {
	users := 100_000
	if testing.Short() {
		users = 10_000
	}
	var b strings.Builder
	for i := range users {
		b.WriteString("user" + strconv.Itoa(i) + ":" + realm + ":" + digits + "\n")
	}
	table := parse(t, b.String(), nil)
	hash, err := digest.UserHash(digest.SHA256, "user"+strconv.Itoa(users-1), realm)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		q    digest.Query
		want error
	}{
		{digest.Query{User: "user0"}, nil},
		{digest.Query{User: "ghost"}, scheme.ErrUnknownUser},
		{digest.Query{User: hash, UserHash: true}, nil},
		{digest.Query{User: userHash, UserHash: true}, scheme.ErrUnknownUser},
	} {
		tt.q.Algorithm, tt.q.Realm = digest.SHA256, realm
		if _, _, err := table.Lookup(t.Context(), tt.q); err != tt.want {
			t.Errorf("%+v: %v", tt.q, err)
		}
		ctx := t.Context()
		if n := testing.AllocsPerRun(100, func() { table.Lookup(ctx, tt.q) }); n != 0 {
			t.Errorf("%+v: %v allocations", tt.q, n)
		}
	}

	file, err := parser.ParseFile(token.NewFileSet(), "table.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	looked := false
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Name.Name != "Lookup" {
			continue
		}
		looked = true
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.CallExpr, *ast.ForStmt, *ast.RangeStmt:
				t.Errorf("Lookup has a %T", n)
			}
			return true
		})
	}
	if !looked {
		t.Error("there is no Lookup in table.go")
	}
}

// D27: the secret is not taken for the password, nor the other way round.
func TestAttack_D27_the_secret_as_password(t *testing.T) {
	s := digest.New(parse(t, line, nil).Lookup, nil)
	for _, password := range []string{digits, strings.ToUpper(digits), sum(digits), sum(pw), line} {
		secret := sum("Mufasa:" + realm + ":" + password)
		if res, err := s.Authenticate(t.Context(), request(), answer(t, s, "Mufasa", secret)); res != nil || !errors.Is(err, scheme.ErrRejected) {
			t.Errorf("%s as password: %v, %v", password, res, err)
		}
	}
	if res, err := s.Authenticate(t.Context(), request(), answer(t, s, "Mufasa", pw)); res != nil || !errors.Is(err, scheme.ErrRejected) {
		t.Errorf("the password as secret: %v, %v", res, err)
	}
	// A file with passwords is no such file.
	for _, password := range []string{pw, "Passw0rd", strings.Repeat("x", 32), strings.Repeat("x", 64)} {
		if _, err := htdigest.Parse(strings.NewReader("Mufasa:"+realm+":"+password), nil); err == nil || strings.Contains(err.Error(), password) {
			t.Errorf("%q as secret: %v", password, err)
		}
	}
}
