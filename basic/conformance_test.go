// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"net/netip"
	"strings"
	"testing"
	"time"

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
	version := func(context.Context, *scheme.Request, string) (string, error) { return "1", nil }
	far := func() *scheme.Request {
		return &scheme.Request{Method: "GET", Target: "/", Origin: "http://example.com"}
	}
	proxy := func() *scheme.Request {
		return &scheme.Request{Method: "CONNECT", Target: "example.com:443", Proxy: true, Peer: netip.MustParseAddr("::1")}
	}
	n := 0
	for name, tt := range map[string]struct {
		verify  basic.Verifier
		opts    *basic.Options
		client  *basic.ClientOptions
		request func() *scheme.Request
	}{
		"over TLS":                   {},
		"at a proxy on this machine": {request: proxy},
		"in clear":                   {opts: &basic.Options{AllowCleartext: true}, client: &basic.ClientOptions{AllowCleartext: true}, request: far},
		"empty allowed":              {opts: allowEmpty, client: &basic.ClientOptions{AllowEmptyUser: true, AllowEmptyPassword: true}},
		"normalized": {
			opts:   &basic.Options{NormalizeUser: nfc, NormalizePassword: nfc},
			client: &basic.ClientOptions{NormalizeUser: nfc, NormalizePassword: nfc},
		},
		"preemptive":               {client: &basic.ClientOptions{Preemptive: true}},
		"preemptive, at a proxy":   {client: &basic.ClientOptions{Preemptive: true}, request: proxy},
		"cache that keeps nothing": {opts: &basic.Options{Cache: &basic.CacheOptions{}}},
		"cache":                    {opts: &basic.Options{Cache: &basic.CacheOptions{TTL: time.Minute}}},
		"cache of one entry":       {opts: &basic.Options{Cache: &basic.CacheOptions{Entries: 1, TTL: 1}}},
		"cache with versions":      {opts: &basic.Options{Cache: &basic.CacheOptions{Version: version}}},
		"cached Verifier":          {verify: basic.Cache(verify, &basic.CacheOptions{Version: version, Gate: basic.NewGate(&basic.GateOptions{Hashes: 1})})},
		"behind a Gate":            {verify: basic.NewGate(nil).Verifier(verify, basic.Weight{})},
		"normalized and cached":    {opts: &basic.Options{NormalizeUser: nfc, NormalizePassword: nfc, Cache: &basic.CacheOptions{Version: version}}},
	} {
		if tt.verify == nil {
			tt.verify = verify
		}
		n++
		for who, account := range map[string][2]string{"wrong password": {user, "another password"}, "unknown user": {"nobody", password}} {
			t.Run(name+", "+who, func(t *testing.T) {
				schemetest.Run(t, schemetest.Config{
					Scheme:  func(*testing.T) scheme.Scheme { return basic.New(tt.verify, tt.opts) },
					Client:  func(*testing.T) scheme.Client { return basic.NewClient(user, password, tt.client) },
					Wrong:   func(*testing.T) scheme.Client { return basic.NewClient(account[0], account[1], tt.client) },
					Request: tt.request,
					Subject: user,
					Secrets: []string{password},
				})
			})
		}
	}
	if n != 14 {
		t.Errorf("%d sets of options", n)
	}
}

// nfc is what NFC does to the names of this test.
func nfc(s string) (string, error) { return strings.ReplaceAll(s, "a\u0308", "\u00e4"), nil }
