// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// overTLS starts a server of HTTP/1.1 and HTTP/2 with all schemes.
func overTLS(t *testing.T, realm string) *httptest.Server {
	t.Helper()
	accounts := map[string]string{"demo": "open-sesame"}
	lookup, err1 := digest.Passwords(accounts)
	verify, err2 := basic.Passwords(accounts)
	tokens, err3 := bearer.Tokens(map[string]scheme.Identity{"demo-token": {Subject: "demo"}})
	auth, err4 := negotiate.NewServer(negotiate.Options{Realm: realm}, digest.New(lookup, nil), bearer.New(tokens, nil), basic.New(verify, nil))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		io.WriteString(w, id.Subject+" by "+id.Scheme)
	})
	mux.HandleFunc("/scope", func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, bearer.InsufficientScope("admin")) })
	srv := httptest.NewUnstartedServer(nethttp.Handler(auth, mux, nil))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	t.Cleanup(srv.Close)
	return srv
}

// H01: over HTTP/2, where a field that is not well-formed is dropped, curl sees
// challenges as it does over HTTP/1.1, and answers them.
func TestAttack_H01_curl_over_HTTP_2(t *testing.T) {
	everyone := []string{"Digest", "Bearer", "Basic"}
	tests := []struct {
		name, path string
		args       []string
		status     int
		offer      []string
		body       string // with 200
	}{
		{"nothing", "/", nil, 401, everyone, ""},
		{"a wrong password", "/", []string{"--basic", "-u", "demo:wrong"}, 401, everyone, ""},
		{"a wrong token", "/", []string{"--oauth2-bearer", "x"}, 401, everyone, ""},
		{"a wrong answer", "/", []string{"--digest", "-u", "demo:wrong"}, 401, everyone, ""},
		{"an unknown scheme", "/", []string{"-H", "Authorization: Negotiate YTpi"}, 401, everyone, ""},
		{"no syntax", "/", []string{"-H", `Authorization: "`}, 401, everyone, ""},
		{"two lines", "/", []string{"-H", "Authorization: Basic YTpi", "-H", "Authorization: Basic YTpi"}, 400, nil, ""},
		{"no scope", "/scope", []string{"--oauth2-bearer", "demo-token"}, 403, []string{"Bearer"}, ""},
		{"Basic", "/", []string{"--basic", "-u", "demo:open-sesame"}, 200, nil, "demo by Basic"},
		{"Bearer", "/", []string{"--oauth2-bearer", "demo-token"}, 200, nil, "demo by Bearer"},
		{"Digest", "/", []string{"--digest", "-u", "demo:open-sesame"}, 200, nil, "demo by Digest"},
		{"any", "/", []string{"--anyauth", "-u", "demo:open-sesame"}, 200, nil, "demo by Digest"},
	}
	for _, realm := range []string{"demo", `a "realm" with \`, "ré,alm=\"=\""} {
		srv := overTLS(t, realm)
		for proto, flag := range map[int]string{1: "--http1.1", 2: "--http2"} {
			for _, test := range tests {
				x := curl(t, append([]string{flag, "-k", srv.URL + test.path}, test.args...)...)
				var offer []string
				for _, ch := range challenges(t, x.last()) {
					offer = append(offer, ch.Scheme())
					if got := param(ch, "realm"); got != realm {
						t.Errorf("%s, %s, realm %s: %s", flag, test.name, realm, got)
					}
				}
				if resp := x.last(); resp.ProtoMajor != proto || resp.StatusCode != test.status || !slices.Equal(offer, test.offer) || test.status == 200 && x.body != test.body {
					t.Errorf("%s, %s, realm %s: %s %s, %q, %s", flag, test.name, realm, resp.Proto, resp.Status, offer, x.body)
				}
			}
		}
	}
	if len(tests) != 12 {
		t.Errorf("%d tests", len(tests))
	}
}
