// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// A record is what a server saw.
type record struct {
	mu       sync.Mutex
	requests []seen
}

type seen struct{ method, target, mediaType, scheme, body string }

// record returns a handler that notes each request and passes it on.
func (rec *record) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		scheme, _, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		rec.mu.Lock()
		rec.requests = append(rec.requests, seen{r.Method, r.RequestURI, r.Header.Get("Content-Type"), scheme, string(body)})
		rec.mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

func (rec *record) all() []seen {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return rec.requests
}

// serveSchemes serves the accounts by those schemes. Its pages say the method.
func serveSchemes(t *testing.T, names, algorithms string) (url string, rec *record) {
	t.Helper()
	return serveBehind(t, names, algorithms, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Method, " done")
	}))
}

// serveBehind is serveSchemes with other pages.
func serveBehind(t *testing.T, names, algorithms string, next http.Handler) (url string, rec *record) {
	t.Helper()
	auth, err := newServer(negotiate.Options{Realm: "test"}, offer{schemes: names, algorithms: algorithms, qop: "auth"})
	if err != nil {
		t.Fatal(err)
	}
	rec = new(record)
	server := httptest.NewServer(rec.handler(nethttp.Handler(auth, next, nil)))
	t.Cleanup(server.Close)
	return server.URL, rec
}

// TestGetSite gets the pages of serve by each scheme.
func TestGetSite(t *testing.T) {
	tests := []struct {
		schemes, args, path string
		status              int
		out                 string
	}{
		{"digest", "-user demo:open-sesame", "/", exitOK, "user: demo\nscheme: Digest\n"},
		{"digest", "-user demo:open-sesame", "/admin", exitRefused, "{"},
		{"digest", "-user admin:sesame-street", "/admin", exitOK, "user: admin\n"},
		{"digest", "-user demo:wrong", "/", exitRefused, "{"},
		{"digest", "-token demo-token", "/", exitRefused, "{"},
		{"basic", "-user demo:open-sesame", "/", exitOK, "user: demo\nscheme: Basic\n"},
		{"basic", "-user demo:open-sesame", "/admin", exitRefused, "{"},
		{"basic", "-user admin:sesame-street", "/admin", exitOK, "user: admin\n"},
		{"basic", "-user demo:wrong", "/", exitRefused, "{"},
		{"bearer", "-token demo-token", "/", exitOK, "user: demo\nscheme: Bearer\n"},
		{"bearer", "-token demo-token", "/admin", exitRefused, "{"},
		{"bearer", "-token admin-token", "/admin", exitOK, "user: admin\n"},
		{"bearer", "-token wrong", "/", exitRefused, "{"},
		{"bearer", "-user demo:open-sesame", "/", exitRefused, "{"},
		{"basic", "", "/", exitRefused, "{"},
		{"basic", "", "/public", exitOK, "Anybody"},
		{"basic", "-user demo:wrong", "/public", exitOK, "Anybody"},
		{"basic", "-user demo:open-sesame", "/nowhere", exitRefused, "404"},
		{"basic,bearer,digest", "-user demo:open-sesame -token demo-token", "/", exitOK, "user: demo\nscheme: Digest\n"},
		{"basic,bearer", "-user demo:open-sesame -token demo-token", "/", exitOK, "user: demo\nscheme: Bearer\n"},
		{"basic", "-user demo:open-sesame -token demo-token", "/", exitOK, "user: demo\nscheme: Basic\n"},
	}
	for _, test := range tests {
		t.Run(test.schemes+" "+test.args+" "+test.path, func(t *testing.T) {
			r := start(t, 3+1+strings.Count(test.schemes, ","), "-schemes", test.schemes)
			args := append([]string{"get"}, strings.Fields(test.args)...)
			got := execute(t, "", append(args, r.url+test.path)...)
			if got.status != test.status || !strings.HasPrefix(got.out, test.out) {
				t.Errorf("%+v, want status %d, %q first", got, test.status, test.out)
			}
			if refused := got.status == exitRefused; refused != strings.Contains(got.err, "the server answered 4") {
				t.Errorf("standard error: %q", got.err)
			}
		})
	}
	if len(tests) != 21 {
		t.Errorf("%d rows, want 21", len(tests))
	}
}

