// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// Whoever has set a field in another letter case than net/http has set it all the
// same: an origin gets one Authorization, a proxy one Proxy-Authorization, and none
// is of no use to the other.
func TestAttack_A01_letter_case(t *testing.T) {
	const proxy = "http://127.0.0.1:3128"
	n := 0
	for _, key := range []string{"Authorization", "authorization", "AUTHORIZATION", "aUTHORIZATION"} {
		for _, side := range []string{"", "Proxy-", "proxy-"} {
			for _, to := range []string{"", proxy} {
				p := &peers{answer: func(int, *http.Request) (int, http.Header) {
					return 401, http.Header{"Www-Authenticate": {`Key realm="r"`}, "Proxy-Authenticate": {`Key realm="p"`}}
				}}
				tr := &nethttp.Transport{
					Client: newAccounts(t, "http://127.0.0.1", accountsFor("Key")), Proxy: newAccounts(t, proxy, accountsFor("Key")), Base: p,
					Via: func(*http.Request) (*url.URL, error) {
						if to == "" {
							return nil, nil
						}
						return url.Parse(to)
					},
				}
				req := newRequest(t, "GET", "http://127.0.0.1", nil)
				req.Header[side+key] = []string{"Bearer of-the-caller"}
				before := req.Header.Clone()
				if _, err := tr.RoundTrip(req); err != nil || len(p.seen) != 1 || !reflect.DeepEqual(req.Header, before) {
					t.Fatal(err, len(p.seen), req.Header)
				}
				var got [2][]string // of the origin, of the proxy
				for name, lines := range p.seen[0].Header {
					switch strings.ToLower(name) {
					case "authorization":
						got[0] = append(got[0], lines...)
					case "proxy-authorization":
						got[1] = append(got[1], lines...)
					}
				}
				want := [2][]string{{"Key token"}, nil}
				if to != "" {
					want[1] = []string{"Key token"}
				}
				if side == "" {
					want[0] = []string{"Bearer of-the-caller"}
				} else if to != "" {
					want[1] = []string{"Bearer of-the-caller"}
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s by %q: %q, want %q", side+key, to, got, want)
				}
				n++
			}
		}
	}
	if n != 24 {
		t.Errorf("%d requests", n)
	}
	// Where there is no such field, looking for it costs no memory.
	resp := &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}
	tr := &nethttp.Transport{Client: newAccounts(t, "http://127.0.0.2", accountsFor("Key")), Base: roundTripper(func(*http.Request) (*http.Response, error) { return resp, nil })}
	allocs := func(fields http.Header) float64 {
		req := newRequest(t, "GET", "http://127.0.0.1", nil)
		req.Header = fields
		return testing.AllocsPerRun(100, func() {
			if got, err := tr.RoundTrip(req); err != nil || got != resp {
				t.Error(got, err)
			}
		})
	}
	if with, without := allocs(http.Header{"Accept": {"*/*"}, "User-Agent": {"x"}, "Cookie": {"a=b"}, "X-Forwardedfor": {"x"}}), allocs(nil); with != without {
		t.Errorf("%v allocations, %v without a field", with, without)
	}
}
