// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// G12: nothing that a client has shows the password, or the H(A1) that is as
// good as it, in whatever way it is printed.
func TestAttack_G12_nothing_of_a_client_prints(t *testing.T) {
	const canary = "canary-password"
	c := NewClient("canary-user", canary, nil)
	x := c.Begin(t.Context(), &scheme.Request{Method: "GET", Target: "/", Origin: "http://a.example"}).(*exchange)
	chs, err := header.ParseChallenges([]string{`Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"`})
	if err != nil {
		t.Fatal(err)
	}
	a, err := x.Next(t.Context(), chs)
	if err != nil {
		t.Fatal(err)
	}
	cl := c.(*client)
	digits := string(x.session.secret.appendHex(nil))
	sum, _ := hex.DecodeString(digits)
	hidden := []string{canary, "canary-user", digits, strings.ToUpper(digits), string(sum), strings.Trim(fmt.Sprint(sum), "[]"), strings.Trim(fmt.Sprintf("%#v", sum), "[]byte{}")}
	values := []any{c, cl, x, x.session, a, a.Credentials, []scheme.Client{c}, map[string]scheme.Exchange{"x": x}, cl.opts,
		struct{ c scheme.Client }{c}, struct{ x scheme.Exchange }{x}, struct{ s Secret }{x.session.secret}}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			checkHidden(t, fmt.Sprintf(verb, v), hidden)
		}
		var log strings.Builder
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		checkHidden(t, log.String(), hidden)
		if b, err := json.Marshal(v); err == nil {
			checkHidden(t, string(b), hidden)
		}
	}
	for _, place := range cl.places.of {
		checkHidden(t, fmt.Sprintf("%+v", place), hidden)
	}
}

func checkHidden(t *testing.T, printed string, hidden []string) {
	t.Helper()
	for _, h := range hidden {
		if strings.Contains(printed, h) {
			t.Errorf("%q is in %s", h, printed)
		}
	}
}

// Section 4: the hooks make the form that is hashed, and what they say of a name
// or a password that has none does not get out.
func TestNormalize(t *testing.T) {
	const canary = "canary-text"
	chs, err := header.ParseChallenges([]string{`Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth", userhash=true`})
	if err != nil {
		t.Fatal(err)
	}
	lower := func(s string) (string, error) { return strings.ToLower(s), nil }
	refuse := func(s string) (string, error) { return s, errors.New(s) }
	r := &scheme.Request{Method: "GET", Target: "/", Origin: "http://a.example"}
	tries := 0
	for _, tt := range []struct {
		user, password func(string) (string, error)
		ok             bool
	}{
		{nil, nil, true}, {lower, nil, true}, {nil, lower, true}, {lower, lower, true},
		{refuse, nil, false}, {nil, refuse, false}, {lower, refuse, false},
		{func(string) (string, error) { return "", nil }, nil, false},
		{func(string) (string, error) { return "a:" + canary, nil }, nil, false},
		{nil, func(string) (string, error) { return canary + "\n", nil }, false},
	} {
		tries++
		c := NewClient("USER-"+canary, "PASSWORD-"+canary, &ClientOptions{NormalizeUser: tt.user, NormalizePassword: tt.password})
		a, err := c.Begin(t.Context(), r).Next(t.Context(), chs)
		if (err == nil) != tt.ok || errors.Is(err, scheme.ErrDeclined) || err != nil && strings.Contains(fmt.Sprintf("%+v", err), canary) {
			t.Errorf("%d: %v", tries, err)
		}
		if !tt.ok {
			continue
		}
		user, password := "USER-"+canary, "PASSWORD-"+canary
		if tt.user != nil {
			user = strings.ToLower(user)
		}
		if tt.password != nil {
			password = strings.ToLower(password)
		}
		secret, err := NewSecret(SHA256, user, "r", password)
		if err != nil {
			t.Fatal(err)
		}
		hash, _ := UserHash(SHA256, user, "r")
		cnonce, _ := a.Credentials.Param("cnonce")
		p := proof{SHA256, "n", "00000001", cnonce, "auth", "/"}
		response, _ := a.Credentials.Param("response")
		sent, _ := a.Credentials.Param("username")
		if response != string(p.appendResponse(nil, secret, "GET", nil)) || sent != hash {
			t.Errorf("%d: another form", tries)
		}
	}
	if tries != 10 {
		t.Errorf("%d tries", tries)
	}
}
