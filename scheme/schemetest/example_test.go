// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest_test

import (
	"context"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

// A package with a scheme has a test like this one.
func Example() {
	TestConformance := func(t *testing.T) {
		verify := func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
			if user != "alice" || password != "open sesame" {
				return scheme.Identity{}, scheme.ErrRejected
			}
			return scheme.Identity{Subject: user}, nil
		}
		schemetest.Run(t, schemetest.Config{
			Scheme:  func(*testing.T) scheme.Scheme { return basic.New(verify, nil) },
			Client:  func(*testing.T) scheme.Client { return basic.NewClient("alice", "open sesame", nil) },
			Wrong:   func(*testing.T) scheme.Client { return basic.NewClient("alice", "not the password", nil) },
			Subject: "alice",
			Secrets: []string{"open sesame"},
		})
	}
	_ = TestConformance
}
