// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
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

// Of one handle that is used for two origins by turns, nothing of the one
// reaches the other.
func TestAttack_F08_two_origins_by_turns(t *testing.T) {
	hosts := []string{"https://a.example", "https://b.example"}
	asked := make(map[string]int)
	p := &peers{answer: func(_ int, r *http.Request) (int, http.Header) {
		c, err := header.ParseCredentials(r.Header.Values("Authorization"))
		if err != nil {
			asked[r.URL.Host]++
			return 401, asks(fmt.Sprintf(`Digest realm="r", nonce="of %s", opaque="of %[1]s", qop="auth", algorithm=SHA-256`, r.URL.Host))
		}
		for _, name := range []string{"nonce", "opaque"} {
			if v, _ := c.Param(name); v != "of "+r.URL.Host {
				t.Fatalf("%s gets %s %q", r.URL.Host, name, v)
			}
		}
		return 200, nil
	}}
	handle := accountsFor("Digest")
	auth, err := negotiate.NewClient(negotiate.ClientOptions{Origins: hosts}, handle)
	if err != nil {
		t.Fatal(err)
	}
	// As two Clients that share the handle, and as one.
	transports := []http.RoundTripper{
		&nethttp.Transport{Client: auth, Base: p},
		&nethttp.Transport{Client: newAccounts(t, hosts[0], handle), Base: &nethttp.Transport{Client: newAccounts(t, hosts[1], handle), Base: p}},
	}
	for i := range 1000 {
		resp, _, err := try(&http.Client{Transport: transports[i/500]}, newRequest(t, "GET", hosts[i%2]+"/x", nil))
		if err != nil || resp.StatusCode != 200 {
			t.Fatal(resp, err)
		}
	}
	if len(asked) != 2 || asked["a.example"] != 1 || asked["b.example"] != 1 {
		t.Errorf("challenges: %v", asked)
	}
}

// Two users over one pool of connections, that has but one, stay two; and whoever
// has no account, or the wrong password, gets nothing of what the one before had.
// Nothing is bound to a connection: a scheme does not even learn which one it is.
func TestAttack_F09_two_users_on_one_pool(t *testing.T) {
	accounts := map[string]string{"alice": "secret", "bob": "secret"}
	lookup, err1 := digest.Passwords(accounts)
	verify, err2 := basic.Passwords(accounts)
	tokens, err3 := bearer.Tokens(map[string]scheme.Identity{"of-alice": {Subject: "alice"}, "of-bob": {Subject: "bob"}})
	auth, err4 := negotiate.NewServer(negotiate.Options{Realm: "r"}, digest.New(lookup, nil), bearer.New(tokens, nil), basic.New(verify, nil))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	var calls atomic.Int64
	h := nethttp.Handler(auth, whoami(&calls), nil)
	for _, proto := range []int{1, 2} {
		var mu sync.Mutex
		conns := make(map[string]int)
		url, base := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			conns[r.RemoteAddr]++
			mu.Unlock()
			h.ServeHTTP(w, r)
		}), proto)
		base.MaxConnsPerHost = 1
		var wg sync.WaitGroup
		use := func(c *http.Client, status int, want string) {
			for range 4 {
				wg.Go(func() {
					for range 20 {
						if resp, got, err := try(c, newRequest(t, "GET", url, nil)); err != nil || resp.StatusCode != status || status == 200 && got != want {
							t.Errorf("%q: %v %q %v", want, resp, got, err)
						}
					}
				})
			}
		}
		for _, user := range []string{"alice", "bob"} {
			for _, sch := range []scheme.Client{
				digest.NewClient(user, "secret", nil), bearer.NewClient(bearer.Static("of-"+user), nil), basic.NewClient(user, "secret", nil),
			} {
				use(newClient(t, url, base, sch), 200, user+" "+sch.Name()+" ")
			}
		}
		use(&http.Client{Transport: base}, 401, "nobody")
		use(newClient(t, url, base, digest.NewClient("alice", "wrong", nil)), 401, "the wrong password")
		wg.Wait()
		if len(conns) != 1 {
			t.Errorf("HTTP/%d: %d connections: %v", proto, len(conns), conns)
		}
	}
	if calls.Load() != 2*2*3*4*20 {
		t.Errorf("%d requests", calls.Load())
	}
}

// With several proxies, each gets its own, also if the way changes between two
// questions for it; and the origin gets nothing of it.
func TestAttack_F06_F07_proxies_by_turns(t *testing.T) {
	servers, clients := proxySchemes(t)
	origin := newEndpoint(t, false, http.HandlerFunc(echo))
	n := 0
	for i, sch := range servers {
		a, b := newForward(t, false, newProxyAuth(t, sch)), newForward(t, false, newProxyAuth(t, sch))
		both, err := negotiate.NewClient(negotiate.ClientOptions{Origins: []string{a.url.String(), b.url.String()}}, clients()[i])
		if err != nil {
			t.Fatal(err)
		}
		base := new(http.Transport)
		turn := 0
		base.Proxy = func(*http.Request) (*url.URL, error) { return []*url.URL{a.url, b.url, nil}[turn%3], nil }
		for ; turn < 30; turn++ {
			resp, _, err := try(&http.Client{Transport: &nethttp.Transport{Proxy: both, Base: base}}, newRequest(t, "GET", origin.URL, nil))
			if err != nil || resp.StatusCode != 200 {
				t.Errorf("%s: %v, %v", sch.Name(), resp, err)
			}
			n++
		}
		if a.refused.Load() > 1 || b.refused.Load() > 1 || a.requests.Load() < 10 || b.requests.Load() < 10 {
			t.Errorf("%s: %d and %d times 407", sch.Name(), a.refused.Load(), b.refused.Load())
		}
		base.CloseIdleConnections()
	}
	if n != 90 {
		t.Errorf("%d requests", n)
	}
}

