// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A challenge names no place that anything is fetched from.
func TestAttack_G01_nothing_is_fetched(t *testing.T) {
	var fetched atomic.Int64
	trap := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { fetched.Add(1) }))
	defer trap.Close()
	for _, challenge := range []string{
		`Bearer realm="TRAP/token", service="x", scope="y"`, `Bearer resource_metadata="TRAP/.well-known/oauth-protected-resource"`,
		`Bearer authorization_uri="TRAP"`, `Basic realm="TRAP"`, `Digest realm="TRAP", nonce="TRAP", domain="TRAP", qop="auth", algorithm=SHA-256`, `Key realm="TRAP"`,
	} {
		p := &peers{answer: func(int, *http.Request) (int, http.Header) {
			return 401, asks(strings.ReplaceAll(challenge, "TRAP", trap.URL))
		}}
		tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", append(alice(), accountsFor("Key"))...), Base: p}
		if resp, _, err := try(&http.Client{Transport: tr}, newRequest(t, "GET", "https://home.example/", nil)); err != nil || resp.StatusCode != 401 {
			t.Errorf("%s: %v, %v", challenge, resp, err)
		}
		for _, r := range p.seen {
			if r.URL.Host != "home.example" {
				t.Errorf("%s: %s", challenge, r.URL)
			}
		}
	}
	if fetched.Load() != 0 {
		t.Errorf("%d requests for URLs of challenges", fetched.Load())
	}
}

// Whatever comes after the answer, a request is sent twice at the most, and
// after an answer ahead that is refused, three times; then the 401 comes back.
func TestAttack_G05_every_way_to_go_on(t *testing.T) {
	scripts := map[string]func(n int) []string{
		"the same": func(int) []string { return []string{`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`} },
		"stale": func(n int) []string {
			return []string{fmt.Sprintf(`Digest realm="r", nonce="%d", qop="auth", algorithm=SHA-256, stale=true`, n)}
		},
		"a new nonce": func(n int) []string {
			return []string{fmt.Sprintf(`Digest realm="r", nonce="%d", qop="auth", algorithm=SHA-256`, n)}
		},
		"a new realm": func(n int) []string {
			return []string{fmt.Sprintf(`Digest realm="%d", nonce="n", qop="auth", algorithm=SHA-256`, n), fmt.Sprintf(`Basic realm="%d"`, n)}
		},
		"by turns": func(n int) []string {
			return []string{[]string{`Basic realm="r"`, `Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`, `Bearer realm="r"`}[n%3]}
		},
		"weaker": func(n int) []string {
			return []string{[]string{"", `Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`, `Basic realm="r"`, `Bearer realm="r"`}[min(n, 3)]}
		},
		"no challenge": func(int) []string { return nil },
	}
	requests := 0
	for name, script := range scripts {
		p := &peers{answer: func(n int, _ *http.Request) (int, http.Header) { return 401, asks(script(n)...) }}
		tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", alice()...), Base: p}
		for range 3 {
			p.seen = nil
			resp, _, err := try(&http.Client{Transport: tr}, newRequest(t, "GET", "https://home.example/", nil))
			if err != nil || resp.StatusCode != 401 || len(p.seen) > 3 || len(p.seen) == 3 && p.seen[0].Header.Get("Authorization") == "" {
				t.Errorf("%s: %d requests, %v, %v", name, len(p.seen), resp, err)
			}
			requests++
		}
	}
	if requests != 21 {
		t.Errorf("%d requests", requests)
	}
}

// Right and fresh credentials that do not help come back at once, and so do 403
// and a 407 of an origin, whatever they offer.
func TestAttack_G08_what_is_never_answered(t *testing.T) {
	offers := http.Header{"Www-Authenticate": {`Key realm="r"`, `Basic realm="r"`}, "Proxy-Authenticate": {`Key realm="r"`, `Basic realm="r"`}}
	for _, status := range []int{400, 402, 403, 404, 407, 429, 503, 511} {
		for _, url := range []string{"https://home.example/", "http://127.0.0.1/"} {
			p := &peers{answer: func(int, *http.Request) (int, http.Header) { return status, offers }}
			c, err := negotiate.NewClient(negotiate.ClientOptions{Origins: []string{"https://home.example", "http://127.0.0.1"}}, basic.NewClient("alice", "secret", nil))
			if err != nil {
				t.Fatal(err)
			}
			tr := &nethttp.Transport{Client: c, Proxy: c, Base: p} // and no proxy
			resp, _, err := try(&http.Client{Transport: tr}, newRequest(t, "GET", url, nil))
			if err != nil || resp.StatusCode != status || len(p.seen) != 1 || len(p.sent()) != 0 || p.seen[0].Header.Get("Proxy-Authorization") != "" {
				t.Errorf("%d from %s: %d requests, %v, %v", status, url, len(p.seen), resp, err)
			}
		}
	}
	// A 401 that nothing was sent to comes back without another try, too.
	p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 401, offers }}
	tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", accountsFor("Key")), Base: p}
	if resp, _, err := try(&http.Client{Transport: tr}, newRequest(t, "GET", "https://home.example/", nil)); err != nil || resp.StatusCode != 401 || len(p.seen) != 1 {
		t.Error(len(p.seen), resp, err) // the same that went ahead
	}
}

