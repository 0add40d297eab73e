// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack B12: the name that is claimed is the normal form that the store gets,
// before the store is asked. Where there is none, it is the name as it is. A cache
// makes no difference, and an error is returned as it is.
func TestAttack_B12_claims(t *testing.T) {
	lower := func(name string) (string, error) {
		if strings.Contains(name, "?") {
			return "", errors.New("no normal form")
		}
		return strings.ToLower(name), nil
	}
	version := func(context.Context, *scheme.Request, string) (string, error) { return "1", nil }
	tests := []struct {
		name, user, password string
		opts                 basic.Options
		admit                error
		want                 string
	}{
		{"as it is", "ALICE", "right", basic.Options{}, nil, "claim ALICE, ask ALICE"},
		{"wrong", "alice", "wrong", basic.Options{}, nil, "claim alice, ask alice"},
		{"normal form", "ALICE", "right", basic.Options{NormalizeUser: lower}, nil, "claim alice, ask alice"},
		{"no normal form", "AL?", "right", basic.Options{NormalizeUser: lower}, nil, "claim AL?, ask somebody"},
		{"not admitted", "alice", "right", basic.Options{}, scheme.ErrThrottled, "claim alice"},
		{"no normal form, not admitted", "AL?", "right", basic.Options{NormalizeUser: lower}, scheme.ErrThrottled, "claim AL?"},
		{"cached", "alice", "right", basic.Options{Cache: &basic.CacheOptions{Version: version}}, nil, "claim alice"},
		{"cached, not admitted", "alice", "right", basic.Options{Cache: &basic.CacheOptions{Version: version}}, scheme.ErrThrottled, "claim alice"},
		{"not cached, not admitted", "bob", "right", basic.Options{Cache: &basic.CacheOptions{Version: version}}, scheme.ErrThrottled, "claim bob"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var log []string
			s := basic.New(func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
				if !slices.Contains([]string{"ALICE", "alice", "AL?", "bob"}, user) {
					user = "somebody" // at random
				}
				log = append(log, "ask "+user)
				if password != "right" {
					return scheme.Identity{}, scheme.ErrRejected
				}
				return scheme.Identity{Subject: user}, nil
			}, &tt.opts)
			c := sent(t, tt.user, tt.password)
			if tt.opts.Cache != nil && tt.user == "alice" {
				if _, err := s.Authenticate(t.Context(), request(), c); err != nil {
					t.Fatal(err)
				}
			}
			log = nil
			r := request()
			r.Admit = func(name string) error {
				if claim := "claim " + name; len(log) == 0 || log[len(log)-1] != claim { // it may claim it again
					log = append(log, claim)
				}
				return tt.admit
			}
			res, err := s.Authenticate(t.Context(), r, c)
			if got := strings.Join(log, ", "); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			if tt.admit != nil && (res != nil || err != tt.admit) {
				t.Error(res, err)
			}
		})
	}
	if len(tests) != 9 {
		t.Errorf("%d rows", len(tests))
	}
}
