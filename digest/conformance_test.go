// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

func TestConformance(t *testing.T) {
	const user, password = "J\u00e4germeister", "Circle of \"Life\" \\ \u20ac"
	lookup, err := digest.Passwords(map[string]string{user: password, "bob": "another password"})
	if err != nil {
		t.Fatal(err)
	}
	// Each algorithm alone, each qop and option, and both ends with their defaults.
	all := map[string]*digest.Options{
		"default":          nil,
		"SHA-256":          {Algorithms: []digest.Algorithm{digest.SHA256}},
		"SHA-256-sess":     {Algorithms: []digest.Algorithm{digest.SHA256Sess}},
		"SHA-512-256":      {Algorithms: []digest.Algorithm{digest.SHA512256}},
		"SHA-512-256-sess": {Algorithms: []digest.Algorithm{digest.SHA512256Sess}},
		"MD5":              {Algorithms: []digest.Algorithm{digest.MD5}},
		"MD5-sess":         {Algorithms: []digest.Algorithm{digest.MD5Sess}},
		"two":              {Algorithms: []digest.Algorithm{digest.SHA256, digest.SHA512256}},
		"auth-int":         {QOP: []digest.QOP{digest.AuthInt}},
		"either":           {QOP: []digest.QOP{digest.AuthInt, digest.Auth}},
		"no qop":           {QOP: []digest.QOP{digest.Legacy}},
		"userhash":         {UserHash: true},
		"everything": {
			Algorithms: []digest.Algorithm{digest.SHA512256Sess, digest.SHA256}, QOP: []digest.QOP{digest.AuthInt, digest.Auth},
			Opaque: "opaque", UTF8: true, NextNonce: true, Domain: []string{"/", "https://example.net/a"},
			Nonces: digest.NewNonces(&digest.NonceOptions{Uses: 2}),
		},
	}
	for name, opts := range all {
		if strings.HasPrefix(name, "MD5") && fips140.Enforced() {
			t.Log(name + ": NOT TESTED, as FIPS 140 mode is enforced")
			continue
		}
		clientOpts := &digest.ClientOptions{RequireInfo: true}
		if opts != nil {
			clientOpts.Algorithms, clientOpts.QOP = opts.Algorithms, opts.QOP
		}
		client := func(user, password string) func(*testing.T) scheme.Client {
			return func(*testing.T) scheme.Client { return digest.NewClient(user, password, clientOpts) }
		}
		cfg := schemetest.Config{
			Scheme:  func(*testing.T) scheme.Scheme { return digest.New(lookup, opts) },
			Client:  client(user, password),
			Wrong:   client(user, "another password"),
			Subject: user,
			Secrets: []string{password},
		}
		t.Run(name, func(t *testing.T) { schemetest.Run(t, cfg) })
		if name != "default" {
			continue
		}
		cfg.Wrong = client("nobody", password)
		t.Run("unknown user", func(t *testing.T) { schemetest.Run(t, cfg) })

		cfg.Request = func() *scheme.Request {
			return &scheme.Request{Method: "GET", Target: "http://example.com/a?b=\"c\"", Origin: "http://proxy.example:3128", Proxy: true}
		}
		t.Run("at a proxy, in clear", func(t *testing.T) { schemetest.Run(t, cfg) })

		// One client for all requests goes on with the nonce that it has.
		one := digest.NewClient(user, password, nil)
		cfg.Client = func(*testing.T) scheme.Client { return one }
		t.Run("one client", func(t *testing.T) { schemetest.Run(t, cfg) })
	}
}
