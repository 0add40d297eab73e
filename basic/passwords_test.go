// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

func TestPasswords(t *testing.T) {
	verify, err := basic.Passwords(map[string]string{"alice": "secret", "bob": "other"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		user, password string
		want           error
	}{
		{"alice", "secret", nil},
		{"alice", "other", scheme.ErrRejected},
		{"alice", "secret ", scheme.ErrRejected},
		{"carol", "secret", scheme.ErrUnknownUser},
	} {
		id, err := verify(t.Context(), request(), tt.user, tt.password)
		if err != tt.want || err == nil && id.Subject != tt.user || err != nil && id != (scheme.Identity{}) {
			t.Errorf("%s %s: %v, %v", tt.user, tt.password, id, err)
		}
	}
}

func TestAttack_B09_no_accounts_or_empty_ones(t *testing.T) {
	for name, accounts := range map[string]map[string]string{
		"none": nil, "empty name": {"": "b"}, "empty password": {"a": ""}, "colon": {"a:b": "c"}, "control": {"a": "b\x00"},
	} {
		verify, err := basic.Passwords(accounts)
		if err == nil || verify != nil {
			t.Errorf("%s: no error", name)
		}
		if err != nil && strings.Contains(err.Error(), "a:b") {
			t.Error(err)
		}
	}
}

func TestAttack_B10_zero_values_deny(t *testing.T) {
	c, err := credentials(t, "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*basic.Scheme{"no verifier": basic.New(nil, nil), "zero": new(basic.Scheme), "nil": nil} {
		res, err := s.Authenticate(t.Context(), request(), c)
		if _, reason := errors.AsType[scheme.Reason](err); res != nil || err == nil || reason {
			t.Errorf("%s: %v, %v", name, res, err)
		}
		if _, err := s.Challenge(t.Context(), request(), nil); err == nil {
			t.Errorf("%s: it has a challenge", name)
		}
	}
}
