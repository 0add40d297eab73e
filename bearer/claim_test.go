// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer_test

import (
	"context"
	"testing"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/scheme"
)

// A token names nobody, and is verified only if that is admitted. What can be seen
// without is no try.
func TestClaims(t *testing.T) {
	for _, tt := range []struct {
		line   string
		admit  error
		claims int
		asked  int
	}{
		{"Bearer mF_9.B5f-4.1JqM", nil, 1, 1},
		{"Bearer mF_9.B5f-4.1JqM", scheme.ErrThrottled, 1, 0},
		{"Bearer x=y", scheme.ErrThrottled, 0, 0},
	} {
		claims, asked := 0, 0
		s := bearer.New(func(context.Context, *scheme.Request, string) (scheme.Identity, error) {
			asked++
			return scheme.Identity{Subject: "alice"}, nil
		}, nil)
		r := request()
		r.Admit = func(name string) error {
			if claims++; name != "" {
				t.Errorf("%q is claimed", name)
			}
			return tt.admit
		}
		res, err := s.Authenticate(t.Context(), r, parse(t, tt.line))
		if claims != tt.claims || asked != tt.asked || (res != nil) != (asked == 1) || tt.admit != nil && tt.claims > 0 && err != tt.admit {
			t.Errorf("%s: %d claims, asked %d times: %v, %v", tt.line, claims, asked, res, err)
		}
	}
}
