// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/netip"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

var local = netip.MustParseAddr("127.0.0.1")

func request() *scheme.Request {
	return &scheme.Request{Method: "GET", Target: "/", Origin: "http://127.0.0.1:80", Realm: "WallyWorld", Peer: local}
}

// credentials returns what a client answers to the challenge of RFC 7617.
func credentials(t *testing.T, user, password string) (header.Credentials, error) {
	t.Helper()
	chs, err := header.ParseChallenges([]string{`Basic realm="WallyWorld"`})
	if err != nil {
		t.Fatal(err)
	}
	a, err := basic.NewClient(user, password, nil).Begin(t.Context(), request()).Next(t.Context(), chs)
	return a.Credentials, err
}

func TestRFC7617_2(t *testing.T) {
	c, err := credentials(t, "Aladdin", "open sesame")
	if err != nil || c.Reveal() != "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" {
		t.Error(c.Reveal(), err)
	}
	chs, err := basic.New(nobody, nil).Challenge(t.Context(), request(), nil)
	if err != nil || len(chs) != 1 || chs[0].String() != `Basic realm="WallyWorld", charset="UTF-8"` {
		t.Error(chs, err)
	}
}

func TestRFC7617_2_1(t *testing.T) {
	c, err := credentials(t, "test", "123\u00a3")
	if err != nil || c.Reveal() != "Basic dGVzdDoxMjPCow==" {
		t.Error(c.Reveal(), err)
	}
}

func nobody(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
	return scheme.Identity{}, scheme.ErrRejected
}

// TestUserPass is what of a user-pass reaches the Verifier.
func TestUserPass(t *testing.T) {
	plain := base64.StdEncoding.EncodeToString
	tests := []struct {
		name, token    string
		user, password string
		reason         scheme.Reason // 0: it reaches it
	}{
		{"RFC 7617, 2", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Aladdin", "open sesame", 0},
		{"B-008 the first colon divides", plain([]byte("user:a:b:c")), "user", "a:b:c", 0},
		{"B-010 blanks and other scripts", plain([]byte("Jäsøn Doe:Secret, or not?")), "Jäsøn Doe", "Secret, or not?", 0},
		{"B-008 no colon", plain([]byte("Aladdin")), "", "", scheme.ErrMalformed},
		{"attack B08: NUL", plain([]byte("a:a\x00a")), "", "", scheme.ErrMalformed},
		{"B-006 LF", plain([]byte("a:b\n")), "", "", scheme.ErrMalformed},
		{"B-006 DEL in the name", plain([]byte("a\x7f:b")), "", "", scheme.ErrMalformed},
		{"attack B09: both empty", "Og==", "", "", scheme.ErrRejected},
		{"attack B11: empty password", plain([]byte("a:")), "", "", scheme.ErrRejected},
		{"attack B14: empty name", plain([]byte(":b")), "", "", scheme.ErrRejected},
		{"attack B17: Latin-1", "dGVzdDoxMjOj", "", "", scheme.ErrMalformed},
		{"attack A18: stray bits", "YTpiYx==", "", "", scheme.ErrMalformed},
		{"attack A18: no padding", "QWxhZGRpbjpvcGVuIHNlc2FtZQ", "", "", scheme.ErrMalformed},
		{"base64url", "_-8=", "", "", scheme.ErrMalformed},
		{"too long", plain([]byte("a:" + strings.Repeat("b", 4<<10))), "", "", scheme.ErrMalformed},
	}
	for _, tt := range tests {
		called := false
		s := basic.New(func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
			called = true
			if user != tt.user || password != tt.password {
				t.Errorf("%s: %q %q", tt.name, user, password)
			}
			return scheme.Identity{Subject: user}, nil
		}, nil)
		c, err := header.NewCredentials68("Basic", tt.token)
		if err != nil {
			t.Fatal(tt.name, err)
		}
		res, err := s.Authenticate(t.Context(), request(), c)
		reason, _ := errors.AsType[scheme.Reason](err)
		if reason != tt.reason || called != (tt.reason == 0) || (res != nil) != called {
			t.Errorf("%s: %v, called: %t", tt.name, err, called)
		}
		if err != nil && strings.Contains(err.Error(), tt.token) {
			t.Errorf("%s: the error holds the input", tt.name)
		}
	}
}

