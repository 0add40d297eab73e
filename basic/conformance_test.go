// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"net/netip"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

func TestConformance(t *testing.T) {
	const user, password = "J\u00e4germeister", "open sesame: \u20ac 5" // RFC 7617, Section 2: UTF-8, and colons in the password
	verify, err := basic.Passwords(map[string]string{user: password, "bob": "another password"})
	if err != nil {
		t.Fatal(err)
	}
	cfg := schemetest.Config{
		Scheme:  func(*testing.T) scheme.Scheme { return basic.New(verify, nil) },
		Client:  func(*testing.T) scheme.Client { return basic.NewClient(user, password, nil) },
		Wrong:   func(*testing.T) scheme.Client { return basic.NewClient(user, "another password", nil) },
		Subject: user,
		Secrets: []string{password},
	}
	t.Run("over TLS", func(t *testing.T) { schemetest.Run(t, cfg) })

	cfg.Wrong = func(*testing.T) scheme.Client { return basic.NewClient("nobody", password, nil) }
	t.Run("unknown user", func(t *testing.T) { schemetest.Run(t, cfg) })

	cfg.Request = func() *scheme.Request {
		return &scheme.Request{Method: "CONNECT", Target: "example.com:443", Proxy: true, Peer: netip.MustParseAddr("::1")}
	}
	t.Run("at a proxy on this machine", func(t *testing.T) { schemetest.Run(t, cfg) })

	opts, clientOpts := &basic.Options{AllowCleartext: true}, &basic.ClientOptions{AllowCleartext: true}
	cfg.Scheme = func(*testing.T) scheme.Scheme { return basic.New(verify, opts) }
	cfg.Client = func(*testing.T) scheme.Client { return basic.NewClient(user, password, clientOpts) }
	cfg.Wrong = func(*testing.T) scheme.Client { return basic.NewClient(user, "another password", clientOpts) }
	cfg.Request = func() *scheme.Request { return &scheme.Request{Method: "GET", Target: "/"} }
	t.Run("in clear", func(t *testing.T) { schemetest.Run(t, cfg) })
}
