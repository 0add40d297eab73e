// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

func parse(t *testing.T, lines ...string) []header.Challenge {
	t.Helper()
	chs, err := header.ParseChallenges(lines)
	if err != nil {
		t.Fatal(err)
	}
	return chs
}

// The strongest algorithm counts, not the order of the server.
func TestClientChooses(t *testing.T) {
	const md5, none, sha, wide = `Digest realm="r", nonce="1", qop="auth", algorithm=MD5`, `Digest realm="r", nonce="2", qop="auth"`,
		`Digest realm="r", nonce="3", qop="auth-int, auth", algorithm="sha-256"`, `Digest realm="r", nonce="4", qop=auth, algorithm=SHA-512-256`
	withMD5 := []digest.Algorithm{digest.SHA512256, digest.SHA256, digest.MD5}
	tests := []struct {
		name       string
		algorithms []digest.Algorithm
		offered    []string
		want       string // the nonce; empty: declined
	}{
		{"strongest last", nil, []string{md5, sha, wide}, "4"},
		{"strongest first", nil, []string{wide, sha, md5}, "4"},
		{"all in one line", withMD5, []string{md5 + ", " + sha}, "3"},
		{"MD5 is not used unless named", nil, []string{md5, none}, ""},
		{"D-014 no algorithm is MD5", withMD5, []string{none}, "2"},
		{"the first of equals", withMD5, []string{none, md5}, "2"},
		{"D-015 an unknown algorithm", nil, []string{`Digest realm="r", nonce="5", qop="auth", algorithm=SHA-3`, sha}, "3"},
		{"D-019 only unknown qop", nil, []string{`Digest realm="r", nonce="5", qop="auth-conf", algorithm=SHA-256`}, ""},
		{"no qop", nil, []string{`Digest realm="r", nonce="5", algorithm=SHA-256`}, ""},
		{"G06 no nonce", nil, []string{`Digest realm="r", qop="auth", algorithm=SHA-256`, `Digest realm="r", nonce="", qop="auth", algorithm=SHA-256`}, ""},
		{"G06 no realm", nil, []string{`Digest nonce="5", qop="auth", algorithm=SHA-256`}, ""},
		{"G06 nothing", nil, []string{`Digest`, `Digest abc`}, ""},
	}
	for _, tt := range tests {
		if fips140.Enforced() && (tt.want == "1" || tt.want == "2") { // MD5
			tt.want = ""
		}
		x := digest.NewClient(user, password, &digest.ClientOptions{Algorithms: tt.algorithms}).Begin(t.Context(), request())
		a, err := x.Next(t.Context(), parse(t, tt.offered...))
		nonce, _ := a.Credentials.Param("nonce")
		if nonce != tt.want || (tt.want == "") != errors.Is(err, scheme.ErrDeclined) {
			t.Errorf("%s: nonce %q, %v", tt.name, nonce, err)
		}
	}
}

// D-030, D-031: what is quoted and what is not, and what comes back unchanged.
func TestClientCredentials(t *testing.T) {
	ch := parse(t, `Digest realm="a \"b\", c", nonce="n+/==", qop="auth", algorithm=SHA-256, opaque="", stale=FALSE, unknown=x`)
	a, err := digest.NewClient(user, password, nil).Begin(t.Context(), request()).Next(t.Context(), ch)
	if err != nil {
		t.Fatal(err)
	}
	quoted := map[string]bool{"username": true, "realm": true, "nonce": true, "uri": true, "response": true, "cnonce": true, "opaque": true,
		"algorithm": false, "qop": false, "nc": false}
	values := map[string]string{"username": user, "realm": `a "b", c`, "nonce": "n+/==", "uri": "/dir/index.html?a=b", "algorithm": "SHA-256", "qop": "auth", "nc": "00000001", "opaque": ""}
	for p := range a.Credentials.Params().All() {
		if want, ok := quoted[p.Name]; !ok || p.IsQuoted() != want {
			t.Errorf("%s: quoted %t", p.Name, p.IsQuoted())
		}
		if want, ok := values[p.Name]; ok && p.Value() != want {
			t.Errorf("%s: %q, want %q", p.Name, p.Value(), want)
		}
		delete(quoted, p.Name)
	}
	if len(quoted) > 0 {
		t.Error("missing:", quoted)
	}
	if cnonce, _ := a.Credentials.Param("cnonce"); len(cnonce) < 26 { // 5 bits each
		t.Error("G04:", cnonce)
	}
	if a.Challenge != ch[0] {
		t.Error(a.Challenge)
	}
}

