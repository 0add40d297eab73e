// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/netip"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// B19: all that decides, in all combinations: one condition that is not met is
// enough to refuse, and only where all are met is anybody let in.
func TestAttack_B19_every_combination(t *testing.T) {
	far := netip.MustParseAddr("192.0.2.1")
	store := newStore("alice", "secret", "", "secret", "alice\x01", "secret")
	accepted, refused := 0, 0
	each := func(n int, f func(bits [7]bool)) {
		for i := range 1 << n {
			var bits [7]bool
			for b := range bits {
				bits[b] = i>>b&1 == 1
			}
			f(bits)
		}
	}
	each(7, func(bits [7]bool) {
		private, known, right, text, named, colon, cached := bits[0], bits[1], bits[2], bits[3], bits[4], bits[5], bits[6]
		r := request()
		if !private {
			r.Peer = far
		}
		user, password, between := "alice", "secret", ":"
		if !known {
			user = "mallory"
		}
		if !right {
			password = "wrong"
		}
		if !text {
			user += "\x01"
		}
		if !named {
			user = ""
		}
		if !colon {
			between = "="
		}
		opts := new(basic.Options)
		if cached {
			opts.Cache = &basic.CacheOptions{TTL: time.Minute}
		}
		s := basic.New(store.verify, opts)
		for range 2 {
			c, err := header.NewCredentials68("Basic", base64.StdEncoding.EncodeToString([]byte(user+between+password)))
			if err != nil {
				t.Fatal(err)
			}
			subject, err := loginWith(t.Context(), s, r, c)
			if want := private && known && right && text && named && colon; (err == nil) != want || (subject == "alice") != want {
				t.Errorf("%v: %s, %v", bits, subject, err)
			}
			if !private && !errors.Is(err, scheme.ErrForbidden) {
				t.Errorf("%v: %v", bits, err)
			}
			if err == nil {
				accepted++
			} else {
				refused++
			}
		}
	})
	if accepted != 2*2 || refused != 2*126 {
		t.Errorf("%d accepted, %d refused", accepted, refused)
	}
}

// B02, at the Scheme: whoever is not known costs one verification, as a wrong
// password does.
func TestAttack_B02_as_many_verifications(t *testing.T) {
	store := newStore("alice", "secret", "disabled", "")
	for name, s := range cached(store.verify, &basic.CacheOptions{Version: store.version}) {
		for _, account := range [][2]string{{"nobody", "secret"}, {"alice", "wrong"}, {"disabled", "x"}} {
			if _, err := login(t, s, account[0], account[1]); reasonOf(err) != scheme.ErrRejected {
				t.Errorf("%s, %s: %v", name, account[0], err)
			}
			store.called(t, 1)
		}
	}
}

// B13: who is not admitted by the name that he claims is refused with what was said,
// before anybody looks for the password, be it cached or not.
func TestAttack_B13_a_claim_that_is_not_admitted(t *testing.T) {
	store := newStore("alice", "secret")
	for name, s := range map[string]*basic.Scheme{
		"plain":      basic.New(store.verify, nil),
		"cached":     basic.New(store.verify, &basic.Options{Cache: &basic.CacheOptions{TTL: time.Minute}}),
		"normalized": basic.New(store.verify, &basic.Options{NormalizeUser: fold, NormalizePassword: fold, Cache: &basic.CacheOptions{TTL: time.Minute}}),
	} {
		if _, err := login(t, s, "alice", "secret"); err != nil {
			t.Error(name, err)
		}
		store.called(t, 1)
		for _, account := range [][2]string{{"alice", "secret"}, {"alice", "wrong"}, {"nobody", "secret"}} {
			r := request()
			claimed := 0
			r.Admit = func(user string) error {
				if claimed++; user != account[0] {
					t.Errorf("%s: %s is claimed", name, user)
				}
				return scheme.ErrThrottled
			}
			if subject, err := loginWith(t.Context(), s, r, sent(t, account[0], account[1])); err != scheme.ErrThrottled || subject != "" || claimed != 1 {
				t.Errorf("%s: %s, %v, claimed %d times", name, subject, err, claimed)
			}
		}
		store.called(t, 0)
	}
}

// B05: no password is that of a user who is not known.
func TestAttack_B05_nobody_has_no_password(t *testing.T) {
	verify, err := basic.Passwords(map[string]string{"alice": "secret"})
	if err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{"", "-", "dummy", "fakepassword", "secret", string(make([]byte, 32))} {
		if id, err := verify(t.Context(), request(), "nobody", password); err != scheme.ErrUnknownUser || id.Subject != "" {
			t.Errorf("%x: %v, %v", password, id, err)
		}
	}
}

// B17: what is no UTF-8 is refused, and not taken for another encoding.
func TestAttack_B17_no_UTF8(t *testing.T) {
	for _, text := range []string{"\xe4", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "\xc3\xa4\xe4"} {
		store := newStore("alice", text, text, "secret", "alice", "\u00e4")
		for _, account := range [][2]string{{"alice", text}, {text, "secret"}} {
			if _, err := login(t, basic.New(store.verify, nil), account[0], account[1]); !errors.Is(err, scheme.ErrMalformed) {
				t.Errorf("%x: %v", account, err)
			}
			if _, err := answer(t, basic.NewClient(account[0], account[1], nil)); err == nil {
				t.Errorf("%x: the client sends it", account)
			}
		}
		store.called(t, 0)
	}
	chs, err := basic.New(nobody, nil).Challenge(t.Context(), request(), nil)
	if charset, _ := chs[0].Param("charset"); err != nil || charset != "UTF-8" {
		t.Error(chs, err)
	}
}

// B08: what bcrypt would take for the same password does not reach it.
func TestAttack_B08_control_characters(t *testing.T) {
	n := 0
	for c := range 256 {
		control := c < ' ' || c == 0x7f
		for _, account := range [][2]string{{"a", "a" + string(rune(c)) + "a"}, {"a" + string(rune(c)), "a"}} {
			if c == ':' {
				continue
			}
			n++
			reached := false
			s := basic.New(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
				reached = true
				return scheme.Identity{Subject: "a"}, nil
			}, nil)
			_, err := login(t, s, account[0], account[1])
			if reached == control || control && !errors.Is(err, scheme.ErrMalformed) {
				t.Errorf("%q: reached: %t, %v", account, reached, err)
			}
			if _, err := answer(t, basic.NewClient(account[0], account[1], nil)); (err != nil) != control {
				t.Errorf("%q: client: %v", account, err)
			}
		}
	}
	if n != 2*255 {
		t.Errorf("%d accounts", n)
	}
}
