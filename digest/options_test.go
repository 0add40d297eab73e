// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Every wrong configuration is an error of Challenge, which negotiate.NewServer
// calls, and lets nobody in; none of them is a Reason.
func TestWrongOptions(t *testing.T) {
	type algs = []digest.Algorithm
	type qops = []digest.QOP
	tests := map[string]digest.Options{
		"no algorithm":               {Algorithms: algs{}},
		"an unknown algorithm":       {Algorithms: algs{"SHA-1"}},
		"the algorithm SHA-512":      {Algorithms: algs{digest.SHA256, "SHA-512"}},
		"an algorithm without name":  {Algorithms: algs{""}},
		"an algorithm in lower case": {Algorithms: algs{"sha-256"}},
		"an algorithm twice":         {Algorithms: algs{digest.SHA256, digest.SHA512256, digest.SHA256}},
		"no qop":                     {QOP: qops{}},
		"an unknown qop":             {QOP: qops{digest.Auth, "auth-conf"}},
		"a qop in upper case":        {QOP: qops{"AUTH"}},
		"a qop twice":                {QOP: qops{digest.Auth, digest.AuthInt, digest.Auth}},
		"Legacy twice":               {QOP: qops{digest.Legacy, digest.Auth, digest.Legacy}},
		"-sess with Legacy alone":    {QOP: qops{digest.Legacy}, Algorithms: algs{digest.SHA256Sess}},
		"one -sess of two":           {QOP: qops{digest.Legacy}, Algorithms: algs{digest.SHA256, digest.SHA512256Sess}},
		"opaque with a quote":        {Opaque: `a"b`},
		"opaque with a backslash":    {Opaque: `a\b`},
		"opaque with a line break":   {Opaque: "a\r\nSet-Cookie: x=1"},
		"opaque with a blank":        {Opaque: "a b"},
		"opaque that is not ASCII":   {Opaque: "\u00e9"},
		"opaque with NUL":            {Opaque: "\x00"},
	}
	for _, uri := range []string{"", "foo", "foo/bar", "?a", "#a", "./", "*", "example.org", "example.org:80", "//example.org/", "/a b", "/a\tb", `/a"b`, `/a\b`, "/a\r\nb", "/\u00e9", "/%zz", "http://", "http:", "mailto:a@example.org", "/a, /b /c", "://x"} {
		tests["domain "+uri] = digest.Options{Domain: []string{"/ok", uri}}
	}
	for name, opts := range tests {
		s := digest.New(accounts(t), &opts)
		chs, err := s.Challenge(t.Context(), request(), nil)
		if _, reason := errors.AsType[scheme.Reason](err); chs != nil || err == nil || reason {
			t.Errorf("%s: %v, %v", name, chs, err)
			continue
		}
		if !strings.HasPrefix(err.Error(), "digest: ") {
			t.Errorf("%s: %v", name, err)
		}
		for _, algorithm := range []string{"SHA-256", "SHA-256-sess"} {
			a := good("x")
			a.algorithm = algorithm
			res, again := s.Authenticate(t.Context(), request(), a.form().credentials(t))
			if _, reason := errors.AsType[scheme.Reason](again); res != nil || again == nil || reason || again.Error() != err.Error() {
				t.Errorf("%s: %v, %v", name, res, again)
			}
		}
	}
	if len(tests) != 19+22 {
		t.Errorf("%d tests", len(tests))
	}
}

func TestRightOptions(t *testing.T) {
	tests := map[string]digest.Options{
		"zero":             {},
		"paths":            {Domain: []string{"/", "/a/b?c=d", "/x,y"}},
		"URIs":             {Domain: []string{"http://example.org", "https://example.org:8443/a", "http://[::1]/"}},
		"no domain":        {Domain: []string{}},
		"opaque":           {Opaque: "5ccc069c403ebaf9f0171e9517f40e41"},
		"all":              {Algorithms: []digest.Algorithm{digest.SHA256, digest.SHA256Sess, digest.SHA512256, digest.SHA512256Sess}, QOP: []digest.QOP{digest.Legacy, digest.AuthInt, digest.Auth}},
		"-sess and Legacy": {Algorithms: []digest.Algorithm{digest.SHA256Sess}, QOP: []digest.QOP{digest.Legacy, digest.Auth}},
	}
	for name, opts := range tests {
		if chs, err := digest.New(accounts(t), &opts).Challenge(t.Context(), request(), nil); err != nil || len(chs) != max(1, len(opts.Algorithms)) {
			t.Errorf("%s: %v, %v", name, chs, err)
		}
	}
	// MD5 is left out where there is none; alone, it is a wrong configuration.
	_, err := digest.New(accounts(t), &digest.Options{Algorithms: []digest.Algorithm{digest.MD5, digest.MD5Sess}}).Challenge(t.Context(), request(), nil)
	if (err != nil) != fips140.Enforced() {
		t.Errorf("MD5, FIPS 140 mode enforced: %t: %v", fips140.Enforced(), err)
	}
}

// D-022: challenges are in the order of the caller, but MD5 is behind all others:
// most clients answer the first one that they know.
func TestOrderOfOffer(t *testing.T) {
	cases := 0
	for names := range permutations([]string{"MD5", "SHA-256", "SHA-512-256", "MD5-sess", "SHA-256-sess"}) {
		cases++
		var given, want []digest.Algorithm
		for _, name := range names {
			given = append(given, digest.Algorithm(name))
		}
		for _, md5 := range []bool{false, true} {
			for _, a := range given {
				if strings.HasPrefix(string(a), "MD5") == md5 && !(md5 && fips140.Enforced()) {
					want = append(want, a)
				}
			}
		}
		before := slices.Clone(given)
		chs, err := digest.New(accounts(t), &digest.Options{Algorithms: given}).Challenge(t.Context(), request(), nil)
		if err != nil || !slices.Equal(before, given) {
			t.Fatal(given, err)
		}
		var got []digest.Algorithm
		for _, ch := range chs {
			name, _ := ch.Param("algorithm")
			got = append(got, digest.Algorithm(name))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v is offered as %v, want %v", given, got, want)
		}
	}
	if cases != 120 {
		t.Errorf("%d cases", cases)
	}
}

// What the caller does to its options later is its own affair.
func TestOptionsAreCopied(t *testing.T) {
	opts := digest.Options{Algorithms: []digest.Algorithm{digest.SHA256}, QOP: []digest.QOP{digest.Auth}, Domain: []string{"/a"}, Opaque: "o"}
	users := map[string]string{user: password}
	lookup, err := digest.Passwords(users)
	if err != nil {
		t.Fatal(err)
	}
	s := digest.New(lookup, &opts)
	opts.Algorithms[0], opts.QOP[0], opts.Domain[0], opts.Opaque, users[user] = "SHA-1", digest.Legacy, "\x00", "p", "x"
	chs, err := s.Challenge(t.Context(), request(), nil)
	if err != nil || len(chs) != 1 {
		t.Fatal(chs, err)
	}
	nonce, _ := chs[0].Param("nonce")
	want, err := header.ParseChallenges([]string{`Digest realm="http-auth@example.org", qop="auth", algorithm=SHA-256, nonce="` + nonce + `", domain="/a", opaque="o"`})
	if err != nil || !chs[0].Equal(want[0]) {
		t.Errorf("%s, want %s: %v", chs[0], want, err)
	}
	if _, err := s.Authenticate(t.Context(), request(), good(nonce).form().with("opaque", "o", true).credentials(t)); err != nil {
		t.Error(err)
	}
}
