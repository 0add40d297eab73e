// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
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
	// Each algorithm alone, and both ends with their defaults.
	for name, algorithms := range map[string][]digest.Algorithm{
		"default":     nil,
		"SHA-256":     {digest.SHA256},
		"SHA-512-256": {digest.SHA512256},
		"MD5":         {digest.MD5},
		"two":         {digest.SHA256, digest.SHA512256},
	} {
		if name == "MD5" && fips140.Enforced() {
			t.Log("MD5: NOT TESTED, as FIPS 140 mode is enforced")
			continue
		}
		opts := &digest.Options{Algorithms: algorithms}
		clientOpts := &digest.ClientOptions{Algorithms: algorithms, RequireInfo: true}
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
