// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack B13: an account is claimed under one name, however it is written: that
// of the store, or for those whom it does not know, the one that was sent. That
// comes before the answer is checked, and an error is returned as it is.
func TestAttack_B13_claims(t *testing.T) {
	hash, err := digest.UserHash(digest.SHA256, user, realm)
	if err != nil {
		t.Fatal(err)
	}
	lower := func(name string) (string, error) { return strings.ToLower(name), nil }
	lookup := func(ctx context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
		if q.User != user && q.User != strings.ToLower(user) && q.User != hash {
			return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
		}
		s, err := digest.NewSecret(q.Algorithm, user, q.Realm, password)
		return s, scheme.Identity{Subject: "account 7"}, err
	}
	tests := []struct {
		name, sent, userhash string
		admit                error
		want                 string
	}{
		{"as it is", user, "", nil, "account 7"},
		{"in another form", strings.ToUpper(user), "", nil, "account 7"},
		{"as a hash", hash, "true", nil, "account 7"},
		{"unknown", "Ghost", "", nil, "Ghost"},
		{"unknown hash", strings.Repeat("0", 64), "true", nil, strings.Repeat("0", 64)},
		{"not admitted", user, "", scheme.ErrThrottled, "account 7"},
		{"unknown, not admitted", "Ghost", "", scheme.ErrThrottled, "Ghost"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := digest.New(lookup, &digest.Options{UserHash: true, NormalizeUser: lower})
			f := good(mint(t, s)).form().with("username", tt.sent, true)
			if tt.userhash != "" {
				f = f.with("userhash", tt.userhash, false)
			}
			var claimed []string
			r := request()
			r.Admit = func(name string) error {
				claimed = append(claimed, name)
				return tt.admit
			}
			res, err := s.Authenticate(t.Context(), r, f.credentials(t))
			if len(claimed) != 1 || claimed[0] != tt.want {
				t.Errorf("%q", claimed)
			}
			if tt.admit != nil && (res != nil || err != tt.admit) {
				t.Error(res, err)
			}
		})
	}
	if len(tests) != 7 {
		t.Errorf("%d rows", len(tests))
	}
}