// The nonce is used again, with counts in order, for this origin alone.
func TestClientSession(t *testing.T) {
	s := newScheme(t, digest.SHA256)
	c := digest.NewClient(user, password, nil)
	begin := func(origin string) scheme.Exchange {
		r := request()
		r.Origin = origin
		return c.Begin(t.Context(), r)
	}
	if _, err := begin("http://example.org").Next(t.Context(), nil); err != scheme.ErrDeclined {
		t.Fatal(err)
	}
	if _, err := begin("http://example.org").Next(t.Context(), challenge(t, s, nil)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"00000002", "00000003"} {
		a, err := begin("http://example.org").Next(t.Context(), nil)
		if nc, _ := a.Credentials.Param("nc"); err != nil || nc != want {
			t.Errorf("nc %s, %v, want %s", nc, err, want)
		}
		if res, err := s.Authenticate(t.Context(), request(), a.Credentials); err != nil {
			t.Error(res, err)
		}
	}
	if a, err := begin("http://example.org:81").Next(t.Context(), nil); err != scheme.ErrDeclined {
		t.Error("F08:", a, err)
	}
}

// D-086, G05: a fresh nonce is answered once for each request.
func TestClientDoesNotLoop(t *testing.T) {
	s := newScheme(t, digest.SHA256)
	x := digest.NewClient(user, password, nil).Begin(t.Context(), request())
	if _, err := x.Next(t.Context(), challenge(t, s, nil)); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if a, err := x.Next(t.Context(), challenge(t, s, digest.ErrStale)); !errors.Is(err, scheme.ErrRejected) || !a.Credentials.IsZero() {
			t.Error(err)
		}
	}
}

