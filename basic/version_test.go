// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// C11: a new password is in force with the next request, and so is the end of the
// old one.
func TestAttack_C11_a_changed_password_takes_effect_at_once(t *testing.T) {
	store := newStore("alice", "one", "bob", "secret")
	for name, s := range cached(store.verify, &basic.CacheOptions{Version: store.version}) {
		store.passwords["alice"] = "one"
		for range 3 {
			login(t, s, "alice", "one")
			login(t, s, "bob", "secret")
		}
		store.called(t, 2)
		store.passwords["alice"] = "two"
		if _, err := login(t, s, "alice", "one"); !errors.Is(err, scheme.ErrRejected) {
			t.Errorf("%s: the old password: %v", name, err)
		}
		for range 3 {
			if subject, err := login(t, s, "alice", "two"); err != nil || subject != "alice" {
				t.Errorf("%s: the new password: %v", name, err)
			}
			login(t, s, "bob", "secret") // who has nothing to do with it
		}
		store.called(t, 2)
	}
}

// C12: who is removed is out.
func TestAttack_C12_a_removed_user_is_out_at_once(t *testing.T) {
	store := newStore("alice", "secret")
	for name, s := range cached(store.verify, &basic.CacheOptions{Version: store.version}) {
		store.passwords["alice"] = "secret"
		for range 2 {
			if _, err := login(t, s, "alice", "secret"); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		store.called(t, 1) // kept
		delete(store.passwords, "alice")
		if _, err := login(t, s, "alice", "secret"); !errors.Is(err, scheme.ErrUnknownUser) {
			t.Errorf("%s: %v", name, err)
		}
		store.called(t, 1)
	}
}

// A store that is rolled back while a password is verified must not end up with a
// success of the one state kept for the other.
func TestAttack_C11_a_change_during_the_verification(t *testing.T) {
	version, change := "v1", true
	calls := 0
	verify := func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
		calls++
		if change {
			version = "v2"
		}
		if password != map[string]string{"v1": "one", "v2": "two"}[version] {
			return scheme.Identity{}, scheme.ErrRejected
		}
		return scheme.Identity{Subject: user}, nil
	}
	for name, s := range cached(verify, &basic.CacheOptions{Version: func(context.Context, *scheme.Request, string) (string, error) { return version, nil }}) {
		version, change, calls = "v1", true, 0
		if _, err := login(t, s, "alice", "two"); err != nil {
			t.Errorf("%s: what is right now: %v", name, err)
		}
		version, change = "v1", false // rolled back
		if _, err := login(t, s, "alice", "two"); !errors.Is(err, scheme.ErrRejected) || calls != 3 {
			t.Errorf("%s: %v after %d verifications", name, err, calls)
		}
	}
}

// C11: what a hash comes to by a secret that was changed while it was computed is
// void, for the one who asked and for those who wait with the same credentials: a
// user who is disabled is out, and a new password is in.
func TestAttack_C11_a_verdict_on_an_old_secret(t *testing.T) {
	for _, tt := range []struct {
		before, after, password string
		want                    error
	}{
		{"one", "two", "one", scheme.ErrRejected},
		{"one", "", "one", scheme.ErrUnknownUser},
		{"one", "two", "two", nil},
		{"one", "one", "one", nil},
	} {
		synctest.Test(t, func(t *testing.T) {
			var secret atomic.Value
			secret.Store(tt.before)
			asked := 0
			s := basic.New(func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
				asked++
				stored := secret.Load()
				time.Sleep(time.Second)
				switch stored {
				case "":
					return scheme.Identity{}, scheme.ErrUnknownUser
				case password:
					return scheme.Identity{Subject: user}, nil
				}
				return scheme.Identity{}, scheme.ErrRejected
			}, &basic.Options{Cache: &basic.CacheOptions{Version: func(context.Context, *scheme.Request, string) (string, error) {
				return secret.Load().(string), nil
			}}})
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(func() {
					if subject, err := login(t, s, "alice", tt.password); !errors.Is(err, tt.want) || (err == nil) != (subject == "alice") {
						t.Errorf("%+v: %s, %v", tt, subject, err)
					}
				})
			}
			time.Sleep(time.Second / 2)
			secret.Store(tt.after)
			wg.Wait()
			if want := map[bool]int{true: 1, false: 2}[tt.before == tt.after]; asked != want {
				t.Errorf("%+v: asked %d times, not %d", tt, asked, want)
			}
		})
	}
}

// A version that never stays lets nobody in, and costs no more than three hashes.
func TestVersionThatNeverStays(t *testing.T) {
	store, n := newStore("alice", "secret"), 0
	for name, s := range cached(store.verify, &basic.CacheOptions{Version: func(context.Context, *scheme.Request, string) (string, error) {
		n++
		return strconv.Itoa(n), nil
	}}) {
		if _, err := login(t, s, "alice", "secret"); !errors.Is(err, scheme.ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
		store.called(t, 3)
	}
}

// If the version is not known, nobody is let in on the strength of an old one.
func TestVersionErrors(t *testing.T) {
	store := newStore("alice", "secret")
	var broken error
	for name, s := range cached(store.verify, &basic.CacheOptions{Version: func(context.Context, *scheme.Request, string) (string, error) { return "", broken }}) {
		broken = nil
		login(t, s, "alice", "secret")
		for _, broken = range []error{scheme.ErrUnavailable, errors.New("broken")} {
			if subject, err := login(t, s, "alice", "secret"); err != broken || subject != "" {
				t.Errorf("%s: %s, %v", name, subject, err)
			}
		}
		store.called(t, 1)
	}
}

// If it is not known any more when the password was verified, that counts for
// nobody.
func TestVersionErrorsAfterwards(t *testing.T) {
	store, failed := newStore("alice", "secret"), false
	for name, s := range cached(store.verify, &basic.CacheOptions{Version: func(context.Context, *scheme.Request, string) (string, error) {
		if store.calls.Load() > 0 && !failed {
			failed = true
			return "", scheme.ErrUnavailable
		}
		return "1", nil
	}}) {
		failed = false
		if subject, err := login(t, s, "alice", "secret"); err != scheme.ErrUnavailable || subject != "" {
			t.Errorf("%s: %s, %v", name, subject, err)
		}
		if _, err := login(t, s, "alice", "secret"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		store.called(t, 2)
	}
}

// Version may say what else of the request counts.
func TestVersionOfTheRequest(t *testing.T) {
	verify := func(_ context.Context, r *scheme.Request, user, _ string) (scheme.Identity, error) {
		if r.Origin != "https://a.example" {
			return scheme.Identity{}, scheme.ErrUnknownUser
		}
		return scheme.Identity{Subject: user}, nil
	}
	version := func(_ context.Context, r *scheme.Request, _ string) (string, error) { return r.Origin, nil }
	for name, s := range cached(verify, &basic.CacheOptions{Version: version}) {
		for range 2 {
			r := request()
			r.Origin = "https://a.example"
			if _, err := loginWith(t.Context(), s, r, sent(t, "alice", "secret")); err != nil {
				t.Error(name, err)
			}
			r.Origin = "https://b.example"
			if _, err := loginWith(t.Context(), s, r, sent(t, "alice", "secret")); err == nil {
				t.Error(name, "another origin")
			}
		}
	}
}
