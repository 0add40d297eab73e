// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestCleartext asks another machine for a page. Where others can read it, only
// Digest is sent, unless the option allows the rest.
func TestCleartext(t *testing.T) {
	const (
		basic  = `Basic realm="test"`
		digest = `Digest realm="test", qop="auth", algorithm=SHA-256, nonce="n"`
	)
	tests := []struct {
		url       string
		f         fetch
		challenge string
		sent      string // scheme; none is an error
	}{
		{"http://example.com/", fetch{user: "demo:open-sesame"}, basic, ""},
		{"http://example.com/", fetch{user: "demo:open-sesame", cleartext: true}, basic, "Basic"},
		{"http://example.com/", fetch{user: "demo:open-sesame"}, digest, "Digest"},
		{"http://example.com/", fetch{token: "demo-token"}, "Bearer", ""},
		{"http://example.com/", fetch{token: "demo-token", cleartext: true}, "Bearer", "Bearer"},
		{"http://127.0.0.1.example.com/", fetch{user: "demo:open-sesame"}, basic, ""},
		{"https://example.com/", fetch{user: "demo:open-sesame"}, basic, "Basic"},
		{"https://example.com/", fetch{token: "demo-token"}, "Bearer", "Bearer"},
		{"http://localhost/", fetch{user: "demo:open-sesame"}, basic, "Basic"},
		{"http://[::1]/", fetch{token: "demo-token"}, "Bearer", "Bearer"},
	}
	for _, test := range tests {
		u, err := url.Parse(test.url)
		if err != nil {
			t.Fatal(err)
		}
		client, err := test.f.client(u, std{nil, io.Discard, io.Discard})
		if err != nil {
			t.Fatal(err)
		}
		sent := ""
		client.Transport.(*nethttp.Transport).Base = roundTripper(func(r *http.Request) (*http.Response, error) {
			resp := &http.Response{StatusCode: http.StatusOK, Header: make(http.Header), Body: http.NoBody, Request: r}
			if sent, _, _ = strings.Cut(r.Header.Get("Authorization"), " "); sent == "" {
				resp.StatusCode = http.StatusUnauthorized
				resp.Header.Set("WWW-Authenticate", test.challenge)
			}
			return resp, nil
		})
		resp, err := client.Get(test.url)
		if err == nil {
			resp.Body.Close()
		}
		if sent != test.sent || (err == nil) != (test.sent != "") {
			t.Errorf("%s, %s: sent %q, %v, want %q", test.url, test.challenge, sent, err, test.sent)
		}
	}
	if len(tests) != 10 {
		t.Errorf("%d rows, want 10", len(tests))
	}
}