// Every answer has a cnonce of its own, of at least 128 bits.
func TestAttack_G04_client_nonces(t *testing.T) {
	const n = 5000
	p := &peers{answer: func(_ int, r *http.Request) (int, http.Header) {
		if r.Header.Get("Authorization") == "" {
			return 401, asks(`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`)
		}
		return 200, nil
	}}
	c := &http.Client{Transport: &nethttp.Transport{Client: newAccounts(t, "https://home.example", accountsFor("Digest")), Base: p}}
	for range n {
		if _, _, err := try(c, newRequest(t, "GET", "https://home.example/", nil)); err != nil {
			t.Fatal(err)
		}
	}
	all := make(map[string]bool)
	for _, line := range p.sent() {
		credentials, err := header.ParseCredentials([]string{line})
		if err != nil {
			t.Fatal(err)
		}
		cnonce, _ := credentials.Param("cnonce")
		if all[cnonce] = true; len(cnonce) < 26 { // base32
			t.Errorf("%q", cnonce)
		}
	}
	if len(all) != n {
		t.Errorf("%d of %d", len(all), n)
	}
}

// No error and no value prints what is secret, or what a peer has sent.
func TestAttack_G12_nothing_prints(t *testing.T) {
	schemes := []scheme.Client{
		digest.NewClient("alice", "canary", nil), basic.NewClient("alice", "canary", nil), bearer.NewClient(bearer.Static("canary"), nil),
	}
	errs := 0
	for _, sch := range schemes {
		for _, fields := range []http.Header{
			asks(`Basic realm="canary"`), asks(`Bearer realm="canary", error="canary"`), asks(`Digest realm="canary", nonce="canary"`),
			asks(`Digest realm="canary", nonce="n", algorithm=canary`), asks("canary=\"", "\xffcanary"), {"Authentication-Info": {"canary=\""}},
			{"Authentication-Info": {`rspauth="canary"`}}, {"Location": {"http://canary:canary@127.0.0.1/"}},
		} {
			for _, status := range []int{200, 302, 401, 407} {
				p := &peers{answer: func(n int, _ *http.Request) (int, http.Header) {
					if n == 1 {
						return 401, asks(`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`, `Basic realm="r"`)
					}
					return status, fields
				}}
				for _, origin := range []string{"https://home.example", "http://home.example"} {
					client := newAccounts(t, origin, sch)
					tr := &nethttp.Transport{Client: client, Proxy: client, Base: p}
					p.seen = nil
					resp, err := tr.RoundTrip(newRequest(t, "GET", origin, once("canary-body")))
					if err == nil {
						resp.Body.Close()
					} else {
						errs++
					}
					for _, v := range []any{err, tr, *tr, client, &nethttp.ProxyDialer{Client: client}} {
						if all := fmt.Sprintf("%v %+v %#v %s", v, v, v, v); strings.Contains(all, "canary") {
							t.Fatalf("%s, %d %v: %s", sch.Name(), status, fields, all)
						}
					}
				}
			}
		}
	}
	if errs < 20 {
		t.Errorf("%d errors", errs)
	}
}

// The request of the caller is as it was, for every outcome.
func TestAttack_G11_the_request_is_not_changed(t *testing.T) {
	n := 0
	for _, status := range []int{200, 401, 407, 417, 500} {
		for _, nilHeader := range []bool{false, true} {
			for _, sch := range alice() {
				p := &peers{answer: func(n int, r *http.Request) (int, http.Header) {
					for _, lines := range r.Header {
						lines[0] = "a base transport should not do that"
					}
					r.Header.Set("X-Theirs", "it may do that")
					r.Header.Add("X-Ours", "and that")
					if n < 3 {
						return 401, asks(`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`, `Basic realm="r"`, `Bearer realm="r"`)
					}
					return status, nil
				}}
				req := newRequest(t, "POST", "https://home.example/a?b", strings.NewReader("x"))
				req.Header.Set("Proxy-Authorization", "Key of-the-caller")
				ours := append(make([]string, 0, 2), "ours")
				req.Header["X-Ours"] = ours
				if nilHeader {
					req.Header = nil
				}
				before := req.Clone(req.Context())
				before.Body, before.GetBody = nil, nil
				tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", sch), Proxy: newAccounts(t, "http://127.0.0.1:1", accountsFor("Key")), Base: p}
				resp, err := tr.RoundTrip(req)
				if err == nil && resp.Request != req {
					t.Error("the response is for another request")
				}
				after := *req
				after.Body, after.GetBody = nil, nil
				if !reflect.DeepEqual(&after, before) || !slices.Equal(ours[:2], []string{"ours", ""}) {
					t.Errorf("%d, %s: %+v\nwas %+v", status, sch.Name(), &after, before)
				}
				for _, r := range p.seen {
					if r.Header.Get("Proxy-Authorization") != "" {
						t.Error("F06: an origin gets Proxy-Authorization")
					}
				}
				n++
			}
		}
	}
	if n != 30 {
		t.Errorf("%d requests", n)
	}
}

// Errors of a base transport that are errors of net reach the caller as they are.
func TestErrorsOfTheBaseTransport(t *testing.T) {
	base := roundTripper(func(*http.Request) (*http.Response, error) { return nil, net.ErrClosed })
	tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", alice()...), Base: base}
	if _, err := tr.RoundTrip(newRequest(t, "GET", "https://home.example", nil)); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}
