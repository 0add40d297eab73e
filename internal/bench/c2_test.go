// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"net/http"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	icholy "github.com/icholy/digest"
)

// An origin in memory challenges whoever sends no credentials, and accepts all
// others: what the clients do is what is measured.
type memory struct{}

func (memory) RoundTrip(r *http.Request) (*http.Response, error) {
	resp := &http.Response{StatusCode: 200, Body: http.NoBody, Request: r, Header: http.Header{}}
	if len(r.Header["Authorization"]) == 0 {
		resp.StatusCode = 401
		resp.Header["Www-Authenticate"] = []string{`Digest realm="r", qop="auth", algorithm=SHA-256, nonce="AAECAwQFBgcICQoLDA0ODw"`}
	}
	return resp, nil
}

// copying is the least that a RoundTripper has to do, as it must not change the
// request: copy it and its header.
type copying struct{}

func (copying) RoundTrip(r *http.Request) (*http.Response, error) {
	out := r.WithContext(r.Context())
	out.Header = r.Header.Clone()
	out.Header.Set("Authorization", "x")
	return memory{}.RoundTrip(out)
}

// C2: one warm request of a client of Digest, over no network.
var c2 = func() []member {
	const origin = "https://api.example.com"
	auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin}, digest.NewClient(v1User, v1Password, nil))
	must(err)
	req, err := http.NewRequest("GET", origin+v1Target, nil)
	must(err)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "bench")
	var members []member
	for _, m := range []struct {
		name string
		http.RoundTripper
	}{
		{"digest", &nethttp.Transport{Client: auth, Base: memory{}}},
		{"copy", copying{}},
		{"icholy", &icholy.Transport{Username: v1User, Password: v1Password, Transport: memory{}}},
	} {
		members = append(members, member{m.name, func() int {
			resp, err := m.RoundTrip(req)
			if err != nil || resp.StatusCode != 200 {
				return 0
			}
			return 1
		}})
	}
	return members
}()

func BenchmarkC2(b *testing.B) { run(b, c2) }

// All get through, again and again.
func TestC2(t *testing.T) {
	for _, m := range c2 {
		for range 2 {
			if m.op() == 0 {
				t.Errorf("%s does not get through", m.name)
			}
		}
	}
	if len(c2) != 3 {
		t.Errorf("%d members", len(c2))
	}
}
