// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// An apiKey is about the smallest scheme that there can be: key to user.
type apiKey map[string]string

func (apiKey) Name() string { return "ApiKey" }

func (apiKey) Challenge(_ context.Context, r *scheme.Request, _ error) ([]header.Challenge, error) {
	ch, err := header.NewChallenge("ApiKey", header.Quoted("realm", r.Realm))
	return []header.Challenge{ch}, err
}

func (keys apiKey) Authenticate(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	key, _ := c.Token68()
	user, ok := keys[key]
	if !ok {
		return nil, scheme.ErrRejected
	}
	return &scheme.Result{Identity: scheme.Identity{Subject: user}}, nil
}

func newAPIKeyClient(key string) func(*testing.T) scheme.Client {
	return func(*testing.T) scheme.Client {
		return scheme.NewClient("ApiKey", func(context.Context, *scheme.Request, header.Challenge) (header.Credentials, error) {
			return header.NewCredentials68("ApiKey", key)
		})
	}
}

func apiKeyConfig() Config {
	return Config{
		Scheme:  func(*testing.T) scheme.Scheme { return apiKey{"canary-key-of-alice": "alice"} },
		Client:  newAPIKeyClient("canary-key-of-alice"),
		Wrong:   newAPIKeyClient("another-key"),
		Subject: "alice",
		Secrets: []string{"canary-key-of-alice"},
	}
}
