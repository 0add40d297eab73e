// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// Whoever keeps the name of a user, as the cache, a log or a session does, must
// not keep the password in memory that stands behind it.
func TestNameAndPasswordDoNotShareMemory(t *testing.T) {
	for _, length := range []int{1, 10, 100, 1000} {
		user, password := strings.Repeat("u", length), strings.Repeat("p", length)
		s := basic.New(func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
			u, p := uintptr(unsafe.Pointer(unsafe.StringData(user))), uintptr(unsafe.Pointer(unsafe.StringData(password)))
			if u+uintptr(len(user))+1 == p {
				t.Errorf("a password of %d bytes lies right behind the name", length)
			}
			return scheme.Identity{Subject: user}, nil
		}, nil)
		if _, err := login(t, s, user, password); err != nil {
			t.Error(err)
		}
	}
}

// B18: no error has anything that a client has sent, so that no log has it raw.
func TestAttack_B18_errors_do_not_quote(t *testing.T) {
	const user, password = "canary\x1b[2J\n", "Canary68"
	n := 0
	check := func(err error) {
		t.Helper()
		n++
		if err == nil {
			t.Error("no error")
			return
		}
		if s := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(strings.ToLower(s), "canary") || strings.Contains(s, "\x1b") || strings.Contains(s, "Y2FuYXJ5") {
			t.Errorf("%q", s)
		}
	}
	refuse := func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
		return scheme.Identity{}, scheme.ErrRejected
	}
	broken := func(s string) (string, error) { return "", errors.New("not allowed: " + s) }
	for _, opts := range []*basic.Options{nil, {NormalizeUser: broken}, {NormalizePassword: broken}, {AllowEmptyUser: true}, {Cache: &basic.CacheOptions{}}} {
		s := basic.New(refuse, opts)
		for _, account := range [][2]string{{user, password}, {"canary", password}, {"", password}, {"canary", ""}, {"canary\xff", password}} {
			_, err := login(t, s, account[0], account[1])
			check(err)
		}
	}
	for _, opts := range []*basic.ClientOptions{nil, {NormalizeUser: broken}, {NormalizePassword: broken}} {
		_, err := answer(t, basic.NewClient(user, password, opts))
		check(err)
	}
	if n != 28 {
		t.Errorf("%d errors", n)
	}
}

// A login that is found in the cache allocates nothing, and its Result only where
// it outlives the caller.
func TestCacheAllocs(t *testing.T) {
	store := newStore("alice", "secret")
	for _, opts := range []*basic.CacheOptions{{TTL: time.Minute}, {Version: store.version}} {
		s := basic.New(store.verify, &basic.Options{Cache: opts})
		ctx, r, c := t.Context(), request(), sent(t, "alice", "secret")
		accepted := 0
		allocs := testing.AllocsPerRun(100, func() {
			if res, err := s.Authenticate(ctx, r, c); err == nil && res.Identity.Subject == "alice" {
				accepted++
			}
		})
		if accepted != 101 {
			t.Errorf("%d of 101 accepted", accepted)
		}
		if allocs != 0 && !raceEnabled {
			t.Errorf("%v allocations", allocs)
		}
	}
}
