// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"crypto/fips140"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// onlyNonce are Nonces that have issued one nonce, and refuse all others.
type onlyNonce string

func (n onlyNonce) Mint(context.Context, *scheme.Request) (string, error) { return string(n), nil }
func (n onlyNonce) Use(_ context.Context, _ *scheme.Request, nonce string, _ uint32) (bool, error) {
	if nonce != string(n) {
		return false, digest.ErrStale
	}
	return false, nil
}

// errorTexts are all the texts that errors of answers have. They are constants:
// none has a part of what was sent, or of what is stored.
var errorTexts = []string{
	"digest: scheme: credentials rejected: algorithm", "digest: scheme: credentials rejected: realm", "digest: scheme: credentials rejected: qop",
	"digest: scheme: credentials rejected: opaque", "digest: scheme: credentials rejected: userhash", "digest: scheme: credentials rejected: user name with a colon",
	"digest: scheme: bad request: uri", "digest: scheme: malformed credentials: nc", "digest: scheme: malformed credentials: username", "digest: scheme: malformed credentials: username*",
	"digest: scheme: malformed credentials: userhash", "digest: scheme: malformed credentials: nonce, uri or response is missing", "digest: scheme: malformed credentials: cnonce or nc",
	"scheme: credentials rejected", "scheme: unknown user", "digest: stale nonce",
}

// fuzzServers are a few servers with all that there is to offer.
func fuzzServers(t testing.TB) (servers []refServer, schemes []*digest.Scheme) {
	t.Helper()
	users := map[string]string{user: password, "J\u00e4s\u00f8n Doe": "Secret, or not?", `a"b\c`: "x:y:z"}
	lookup, err := digest.Passwords(users)
	if err != nil {
		t.Fatal(err)
	}
	legacy := "MD5"
	if fips140.Enforced() {
		legacy = "SHA-256"
	}
	servers = []refServer{
		{realm, "", []string{"SHA-256"}, []string{"auth"}, false, users},
		{realm, "opaque", []string{"SHA-512-256", "SHA-256"}, []string{"auth", "auth-int"}, true, users},
		{realm, "", []string{legacy}, []string{""}, false, users},
		{realm, "", []string{"SHA-256-sess", "SHA-512-256-sess", "SHA-256"}, []string{"auth-int", "", "auth"}, true, users},
	}
	for _, s := range servers {
		opts := &digest.Options{Nonces: onlyNonce("N0nce"), Opaque: s.opaque, UserHash: s.userhash}
		for _, a := range s.algorithms {
			opts.Algorithms = append(opts.Algorithms, digest.Algorithm(a))
		}
		for _, q := range s.qops {
			opts.QOP = append(opts.QOP, digest.QOP(q))
		}
		schemes = append(schemes, digest.New(lookup, opts))
	}
	return servers, schemes
}

// Any credentials for any request: they are accepted exactly if the reference
// says that they are right and the nonce is the one that was issued.
func FuzzVerify(f *testing.F) {
	servers, schemes := fuzzServers(f)
	g := &generator{rand.New(rand.NewPCG(1, 1))}
	for which, s := range servers {
		for _, algorithm := range s.algorithms {
			for _, qop := range s.qops {
				for _, name := range []string{user, "J\u00e4s\u00f8n Doe", "ghost"} {
					a := refAnswer{algorithm, name, realm, s.users[name], "N0nce", "00000001", "0a4f113b", qop, "GET", "/a?b", "content"}
					form := g.identify(a, s.userhash)
					if s.opaque != "" {
						form = form.with("opaque", s.opaque, true)
					}
					f.Add(uint8(which), "GET", "/a?b", "content", form.line())
					f.Add(uint8(which), "GET", "/a?b", "content", form.without("qop").line())
					f.Add(uint8(which), "GET", "http://example.org/a?b", "content", form.line())
					f.Add(uint8(which+len(servers)), "GET", "http://example.org/a?b", "content", form.line())
					a.nonce = "another"
					f.Add(uint8(which), "GET", "/a?b", "content", a.form().with("opaque", s.opaque, true).line())
				}
			}
		}
	}
	for _, line := range []string{`Digest`, `Digest username, realm="r"`, `Digest a==`, `Digest username="", username*=UTF-8''a`, `Digest nc=00000000, qop="", qop=auth`, `Digest username*="UTF-8''%41"`} {
		f.Add(uint8(0), "", "*", "", line)
	}
	f.Fuzz(func(t *testing.T, which uint8, method, target, content, line string) {
		c, err := header.ParseCredentials([]string{line})
		if err != nil {
			return
		}
		i := int(which) % len(servers)
		proxy := int(which)/len(servers)%2 == 1
		r := withContent(&scheme.Request{Method: method, Target: target, Realm: servers[i].realm, Proxy: proxy}, content)
		nonce, _ := c.Param("nonce")
		want := servers[i].accepts(method, target, proxy, content, c) && nonce == "N0nce"
		res, err := schemes[i].Authenticate(t.Context(), r, c)
		if (res != nil) != want || (err == nil) != want {
			t.Fatalf("%v, %v, want accepted: %t", res, err, want)
		}
		if err == nil {
			if in, err := res.Info(); err != nil || servers[i].users[res.Identity.Subject] == "" {
				t.Errorf("%s: %s, %v", res.Identity.Subject, in, err)
			}
			return
		}
		if _, ok := errors.AsType[scheme.Reason](err); !ok || !slices.Contains(errorTexts, err.Error()) {
			t.Errorf("%v", err)
		}
	})
}
