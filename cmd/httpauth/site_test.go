// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate"
)

// ask sends a request straight to a site with the given realm, from this
// machine, with fields such as "Accept: text/html".
func ask(t *testing.T, realm, path string, fields ...string) *http.Response {
	t.Helper()
	auth, err := newServer(negotiate.Options{Realm: realm}, offer{schemes: "digest,bearer,basic", algorithms: "SHA-256", qop: "auth"})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.RemoteAddr = "127.0.0.1:1"
	for _, f := range fields {
		name, value, _ := strings.Cut(f, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	newSite(auth, new(offer).isAdmin).ServeHTTP(w, r)
	return w.Result()
}

const (
	asDemo  = "Authorization: Bearer demo-token"
	asAdmin = "Authorization: Basic YWRtaW46c2VzYW1lLXN0cmVldA==" // admin:sesame-street
)

// TestForms asks for the pages in every form.
func TestForms(t *testing.T) {
	const plain, html, js = "text/plain; charset=utf-8", "text/html; charset=utf-8", "application/json"
	tests := []struct {
		accept []string
		want   string
	}{
		{nil, plain},
		{[]string{"*/*"}, plain},
		{[]string{"text/plain"}, plain},
		{[]string{"text/*"}, plain},
		{[]string{"text/html"}, html},
		{[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, html}, // browsers
		{[]string{"text/plain;q=0.5, text/html;q=0.6"}, html},
		{[]string{"text/plain;q=0.5", "text/html;q=0.6"}, html},
		{[]string{"application/json"}, js},
		{[]string{"application/*"}, js},
		{[]string{"text/html;q=0.1, application/json"}, js},
		{[]string{"text/*;q=0, */*"}, js},
		{[]string{"image/png"}, plain}, // in the wrong form rather than none
		{[]string{"text/html;q=broken"}, plain},
		{[]string{"nonsense"}, plain},
		{[]string{""}, plain},
	}
	pages := []struct {
		path, user string
		fields     []string
		parts      map[string][]string // that a form must have
	}{
		{"/", "demo", []string{asDemo}, map[string][]string{
			plain: {"user: demo\nscheme: Bearer\nrealm: <&>\nadmin: false\nYou are authenticated.\n"},
			html:  {"<h1>Hello, demo</h1>", "<dd>Bearer</dd>", "<dd>&lt;&amp;&gt;</dd>", "<dd>none</dd>", "You are authenticated."},
		}},
		{"/admin", "admin", []string{asAdmin}, map[string][]string{
			plain: {"user: admin\nscheme: Basic\nrealm: <&>\nadmin: true\nYou may be here.\n"},
			html:  {"<h1>Hello, admin</h1>", "<dd>Basic</dd>", "<dd>admin</dd>", "You may be here."},
		}},
		{"/public", "", nil, map[string][]string{
			plain: {"Anybody may see this.\n"},
			html:  {"Hello, whoever you are", "Anybody may see this."},
		}},
		{"/public", "", []string{asDemo}, map[string][]string{
			plain: {"Anybody may see this.\n"},
			html:  {"Hello, whoever you are"},
		}},
	}
	rows := 0
	for _, p := range pages {
		for _, test := range tests {
			rows++
			fields := p.fields[:len(p.fields):len(p.fields)]
			for _, line := range test.accept {
				fields = append(fields, "Accept: "+line)
			}
			resp := ask(t, "<&>", p.path, fields...)
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			if got := resp.Header.Get("Content-Type"); resp.StatusCode != http.StatusOK || got != test.want {
				t.Errorf("%s, Accept: %q: %d, %s, want 200, %s", p.path, test.accept, resp.StatusCode, got, test.want)
				continue
			}
			for _, part := range p.parts[test.want] {
				if !strings.Contains(string(body), part) {
					t.Errorf("%s, Accept: %q: no %q in\n%s", p.path, test.accept, part, body)
				}
			}
			if test.want == js {
				var got page
				if err := json.Unmarshal(body, &got); err != nil || got.User != p.user || got.Message == "" || got.Admin != (p.user == "admin") {
					t.Errorf("%s, Accept: %q: %s, %v", p.path, test.accept, body, err)
				}
			}
			want := map[string]string{"Vary": "Authorization, Accept", "Cache-Control": "private", "X-Content-Type-Options": "nosniff"}
			if p.path == "/public" { // it is the same for everybody
				want["Vary"], want["Cache-Control"] = "Accept", ""
			}
			for name, want := range want {
				if got := strings.Join(resp.Header.Values(name), ", "); got != want {
					t.Errorf("%s: %s: %q, want %q", p.path, name, got, want)
				}
			}
			if csp := resp.Header.Get("Content-Security-Policy"); (csp != "") != (test.want == html) {
				t.Errorf("%s, Accept: %q: Content-Security-Policy: %q", p.path, test.accept, csp)
			}
		}
	}
	if rows != 4*16 {
		t.Errorf("%d rows, want %d", rows, 4*16)
	}
}

// TestRefusals asks for what is refused, in every form there is for that.
func TestRefusals(t *testing.T) {
	tests := []struct {
		path       string
		fields     []string
		status     int
		mediaType  string
		challenges int
	}{
		{"/", nil, 401, "application/problem+json", 3},
		{"/", []string{"Accept: text/plain"}, 401, "text/plain; charset=utf-8", 3},
		{"/", []string{"Authorization: Bearer wrong"}, 401, "application/problem+json", 3},
		{"/nowhere", nil, 401, "application/problem+json", 3},
		{"/nowhere", []string{asDemo}, 404, "text/plain; charset=utf-8", 0},
		{"/public/", nil, 401, "application/problem+json", 3},
		{"/admin", nil, 401, "application/problem+json", 3},
		{"/admin", []string{asDemo}, 403, "application/problem+json", 1},
		{"/admin", []string{"Authorization: Basic ZGVtbzpvcGVuLXNlc2FtZQ=="}, 403, "application/problem+json", 0},
		{"/admin", []string{asDemo, "Accept: text/plain"}, 403, "text/plain; charset=utf-8", 1},
		{"/", []string{asDemo, asDemo}, 400, "application/problem+json", 0},
	}
	for _, test := range tests {
		resp := ask(t, "test", test.path, test.fields...)
		got := resp.Header.Values("WWW-Authenticate")
		if mediaType := resp.Header.Get("Content-Type"); resp.StatusCode != test.status || mediaType != test.mediaType || len(got) != test.challenges {
			t.Errorf("%s, %q: %d, %s, %q, want %d, %s, %d challenges",
				test.path, test.fields, resp.StatusCode, mediaType, got, test.status, test.mediaType, test.challenges)
		}
	}
	if len(tests) != 11 {
		t.Errorf("%d rows, want 11", len(tests))
	}
	const scope = `Bearer realm="test", scope="admin", error="insufficient_scope"`
	if got := ask(t, "test", "/admin", asDemo).Header.Get("WWW-Authenticate"); got != scope {
		t.Errorf("the challenge of 403 is %s, want %s", got, scope)
	}
}

// TestElsewhere sends the password from another machine in clear, where Digest
// alone may be used.
func TestElsewhere(t *testing.T) {
	auth, err := newServer(negotiate.Options{Realm: "test"}, offer{schemes: "digest,bearer,basic", algorithms: "SHA-256", qop: "auth"})
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{"http://example.com/", "https://example.com/"} { // httptest fills in TLS
		for _, field := range []string{asDemo, asAdmin} {
			r := httptest.NewRequest(http.MethodGet, url, nil) // from 192.0.2.1
			r.Header.Set("Authorization", strings.TrimPrefix(field, "Authorization: "))
			w := httptest.NewRecorder()
			newSite(auth, new(offer).isAdmin).ServeHTTP(w, r)
			want := http.StatusForbidden
			if r.TLS != nil {
				want = http.StatusOK
			}
			if w.Code != want {
				t.Errorf("%s, %s: %d, want %d", url, field, w.Code, want)
			}
		}
	}
}
