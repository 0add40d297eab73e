// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// newAuth returns a server of Digest, Bearer and Basic for alice.
func newAuth(t *testing.T) *negotiate.Server {
	t.Helper()
	return newAuthWith(t, nil)
}

func newAuthWith(t *testing.T, opts *digest.Options) *negotiate.Server {
	t.Helper()
	accounts := map[string]string{"alice": "secret"}
	lookup, err1 := digest.Passwords(accounts)
	verifyToken, err2 := bearer.Tokens(map[string]scheme.Identity{"token": {Subject: "alice"}})
	verify, err3 := basic.Passwords(accounts)
	auth, err4 := negotiate.NewServer(negotiate.Options{Realm: "r"},
		digest.New(lookup, opts), bearer.New(verifyToken, nil), basic.New(verify, nil))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	return auth
}

// whoami answers with the subject, and counts how often it is reached.
func whoami(calls *atomic.Int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		id, ok := scheme.FromContext(r.Context())
		body, _ := io.ReadAll(r.Body)
		if !ok {
			id.Subject = "nobody"
		}
		io.WriteString(w, id.Subject+" "+id.Scheme+" "+string(body)+strings.Join(r.Header["Authorization"], ""))
	})
}

func local(r *http.Request) *http.Request {
	r.RemoteAddr = "127.0.0.1:1234"
	return r
}

func TestHandler(t *testing.T) {
	tests := []struct {
		name       string
		lines      []string
		status     int
		challenges int
		reached    bool
	}{
		{"no credentials", nil, 401, 3, false},
		{"Basic", []string{aliceBasic}, 200, 0, true},
		{"Basic in lower case", []string{"basic YWxpY2U6c2VjcmV0"}, 200, 0, true},
		{"Bearer", []string{"Bearer token"}, 200, 0, true},
		{"wrong password", []string{"Basic YWxpY2U6c2VjcmV1"}, 401, 3, false},
		{"unknown user", []string{"Basic Ym9iOnNlY3JldA=="}, 401, 3, false},
		{"wrong token", []string{"Bearer x"}, 401, 3, false},
		{"A01 two lines", []string{aliceBasic, "Bearer x"}, 400, 0, false},
		{"A01 two lines, other order", []string{"Bearer x", aliceBasic}, 400, 0, false},
		{"A01 the good line twice", []string{aliceBasic, aliceBasic}, 400, 0, false},
		{"A02 joined by a comma", []string{aliceBasic + ", Bearer x"}, 401, 3, false},
		{"A03 a key without =", []string{`Digest username, realm="r"`}, 401, 3, false},
		{"A06 a lone quote", []string{`"`}, 401, 3, false},
		{"A21 invalid_request", []string{"Bearer a=b"}, 400, 1, false},
		{"A21 two tokens", []string{"Bearer a b"}, 401, 3, false},
		{"an unknown scheme", []string{"Negotiate YII="}, 401, 3, false},
		{"an incomplete Digest", []string{`Digest username="alice"`}, 401, 3, false},
	}
	for _, tt := range tests {
		var calls atomic.Int64
		h := nethttp.Handler(newAuth(t), whoami(&calls), nil)
		for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS", "CONNECT", "BREW"} { // E09, H06
			calls.Store(0)
			r := local(httptest.NewRequest(method, "http://example.com/", nil))
			r.Header["Authorization"] = tt.lines
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != tt.status || (calls.Load() == 1) != tt.reached {
				t.Errorf("%s %s: %d, reached %d times", method, tt.name, w.Code, calls.Load())
			}
			lines := w.Header().Values("WWW-Authenticate")
			chs, err := header.ParseChallenges(lines)
			if err != nil || len(chs) != tt.challenges || len(lines) != tt.challenges {
				t.Errorf("%s %s: challenges %q, %v", method, tt.name, lines, err)
			}
			if !tt.reached && w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s %s: H02: it may be stored", method, tt.name)
			}
			if !tt.reached && w.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s %s: browsers may guess what it is", method, tt.name)
			}
			if tt.reached && strings.Contains(w.Body.String(), "YWxp") {
				t.Errorf("%s %s: the handler sees the credentials", method, tt.name)
			}
			if got := r.Header["Authorization"]; len(got) != len(tt.lines) {
				t.Errorf("%s %s: the request of others was changed", method, tt.name)
			}
		}
	}
}

