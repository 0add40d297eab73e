// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack B13: the name that is claimed is the normal form of the one that was sent,
// or the hash, whether the store knows it or not: a refusal must not tell. That
// comes before the store is asked, and an error is returned as it is.
func TestAttack_B13_claims(t *testing.T) {
	hash, err := digest.UserHash(digest.SHA256, user, realm)
	if err != nil {
		t.Fatal(err)
	}
	normal := func(name string) (string, error) {
		if strings.Contains(name, "?") {
			return "", errors.New("no normal form")
		}
		return strings.ToLower(name), nil
	}
	tests := []struct {
		name, sent, userhash string
		admit                error
		want                 string
	}{
		{"known", strings.ToLower(user), "", nil, "claim mufasa, ask mufasa"},
		{"in another form", strings.ToUpper(user), "", nil, "claim mufasa, ask mufasa"},
		{"as a hash", hash, "true", nil, "claim " + hash + ", ask " + hash},
		{"unknown", "Ghost", "", nil, "claim ghost, ask ghost"},
		{"unknown hash", strings.Repeat("0", 64), "true", nil, "claim " + strings.Repeat("0", 64) + ", ask " + strings.Repeat("0", 64)},
		{"no normal form", "Gho?", "", nil, "claim Gho?"},
		{"not admitted", user, "", scheme.ErrThrottled, "claim mufasa"},
		{"hash not admitted", hash, "true", scheme.ErrThrottled, "claim " + hash},
		{"unknown, not admitted", "Ghost", "", scheme.ErrThrottled, "claim ghost"},
		{"no normal form, not admitted", "Gho?", "", scheme.ErrThrottled, "claim Gho?"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var log []string
			s := digest.New(func(ctx context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
				log = append(log, "ask "+q.User)
				if q.User != strings.ToLower(user) && q.User != hash {
					return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
				}
				s, err := digest.NewSecret(q.Algorithm, user, q.Realm, password)
				return s, scheme.Identity{Subject: "account 7"}, err
			}, &digest.Options{UserHash: true, NormalizeUser: normal})
			f := good(mint(t, s)).form().with("username", tt.sent, true)
			if tt.userhash != "" {
				f = f.with("userhash", tt.userhash, false)
			}
			r := request()
			r.Admit = func(name string) error {
				log = append(log, "claim "+name)
				return tt.admit
			}
			res, err := s.Authenticate(t.Context(), r, f.credentials(t))
			if got := strings.Join(log, ", "); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if tt.admit != nil && (res != nil || err != tt.admit) {
				t.Error(res, err)
			}
		})
	}
	if len(tests) != 10 {
		t.Errorf("%d rows", len(tests))
	}
}
