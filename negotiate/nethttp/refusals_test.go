// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack E07: no credentials are anonymous; bad ones, of whatever kind, never are.
func TestAttack_E07_only_who_sends_nothing_is_anonymous(t *testing.T) {
	tests := []struct {
		name   string
		header http.Header
		status int
		want   string // what whoami says
	}{
		{"none", nil, 200, "nobody"},
		{"a line of another field", http.Header{"Proxy-Authorization": {"Bearer token"}}, 200, "nobody"},
		{"good", http.Header{"Authorization": {"Bearer token"}}, 200, "alice"},
		{"a token that is none", http.Header{"Authorization": {"Bearer expired"}}, 401, ""},
		{"a wrong password", http.Header{"Authorization": {"Basic YWxpY2U6c2VjcmV1"}}, 401, ""},
		{"an unknown user", http.Header{"Authorization": {"Basic Ym9iOnNlY3JldA=="}}, 401, ""},
		{"a scheme that is not offered", http.Header{"Authorization": {"Negotiate YII="}}, 401, ""},
		{"an empty line", http.Header{"Authorization": {""}}, 401, ""},
		{"a blank", http.Header{"Authorization": {" "}}, 401, ""},
		{"malformed", http.Header{"Authorization": {`"`}}, 401, ""},
		{"no token", http.Header{"Authorization": {"Bearer"}}, 400, ""},
		{"two lines", http.Header{"Authorization": {"Bearer token", "Bearer token"}}, 400, ""},
		{"bad, in lower case", http.Header{"authorization": {"Bearer expired"}}, 401, ""},
		{"empty, in upper case", http.Header{"AUTHORIZATION": {""}}, 401, ""},
		{"good, in lower case", http.Header{"authorization": {"Bearer token"}}, 200, "alice"},
		{"no lines under the name", http.Header{"Authorization": {}}, 200, "nobody"},
	}
	for _, tt := range tests {
		var calls atomic.Int64
		h := nethttp.Handler(newAuth(t), whoami(&calls), &nethttp.Options{Optional: true})
		r := local(httptest.NewRequest("GET", "/", nil))
		r.Header = tt.header
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got, _, _ := strings.Cut(w.Body.String(), " "); w.Code != tt.status || (calls.Load() == 1) != (tt.status == 200) || tt.status == 200 && got != tt.want {
			t.Errorf("%s: %d, %s", tt.name, w.Code, w.Body)
		}
		if n := len(w.Header()["Www-Authenticate"]); tt.status == 401 && n != 3 {
			t.Errorf("%s: %d challenges", tt.name, n)
		}
	}
	if len(tests) != 16 {
		t.Errorf("%d tests", len(tests))
	}
	// A scheme that knows nothing of its credentials does not make them none.
	for _, err := range []error{scheme.ErrNoCredentials, fmt.Errorf("x: %w", scheme.ErrNoCredentials)} {
		auth, buildErr := negotiate.NewServer(negotiate.Options{Realm: "r"}, probe(func(*scheme.Request) error { return err }))
		if buildErr != nil {
			t.Fatal(buildErr)
		}
		var calls atomic.Int64
		w := served(nethttp.Handler(auth, whoami(&calls), &nethttp.Options{Optional: true}), "Authorization", "Probe x")
		if w.Code != 401 || calls.Load() != 0 {
			t.Error(w.Code, calls.Load())
		}
	}
	// Nor does a server that does not exist.
	if w := served(nethttp.Handler(nil, onePage, &nethttp.Options{Optional: true})); w.Code != 500 {
		t.Error(w.Code)
	}
}

// Who is anonymous is asked for credentials where some are needed; and what a
// proxy in front knows is not taken for them.
func TestOptional(t *testing.T) {
	opts := &nethttp.Options{Optional: true}
	h := nethttp.Handler(newAuth(t), nethttp.Require(onePage, func(scheme.Identity) error { return nil }), opts)
	if w := served(h); w.Code != 401 || len(w.Header()["Www-Authenticate"]) != 3 {
		t.Error(w.Code, w.Header())
	}
	h = nethttp.Handler(newAuth(t), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nethttp.Refuse(w, r, scheme.ErrNoCredentials)
	}), opts)
	if w := served(h); w.Code != 401 || len(w.Header()["Www-Authenticate"]) != 3 || w.Header().Get("Cache-Control") != "no-store" {
		t.Error(w.Code, w.Header())
	}
	var calls atomic.Int64
	h = nethttp.Proxy(newAuth(t), nethttp.Handler(newAuth(t), whoami(&calls), opts), nil)
	if w := served(h, "Proxy-Authorization", "Bearer token"); !strings.HasPrefix(w.Body.String(), "nobody") || calls.Load() != 1 {
		t.Error(w.Code, w.Body)
	}
	// The cause of a refusal is not given to the scheme that a proxy was asked by.
	if w := served(h, "Proxy-Authorization", "Bearer token", "Authorization", `"`); w.Code != 401 || strings.Contains(fmt.Sprint(w.Header()), "invalid_token") {
		t.Error(w.Code, w.Header())
	}
}

