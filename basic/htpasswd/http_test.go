// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

// site returns a handler behind a table.
func site(t *testing.T, table *htpasswd.Table) http.Handler {
	t.Helper()
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, basic.New(table.Verify, nil))
	if err != nil {
		t.Fatal(err)
	}
	return nethttp.Handler(auth, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), nil)
}

func get(h http.Handler, user, password string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = "127.0.0.1:1"
	r.SetBasicAuth(user, password)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// B02: responses tell nobody who exists: status, fields and content are those
// for an unknown user, byte for byte.
func TestAttack_B02_the_same_response_for_all(t *testing.T) {
	h := site(t, parse(t, "alice:"+hash+"\nbob:"+hash2+"\nlocked:!"+hash+"\nstar:*", nil))
	print := func(w *httptest.ResponseRecorder) string { return fmt.Sprint(w.Code, w.Header(), w.Body) }
	for _, password := range []string{"x", pw + "x", "a\x00", "\xff", "", strings.Repeat("x", 73), strings.Repeat("x", 513)} {
		unknown := get(h, "ghost", password)
		if unknown.Code != http.StatusUnauthorized {
			t.Errorf("%q: %d", password, unknown.Code)
		}
		for _, user := range []string{"alice", "bob", "locked", "star", "Alice"} {
			if got := get(h, user, password); print(got) != print(unknown) {
				t.Errorf("%s with %q: %s, want %s", user, password, print(got), print(unknown))
			}
		}
	}
	if print(get(h, "locked", pw)) != print(get(h, "ghost", pw)) {
		t.Error("a disabled user is known by the right password")
	}
	if w := get(h, "alice", pw); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
}

// B02: nor does it show in the response what was wrong with credentials that are no
// credentials. They are refused before anybody looks for a user.
func TestAttack_B02_the_same_response_for_what_is_malformed(t *testing.T) {
	h := site(t, parse(t, "alice:"+hash+"\nlocked:!"+hash, nil))
	ask := func(authorization string) string {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = "127.0.0.1:1"
		r.Header.Set("Authorization", authorization)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return fmt.Sprint(w.Code, w.Header(), w.Body.Len(), w.Body)
	}
	sent := func(userPass string) string {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(userPass))
	}
	want := ask(sent("ghost:x"))
	if !strings.HasPrefix(want, "401 ") || !strings.Contains(want, `Basic realm="staff", charset="UTF-8"`) {
		t.Fatal(want)
	}
	tests := map[string]string{
		"wrong":                  sent("alice:x"),
		"disabled":               sent("locked:" + pw),
		"no base64":              "Basic !!!",
		"no base64, but a token": "Basic ~~~~",
		"no token":               "Basic =?",
		"no value":               "Basic",
		"parameters":             "Basic a=b",
		"two of them":            sent("alice:x") + ", " + sent("alice:x"),
		"no colon":               sent("alice"),
		"no padding":             "Basic YWxpY2U6eA",
		"too much padding":       "Basic YWxpY2U6eA===",
		"stray bits":             "Basic YWxpY2U6eB==",
		"of the other base64":    "Basic YWxpY2U6_-8=",
		"control character":      sent("alice:" + pw + "\x00"),
		"control in the name":    sent("al\x00ice:" + pw),
		"no UTF-8":               sent("alice:\xff"),
		"no name":                sent(":" + pw),
		"no password":            sent("alice:"),
		"nothing":                sent(":"),
		"too long":               sent("alice:" + strings.Repeat("x", 5000)),
	}
	for name, authorization := range tests {
		if got := ask(authorization); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if len(tests) != 20 {
		t.Errorf("%d rows", len(tests))
	}
	if got := ask(sent("alice:" + pw)); !strings.HasPrefix(got, "200 ") {
		t.Error(got)
	}
}

// A full queue is 503 with Retry-After, for whoever it is.
func TestUnavailable(t *testing.T) {
	gate := basic.NewGate(&basic.GateOptions{Hashes: 1, Wait: -1})
	h := site(t, parse(t, "alice:"+hash, &htpasswd.Options{Gate: gate}))
	leave, err := gate.Enter(t.Context(), nil, basic.Weight{})
	if err != nil {
		t.Fatal(err)
	}
	for user, password := range map[string]string{"alice": pw, "ghost": "x"} {
		w := get(h, user, password)
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "1" || w.Header().Get("WWW-Authenticate") != "" {
			t.Error(user, w.Code, w.Header())
		}
	}
	leave()
	if w := get(h, "alice", pw); w.Code != http.StatusOK {
		t.Error(w.Code)
	}
}

func TestConformance(t *testing.T) {
	client := func(user, password string) func(*testing.T) scheme.Client {
		return func(*testing.T) scheme.Client { return basic.NewClient(user, password, nil) }
	}
	for name, wrong := range map[string]func(*testing.T) scheme.Client{
		"unknown user": client("ghost", pw),
	} {
		t.Run(name, func(t *testing.T) {
			schemetest.Run(t, schemetest.Config{
				Scheme: func(t *testing.T) scheme.Scheme {
					patient := basic.NewGate(&basic.GateOptions{Wait: time.Minute}) // 64 come at once
					return basic.New(parse(t, "alice:"+hash, &htpasswd.Options{Gate: patient}).Verify, nil)
				},
				Client:  client("alice", pw),
				Wrong:   wrong,
				Subject: "alice",
				Secrets: []string{pw, hash[7:]},
			})
		})
	}
}

// Nothing that holds hashes prints them.
func TestNothingPrints(t *testing.T) {
	table := parse(t, "alice:"+hash, nil)
	file := open(t, "testdata/apache-bcrypt.htpasswd", nil)
	for _, v := range []any{table, *table, file, *file} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if s := fmt.Sprintf(verb, v); s != "htpasswd table [redacted]" && s != "htpasswd file [redacted]" {
				t.Errorf("%T with %s: %s", v, verb, s)
			}
		}
	}
}
