// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme_test

import (
	"context"
	"encoding/hex"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

// The scheme of the example holds to the rules.
func TestConformance(t *testing.T) {
	schemetest.Run(t, schemetest.Config{
		Scheme: func(*testing.T) scheme.Scheme {
			return HMAC{Keys: map[string][]byte{"robot-7": []byte("the right key, 16+")}}
		},
		Client:  func(*testing.T) scheme.Client { return newSigner("robot-7", "the right key, 16+") },
		Wrong:   func(*testing.T) scheme.Client { return newSigner("robot-7", "a wrong key, as long") },
		Subject: "robot-7",
	})
}

func newSigner(id, key string) scheme.Client {
	return scheme.NewClient("HMAC-SHA256", func(_ context.Context, r *scheme.Request, _ header.Challenge) (header.Credentials, error) {
		signature := hex.EncodeToString(sign([]byte(key), r))
		return header.NewCredentials("HMAC-SHA256", header.Quoted("keyid", id), header.Token("signature", signature))
	})
}
