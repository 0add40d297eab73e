// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// TestGetProxy goes through a proxy that asks for an account of its own, and
// makes no tunnels.
func TestGetProxy(t *testing.T) {
	users := map[string]string{"pat": "pass"}
	lookup, err := digest.Passwords(users)
	if err != nil {
		t.Fatal(err)
	}
	verify, err := basic.Passwords(users)
	if err != nil {
		t.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "proxy"}, digest.New(lookup, nil), basic.New(verify, nil))
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(nethttp.Proxy(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodConnect {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		r.RequestURI = ""
		resp, err := new(http.Transport).RoundTrip(r)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		maps.Copy(w.Header(), resp.Header)
		w.WriteHeader(resp.StatusCode)
		io.Copy(w, resp.Body)
	}), nil))
	defer proxy.Close()
	home, _ := serveSchemes(t, "digest", "SHA-256")
	tests := []struct {
		args   string
		url    string
		status int
		out    string // of standard output or error
	}{
		{"-proxy-user pat:pass", home, exitRefused, "401"},
		{"-proxy-user pat:pass -user demo:open-sesame", home, exitOK, "GET done"},
		{"-v -proxy-user pat:pass -user demo:open-sesame", home, exitOK, "chosen: Digest"},
		{"-proxy-user pat:wrong -user demo:open-sesame", home, exitRefused, "407"},
		{"-user demo:open-sesame", home, exitRefused, "407"},
		{"-proxy-user pat:pass", "https://127.0.0.1:1/", exitFailure, "CONNECT with status 403"},
		{"-proxy-user pat", home, exitUsage, "NAME:PASSWORD"},
		{"-proxy http://pat:canary@127.0.0.1", home, exitUsage, "-proxy-user"},
		{"-proxy socks5://127.0.0.1", home, exitFailure, "scheme http"},
	}
	for _, test := range tests {
		args := append([]string{"get", "-proxy", proxy.URL}, strings.Fields(test.args)...)
		got := execute(t, "", append(args, test.url)...)
		if all := got.out + got.err; got.status != test.status || !strings.Contains(all, test.out) || strings.Contains(all, "canary") {
			t.Errorf("%s %s: %+v", test.args, test.url, got)
		}
	}
	if len(tests) != 9 {
		t.Errorf("%d rows, want 9", len(tests))
	}
}