// A nonce from an earlier request may have grown old: that costs one more round.
func TestClientStale(t *testing.T) {
	s := newScheme(t, digest.SHA256)
	c := digest.NewClient(user, password, nil)
	if _, err := c.Begin(t.Context(), request()).Next(t.Context(), challenge(t, newScheme(t, digest.SHA256), nil)); err != nil {
		t.Fatal(err)
	}
	x := c.Begin(t.Context(), request())
	a, err := x.Next(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Authenticate(t.Context(), request(), a.Credentials)
	if !errors.Is(err, digest.ErrStale) {
		t.Fatal(err)
	}
	if a, err = x.Next(t.Context(), challenge(t, s, err)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(t.Context(), request(), a.Credentials); err != nil {
		t.Error(err)
	}
}

func TestVerify(t *testing.T) {
	tests := []struct {
		name    string
		change  map[string]string
		absent  bool
		require bool
		mutual  bool
		ok      bool
	}{
		{"as it is", nil, false, false, true, true},
		{"as it is, required", nil, false, true, true, true},
		{"absent", nil, true, false, false, true},
		{"absent, required", nil, true, true, false, false},
		{"no rspauth", map[string]string{"rspauth": ""}, false, false, false, true},
		{"no rspauth, required", map[string]string{"rspauth": ""}, false, true, false, false},
		{"wrong rspauth", map[string]string{"rspauth": strings.Repeat("0", 64)}, false, false, false, false},
		{"D-073 qop in upper case", map[string]string{"qop": "AUTH"}, false, false, false, false},
		{"D-088 another nc", map[string]string{"nc": "00000002"}, false, false, false, false},
		{"D-088 another cnonce", map[string]string{"cnonce": "x"}, false, false, false, false},
		{"D-073 another qop", map[string]string{"qop": "auth-int"}, false, false, false, false},
		{"D-073 no qop", map[string]string{"qop": ""}, false, false, true, true},
		{"D-088 no cnonce", map[string]string{"cnonce": ""}, false, false, false, false},
	}
	for _, tt := range tests {
		s := newScheme(t, digest.SHA256)
		x := digest.NewClient(user, password, &digest.ClientOptions{RequireInfo: tt.require}).Begin(t.Context(), request())
		a, err := x.Next(t.Context(), challenge(t, s, nil))
		if err != nil {
			t.Fatal(err)
		}
		res, err := s.Authenticate(t.Context(), request(), a.Credentials)
		if err != nil {
			t.Fatal(err)
		}
		info, err := res.Info()
		if err != nil {
			t.Fatal(err)
		}
		var params []header.Param
		for p := range info.Params().All() {
			if v, ok := tt.change[p.Name]; !ok {
				params = append(params, p)
			} else if v != "" {
				params = append(params, header.Quoted(p.Name, v))
			}
		}
		mutual, err := x.Verify(t.Context(), &scheme.Response{Status: 200, Info: func() (header.Info, error) {
			if tt.absent {
				return header.ParseInfo(nil)
			}
			return header.NewInfo(params...)
		}})
		if mutual != tt.mutual || (err == nil) != tt.ok {
			t.Errorf("%s: %t, %v", tt.name, mutual, err)
		}
	}
}

// D-071: rspauth and cnonce are quoted, qop and nc are not.
func TestInfo(t *testing.T) {
	s := newScheme(t, digest.SHA256)
	res, err := s.Authenticate(t.Context(), request(), answer(t, s, nil))
	if err != nil {
		t.Fatal(err)
	}
	info, err := res.Info()
	if err != nil {
		t.Fatal(err)
	}
	quoted := map[string]bool{"rspauth": true, "cnonce": true, "qop": false, "nc": false}
	for p := range info.Params().All() {
		if want, ok := quoted[p.Name]; !ok || p.IsQuoted() != want {
			t.Errorf("%s: quoted %t", p.Name, p.IsQuoted())
		}
		delete(quoted, p.Name)
	}
	if len(quoted) > 0 {
		t.Error("missing:", quoted)
	}
}

// D-076: the next request uses nextnonce, from count 1.
func TestNextNonce(t *testing.T) {
	c := digest.NewClient(user, password, nil)
	x := c.Begin(t.Context(), request())
	if _, err := x.Next(t.Context(), parse(t, `Digest realm="r", nonce="1", qop="auth", algorithm=SHA-256`)); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Verify(t.Context(), &scheme.Response{Status: 200, Info: func() (header.Info, error) {
		return header.ParseInfo([]string{`nextnonce="2"`})
	}}); err != nil {
		t.Fatal(err)
	}
	a, err := c.Begin(t.Context(), request()).Next(t.Context(), nil)
	nonce, _ := a.Credentials.Param("nonce")
	nc, _ := a.Credentials.Param("nc")
	if err != nil || nonce != "2" || nc != "00000001" {
		t.Error(nonce, nc, err)
	}
}

// An account that cannot be used is an error, not an answer.
func TestClientAccount(t *testing.T) {
	for _, account := range [][2]string{{"", "p"}, {"a:b", "p"}, {"a", ""}, {"a", "\n"}} {
		a, err := digest.NewClient(account[0], account[1], nil).Begin(t.Context(), request()).Next(t.Context(), parse(t, `Digest realm="r", nonce="1", qop="auth", algorithm=SHA-256`))
		if err == nil || errors.Is(err, scheme.ErrDeclined) || !a.Credentials.IsZero() {
			t.Errorf("%q: %v", account, err)
		}
	}
}

// Nor is one whose options let it answer nothing that anybody offers: that is not
// to look like a server with another taste.
func TestClientOptionsThatAreWrong(t *testing.T) {
	type algs = []digest.Algorithm
	type qops = []digest.QOP
	tests := map[string]struct {
		opts digest.ClientOptions
		ok   bool
	}{
		"no algorithm":             {digest.ClientOptions{Algorithms: algs{}}, false},
		"an unknown one":           {digest.ClientOptions{Algorithms: algs{"SHA-1"}}, false},
		"an unknown one of two":    {digest.ClientOptions{Algorithms: algs{digest.SHA256, "SHA-512"}}, false},
		"one in lower case":        {digest.ClientOptions{Algorithms: algs{"sha-256"}}, false},
		"one without name":         {digest.ClientOptions{Algorithms: algs{"", digest.SHA256}}, false},
		"no qop":                   {digest.ClientOptions{QOP: qops{}}, false},
		"an unknown qop":           {digest.ClientOptions{QOP: qops{"auth-conf"}}, false},
		"an unknown qop of two":    {digest.ClientOptions{QOP: qops{digest.Auth, "integrity"}}, false},
		"a qop in upper case":      {digest.ClientOptions{QOP: qops{"AUTH"}}, false},
		"all of them":              {digest.ClientOptions{Algorithms: algs{digest.SHA256, digest.MD5, digest.MD5Sess, digest.SHA512256}, QOP: qops{digest.Auth, digest.AuthInt, digest.Legacy}}, true},
		"the same twice":           {digest.ClientOptions{Algorithms: algs{digest.SHA256, digest.SHA256}, QOP: qops{digest.Auth, digest.Auth}}, true},
		"Legacy, and Auth for one": {digest.ClientOptions{QOP: qops{digest.Legacy, digest.Auth}}, true},
		"none are given":           {digest.ClientOptions{}, true},
	}
	line := parse(t, `Digest realm="r", nonce="1", qop="auth", algorithm=SHA-256`)
	for name, tt := range tests {
		c := digest.NewClient(user, password, &tt.opts)
		if err := ahead(t, c, request()); err != scheme.ErrDeclined {
			t.Errorf("%s, ahead: %v", name, err) // perhaps nobody asks for Digest
		}
		a, err := c.Begin(t.Context(), request()).Next(t.Context(), line)
		if (err == nil) != tt.ok || errors.Is(err, scheme.ErrDeclined) || a.Credentials.IsZero() == tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(tests) != 13 {
		t.Errorf("%d tests", len(tests))
	}
}

func TestClientDoesNotPrint(t *testing.T) {
	c := digest.NewClient(user, password, nil)
	x := c.Begin(t.Context(), request())
	if _, err := x.Next(t.Context(), challenge(t, newScheme(t, digest.SHA256), nil)); err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if s := fmt.Sprintf(verb+verb, c, x); strings.Contains(s, password) {
			t.Errorf("%s: %s", verb, s)
		}
	}
}
