// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// F16, D-007, D-087: domain narrows where answers are sent ahead of a challenge,
// by whole segments, and never widens it. What a server may take for another path
// is in no domain but that of the whole origin, http://example.org.
func TestAttack_F16_domain(t *testing.T) {
	all := []string{"/", "/a", "/a?q=/b", "/ab", "/a/", "/a/b", "/a/b/c", "/A", "/b", "/a/../b", "/a/./b", "/a/..", "/a/..;/b", "/a/.well-known", "/a%2Fb", "/a/..%2fb", "/a/..\\b", "/a/%2e%2e/b", "/a/%252e%252e/b", "//a/", "*", "http://example.org/a"}

	a := []string{"/a", "http://example.org/a", "/a?q=/b", "/a/", "/a/b", "/a/b/c"}
	below := a[3:]
	cells := 0
	for _, tt := range []struct {
		domain string
		ahead  []string
	}{
		{"/a", a},
		{"/a/", below},
		{"/a/b", []string{"/a/b", "/a/b/c"}},
		{"/a?x", a},
		{"/", all},
		{"http://example.org", all},
		{"http://example.org/", all},
		{"HTTP://Example.ORG/a", a},
		{"http://example.org:80/a", a},
		{"http://example.org?q", all},
		{"/a%2Fb", nil},
		{"/a//", nil},
		{"/b  /a/b", []string{"/a/b", "/a/b/c", "/b"}},
		{"http://evil.example/ /b", []string{"/b"}},
		{"", all},
		{"   ", all},
		{"a", nil}, // CVE-2008-3746 of neon
		{"foo bar", nil},
		{"./a", nil},
		{"?a", nil},
		{"*", nil},
		{"://", nil},
		{"http://", nil},
		{"http:/a", nil},
		{"/a/../b", nil},
		{"/x/..", nil},
		{"https://example.org/", nil},
		{"http://example.org:81/", nil},
		{"http://example.org:443/", nil},
		{"https://example.org:80/", nil},
		{"http://example.org.evil.example/", nil},
		{"http://example.org@evil.example/", nil},
		{"http://user@example.org/", nil},
		{"http://sub.example.org/", nil},
		{"http://example.or", nil},
		{"//example.org/", nil},
		{"ftp://example.org/", nil},
	} {
		want := make(map[string]bool)
		for _, target := range tt.ahead {
			want[target] = true
		}
		c := digest.NewClient(user, password, nil)
		line := []string{fmt.Sprintf(`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256, domain="%s"`, tt.domain)}
		if err := meet(t, c, request(), line, true); err != nil {
			t.Fatal(err)
		}
		for _, target := range all {
			cells++
			r := request()
			r.Target = target
			if err := ahead(t, c, r); (err == nil) != want[target] {
				t.Errorf("domain %q, target %s: ahead: %v", tt.domain, target, err)
			}
			for _, origin := range []string{"https://example.org", "http://example.org:81", "http://evil.example", "http://sub.example.org"} {
				r.Origin = origin
				if err := ahead(t, c, r); err != scheme.ErrDeclined {
					t.Errorf("domain %q, %s%s: ahead: %v", tt.domain, origin, target, err)
				}
			}
		}
		// D-008: a proxy has no domain.
		proxy := request()
		proxy.Proxy, proxy.Target = true, "http://elsewhere.example/"
		if err := meet(t, c, proxy, line, true); err != nil {
			t.Fatal(err)
		}
		if err := ahead(t, c, proxy); err != nil {
			t.Errorf("domain %q at a proxy: %v", tt.domain, err)
		}
	}
	if cells != 37*22 {
		t.Errorf("%d cells", cells)
	}
}

// ahead has a new exchange answer ahead of any challenge.
func ahead(t *testing.T, c scheme.Client, r *scheme.Request) error {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	defer end()
	_, err := c.Begin(ctx, r).Next(ctx, nil)
	return err
}

// Two spaces of one realm are kept side by side.
func TestDomainsOfOneRealm(t *testing.T) {
	c := digest.NewClient(user, password, nil)
	at := func(target string) *scheme.Request {
		r := request()
		r.Target = target
		return r
	}
	for _, space := range []string{"/a", "/b"} {
		line := fmt.Sprintf(`Digest realm="r", nonce="%s", qop="auth", algorithm=SHA-256, domain="%[1]s"`, space)
		if err := meet(t, c, at(space), []string{line}, true); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		for _, space := range []string{"/a", "/b"} {
			a, err := c.Begin(t.Context(), at(space+"/x")).Next(t.Context(), nil)
			if nonce, _ := a.Credentials.Param("nonce"); err != nil || nonce != space {
				t.Errorf("%s: %s, %v", space, nonce, err)
			}
		}
	}
}
