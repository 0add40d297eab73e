// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// cached returns the two ways to have a cache: they must not differ.
func cached(verify basic.Verifier, opts *basic.CacheOptions) map[string]*basic.Scheme {
	if opts == nil {
		opts = new(basic.CacheOptions)
	}
	return map[string]*basic.Scheme{
		"option":   basic.New(verify, &basic.Options{Cache: opts}),
		"verifier": basic.New(basic.Cache(verify, opts), nil),
	}
}

func TestCache(t *testing.T) {
	store := newStore("alice", "secret", "bob", "secret")
	for name, s := range cached(store.verify, &basic.CacheOptions{TTL: time.Minute}) {
		for range 5 {
			for _, user := range []string{"alice", "bob"} {
				if subject, err := login(t, s, user, "secret"); err != nil || subject != user {
					t.Errorf("%s: %s, %v", name, subject, err)
				}
			}
		}
		store.called(t, 2)
	}
}

// C11: without a Version nobody could tell that a password was changed, so that
// nothing is kept unless a TTL says for how long that may last.
func TestAttack_C11_without_a_version_nothing_is_kept(t *testing.T) {
	for _, opts := range []*basic.CacheOptions{nil, {}, {Entries: 10}, {TTL: -1}} {
		store := newStore("alice", "one")
		for name, s := range cached(store.verify, opts) {
			store.passwords["alice"] = "one"
			for range 3 {
				if _, err := login(t, s, "alice", "one"); err != nil {
					t.Errorf("%s, %+v: %v", name, opts, err)
				}
			}
			store.called(t, 3)
			store.passwords["alice"] = "two"
			if _, err := login(t, s, "alice", "one"); !errors.Is(err, scheme.ErrRejected) {
				t.Errorf("%s, %+v: the old password: %v", name, opts, err)
			}
			store.called(t, 1)
		}
	}
}

func TestCacheOfNoVerifier(t *testing.T) {
	if basic.Cache(nil, nil) != nil || basic.NewGate(nil).Verifier(nil, basic.Weight{}) != nil {
		t.Error("a Verifier out of nothing")
	}
	for _, s := range []*basic.Scheme{basic.New(basic.Cache(nil, nil), nil), basic.New(nil, &basic.Options{Cache: &basic.CacheOptions{}})} {
		if _, err := login(t, s, "a", "b"); err == nil || reasonOf(err) != 0 {
			t.Error(err)
		}
	}
}

// A realm has its own users.
func TestAttack_C10_success_in_another_realm(t *testing.T) {
	store := newStore("alice", "secret")
	verify := func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
		if r.Realm != "WallyWorld" {
			store.calls.Add(1)
			return scheme.Identity{}, scheme.ErrRejected
		}
		return store.verify(ctx, r, user, password)
	}
	for name, s := range cached(verify, &basic.CacheOptions{TTL: time.Minute}) {
		for range 2 {
			if _, err := login(t, s, "alice", "secret"); err != nil {
				t.Error(name, err)
			}
			r := request()
			r.Realm = "another"
			if _, err := loginWith(t.Context(), s, r, sent(t, "alice", "secret")); !errors.Is(err, scheme.ErrRejected) {
				t.Errorf("%s: %v", name, err)
			}
		}
		store.called(t, 3)
	}
}

// C06: what was wrong is not kept, nor does it push out what was right.
func TestAttack_C06_wrong_passwords_leave_nothing(t *testing.T) {
	store := newStore("alice", "secret")
	for name, s := range cached(store.verify, &basic.CacheOptions{Entries: 1, TTL: time.Minute}) {
		if _, err := login(t, s, "alice", "secret"); err != nil {
			t.Error(name, err)
		}
		const wrong = 10_000
		for i := range wrong {
			if _, err := login(t, s, "alice", fmt.Sprint("guess ", i%(wrong/2))); err == nil {
				t.Error(name, "a wrong password")
			}
		}
		store.called(t, 1+wrong)
		if _, err := login(t, s, "alice", "secret"); err != nil {
			t.Error(name, err)
		}
		store.called(t, 0)
	}
}

