// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// A peers answers each request by a func, and keeps what it was sent.
type peers struct {
	seen   []*http.Request
	answer func(n int, r *http.Request) (status int, fields http.Header)
}

func (p *peers) RoundTrip(r *http.Request) (*http.Response, error) {
	p.seen = append(p.seen, r)
	status, fields := p.answer(len(p.seen), r)
	return &http.Response{StatusCode: status, Header: fields, Body: http.NoBody, Request: r}, nil
}

// sent returns the Authorization fields that were sent.
func (p *peers) sent() (all []string) {
	for _, r := range p.seen {
		all = append(all, r.Header.Values("Authorization")...)
	}
	return all
}

func asks(challenges ...string) http.Header { return http.Header{"Www-Authenticate": challenges} }

// A userinfo in the URL is neither sent in place of the account, nor kept with
// it, and what comes with a Location is nobody's choice.
func TestAttack_F14_userinfo(t *testing.T) {
	p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 401, asks(`Basic realm="r"`) }}
	tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", basic.NewClient("alice", "secret", nil)), Base: p}
	for raw, sent := range map[string]bool{
		"https://eve:canary@home.example":         false,
		"https://eve@home.example/":               false,
		"https://@home.example/":                  false,
		"https://HOME.example:443/":               true,
		"https://eve%0d%0aX:canary@home.example/": false,
		"https://eve%40home.example@home.example": false,
		"https://eve:canary@other.example":        true,
	} {
		p.seen = nil
		body := once("x")
		req := newRequest(t, "POST", raw, body)
		_, _, err := try(&http.Client{Transport: tr}, req)
		if (err == nil) != sent || (len(p.seen) > 0) != sent || err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %d requests, %v", raw, len(p.seen), err)
		}
		if !sent && body.closed.Load() != 1 {
			t.Errorf("%s: the body is open", raw)
		}
		if strings.Contains(raw, "other") {
			for _, c := range p.sent() {
				if c != "Basic ZXZlOmNhbmFyeQ==" {
					t.Error("not that of the URL:", c)
				}
			}
		}
	}
	for _, raw := range []string{"https://a@b@home.example", "https://eve\r\n@home.example"} {
		if _, err := url.Parse(raw); raw[9] == '\r' && err == nil {
			t.Errorf("%q", raw)
		}
		if _, err := negotiate.NewClient(negotiate.ClientOptions{Origin: raw}, accountsFor("Key")); err == nil {
			t.Errorf("%q is an origin", raw)
		}
	}
}

// Host says whom a server with many names serves: it must be of the Client too,
// or the request fails, with nothing sent. Whoever has credentials of their own may
// send them where they like.
func TestAttack_F13_host_of_another(t *testing.T) {
	for _, tt := range []struct {
		host    string
		origins []string
		want    bool
	}{
		{"", nil, true},
		{"home.example", nil, true},
		{"HOME.example:443", nil, true},
		{"evil.example", nil, false},
		{"home.example.", nil, false},
		{"home.example:444", nil, false},
		{"home.example\r\nX: y", nil, false},
		{"other.example", []string{"https://other.example"}, true},
		{"other.example", []string{"http://other.example"}, false},
	} {
		p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 200, nil }}
		c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "https://home.example", Origins: tt.origins}, accountsFor("Key"))
		if err != nil {
			t.Fatal(err)
		}
		body := once("x")
		req := newRequest(t, "POST", "https://home.example/", body)
		req.Host = tt.host
		tr := &nethttp.Transport{Client: c, Base: p}
		if _, err := tr.RoundTrip(req); (err == nil) != tt.want || len(p.sent()) == 1 != tt.want || len(p.seen) != len(p.sent()) {
			t.Errorf("%q: %q, %v", tt.host, p.sent(), err)
		} else if err != nil && (!strings.Contains(err.Error(), "Host") || strings.Contains(err.Error(), "example") || body.closed.Load() != 1) {
			t.Errorf("%q: %v, the body was closed %d times", tt.host, err, body.closed.Load())
		}
		req = newRequest(t, "GET", "https://home.example/", nil)
		req.Host = tt.host
		req.Header.Set("Authorization", "Key of-the-caller")
		if _, err := tr.RoundTrip(req); err != nil || p.sent()[len(p.sent())-1] != "Key of-the-caller" {
			t.Errorf("%q: %q, %v", tt.host, p.sent(), err)
		}
	}
}