// H03: an unknown user and a wrong password differ in nothing.
func TestAttack_H03_unknown_user_looks_like_a_wrong_password(t *testing.T) {
	h := nethttp.Handler(newAuth(t), http.NotFoundHandler(), nil)
	answer := func(credentials string) string {
		r := local(httptest.NewRequest("GET", "/", nil))
		r.Header.Set("Authorization", credentials)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		chs, err := header.ParseChallenges(w.Header().Values("WWW-Authenticate"))
		if err != nil || len(chs) == 0 {
			t.Fatal(err)
		}
		nonce, _ := chs[0].Param("nonce")
		var all strings.Builder
		w.Header().Write(&all)
		return strings.ReplaceAll(all.String()+w.Body.String(), nonce, "N")
	}
	if a, b := answer("Basic YWxpY2U6c2VjcmV1"), answer("Basic Ym9iOnNlY3JldA=="); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestAttack_I01_a_handler_that_could_not_be_built_denies(t *testing.T) {
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"})
	if err == nil {
		t.Fatal("a server without schemes")
	}
	var calls atomic.Int64
	w := httptest.NewRecorder()
	r := local(httptest.NewRequest("GET", "/", nil))
	r.Header.Set("Authorization", "Basic YWxpY2U6c2VjcmV0")
	nethttp.Handler(auth, whoami(&calls), nil).ServeHTTP(w, r)
	if w.Code != 500 || calls.Load() != 0 {
		t.Error(w.Code, calls.Load())
	}
}

func TestKeepCredentials(t *testing.T) {
	var calls atomic.Int64
	r := local(httptest.NewRequest("GET", "/", nil))
	r.Header.Set("Authorization", "Bearer token")
	w := httptest.NewRecorder()
	nethttp.Handler(newAuth(t), whoami(&calls), &nethttp.Options{KeepCredentials: true}).ServeHTTP(w, r)
	if got := w.Body.String(); got != "alice Bearer Bearer token" {
		t.Error(got)
	}
}

// Passwords in clear from afar are refused, unless TLS ended in front.
func TestSecure(t *testing.T) {
	for _, secure := range []bool{false, true} {
		var calls atomic.Int64
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = "192.0.2.1:1234"
		r.Header.Set("Authorization", "Basic YWxpY2U6c2VjcmV0")
		w := httptest.NewRecorder()
		opts := &nethttp.Options{Secure: func(*http.Request) bool { return secure }}
		nethttp.Handler(newAuth(t), whoami(&calls), opts).ServeHTTP(w, r)
		if want := map[bool]int{false: 403, true: 200}[secure]; w.Code != want {
			t.Errorf("secure %t: %d", secure, w.Code)
		}
	}
}

func TestRefuse(t *testing.T) {
	refuse := func(err error) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, err) })
	}
	tests := []struct {
		name    string
		handler http.Handler
		with    string
		status  int
		want    string
	}{
		{"scope, by a token", nethttp.Handler(newAuth(t), refuse(bearer.InsufficientScope("admin")), nil), "Bearer token", 403,
			`Bearer realm="r", scope="admin", error="insufficient_scope"`},
		{"role, by a password", nethttp.Handler(newAuth(t), refuse(scheme.ErrForbidden), nil), "Basic YWxpY2U6c2VjcmV0", 403, ""},
		{"without a handler in front", refuse(scheme.ErrForbidden), "", 403, ""},
		{"401 without a handler in front", refuse(scheme.ErrRejected), "", 500, ""},
	}
	for _, tt := range tests {
		r := local(httptest.NewRequest("GET", "/", nil))
		r.Header.Set("Authorization", tt.with)
		w := httptest.NewRecorder()
		tt.handler.ServeHTTP(w, r)
		if got := strings.Join(w.Header().Values("WWW-Authenticate"), " | "); w.Code != tt.status || got != tt.want {
			t.Errorf("%s: %d %s", tt.name, w.Code, got)
		}
	}
}

// A proxy answers 407, removes what was for it, and leaves Authorization alone.
func TestProxy(t *testing.T) {
	var seen http.Header
	h := nethttp.Proxy(newAuth(t), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.Header }), nil)
	r := local(httptest.NewRequest("GET", "http://example.com/", nil))
	r.Header.Set("Authorization", "Bearer token")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 407 || len(w.Header().Values("Proxy-Authenticate")) != 3 || w.Header().Get("WWW-Authenticate") != "" || seen != nil {
		t.Error(w.Code, w.Header())
	}
	r.Header.Set("Proxy-Authorization", "Basic YWxpY2U6c2VjcmV0")
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 200 || seen.Get("Proxy-Authorization") != "" || seen.Get("Authorization") != "Bearer token" {
		t.Error(w.Code, seen)
	}
}

// What goes with a success is in the header before the handler writes.
func TestInfoAndChallenges(t *testing.T) {
	for name, tt := range map[string]struct {
		info func() (header.Info, error)
		want string
		code int
	}{
		"info":     {func() (header.Info, error) { return header.NewInfo(header.Token("a", "b")) }, "a=b", 200},
		"none":     {nil, "", 200},
		"no param": {func() (header.Info, error) { return header.Info{}, nil }, "", 200},
		"a fault":  {func() (header.Info, error) { return header.Info{}, errors.New("x") }, "", 500},
	} {
		for _, proxy := range []bool{false, true} {
			auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, fixed{info: tt.info})
			if err != nil {
				t.Fatal(err)
			}
			guard, field, info, challenge := nethttp.Handler, "Authorization", "Authentication-Info", "WWW-Authenticate"
			if proxy {
				guard, field, info, challenge = nethttp.Proxy, "Proxy-Authorization", "Proxy-Authentication-Info", "Proxy-Authenticate"
			}
			reached := false
			h := guard(auth, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }), nil)
			r := local(httptest.NewRequest("GET", "/", nil))
			r.Header.Set(field, "Fixed x")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			last := map[int]string{200: "Fixed last=x"}[tt.code]
			if w.Code != tt.code || w.Header().Get(info) != tt.want || reached != (tt.code == 200) || w.Header().Get(challenge) != last {
				t.Errorf("%s: %d %v", name, w.Code, w.Header())
			}
		}
	}
}

// fixed accepts everything.
type fixed struct{ info func() (header.Info, error) }

func (fixed) Name() string { return "Fixed" }

func (fixed) Challenge(context.Context, *scheme.Request, error) ([]header.Challenge, error) {
	return header.ParseChallenges([]string{"Fixed"})
}

func (f fixed) Authenticate(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
	last, err := header.ParseChallenges([]string{"Fixed last=x"})
	return &scheme.Result{Identity: scheme.Identity{Subject: "x"}, Info: f.info, Challenges: last}, err
}
