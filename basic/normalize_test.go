// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// fold is a small profile: it folds ASCII and fullwidth letters, as PRECIS does,
// and refuses an exclamation mark, quoting what it got, as careless hooks do.
func fold(s string) (string, error) {
	if strings.Contains(s, "!") {
		return "", errors.New("not allowed: " + s)
	}
	return strings.Map(func(r rune) rune {
		if 0xff01 <= r && r <= 0xff5e {
			r -= 0xff00 - ' '
		}
		return r
	}, strings.ToLower(s)), nil
}

var folding = &basic.Options{NormalizeUser: fold}

// B12: there is one name for store, cache, audit and handler.
func TestAttack_B12_one_canonical_name(t *testing.T) {
	store := newStore("alice", "Secret")
	var seen []string
	verify := func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
		seen = append(seen, user)
		return store.verify(ctx, r, user, password)
	}
	s := basic.New(verify, &basic.Options{NormalizeUser: fold, Cache: &basic.CacheOptions{TTL: time.Minute}})
	names := []string{"alice", "ALICE", "Alice", "ａｌｉｃｅ", "ＡＬＩＣＥ"}
	for _, name := range names {
		if subject, err := login(t, s, name, "Secret"); err != nil || subject != "alice" {
			t.Errorf("%s: %s, %v", name, subject, err)
		}
	}
	store.called(t, 1) // the others are found in the cache
	for _, name := range names {
		login(t, s, name, "secret")
	}
	store.called(t, 5)
	for _, name := range seen {
		if name != "alice" {
			t.Errorf("the store sees %s", name)
		}
	}
}

// B12: the Verifier never sees another form of a name: for one that has no normal
// form, it is asked for somebody who is not there. Only a Claim has it as it was
// sent.
func TestAttack_B12_no_other_form_reaches_the_store(t *testing.T) {
	store := newStore("alice", "secret", "bob!", "secret", "alice：x", "secret")
	var seen, claimed []string
	verify := func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
		seen = append(seen, user)
		return store.verify(ctx, r, user, password)
	}
	for name, s := range map[string]*basic.Scheme{
		"plain":  basic.New(verify, folding),
		"cached": basic.New(verify, &basic.Options{NormalizeUser: fold, Cache: &basic.CacheOptions{TTL: time.Minute}}),
	} {
		seen, claimed = nil, nil
		r := request()
		r.Admit = func(name string) error { claimed = append(claimed, name); return nil }
		for _, user := range []string{"bob!", "alice：x", "ALICE"} {
			_, err := loginWith(t.Context(), s, r, sent(t, user, "secret"))
			if want := user == "ALICE"; (err == nil) != want {
				t.Errorf("%s: %s: %v", name, user, err)
			}
		}
		if len(seen) != 3 || seen[0] != seen[1] || len(seen[0]) < 20 || seen[2] != "alice" || store.passwords[seen[0]] != "" {
			t.Errorf("%s: the store sees %q", name, seen)
		}
		if strings.Join(claimed, " ") != "bob! alice：x alice" {
			t.Errorf("%s: claimed are %q", name, claimed)
		}
		other := basic.New(verify, folding)
		login(t, other, "bob!", "secret")
		if seen[3] == seen[0] {
			t.Error("anybody knows the name that nobody has")
		}
	}
}

// B13: who counts failures by the name that the Verifier gets counts all
// spellings as one.
func TestAttack_B13_failures_of_all_spellings_count(t *testing.T) {
	failures := make(map[string]int)
	s := basic.New(func(_ context.Context, _ *scheme.Request, user, _ string) (scheme.Identity, error) {
		if failures[user]++; failures[user] > 10 {
			return scheme.Identity{}, scheme.ErrThrottled
		}
		return scheme.Identity{}, scheme.ErrRejected
	}, folding)
	throttled := 0
	for i := range 1 << 5 {
		name := []byte("alice")
		for bit := range name {
			if i>>bit&1 == 1 {
				name[bit] -= 'a' - 'A'
			}
		}
		if _, err := login(t, s, string(name), "guess"); errors.Is(err, scheme.ErrThrottled) {
			throttled++
		}
	}
	if throttled != 22 || len(failures) != 1 {
		t.Errorf("%d of 32 throttled, %v", throttled, failures)
	}
}

