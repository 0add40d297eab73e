// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"encoding/base64"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// sent returns credentials as some client sends them, whatever they hold.
func sent(tb testing.TB, user, password string) header.Credentials {
	tb.Helper()
	c, err := header.NewCredentials68("Basic", base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// login returns the subject of a login.
func login(tb testing.TB, s *basic.Scheme, user, password string) (subject string, err error) {
	tb.Helper()
	return loginWith(tb.Context(), s, request(), sent(tb, user, password))
}

func loginWith(ctx context.Context, s *basic.Scheme, r *scheme.Request, c header.Credentials) (subject string, err error) {
	res, err := s.Authenticate(ctx, r, c)
	if err != nil {
		if res != nil {
			return "", errors.New("both a result and an error")
		}
		return "", err
	}
	return res.Identity.Subject, nil
}

func reasonOf(err error) scheme.Reason {
	reason, _ := errors.AsType[scheme.Reason](err)
	return reason
}

// A store is one whose verifications are counted. Passwords may be changed while
// nobody logs in.
type store struct {
	passwords map[string]string
	calls     atomic.Int64
}

func newStore(accounts ...string) *store {
	s := &store{passwords: make(map[string]string)}
	for i := 0; i < len(accounts); i += 2 {
		s.passwords[accounts[i]] = accounts[i+1]
	}
	return s
}

func (s *store) verify(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
	s.calls.Add(1)
	want, known := s.passwords[user]
	switch {
	case !known:
		return scheme.Identity{}, scheme.ErrUnknownUser
	case want != password:
		return scheme.Identity{}, scheme.ErrRejected
	}
	return scheme.Identity{Subject: user}, nil
}

func (s *store) version(_ context.Context, _ *scheme.Request, user string) (string, error) {
	return s.passwords[user], nil
}

// called checks how often the store was asked since the last time.
func (s *store) called(tb testing.TB, want int64) {
	tb.Helper()
	if got := s.calls.Swap(0); got != want {
		tb.Errorf("%d verifications, not %d", got, want)
	}
}
