// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// A way is one in which curl authenticates.
type way struct {
	name   string
	scheme string // of the credentials that are to arrive; none if empty
	ahead  bool   // they go out with the first request
	right  bool
	who    *account
	args   []string
}

// ways returns those for the accounts of a server.
func ways(s *server) []way {
	nobody := account{user: "nobody", password: s.demo.password}
	all := []way{
		{name: "no credentials"},
		{name: "bearer demo", scheme: "Bearer", ahead: true, right: true, who: &s.demo, args: []string{"--oauth2-bearer", s.demo.token}},
		{name: "bearer admin", scheme: "Bearer", ahead: true, right: true, who: &s.admin, args: []string{"--oauth2-bearer", s.admin.token}},
		{name: "bearer wrong", scheme: "Bearer", ahead: true, args: []string{"--oauth2-bearer", s.demo.token + "x"}},
	}
	for _, option := range []string{"basic", "digest", "anyauth"} {
		w := way{scheme: "Digest", args: []string{"--" + option, "-u"}}
		if option == "basic" {
			w.scheme, w.ahead = "Basic", true
		}
		for _, try := range []struct {
			name, pair string
			who        *account
		}{
			{"demo", s.demo.pair(), &s.demo},
			{"admin", s.admin.pair(), &s.admin},
			{"wrong password", s.demo.pair() + "x", nil},
			{"other's password", s.demo.user + ":" + s.admin.password, nil},
			{"unknown user", nobody.pair(), nil},
		} {
			row := w
			row.name = option + " " + try.name
			row.who, row.right = try.who, try.who != nil
			row.args = append(slices.Clone(w.args), try.pair)
			all = append(all, row)
		}
	}
	return all
}

var paths = []string{"/", "/admin", "/public", "/nowhere"}

// status returns the last status that a way gets at a path.
func (w *way) status(s *server, path string) int {
	switch {
	case path == "/public":
		return http.StatusOK
	case !w.right:
		return http.StatusUnauthorized
	case path == "/nowhere":
		return http.StatusNotFound
	case path == "/admin" && w.who != &s.admin:
		return http.StatusForbidden
	}
	return http.StatusOK
}

// rounds returns how many responses curl gets: one more where it waits for the
// challenge.
func (w *way) rounds(path string) int {
	if w.scheme == "" || w.ahead || path == "/public" {
		return 1
	}
	return 2
}

// TestCurl runs every way at every path of two servers.
func TestCurl(t *testing.T) {
	rows := 0
	for _, algorithms := range []string{"SHA-256", "SHA-256,MD5"} {
		s := start(t, setup{algorithms: algorithms})
		for _, w := range ways(s) {
			for _, path := range paths {
				rows++
				t.Run(fmt.Sprintf("%s/%s%s", algorithms, w.name, path), func(t *testing.T) {
					x := curl(t, append(w.args, s.url+path)...)
					check(t, s, w, path, strings.Split(algorithms, ","), x)
				})
			}
		}
	}
	if want := 2 * (4 + 3*5) * 4; rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
}

func check(t *testing.T, s *server, w way, path string, algorithms []string, x *exchange) {
	resp := x.last()
	if got, want := resp.StatusCode, w.status(s, path); got != want {
		t.Errorf("status %d, want %d", got, want)
	}
	if got, want := len(x.responses), w.rounds(path); got != want {
		t.Errorf("%d responses, want %d", got, want)
	}
	for _, r := range x.responses {
		checkChallenges(t, w, path, algorithms, r)
	}
	authenticated := checkSent(t, w, path, x)
	checkInfo(t, authenticated && w.scheme == "Digest" && w.right, credentialsOf(x), resp)
	if path == "/" && w.right {
		if want := fmt.Sprintf("user: %s\nscheme: %s\n", w.who.user, w.scheme); !strings.HasPrefix(x.body, want) {
			t.Errorf("body %q, want %q first", x.body, want)
		}
	}
	if path == "/public" && strings.Contains(x.body, "user:") {
		t.Errorf("/public names a user: %q", x.body)
	}
}

// checkChallenges checks WWW-Authenticate of a response by its status.
func checkChallenges(t *testing.T, w way, path string, algorithms []string, resp *http.Response) {
	t.Helper()
	var got []string
	for _, ch := range challenges(t, resp) {
		parts := []string{ch.Scheme()}
		for _, name := range []string{"algorithm", "stale", "error", "scope"} {
			if v, ok := ch.Param(name); ok {
				parts = append(parts, name+"="+v)
			}
		}
		got = append(got, strings.Join(parts, " "))
		if param(ch, "realm") != "httpauth demo" {
			t.Errorf("realm of %v", ch)
		}
	}
	var want []string
	switch resp.StatusCode {
	case http.StatusUnauthorized:
		for _, a := range algorithms {
			want = append(want, "Digest algorithm="+a)
		}
		if w.scheme == "Bearer" { // there was a token: RFC 6750, Section 3.1
			want = append(want, "Bearer error=invalid_token", "Basic")
		} else {
			want = append(want, "Bearer", "Basic")
		}
		if resp.Header.Get("Cache-Control") != "no-store" {
			t.Error("a 401 that may be stored")
		}
	case http.StatusForbidden:
		if w.scheme == "Bearer" {
			want = []string{"Bearer error=insufficient_scope scope=admin"}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("status %d: challenges %q, want %q", resp.StatusCode, got, want)
	}
}

// checkSent checks the credentials that curl sent, and reports whether there
// were any.
func checkSent(t *testing.T, w way, path string, x *exchange) bool {
	t.Helper()
	want := 1
	if w.scheme == "" || !w.ahead && path == "/public" {
		want = 0
	}
	if len(x.sent) != want {
		t.Fatalf("%d lines of Authorization, want %d", len(x.sent), want)
	}
	if want == 0 {
		return false
	}
	c := credentialsOf(x)
	if !c.Is(w.scheme) {
		t.Errorf("curl sent %v, want %s", c, w.scheme)
	}
	if a := param(c, "algorithm"); w.scheme == "Digest" && a != "SHA-256" {
		t.Errorf("algorithm %s, want that of the first challenge", a)
	}
	return true
}

func credentialsOf(x *exchange) header.Credentials {
	if len(x.sent) == 0 {
		return header.Credentials{}
	}
	c, _ := header.ParseCredentials(x.sent[len(x.sent)-1:]) // zero if broken
	return c
}

// checkInfo checks Authentication-Info: there is one after an answer to Digest
// that was right, whatever became of the request, and no other.
func checkInfo(t *testing.T, want bool, sent header.Credentials, resp *http.Response) {
	t.Helper()
	lines := resp.Header.Values("Authentication-Info")
	if !want {
		if len(lines) > 0 {
			t.Errorf("Authentication-Info: %s", lines)
		}
		return
	}
	info, err := header.ParseInfo(lines)
	if err != nil {
		t.Errorf("Authentication-Info: %v", err)
		return
	}
	if n := len(param(info, "rspauth")); n != 64 {
		t.Errorf("rspauth has %d digits, want 64", n)
	}
	for _, name := range []string{"qop", "cnonce", "nc"} {
		if got, want := param(info, name), param(sent, name); got != want || got == "" {
			t.Errorf("%s of Authentication-Info is %q, want %q", name, got, want)
		}
	}
}
