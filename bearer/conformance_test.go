// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer_test

import (
	"context"
	"testing"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

func TestConformance(t *testing.T) {
	const token = "mF_9.B5f-4.1JqM~canary/+=="
	verify, err := bearer.Tokens(map[string]scheme.Identity{
		token:           {Subject: "alice"},
		"another-token": {Subject: "bob"},
	})
	if err != nil {
		t.Fatal(err)
	}
	client := func(source bearer.Source) func(*testing.T) scheme.Client {
		return func(*testing.T) scheme.Client { return bearer.NewClient(source, nil) }
	}
	cfg := schemetest.Config{
		Scheme:  func(*testing.T) scheme.Scheme { return bearer.New(verify, nil) },
		Client:  client(bearer.Static(token)),
		Wrong:   client(bearer.Static("not-a-token")),
		Subject: "alice",
		Secrets: []string{token},
	}
	t.Run("one token", func(t *testing.T) { schemetest.Run(t, cfg) })

	// The first token has expired, and the challenge says so.
	cfg.Scheme = func(*testing.T) scheme.Scheme {
		return bearer.New(verify, &bearer.Options{Scope: []string{"read", "write"}})
	}
	cfg.Client = client(func(_ context.Context, _ *scheme.Request, ch header.Challenge) (string, error) {
		if ch.IsZero() {
			return "expired-token", nil
		}
		return token, nil
	})
	t.Run("a new token for the challenge", func(t *testing.T) { schemetest.Run(t, cfg) })

	cfg.Client = client(func(_ context.Context, _ *scheme.Request, ch header.Challenge) (string, error) {
		if ch.IsZero() {
			return "", scheme.ErrDeclined
		}
		return token, nil
	})
	t.Run("no token ahead", func(t *testing.T) { schemetest.Run(t, cfg) })
}