// A Proxy func that does not say the same twice does not get the credentials of
// one proxy to another, or to the origin.
func TestAttack_F07_a_proxy_func_that_changes_its_mind(t *testing.T) {
	var leaked atomic.Int64
	eve := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != "" {
			leaked.Add(1)
		}
		w.Header().Set("Proxy-Authenticate", `Bearer realm="p"`)
		w.WriteHeader(407)
	}))
	defer eve.Close()
	evil, err := url.Parse(eve.URL)
	if err != nil {
		t.Fatal(err)
	}
	good := &url.URL{Scheme: "http", Host: "127.0.0.1:3128"}
	for _, second := range []*url.URL{evil, nil} {
		asked := 0
		base := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) {
			if asked++; asked%2 == 1 {
				return good, nil
			}
			return second, nil
		}}
		tr := &nethttp.Transport{Proxy: newAccounts(t, good.String(), bearer.NewClient(bearer.Static("canary"), nil)), Base: base}
		resp, _, err := try(&http.Client{Transport: tr}, newRequest(t, "GET", eve.URL, nil))
		if err != nil || resp.StatusCode != 407 || asked != 2 {
			t.Error(resp, err, asked)
		}
		base.CloseIdleConnections()
	}
	if leaked.Load() != 0 {
		t.Errorf("%d leaks", leaked.Load())
	}
}

// What the request to a proxy is for the schemes, and which ones go there.
func TestProxySide(t *testing.T) {
	const proxy = "http://127.0.0.1:3128"
	for _, tt := range []struct {
		url, host, proxy string
		want             string // the uri of Digest; empty if there is no answer
	}{
		{"http://home.example/a?b=c,d", "", proxy, "http://home.example/a?b=c,d"},
		{"http://home.example", "", proxy, "http://home.example/"},
		{"http://home.example:81/%2F", "", proxy, "http://home.example:81/%2F"},
		{"http://HOME.example:80/", "", proxy, "http://HOME.example:80/"},
		{"http://home.example/", "other.example", proxy, "http://other.example/"},
		{"http://[fe80::1%25eth0]:81/", "", proxy, "http://[fe80::1]:81/"},
		{"http://b\u00fccher.example/x", "", proxy, "/x"},
		{"http://home.example/", "", proxy + "/", "http://home.example/"},
		{"http://home.example/", "", "http://127.0.0.1:3129", ""},
		{"http://home.example/", "", "https://127.0.0.1:3128", ""},
		{"http://home.example/", "", "socks5://127.0.0.1:3128", ""},
		{"http://home.example/", "", "", ""},
		{"https://home.example/", "", proxy, ""}, // Base makes a tunnel
	} {
		p := &peers{answer: func(_ int, r *http.Request) (int, http.Header) {
			if r.Header.Get("Proxy-Authorization") == "" {
				return 407, http.Header{"Proxy-Authenticate": {`Digest realm="p", nonce="n", qop="auth", algorithm=SHA-256, domain="http://x/"`}}
			}
			return 200, nil
		}}
		via := func(*http.Request) (*url.URL, error) {
			if tt.proxy == "" {
				return nil, nil
			}
			return url.Parse(tt.proxy)
		}
		tr := &nethttp.Transport{Proxy: newAccounts(t, proxy, digest.NewClient("pat", "pass", nil)), Base: p, Via: via}
		for range 2 {
			req := newRequest(t, "GET", tt.url, nil)
			req.Host = tt.host
			resp, _, err := try(&http.Client{Transport: tr}, req)
			if err != nil || (resp.StatusCode == 200) != (tt.want != "") {
				t.Errorf("%s by %s: %v, %v", tt.url, tt.proxy, resp, err)
			}
		}
		last := p.seen[len(p.seen)-1].Header.Values("Proxy-Authorization")
		if c, err := header.ParseCredentials(last); tt.want != "" {
			if uri, _ := c.Param("uri"); err != nil || uri != tt.want || len(p.seen) != 3 {
				t.Errorf("%s: %q after %d, want %q", tt.url, uri, len(p.seen), tt.want)
			}
		} else if len(last) != 0 || len(p.sent()) != 0 {
			t.Errorf("%s by %s: %q", tt.url, tt.proxy, last)
		}
	}
	// A user name in the URL of a proxy would be sent in place of the account.
	tr := &nethttp.Transport{Proxy: newAccounts(t, proxy, digest.NewClient("pat", "pass", nil)), Base: &peers{},
		Via: func(*http.Request) (*url.URL, error) { return url.Parse("http://eve:canary@127.0.0.1:3128") }}
	if _, err := tr.RoundTrip(newRequest(t, "GET", "http://home.example", nil)); err == nil || strings.Contains(err.Error(), "canary") {
		t.Error(err)
	}
}

// A local origin is not local any more if a proxy is in between.
func TestAttack_F03_a_local_origin_behind_a_proxy(t *testing.T) {
	for proxy, want := range map[string]bool{"": true, "http://127.0.0.1:3128": false, "http://proxy.example": false, "socks5://proxy.example": false} {
		p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 401, asks(`Basic realm="r"`) }}
		tr := &nethttp.Transport{Client: newAccounts(t, "http://localhost:8080", basic.NewClient("alice", "secret", nil)), Base: p}
		tr.Via = func(*http.Request) (*url.URL, error) {
			if proxy == "" {
				return nil, nil
			}
			return url.Parse(proxy)
		}
		try(&http.Client{Transport: tr}, newRequest(t, "GET", "http://localhost:8080", nil))
		if (len(p.sent()) > 0) != want {
			t.Errorf("%q: %q", proxy, p.sent())
		}
	}
}