// C06: many made-up users do not push out a real one.
func TestAttack_C06_many_fake_users(t *testing.T) {
	store := newStore("alice", "secret")
	for name, s := range cached(store.verify, &basic.CacheOptions{Entries: 4, TTL: time.Minute}) {
		fakes := 100_000
		if testing.Short() || raceEnabled {
			fakes /= 10
		}
		login(t, s, "alice", "secret")
		for i := range fakes {
			login(t, s, fmt.Sprint("fake ", i), "secret")
		}
		store.called(t, int64(1+fakes))
		if _, err := login(t, s, "alice", "secret"); err != nil {
			t.Error(name, err)
		}
		store.called(t, 0)
	}
}

// The TTL runs from the verification, however often the entry is used.
func TestCacheTTL(t *testing.T) {
	for _, ttl := range []time.Duration{0, time.Second} {
		synctest.Test(t, func(t *testing.T) {
			store := newStore("alice", "secret")
			opts := &basic.CacheOptions{TTL: ttl}
			if ttl == 0 { // the default there is with a Version alone
				opts.Version = func(context.Context, *scheme.Request, string) (string, error) { return "1", nil }
			}
			s := basic.New(store.verify, &basic.Options{Cache: opts})
			life := ttl
			if life == 0 {
				life = 5 * time.Minute
			}
			login(t, s, "alice", "secret")
			for range 9 {
				time.Sleep(life / 10)
				login(t, s, "alice", "secret")
			}
			store.called(t, 1)
			store.passwords["alice"] = "changed"
			if _, err := login(t, s, "alice", "secret"); err != nil {
				t.Errorf("TTL %v: too early: %v", ttl, err)
			}
			time.Sleep(life / 10)
			if _, err := login(t, s, "alice", "secret"); !errors.Is(err, scheme.ErrRejected) {
				t.Errorf("TTL %v: too late: %v", ttl, err)
			}
			store.called(t, 1)
		})
	}
}

// For ever is long.
func TestCacheTTLForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newStore("alice", "secret")
		s := basic.New(store.verify, &basic.Options{Cache: &basic.CacheOptions{TTL: math.MaxInt64}})
		for range 3 {
			time.Sleep(10 * 365 * 24 * time.Hour)
			login(t, s, "alice", "secret")
		}
		store.called(t, 1)
	})
}

// More users than there is room for are all served, only some of them slowly.
func TestCacheBound(t *testing.T) {
	var accounts []string
	for i := range 1000 {
		accounts = append(accounts, fmt.Sprint("user ", i), "secret")
	}
	store := newStore(accounts...)
	for _, entries := range []int{1, 64, 8192} {
		s := basic.New(store.verify, &basic.Options{Cache: &basic.CacheOptions{Entries: entries, TTL: time.Minute}})
		for range 2 {
			for user := range store.passwords {
				if subject, err := login(t, s, user, "secret"); err != nil || subject != user {
					t.Fatal(subject, err)
				}
			}
		}
		calls := store.calls.Swap(0)
		if entries > 8000 && calls > 1010 || entries < 100 && calls < 1800 {
			t.Errorf("%d entries: %d verifications for 1000 users, each twice", entries, calls)
		}
	}
}

// No subject is no identity: negotiate refuses it, and it is not kept.
func TestCacheKeepsNoEmptySubject(t *testing.T) {
	calls := 0
	s := basic.New(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
		calls++
		return scheme.Identity{}, nil
	}, &basic.Options{Cache: &basic.CacheOptions{TTL: time.Minute}})
	for range 3 {
		login(t, s, "a", "b")
	}
	if calls != 3 {
		t.Errorf("%d verifications", calls)
	}
}
