// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"errors"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// B09, B11, B14: what is empty reaches the store only if that is allowed, for the
// name and the password each.
func TestAttack_B11_B14_empty_password_and_empty_name(t *testing.T) {
	n := 0
	for _, emptyUser := range []bool{false, true} {
		for _, emptyPassword := range []bool{false, true} {
			opts := &basic.Options{AllowEmptyUser: emptyUser, AllowEmptyPassword: emptyPassword}
			clientOpts := &basic.ClientOptions{AllowEmptyUser: emptyUser, AllowEmptyPassword: emptyPassword}
			for _, account := range [][2]string{{"a", "b"}, {"", "b"}, {"a", ""}, {"", ""}} {
				user, password := account[0], account[1]
				allowed := (user != "" || emptyUser) && (password != "" || emptyPassword)
				store := newStore(user, password)
				_, err := login(t, basic.New(store.verify, opts), user, password)
				if (err == nil) != allowed || !allowed && !errors.Is(err, scheme.ErrRejected) {
					t.Errorf("%v, %+v: %v", account, opts, err)
				}
				if allowed {
					store.called(t, 1)
				} else {
					store.called(t, 0)
				}
				if _, err := answer(t, basic.NewClient(user, password, clientOpts)); (err == nil) != allowed {
					t.Errorf("%v, client, %+v: %v", account, clientOpts, err)
				}
				n++
			}
		}
	}
	if n != 16 {
		t.Errorf("%d cases", n)
	}
}