// B-005: there are no parameters.
func TestNoToken68(t *testing.T) {
	for _, line := range []string{"Basic", `Basic user="a"`} {
		c, err := header.ParseCredentials([]string{line})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := basic.New(nobody, nil).Authenticate(t.Context(), request(), c); !errors.Is(err, scheme.ErrMalformed) {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestClientRefusesWhatCannotBeSent(t *testing.T) {
	for name, account := range map[string][2]string{
		"B-007 a colon in the name": {"a:b", "c"},
		"B-006 a control character": {"a", "b\r\n"},
		"an empty name":             {"", "b"},
		"an empty password":         {"a", ""},
		"no UTF-8":                  {"a", "\xa3"},
		"too long":                  {"a", strings.Repeat("b", 4<<10)},
	} {
		c, err := credentials(t, account[0], account[1])
		if err == nil || errors.Is(err, scheme.ErrDeclined) || !c.IsZero() {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && account[1] != "" && strings.Contains(err.Error(), account[1]) && len(account[1]) > 1 {
			t.Errorf("%s: the error holds the password", name)
		}
	}
}

// The longest that a client sends is the longest that a server takes.
func TestLongest(t *testing.T) {
	password := strings.Repeat("b", 4<<10-len("a:"))
	store := newStore("a", password)
	c, err := credentials(t, "a", password)
	if err != nil {
		t.Fatal(err)
	}
	if subject, err := loginWith(t.Context(), basic.New(store.verify, nil), request(), c); err != nil || subject != "a" {
		t.Error(subject, err)
	}
	if _, err := credentials(t, "a", password+"b"); err == nil {
		t.Error("a byte more")
	}
}

func TestClientDeclines(t *testing.T) {
	x := basic.NewClient("a", "b", nil).Begin(t.Context(), request())
	if _, err := x.Next(t.Context(), nil); err != scheme.ErrDeclined {
		t.Error("ahead of a challenge:", err)
	}
	chs, _ := header.ParseChallenges([]string{"Basic"})
	if _, err := x.Next(t.Context(), chs); err != scheme.ErrDeclined {
		t.Error("B-002, no realm:", err)
	}
}

// Cleartext is refused at both ends unless it is allowed.
func TestCleartext(t *testing.T) {
	verify, err := basic.Passwords(map[string]string{"a": "b"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := credentials(t, "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	far := request()
	far.Peer = netip.MustParseAddr("192.0.2.1")
	chs, _ := header.ParseChallenges([]string{`Basic realm="x"`})
	for _, allowed := range []bool{false, true} {
		_, err := basic.New(verify, &basic.Options{AllowCleartext: allowed}).Authenticate(t.Context(), far, c)
		if allowed && err != nil || !allowed && !errors.Is(err, scheme.ErrForbidden) {
			t.Errorf("server, allowed %t: %v", allowed, err)
		}
		a, err := basic.NewClient("a", "b", &basic.ClientOptions{AllowCleartext: allowed}).Begin(t.Context(), far).Next(t.Context(), chs)
		if (err == nil) != allowed || a.Credentials.IsZero() == allowed || !allowed && (!errors.Is(err, scheme.ErrDeclined) || err == scheme.ErrDeclined) {
			t.Errorf("client, allowed %t: %v", allowed, err)
		}
	}
	if chs, err := basic.New(verify, nil).Challenge(t.Context(), far, nil); len(chs) != 0 || !errors.Is(err, scheme.ErrForbidden) {
		t.Error("a password is asked for:", chs, err)
	}
	far.Secure = true
	if _, err := basic.New(verify, nil).Authenticate(t.Context(), far, c); err != nil {
		t.Error("over TLS:", err)
	}
}
