// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"crypto/hmac"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// An hmacScheme is the scheme of the example in package scheme: key id to key.
type hmacScheme map[string]string

func (hmacScheme) Name() string { return "HMAC-SHA256" }

func (hmacScheme) Challenge(_ context.Context, r *scheme.Request, _ error) ([]header.Challenge, error) {
	c, err := header.NewChallenge("HMAC-SHA256", header.Quoted("realm", r.Realm))
	return []header.Challenge{c}, err
}

func (keys hmacScheme) Authenticate(_ context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	id, _ := c.Param("keyid")
	sig, _ := c.Param("signature")
	key, ok := keys[id]
	got, err := hex.DecodeString(sig)
	if err != nil {
		return nil, scheme.ErrMalformed
	}
	if !ok || !hmac.Equal(got, signature(key, r)) {
		return nil, scheme.ErrRejected
	}
	return &scheme.Result{Identity: scheme.Identity{Subject: id}}, nil
}

func signature(key string, r *scheme.Request) []byte {
	return prove(key, r.Method, r.Target, strings.Join(r.Lines("Date"), "\n"))
}

func newHMACClient(key string) func(*testing.T) scheme.Client {
	return func(*testing.T) scheme.Client {
		return scheme.NewClient("HMAC-SHA256", func(_ context.Context, r *scheme.Request, _ header.Challenge) (header.Credentials, error) {
			return header.NewCredentials("HMAC-SHA256", header.Quoted("keyid", "robot-7"),
				header.Token("signature", hex.EncodeToString(signature(key, r))))
		})
	}
}

func hmacConfig() Config {
	return Config{
		Scheme:  func(*testing.T) scheme.Scheme { return hmacScheme{"robot-7": macKey} },
		Client:  newHMACClient(macKey),
		Wrong:   newHMACClient("another-key"),
		Subject: "robot-7",
		Secrets: []string{macKey},
	}
}