// B02: a name or a password without normal form costs what an unknown user costs,
// and has the same answer. Nothing of it is in the error.
func TestAttack_B02_what_cannot_be_normalized_is_an_unknown_user(t *testing.T) {
	for _, tt := range []struct {
		name           string
		user, password string
		want           error
	}{
		{"unknown", "nobody", "Secret", scheme.ErrUnknownUser},
		{"wrong password", "alice", "wrong", scheme.ErrRejected},
		{"no normal form of the name", "bob!", "Secret", scheme.ErrUnknownUser}, // though there is such a user
		{"no normal form of the password", "alice", "Secret!", scheme.ErrRejected},
		{"the name becomes one with a colon", "alice：x", "Secret", scheme.ErrUnknownUser},
	} {
		for _, cached := range []bool{false, true} {
			store := newStore("alice", "secret", "bob!", "Secret", "alice：x", "Secret")
			opts := &basic.Options{NormalizeUser: fold, NormalizePassword: fold}
			if cached {
				opts.Cache = &basic.CacheOptions{Version: store.version}
			}
			s := basic.New(store.verify, opts)
			for range 2 {
				subject, err := login(t, s, tt.user, tt.password)
				if !errors.Is(err, tt.want) || subject != "" || reasonOf(err) != scheme.ErrRejected {
					t.Errorf("%s: %s, %v", tt.name, subject, err)
				}
				if strings.Contains(err.Error(), tt.user) || strings.Contains(err.Error(), tt.password) || strings.Contains(err.Error(), "not allowed") {
					t.Errorf("%s: %v", tt.name, err)
				}
			}
			store.called(t, 2)
		}
	}
}

// What the store says when it cannot tell is not hidden: it says so of unknown
// users, too.
func TestNormalizeErrorsOfTheStore(t *testing.T) {
	for _, want := range []error{scheme.ErrUnavailable, scheme.ErrThrottled, errors.New("broken")} {
		s := basic.New(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
			return scheme.Identity{}, want
		}, folding)
		for _, user := range []string{"alice", "alice!"} {
			if _, err := login(t, s, user, "secret"); err != want {
				t.Errorf("%s: %v, want %v", user, err, want)
			}
		}
	}
}

// What hooks return is not trusted.
func TestHooksThatReturnWhatIsNoText(t *testing.T) {
	for _, out := range []string{"", "a:b", "a\x00", "a\n", "a\x7f", "\xff"} {
		hook := func(string) (string, error) { return out, nil }
		accept := func(_ context.Context, _ *scheme.Request, user, _ string) (scheme.Identity, error) {
			return scheme.Identity{Subject: "x"}, nil
		}
		if subject, err := login(t, basic.New(accept, &basic.Options{NormalizeUser: hook}), "u", "p"); !errors.Is(err, scheme.ErrUnknownUser) {
			t.Errorf("user %x: %s, %v", out, subject, err)
		}
		c, err := answer(t, basic.NewClient("u", "p", &basic.ClientOptions{NormalizeUser: hook}))
		if err == nil || !c.IsZero() {
			t.Errorf("client, user %x: %v", out, err)
		}
		if strings.Contains(out, ":") {
			continue // passwords may
		}
		if subject, err := login(t, basic.New(accept, &basic.Options{NormalizePassword: hook}), "u", "p"); reasonOf(err) != scheme.ErrRejected {
			t.Errorf("password %x: %s, %v", out, subject, err)
		}
		if _, err := answer(t, basic.NewClient("u", "p", &basic.ClientOptions{NormalizePassword: hook})); err == nil {
			t.Errorf("client, password %x", out)
		}
	}
}

// Where empty is allowed, what a hook empties, or fails at, is not taken for it.
func TestHooksThatReturnNothing(t *testing.T) {
	accept := func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
		return scheme.Identity{Subject: "x"}, nil
	}
	for _, hook := range []func(string) (string, error){
		func(string) (string, error) { return "", nil },
		func(string) (string, error) { return "", errors.New("broken") },
	} {
		for _, opts := range []basic.Options{{NormalizeUser: hook}, {NormalizePassword: hook}} {
			opts.AllowEmptyUser, opts.AllowEmptyPassword = true, true
			if _, err := login(t, basic.New(accept, &opts), "u", "p"); reasonOf(err) != scheme.ErrRejected {
				t.Error("server:", err)
			}
			c := basic.NewClient("u", "p", &basic.ClientOptions{
				AllowEmptyUser: true, AllowEmptyPassword: true, NormalizeUser: opts.NormalizeUser, NormalizePassword: opts.NormalizePassword,
			})
			if _, err := answer(t, c); err == nil {
				t.Error("the client sends what the hook has emptied")
			}
			// What was empty before is not for the hook.
			if _, err := login(t, basic.New(accept, &opts), "", ""); err != nil {
				t.Error("empty:", err)
			}
		}
	}
}

func TestClientNormalizes(t *testing.T) {
	store := newStore("alice", "secret")
	c, err := answer(t, basic.NewClient("ALICE", "SECRET", &basic.ClientOptions{NormalizeUser: fold, NormalizePassword: fold}))
	if err != nil {
		t.Fatal(err)
	}
	if subject, err := loginWith(t.Context(), basic.New(store.verify, nil), request(), c); err != nil || subject != "alice" {
		t.Error(subject, err)
	}
	for _, account := range [][2]string{{"alice!", "secret"}, {"alice", "secret!"}} {
		c, err := answer(t, basic.NewClient(account[0], account[1], &basic.ClientOptions{NormalizeUser: fold, NormalizePassword: fold}))
		if err == nil || !c.IsZero() || strings.Contains(err.Error(), "!") {
			t.Errorf("%v: %v", account, err)
		}
	}
}
