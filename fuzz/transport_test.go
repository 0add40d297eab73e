// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// newClients returns one of each scheme.
func newClients() []scheme.Client {
	return []scheme.Client{
		digest.NewClient("user", canary, &digest.ClientOptions{Algorithms: []digest.Algorithm{digest.SHA256, digest.MD5}}),
		bearer.NewClient(bearer.Static(canary), nil),
		basic.NewClient("user", canary, nil),
	}
}

// canary64 is what Basic sends.
var canary64 = base64.StdEncoding.EncodeToString([]byte("user:" + canary))

// A peer answers every request with the same status and fields, and sees what
// it is sent.
type peer struct {
	status int
	fields http.Header
	sent   int
	leaked string
	mixed  bool // a user name in the URL went to where there is an account
}

func (p *peer) RoundTrip(r *http.Request) (*http.Response, error) {
	p.sent++
	port := strings.TrimLeft(r.URL.Port(), "0") // 080 is 80 to whoever connects
	away := r.URL.Scheme != "http" || r.URL.Hostname() != "127.0.0.1" || r.URL.Port() != "" && port != "80"
	// A URL with userinfo has net/http send that, which is nobody's secret here. To
	// an origin with an account it is not sent at all.
	p.mixed = p.mixed || !away && r.URL.User != nil
	if r.Header.Get("Proxy-Authorization") != "" { // there is no proxy
		p.leaked = r.URL.Host
	}
	if away && r.URL.User == nil && r.Header.Get("Authorization") != "" {
		p.leaked = r.URL.Host
	}
	if c := r.Header.Get("Authorization"); away && (strings.Contains(c, canary) || strings.Contains(c, canary64)) {
		p.leaked = r.URL.Host
	}
	return &http.Response{
		StatusCode: p.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: p.fields.Clone(), Body: io.NopCloser(strings.NewReader("")), Request: r,
	}, nil
}

// Whatever a server answers, the client ends after a few requests, and sends
// credentials to its own origin only.
func FuzzTransport(f *testing.F) {
	f.Add(401, `Digest realm="r", nonce="n", qop="auth", stale=true`, "", "") // attack G05
	f.Add(401, `Basic realm="r"`, "Bearer", "")
	f.Add(302, "", "", "http://127.0.0.1:81/") // attack F02
	f.Add(307, "", "", "//example.com/")
	f.Add(200, "", `rspauth="0", nextnonce="x"`, "")
	f.Add(302, "", "", "//@0")              // userinfo, though empty: net/http has credentials of its own for it
	f.Add(302, "", "", "http://127.0.0.1:") // the same origin, with an empty port
	f.Add(407, `Basic realm="r"`, "", "")   // attack G08
	f.Add(302, "", "", "//eve:x@127.0.0.1") // attack F14
	f.Add(302, "", "", "http://127.0.0.1:080")
	f.Fuzz(func(t *testing.T, status int, challenge, info, location string) {
		if status < 200 || status > 599 {
			status = 200 + int(uint(status)%400)
		}
		p := &peer{status: status, fields: http.Header{}}
		for name, value := range map[string]string{
			"WWW-Authenticate": challenge, "Proxy-Authenticate": challenge, "Authentication-Info": info, "Location": location,
		} {
			if value != "" {
				p.fields.Add(name, value)
			}
		}
		for _, sch := range newClients() {
			auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "http://127.0.0.1"}, sch)
			if err != nil {
				t.Fatal(err)
			}
			client := &http.Client{Transport: &nethttp.Transport{Client: auth, Proxy: auth, Base: p}}
			p.sent = 0
			resp, err := client.Get("http://127.0.0.1/")
			if err == nil {
				resp.Body.Close()
			} else if strings.Contains(err.Error(), canary) {
				t.Errorf("%s: %v", sch.Name(), err)
			}
			if p.leaked != "" {
				t.Fatalf("%s: credentials for 127.0.0.1 went to %s", sch.Name(), p.leaked)
			}
			if p.mixed {
				t.Fatalf("%s: a user name in a URL went to 127.0.0.1", sch.Name())
			}
			if hops := 11; p.sent > 2*hops { // net/http follows ten redirects
				t.Errorf("%s: %d requests", sch.Name(), p.sent)
			}
		}
	})
}