// What stands in place of the target names the origin only if it is a path: a
// server takes one in absolute-form for what it says (RFC 9112, Section 3.2.2).
func TestAttack_F13_target_of_another(t *testing.T) {
	n := 0
	for opaque, want := range map[string]bool{
		"": true, "/": true, "/x?y": true, "/x//y": true,
		"//evil.example/x": false, "///evil.example/x": false, "//home.example/x": false,
		"https://evil.example/x": false, "http://evil.example/x": false, "HTTPS://evil.example": false,
		"https://home.example/x": false, "evil.example/x": false, "evil.example:443": false, "*": false, "?x": false, "\\evil.example": false, " /x": false,
	} {
		p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 401, asks(`Basic realm="r"`) }}
		req := newRequest(t, "GET", "https://home.example/", nil)
		req.URL.Opaque = opaque
		tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", basic.NewClient("alice", "secret", nil)), Base: p}
		if resp, err := tr.RoundTrip(req); err != nil || resp.StatusCode != 401 || len(p.sent()) == 1 != want {
			t.Errorf("%q: %q, %v", opaque, p.sent(), err)
		}
		n++
	}
	if n != 17 {
		t.Errorf("%d targets", n)
	}
}

// net/http looks up a host of other letters by another text than the one that is
// compared with the origins. Nothing is sent there, and the caller is told.
func TestAttack_F13_hosts_that_are_not_ASCII(t *testing.T) {
	const home = "https://xn--bcher-kva.example"
	p := &peers{answer: func(int, *http.Request) (int, http.Header) {
		return 401, http.Header{"Www-Authenticate": {`Key realm="r"`}, "Proxy-Authenticate": {`Key realm="p"`}}
	}}
	n := 0
	for _, tt := range []struct {
		url, proxy, own string
		ok              bool
	}{
		{home, "", "", true},
		{"https://XN--BCHER-kva.example:443", "", "", true},
		{"https://b\u00fccher.example", "", "", false},
		{"https://b%C3%BCcher.example", "", "", false},
		{"https://B\u00dcCHER.example", "", "", false},
		{"https://bu\u0308cher.example", "", "", false},
		{"https://\uff58n--bcher-kva.example", "", "", false}, // of full width
		{"https://xn--bcher-kva\u3002example", "", "", false}, // a full stop to IDNA
		{"https://other\u00fc.example", "", "", false},
		{"https://b\u00fccher.example", "", "Key of-the-caller", true},
		{"http://other.example", "http://b\u00fccher.example:3128", "", false},
		{"http://other.example", "http://xn--bcher-kva.example:3128", "", true},
		{"https://other.example", "http://b\u00fccher.example:3128", "", true}, // a tunnel of Base
	} {
		p.seen = nil
		tr := &nethttp.Transport{Client: newAccounts(t, home, accountsFor("Key")), Proxy: newAccounts(t, "http://xn--bcher-kva.example:3128", accountsFor("Key")), Base: p}
		tr.Via = func(*http.Request) (*url.URL, error) {
			if tt.proxy == "" {
				return nil, nil
			}
			return url.Parse(tt.proxy)
		}
		body := once("x")
		req := newRequest(t, "POST", tt.url, body)
		if tt.own != "" {
			req.Header.Set("Authorization", tt.own)
		}
		_, err := tr.RoundTrip(req)
		if (err == nil) != tt.ok || (len(p.seen) > 0) != tt.ok || err != nil && (!strings.Contains(err.Error(), "ASCII") || body.closed.Load() != 1) {
			t.Errorf("%s by %q: %d requests, %v", tt.url, tt.proxy, len(p.seen), err)
		}
		for _, c := range p.sent() {
			if u := p.seen[0].URL; c != tt.own && !strings.EqualFold(u.Hostname(), "xn--bcher-kva.example") {
				t.Errorf("%s gets %s", tt.url, c)
			}
		}
		n++
	}
	if n != 13 {
		t.Errorf("%d requests", n)
	}
	// Who has no account to send has nothing to compare.
	tr := &nethttp.Transport{Base: p}
	if _, err := tr.RoundTrip(newRequest(t, "GET", "https://b\u00fccher.example", nil)); err != nil {
		t.Error(err)
	}
	// Nor do tunnels go to a proxy by such a name.
	u := &url.URL{Scheme: "http", Host: "b\u00fccher.example:3128"}
	base := &http.Transport{Proxy: http.ProxyURL(u)}
	auth := newAccounts(t, "http://xn--bcher-kva.example:3128", accountsFor("Key"))
	nethttp.Connect(base, auth)
	if _, err := base.GetProxyConnectHeader(t.Context(), u, "other.example:443"); err == nil || !strings.Contains(err.Error(), "ASCII") {
		t.Error(err)
	}
	if _, err := (&nethttp.ProxyDialer{URL: u, Client: auth}).DialContext(t.Context(), "tcp", "other.example:443"); err == nil || !strings.Contains(err.Error(), "ASCII") {
		t.Error(err)
	}
}

