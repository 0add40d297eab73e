// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// F08 (CVE-2026-11856 of curl): nothing of one origin is ever sent to another,
// nor between an origin and a proxy on the same host, with one client for all.
func TestAttack_F08_interleaved_origins(t *testing.T) {
	spaces := []struct {
		origin string
		proxy  bool
	}{
		{"http://a.example", false}, {"http://a.example", true}, {"https://a.example", false},
		{"http://a.example:8080", false}, {"http://sub.a.example", false}, {"http://a.example.b", false},
	}
	c := digest.NewClient(user, password, nil)
	nonces, ahead := 0, 0
	for i := range 1000 {
		mark := fmt.Sprintf("mark%d", i%len(spaces))
		r := &scheme.Request{Method: "GET", Target: "/", Origin: spaces[i%len(spaces)].origin, Proxy: spaces[i%len(spaces)].proxy}
		x := c.Begin(t.Context(), r)
		a, err := x.Next(t.Context(), nil)
		if err == nil {
			ahead++
			checkMark(t, a.Credentials, mark)
		}
		if err != nil || i%5 == 0 { // the server wants another nonce
			nonces++
			a, err = x.Next(t.Context(), parse(t, fmt.Sprintf(
				`Digest realm="%s", nonce="%[1]s-%d", opaque="%[1]s", qop="auth", algorithm=SHA-256, stale=true, domain="/ http://a.example/ https://a.example/"`, mark, nonces)))
			if err != nil {
				t.Fatal(err)
			}
			checkMark(t, a.Credentials, mark)
		}
		if _, err := x.Verify(t.Context(), withInfo(fmt.Sprintf(`nextnonce="%s-next%d"`, mark, i))); err != nil {
			t.Fatal(err)
		}
	}
	if ahead != 1000-len(spaces) {
		t.Errorf("%d answers ahead", ahead)
	}
}

func withInfo(lines ...string) *scheme.Response {
	return reply{status: 200, info: lines}.response()
}

// checkMark checks that credentials hold what is of one server, and of no other.
func checkMark(t *testing.T, c header.Credentials, mark string) {
	t.Helper()
	for _, name := range []string{"realm", "nonce", "opaque"} {
		if v, ok := c.Param(name); !ok || v != mark && !strings.HasPrefix(v, mark+"-") {
			t.Errorf("%s %q goes to %s", name, v, mark)
		}
	}
}

// A client that talks to very many origins forgets, and mixes up nothing.
func TestManyOrigins(t *testing.T) {
	c := digest.NewClient(user, password, nil)
	for i := range 1000 {
		r := request()
		r.Origin = fmt.Sprintf("http://%d.example", i)
		if err := meet(t, c, r, []string{fmt.Sprintf(`Digest realm="mark", nonce="mark-%d", opaque="mark", qop="auth", algorithm=SHA-256`, i)}, true); err != nil {
			t.Fatal(err)
		}
	}
	kept := 0
	for i := 999; i >= 0; i-- {
		r := request()
		r.Origin = fmt.Sprintf("http://%d.example", i)
		ctx, end := context.WithCancel(t.Context())
		a, err := c.Begin(ctx, r).Next(ctx, nil)
		end()
		if nonce, _ := a.Credentials.Param("nonce"); err == nil && nonce != fmt.Sprintf("mark-%d", i) {
			t.Errorf("origin %d: %s", i, nonce)
		} else if err == nil {
			kept++
		}
	}
	if kept == 0 || kept > 256 {
		t.Errorf("%d origins are kept", kept)
	}
}
