// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A form is credentials that can be changed before they are written. It writes
// them without the help of package header.
type form []formParam

type formParam struct {
	name, value string
	quoted      bool
}

// form returns the answer with the quotes that Section 3.4 wants.
func (a refAnswer) form() form {
	f := form{{"username", a.user, true}, {"realm", a.realm, true}, {"nonce", a.nonce, true}, {"uri", a.uri, true}, {"response", a.response(), true}}
	if a.algorithm != "" {
		f = append(f, formParam{"algorithm", a.algorithm, false})
	}
	if a.qop != "" {
		f = append(f, formParam{"qop", a.qop, false}, formParam{"nc", a.nc, false}, formParam{"cnonce", a.cnonce, true})
	}
	return f
}

func (f form) index(name string) int {
	return slices.IndexFunc(f, func(p formParam) bool { return strings.EqualFold(p.name, name) })
}

// with returns f with another value, or one parameter more.
func (f form) with(name, value string, quoted bool) form {
	f = slices.Clone(f)
	if i := f.index(name); i >= 0 {
		f[i] = formParam{name, value, quoted}
		return f
	}
	return append(f, formParam{name, value, quoted})
}

func (f form) without(name string) form {
	return slices.DeleteFunc(slices.Clone(f), func(p formParam) bool { return strings.EqualFold(p.name, name) })
}

func (f form) line() string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	var params []string
	for _, p := range f {
		v := p.value
		if p.quoted {
			v = `"` + escape.Replace(v) + `"`
		}
		params = append(params, p.name+"="+v)
	}
	return "Digest " + strings.Join(params, ", ")
}

func (f form) credentials(t testing.TB) header.Credentials {
	t.Helper()
	c, err := header.ParseCredentials([]string{f.line()})
	if err != nil {
		t.Fatalf("%s: %v", f.line(), err)
	}
	return c
}

// extValue is RFC 8187, Section 3.2.1, with every byte escaped that may be.
func extValue(s string) string {
	var b strings.Builder
	b.WriteString("UTF-8''")
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}

// oneNonce are Nonces that issue always the same one, and take any.
type oneNonce string

func (n oneNonce) Mint(context.Context, *scheme.Request) (string, error) { return string(n), nil }
func (oneNonce) Use(context.Context, *scheme.Request, string, uint32) (bool, error) {
	return false, nil
}

// good is an answer to newScheme or the like: only its nonce is missing.
func good(nonce string) refAnswer {
	r := request()
	return refAnswer{"SHA-256", user, realm, password, nonce, "00000001", "0a4f113b", "auth", r.Method, r.Target, ""}
}

// accounts returns a Lookup for one account.
func accounts(t testing.TB) digest.Lookup {
	t.Helper()
	lookup, err := digest.Passwords(map[string]string{user: password})
	if err != nil {
		t.Fatal(err)
	}
	return lookup
}

// mint returns the nonce of a challenge of s.
func mint(t testing.TB, s scheme.Scheme) string {
	t.Helper()
	chs, err := s.Challenge(t.Context(), request(), nil)
	if err != nil || len(chs) == 0 {
		t.Fatal(chs, err)
	}
	nonce, _ := chs[0].Param("nonce")
	return nonce
}

// withContent returns the request with content that can be read again.
func withContent(r *scheme.Request, content string) *scheme.Request {
	r.Content = func() (io.Reader, error) { return strings.NewReader(content), nil }
	return r
}

// infoOf returns the parameters of a Result.
func infoOf(t testing.TB, res *scheme.Result) map[string]string {
	t.Helper()
	in, err := res.Info()
	if err != nil {
		t.Fatal(err)
	}
	m := make(map[string]string)
	for p := range in.Params().All() {
		m[p.Name] = p.Value()
	}
	return m
}
