// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// C12: a success of whom Version does not know is kept for nobody: there is
// nothing that could end it.
func TestAttack_C12_nothing_is_kept_without_a_version(t *testing.T) {
	store := newStore("alice", "secret")
	version := func(context.Context, *scheme.Request, string) (string, error) { return "", nil }
	for name, s := range cached(store.verify, &basic.CacheOptions{Version: version}) {
		store.passwords["alice"] = "secret"
		for range 3 {
			if subject, err := login(t, s, "alice", "secret"); err != nil || subject != "alice" {
				t.Errorf("%s: %s, %v", name, subject, err)
			}
		}
		store.called(t, 3)
		delete(store.passwords, "alice")
		if _, err := login(t, s, "alice", "secret"); !errors.Is(err, scheme.ErrUnknownUser) {
			t.Errorf("%s: a user that was removed: %v", name, err)
		}
		store.called(t, 1)
	}
}

// B02: a wrong password costs the same calls of Version and the same tags whether
// the name is unknown, known, or has credentials in the cache.
func TestAttack_B02_as_much_work_for_each_name(t *testing.T) {
	for _, name := range []string{"option", "verifier"} {
		store, versions := newStore("alice", "secret", "bob", "secret"), 0
		version := func(ctx context.Context, r *scheme.Request, user string) (string, error) {
			versions++
			return store.version(ctx, r, user)
		}
		s := cached(store.verify, &basic.CacheOptions{Version: version})[name]
		tags := s.CountTags()
		if _, err := login(t, s, "alice", "secret"); err != nil {
			t.Error(err)
		}
		work := make(map[[2]int][]string)
		for _, user := range []string{"alice", "bob", "ghost"} {
			versions, *tags = 0, 0
			if _, err := login(t, s, user, "wrong"); reasonOf(err) == 0 {
				t.Errorf("%s: %v", user, err)
			}
			did := [2]int{versions, *tags}
			work[did] = append(work[did], user)
			if versions == 0 || *tags == 0 && name == "option" {
				t.Errorf("%s, %s: %v", name, user, did)
			}
		}
		if len(work) != 1 {
			t.Errorf("%s: calls of Version and tags: %v", name, work)
		}
	}
}

// If Version fails, so does the login, at once: be it the first call of Version or
// a later one, and whether the name was seen before or not.
func TestAttack_I04_each_call_of_version_counts(t *testing.T) {
	broken, n := errors.New("broken"), 0
	for _, user := range []string{"alice", "bob"} {
		for fails := 1; ; fails++ {
			store, calls := newStore("alice", "secret", "bob", "secret"), -100
			version := func(ctx context.Context, r *scheme.Request, user string) (string, error) {
				if calls++; calls == fails {
					return "", broken
				}
				return store.version(ctx, r, user)
			}
			s := basic.New(store.verify, &basic.Options{Cache: &basic.CacheOptions{Version: version}})
			if _, err := login(t, s, "alice", "other"); !errors.Is(err, scheme.ErrRejected) {
				t.Error(err)
			}
			if _, err := login(t, s, "alice", "secret"); err != nil {
				t.Error(err)
			}
			store.passwords["alice"] = "another"
			calls = 0
			_, err := login(t, s, user, store.passwords[user])
			if calls < fails {
				break
			}
			if n++; err != broken || calls != fails {
				t.Errorf("%s: call %d of %d fails: %v", user, fails, calls, err)
			}
		}
	}
	if n != 6 {
		t.Errorf("%d calls", n)
	}
}
