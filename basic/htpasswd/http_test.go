// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
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