// A domain that names other origins takes nothing there, and does not keep it
// from its own: those URIs are as if they were not there. That the other is of the
// Client too makes no difference.
func TestAttack_F16_domain(t *testing.T) {
	const home = "https://home.example"
	others := []string{"https://evil.example", "http://home.example", "https://home.example:444", "https://www.home.example"}
	n := 0
	for _, tt := range []struct {
		domain string
		ahead  []string // paths of home that cost no challenge, once one was met
	}{
		{"https://evil.example/", nil},
		{"//evil.example/", nil},
		{"http://home.example/", nil},
		{"https://home.example:444/", nil},
		{"https://www.home.example/", nil},
		{"https://home.example.evil.example/", nil},
		{"https://evil.example/ /", []string{"/", "/a", "/a/b"}},
		{"https://evil.example/a https://home.example/a", []string{"/a", "/a/b"}},
		{"/a https://www.home.example/ http://home.example/", []string{"/a", "/a/b"}},
		{"", []string{"/", "/a", "/a/b"}},
	} {
		for _, all := range []bool{false, true} {
			p := &peers{answer: func(_ int, r *http.Request) (int, http.Header) {
				if r.Header.Get("Authorization") == "" {
					return 401, asks(`Digest realm="r", nonce="of ` + r.URL.Scheme + "://" + r.URL.Host + `", qop="auth", algorithm=SHA-256, domain="` + tt.domain + `"`)
				}
				return 200, nil
			}}
			opts := negotiate.ClientOptions{Origin: home}
			if all {
				opts.Origins = others
			}
			auth, err := negotiate.NewClient(opts, accountsFor("Digest"))
			if err != nil {
				t.Fatal(err)
			}
			c := &http.Client{Transport: &nethttp.Transport{Client: auth, Base: p}}
			send := func(origin, path string) (status int, ahead bool) {
				before := len(p.seen)
				resp, _, err := try(c, newRequest(t, "GET", origin+path, nil))
				if err != nil {
					t.Fatal(err)
				}
				n++
				return resp.StatusCode, p.seen[before].Header.Get("Authorization") != ""
			}
			if status, _ := send(home, "/start"); status != 200 {
				t.Errorf("%s: %d", tt.domain, status)
			}
			for _, path := range []string{"/", "/a", "/a/b"} {
				if status, ahead := send(home, path); status != 200 || ahead != slices.Contains(tt.ahead, path) {
					t.Errorf("%s: %s: %d, ahead %t", tt.domain, path, status, ahead)
				}
			}
			for _, o := range others {
				if status, ahead := send(o, "/a"); ahead || (status == 200) != all {
					t.Errorf("%s: %s: %d, ahead %t", tt.domain, o, status, ahead)
				}
			}
			for _, r := range p.seen {
				nonce := "of " + r.URL.Scheme + "://" + r.URL.Host
				c, err := header.ParseCredentials(r.Header.Values("Authorization"))
				if got, _ := c.Param("nonce"); err == nil && got != nonce {
					t.Errorf("%s: sent to %s: %s", tt.domain, r.URL, got)
				}
			}
		}
	}
	if n != 10*2*8 {
		t.Errorf("%d requests", n)
	}
}