// H-070: nobody can tell what is hidden from what does not exist.
func TestNotFound(t *testing.T) {
	refuse := func(err error) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, err) }
	}
	mux := http.NewServeMux() // there is no /
	mux.Handle("/role", nethttp.Require(onePage, scheme.RequireRole("admin")))
	mux.Handle("/scope", nethttp.Require(onePage, scheme.RequireScope("admin")))
	mux.Handle("/strength", nethttp.Require(onePage, scheme.RequireStrength(scheme.StrengthBound)))
	mux.Handle("/refused", refuse(bearer.InsufficientScope("admin")))
	mux.Handle("/fault", refuse(errors.New("x")))
	asked := 0
	notFound := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("what answers for nothing sees the credentials")
		}
		http.NotFound(w, r)
	})
	opts := &nethttp.Options{NotFound: notFound, Refuse: func(http.ResponseWriter, *http.Request, *negotiate.Refusal) { asked++ }}
	for _, proto := range []int{1, 2} {
		url, base := start(t, nethttp.Handler(newAuth(t), mux, opts), proto)
		answer := func(method, path, with string) string {
			req := newRequest(t, method, url+path, nil)
			req.Header.Set("Authorization", with)
			resp, err := base.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			resp.Header.Del("Date")
			var all strings.Builder
			resp.Header.Write(&all)
			return fmt.Sprint(resp.Proto, resp.Status, resp.ContentLength, all.String(), string(body), resp.Trailer, err)
		}
		for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS"} {
			nothing := answer(method, "/nothing", "Bearer token")
			if !strings.Contains(nothing, "404") {
				t.Fatal(nothing)
			}
			for _, path := range []string{"/role", "/scope", "/strength", "/refused"} {
				if got := answer(method, path, "Bearer token"); got != nothing {
					t.Errorf("%s %s: %s\nnot %s", method, path, got, nothing)
				}
			}
		}
		// It is for 403 alone.
		if got := answer("GET", "/fault", "Bearer token"); !strings.Contains(got, "500") {
			t.Error(got)
		}
		if got := answer("GET", "/role", "Bearer x"); !strings.Contains(got, "401") {
			t.Error(got)
		}
	}
	if asked != 4 { // of the two others, over two protocols
		t.Errorf("the hook was asked %d times", asked)
	}
	// What a scheme forbids itself is hidden, too.
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, probe(func(r *scheme.Request) error {
		if r.Target == "/x" {
			return scheme.ErrForbidden
		}
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	for name, nothing := range map[string]http.Handler{"http.NotFound": notFound, "no fields": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		clear(w.Header())
		w.WriteHeader(404)
	}), "nothing is written": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { clear(w.Header()) })} {
		opts.NotFound = nothing
		var got []string
		for _, path := range []string{"/", "/x"} {
			r := probeRequest("GET", nil)
			r.RequestURI = path
			w := httptest.NewRecorder()
			nethttp.Handler(auth, nothing, opts).ServeHTTP(w, r)
			got = append(got, fmt.Sprint(w.Code, w.Header(), w.Body))
		}
		if got[0] != got[1] || !strings.Contains(got[0], "Vary:[Authorization]") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// H-070: where anonymous requests pass, a handler that wants credentials shows;
// until the one for what does not exist wants some, too.
func TestNotFoundOptional(t *testing.T) {
	anybody := func(scheme.Identity) error { return nil }
	for _, hidden := range []bool{false, true} {
		nothing := http.NotFoundHandler()
		if hidden {
			nothing = nethttp.Require(nothing, anybody)
		}
		mux := http.NewServeMux()
		mux.Handle("/", nothing)
		mux.Handle("/public", onePage)
		mux.Handle("/role", nethttp.Require(onePage, scheme.RequireRole("admin")))
		h := nethttp.Handler(newAuth(t), mux, &nethttp.Options{Optional: true, NotFound: http.NotFoundHandler()})
		for with, want := range map[string]string{"": "401 401 200", "Bearer token": "404 404 200"} {
			if with == "" && !hidden {
				want = "401 404 200"
			}
			var codes, all []string
			for _, path := range []string{"/role", "/nothing", "/public"} {
				r := local(httptest.NewRequest("GET", path, nil))
				if with != "" {
					r.Header.Set("Authorization", with)
				}
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				codes = append(codes, fmt.Sprint(w.Code))
				all = append(all, withoutNonce(fmt.Sprint(w.Code, w.Header(), w.Body)))
			}
			if got := strings.Join(codes, " "); got != want || hidden && all[0] != all[1] {
				t.Errorf("hidden %t, %q: %s, want %s: %s", hidden, with, got, want, all)
			}
		}
	}
}

// withoutNonce replaces what is random in a challenge of Digest.
func withoutNonce(s string) string { return nonceParam.ReplaceAllString(s, `nonce="n"`) }

var nonceParam = regexp.MustCompile(`nonce="[^"]*"`)

// The hook may write what it likes, but a refusal stays one.
func TestRefuseHook(t *testing.T) {
	tests := []struct {
		name   string
		hook   func(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal)
		status int
		body   string
	}{
		{"nothing", func(http.ResponseWriter, *http.Request, *negotiate.Refusal) {}, 401, `{"type":"about:blank","title":"Unauthorized","status":401}` + "\n"},
		{"a body", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) { io.WriteString(w, "no") }, 401, "no"},
		{"an empty body", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) { w.Write(nil) }, 401, ""},
		{"the same", nethttp.WriteRefusal, 401, `{"type":"about:blank","title":"Unauthorized","status":401}` + "\n"},
		{"http.Error", func(w http.ResponseWriter, _ *http.Request, d *negotiate.Refusal) { http.Error(w, "no", d.Status) }, 401, "no\n"},
		{"success", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) {
			w.WriteHeader(200)
			io.WriteString(w, "no")
		}, 401, "no"},
		{"no content", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) { w.WriteHeader(204) }, 401, ""},
		{"another protocol", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) { w.WriteHeader(101) }, 401, ""},
		{"early hints", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) {
			w.WriteHeader(103)
			io.WriteString(w, "no")
		}, 401, "no"},
		{"no status", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) {
			w.WriteHeader(0)
			io.WriteString(w, "no")
		}, 401, "no"},
		{"what was stored", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) { w.WriteHeader(304) }, 401, ""},
		{"success after the refusal", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) {
			w.WriteHeader(403)
			w.WriteHeader(200)
		}, 403, ""},
		{"a redirect", func(w http.ResponseWriter, r *http.Request, _ *negotiate.Refusal) {
			http.Redirect(w, r, "/login", http.StatusSeeOther)
		}, 303, "<a href=\"/login\">See Other</a>.\n\n"},
		{"another status", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) { w.WriteHeader(418) }, 418, ""},
		{"407 of an origin", func(w http.ResponseWriter, _ *http.Request, _ *negotiate.Refusal) { w.WriteHeader(407) }, 401, ""},
		{"no fields", func(w http.ResponseWriter, _ *http.Request, d *negotiate.Refusal) {
			clear(d.Challenges)
			d.Status, d.Challenges = 200, nil
			clear(w.Header())
			w.Header().Set("Cache-Control", "public")
			io.WriteString(w, "no")
		}, 401, "no"},
	}
	for _, tt := range tests {
		hook := func(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal) {
			if r.Header.Get("Authorization") != "" || r.Header.Get("Accept") != "*/*" {
				t.Errorf("%s: the hook sees %v", tt.name, r.Header)
			}
			tt.hook(w, r, d)
		}
		w := served(nethttp.Handler(newAuth(t), onePage, &nethttp.Options{Refuse: hook}), "Authorization", "Negotiate YII=", "Accept", "*/*")
		if w.Code != tt.status || w.Body.String() != tt.body || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, %s, %v", tt.name, w.Code, w.Body, w.Header())
		}
		if got := names(t, w.Result().Header["Www-Authenticate"]); !slices.Equal(got, []string{"Digest", "Bearer", "Basic"}) {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	if len(tests) != 16 {
		t.Errorf("%d tests", len(tests))
	}
	// By option it sees what the handler would see.
	for _, keep := range []bool{false, true} {
		seen := ""
		opts := &nethttp.Options{KeepCredentials: keep, Refuse: func(_ http.ResponseWriter, r *http.Request, _ *negotiate.Refusal) {
			seen = r.Header.Get("Authorization")
		}}
		served(nethttp.Handler(newAuth(t), onePage, opts), "Authorization", "Bearer x")
		if (seen == "Bearer x") != keep {
			t.Errorf("kept %t: %q", keep, seen)
		}
	}
}

// The hook writes what a handler behind refuses, and what a check does; it gets
// no more of the ResponseWriter than it needs, and a 401 that is none has no
// challenge to show.
func TestRefuseHookLater(t *testing.T) {
	hook := func(w http.ResponseWriter, _ *http.Request, d *negotiate.Refusal) {
		if _, ok := w.(interface{ Unwrap() http.ResponseWriter }); ok {
			t.Error("the hook can get at the ResponseWriter")
		}
		w.WriteHeader(401)
		fmt.Fprint(w, d.Required)
	}
	opts := &nethttp.Options{Refuse: hook}
	refuse := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nethttp.Refuse(w, r, &scheme.Requirement{Roles: scheme.NewSet("a")})
	})
	for name, next := range map[string]http.Handler{"a handler": refuse, "a check": nethttp.Require(onePage, scheme.RequireRole("a"))} {
		w := served(nethttp.Handler(newAuth(t), next, opts), "Authorization", aliceBasic)
		if w.Code != 403 || w.Body.String() != "scheme: forbidden: needs a role of a" || w.Header().Get("WWW-Authenticate") != "" {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}
