// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// The Scheme accepts exactly what the reference accepts: random servers, random
// requests, up to two changes before the answer is computed and up to two after.
func TestReference(t *testing.T) {
	const cases = 40_000
	g := &generator{rand.New(rand.NewPCG(7616, 2069))}
	accepted, rejected, changes := 0, 0, make(map[string]bool)
	for i := range cases {
		c := g.next(t)
		if c == nil {
			continue // the change is none that a field could carry
		}
		want := c.server.accepts(c.request.Method, c.request.Target, c.request.Proxy, c.content, c.credentials)
		res, err := c.scheme.Authenticate(t.Context(), c.request, c.credentials)
		if (res != nil) != want || (err == nil) != want {
			t.Fatalf("case %d, after %v: %v, want accepted: %t\n%s\nfor %s %s\nserver %+v", i, c.changes, err, want, c.credentials.Reveal(), c.request.Method, c.request.Target, c.server)
		}
		for _, name := range c.changes {
			changes[name] = true
		}
		if !want {
			rejected++
			if _, ok := errors.AsType[scheme.Reason](err); !ok {
				t.Fatalf("case %d, after %v: %v has no Reason", i, c.changes, err)
			}
			continue
		}
		accepted++
		if err := c.checkResult(res, g.pick("", "content")); err != nil {
			t.Fatalf("case %d, after %v: %v", i, c.changes, err)
		}
	}
	t.Logf("%d accepted, %d rejected, %d changes", accepted, rejected, len(changes))
	if accepted < 8000 || rejected < 8000 || len(changes) < 90 {
		t.Errorf("%d accepted, %d rejected, %d changes: too few", accepted, rejected, len(changes))
	}
}

// A trial is one request to one server.
type trial struct {
	server      refServer
	scheme      *digest.Scheme
	answer      refAnswer // what the response was computed from
	request     *scheme.Request
	content     string
	credentials header.Credentials
	changes     []string
}

// checkResult checks who it is and what the client is told, Section 3.5.
func (c *trial) checkResult(res *scheme.Result, content string) error {
	if res.Identity.Subject != c.answer.user {
		return fmt.Errorf("this is %q, not %q", res.Identity.Subject, c.answer.user)
	}
	if integrity := c.answer.qop == "auth-int"; (res.Content != nil) != integrity {
		return errors.New("the content of the response is wanted without auth-int, or not with it")
	}
	if res.Content != nil {
		io.WriteString(res.Content, content)
	}
	in, err := res.Info()
	if err != nil {
		return err
	}
	want := `rspauth="` + c.answer.rspauth(content) + `"`
	if c.answer.qop != "" {
		cnonce := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(c.answer.cnonce)
		want += ", qop=" + c.answer.qop + `, cnonce="` + cnonce + `", nc=` + c.answer.nc
	}
	if in.String() != want {
		return fmt.Errorf("Authentication-Info: %s, want %s", in, want)
	}
	return nil
}

// A generator makes trials.
type generator struct{ *rand.Rand }

func (g *generator) pick(from ...string) string { return from[g.IntN(len(from))] }

// some returns a part of all that is not empty, in any order.
func (g *generator) some(all ...string) []string {
	g.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:1+g.IntN(len(all))]
}

func (g *generator) server(t *testing.T) (refServer, *digest.Scheme) {
	s := refServer{
		realm:      g.pick("http-auth@example.org", `a "quoted", realm\`),
		opaque:     g.pick("", "", "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"),
		algorithms: g.some("SHA-256", "SHA-512-256", "SHA-256-sess", "SHA-512-256-sess"),
		qops:       g.some("auth", "auth-int", ""),
		userhash:   g.IntN(2) == 0,
		users:      map[string]string{"Mufasa": "Circle of Life", "J\u00e4s\u00f8n Doe": "Secret, or not?", `a"b\c`: "x:y:z"},
	}
	if !fips140.Enforced() {
		s.algorithms = g.some("SHA-256", "MD5", "SHA-512-256", "SHA-256-sess", "MD5-sess", "SHA-512-256-sess")
	}
	if len(s.qops) == 1 && s.qops[0] == "" {
		s.qops = g.some("auth", "") // for a -sess form
	}
	if len(s.qops) == 1 && s.qops[0] == "" {
		s.algorithms = []string{"SHA-256"}
	}
	opts := &digest.Options{Nonces: oneNonce("N0nce"), Opaque: s.opaque, UserHash: s.userhash}
	for _, a := range s.algorithms {
		opts.Algorithms = append(opts.Algorithms, digest.Algorithm(a))
	}
	for _, q := range s.qops {
		opts.QOP = append(opts.QOP, digest.QOP(q))
	}
	lookup, err := digest.Passwords(s.users)
	if err != nil {
		t.Fatal(err)
	}
	return s, digest.New(lookup, opts)
}

// next returns a trial, or nil if its credentials cannot be written.
func (g *generator) next(t *testing.T) *trial {
	c := &trial{}
	c.server, c.scheme = g.server(t)
	user := g.pick(slices.Sorted(maps.Keys(c.server.users))...)
	c.content = g.pick("", "v=1", strings.Repeat("content ", 20))
	a := refAnswer{
		algorithm: g.pick(c.server.algorithms...), user: user, realm: c.server.realm, password: c.server.users[user],
		nonce: "N0nce", nc: g.pick("00000001", "0000000A", "0000000a", "ffffffff"), cnonce: g.pick("0a4f113b", `a:b`, `"c"\`, "\u00e9"),
		qop: g.pick(c.server.qops...), method: g.pick("GET", "POST", "get", "M-SEARCH"), content: c.content,
		uri: g.pick("/", "/dir/index.html?a=b", `/a"b\c`, "/a%20b,c", "*", "example.org:443", "http://example.org/x?y=1"),
	}
	if a.qop == "" && strings.HasSuffix(a.algorithm, "-sess") {
		a.qop = "auth"
	}
	c.request = &scheme.Request{Method: a.method, Target: a.uri, Realm: c.server.realm, Proxy: g.IntN(4) == 0}
	for range g.IntN(3) {
		c.changes = append(c.changes, "before "+g.before(&a, c.server))
	}
	f := g.identify(a, c.server.userhash)
	if c.server.opaque != "" {
		f = f.with("opaque", c.server.opaque, true)
	}
	for range g.IntN(3) {
		c.changes = append(c.changes, "after "+g.after(&f, c))
	}
	c.answer = a
	c.request = withContent(c.request, c.content)
	creds, err := header.ParseCredentials([]string{f.line()})
	if err != nil {
		return nil
	}
	c.credentials = creds
	return c
}

// identify returns the answer in one of the forms of a name, Section 3.4.4.
func (g *generator) identify(a refAnswer, userhash bool) form {
	f := a.form()
	if userhash && g.IntN(3) > 0 {
		f = f.with("username", a.userHash(), true).with("userhash", "true", g.IntN(2) == 0)
	}
	switch {
	case f.index("userhash") >= 0:
	case g.IntN(3) == 0:
		f = f.without("username").with("username*", extValue(a.user), false)
	case g.IntN(3) == 0:
		f = f.with("userhash", "false", false)
	}
	return f
}