// TestGetRequest looks at what arrives: method, body and media type, the same
// before and after the challenge.
func TestGetRequest(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	tests := []struct {
		args []string
		want seen // of each request, apart from the scheme
	}{
		{nil, seen{method: "GET"}},
		{[]string{"-X", "GET"}, seen{method: "GET"}},
		{[]string{"-X", "DELETE"}, seen{method: "DELETE"}},
		{[]string{"-X", "brew"}, seen{method: "brew"}},
		{[]string{"-X", "POST"}, seen{method: "POST"}},
		{[]string{"-d", "a=b&c=%20"}, seen{method: "POST", mediaType: form, body: "a=b&c=%20"}},
		{[]string{"-X", "PUT", "-d", "a=b"}, seen{method: "PUT", mediaType: form, body: "a=b"}},
		{[]string{"-X", "GET", "-d", "a=b"}, seen{method: "GET", mediaType: form, body: "a=b"}},
		{[]string{"-d", strings.Repeat("a", 1<<20)}, seen{method: "POST", mediaType: form, body: strings.Repeat("a", 1<<20)}},
	}
	const target = "/p%2Fq?x=1,2%22"
	for _, test := range tests {
		for scheme, name := range map[string]string{"digest": "Digest", "basic": "Basic"} {
			url, rec := serveSchemes(t, scheme, "SHA-256")
			got := execute(t, "", append(append([]string{"get", "-user", "demo:open-sesame"}, test.args...), url+target)...)
			if want := test.want.method + " done"; got.status != exitOK || got.out != want {
				t.Errorf("%s %.80q: %.200v, want status 0, %q", scheme, test.args, got, want)
			}
			first, second := test.want, test.want
			first.target, second.target = target, target
			second.scheme = name
			if all := rec.all(); len(all) != 2 || all[0] != first || all[1] != second {
				t.Errorf("%s %.80q: the server saw %.400v", scheme, test.args, all)
			}
		}
	}
	if len(tests) != 9 {
		t.Errorf("%d rows, want 9", len(tests))
	}
}

// TestGetFails has all that gives no response to show.
func TestGetFails(t *testing.T) {
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close() // nobody listens there
	secret := httptest.NewUnstartedServer(http.NotFoundHandler())
	secret.Config.ErrorLog = log.New(io.Discard, "", 0) // that a client hangs up
	secret.StartTLS()
	defer secret.Close()

	const account = "-user demo:open-sesame "
	tests := []struct {
		name, args string
		status     int
		message    string // part of it
	}{
		{"nobody listens", "http://" + gone.Addr().String(), exitFailure, ""},
		{"nobody listens, with an account", account + "http://" + gone.Addr().String(), exitFailure, ""},
		{"unknown authority", secret.URL, exitFailure, "certificate"},
		{"no URL", "http://[::1", exitUsage, "cannot be parsed"},
		{"no port", "http://127.0.0.1:port/", exitUsage, "cannot be parsed"},
		{"control character", "http://127.0.0.1/\x01", exitUsage, "cannot be parsed"},
		{"user in the URL", "http://demo@127.0.0.1/", exitUsage, "use -user"},
		{"password in the URL", "http://demo:open-sesame@127.0.0.1/", exitUsage, "use -user"},
		{"empty user in the URL", "http://@127.0.0.1/", exitUsage, "use -user"},
		{"another scheme, with an account", account + "ftp://127.0.0.1/", exitUsage, "origin"},
		{"no host, with an account", account + "http:///path", exitUsage, "origin"},
		{"host not in ASCII, with an account", account + "http://exämple/", exitUsage, "ASCII"},
		{"a user without password", "-user demo http://127.0.0.1/", exitUsage, "NAME:PASSWORD"},
		{"no method", "-X A\"B http://127.0.0.1/", exitUsage, "method"},
		{"token that cannot be sent", "-token ä http://127.0.0.1/", exitFailure, "RFC 6750"},
	}
	for _, test := range tests {
		got := execute(t, "", append([]string{"get"}, strings.Fields(test.args)...)...)
		if got.status != test.status || got.out != "" || !strings.HasPrefix(got.err, "httpauth: ") || !strings.Contains(got.err, test.message) {
			t.Errorf("%s: %+v, want status %d and a message with %q", test.name, got, test.status, test.message)
		}
		if strings.Contains(got.err, "sesame") || strings.Contains(got.err, "demo-token") {
			t.Errorf("%s: a secret in %q", test.name, got.err)
		}
	}
	if len(tests) != 15 {
		t.Errorf("%d rows, want 15", len(tests))
	}
}
