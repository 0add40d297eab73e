// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// The account for one proxy is taken away, or replaced by that for another: what
// was learnt of the first goes neither with the next nor back to it.
func TestAttack_F07_change_and_clear(t *testing.T) {
	a, b := &url.URL{Scheme: "http", Host: "127.0.0.1:3128"}, &url.URL{Scheme: "http", Host: "127.0.0.1:3129"}
	schemes := map[string]func(user string) scheme.Client{
		"Digest": func(user string) scheme.Client { return digest.NewClient(user, "secret", nil) },
		"Basic":  func(user string) scheme.Client { return basic.NewClient(user, "secret", nil) },
		"Bearer": func(user string) scheme.Client { return bearer.NewClient(bearer.Static("of-"+user), nil) },
	}
	n := 0
	for name, account := range schemes {
		ofA, ofB := newAccounts(t, a.String(), account("ann")), newAccounts(t, b.String(), account("bob"))
		for i, step := range []struct {
			accounts *negotiate.Client
			via      *url.URL
			user     string // who is sent to the proxy; empty if nobody is
		}{
			{ofA, a, "ann"}, {ofA, a, "ann"},
			{ofB, b, "bob"}, {ofB, b, "bob"}, // changed
			{ofA, b, ""}, {ofB, a, ""}, // with the wrong one
			{nil, a, ""}, {nil, b, ""}, {nil, nil, ""}, // cleared
			{ofA, nil, ""}, {ofB, nil, ""}, // no proxy at all
			{ofA, a, "ann"}, {ofB, b, "bob"}, // and back
		} {
			p := &peers{answer: func(_ int, r *http.Request) (int, http.Header) {
				if c, err := header.ParseCredentials(r.Header.Values("Proxy-Authorization")); err == nil && c.Is(name) {
					return 200, nil
				}
				return 407, http.Header{"Proxy-Authenticate": {name + ` realm="p", nonce="of ` + step.via.String() + `", qop="auth", algorithm=SHA-256`}}
			}}
			if step.via == nil {
				p.answer = func(int, *http.Request) (int, http.Header) { return 200, nil }
			}
			tr := &nethttp.Transport{Proxy: step.accounts, Base: p, Via: func(*http.Request) (*url.URL, error) { return step.via, nil }}
			resp, err := tr.RoundTrip(newRequest(t, "GET", "http://home.example/", nil))
			if err != nil || (resp.StatusCode == 200) != (step.user != "" || step.via == nil) {
				t.Errorf("%s, step %d: %v, %v", name, i, resp, err)
			}
			sent := 0
			for _, r := range p.seen {
				lines := r.Header.Values("Proxy-Authorization")
				if len(lines) == 0 {
					continue
				}
				sent++
				c, err := header.ParseCredentials(lines)
				nonce, _ := c.Param("nonce")
				user, _ := c.Param("username")
				if token, ok := c.Token68(); ok {
					user = map[string]string{"of-ann": "ann", "of-bob": "bob", "YW5uOnNlY3JldA==": "ann", "Ym9iOnNlY3JldA==": "bob"}[token]
				}
				if err != nil || user != step.user || name == "Digest" && nonce != "of "+step.via.String() {
					t.Errorf("%s, step %d: %s got %q", name, i, step.via, lines)
				}
			}
			if (sent > 0) != (step.user != "") {
				t.Errorf("%s, step %d: %d answers", name, i, sent)
			}
			n++
		}
	}
	if n != 3*13 {
		t.Errorf("%d steps", n)
	}
	// The tunnels of http.Transport itself go by what was last connected to it.
	base := new(http.Transport)
	tunnels := func(via *url.URL) []string {
		fields, err := base.GetProxyConnectHeader(t.Context(), via, "home.example:443")
		if err != nil {
			t.Fatal(err)
		}
		return fields.Values("Proxy-Authorization")
	}
	nethttp.Connect(base, newAccounts(t, a.String(), schemes["Bearer"]("ann")))
	if got := tunnels(a); !slices.Equal(got, []string{"Bearer of-ann"}) || len(tunnels(b)) != 0 {
		t.Error(got, tunnels(b))
	}
	base.GetProxyConnectHeader, base.OnProxyConnectResponse = nil, nil
	nethttp.Connect(base, newAccounts(t, b.String(), schemes["Bearer"]("bob")))
	if got := tunnels(b); !slices.Equal(got, []string{"Bearer of-bob"}) || len(tunnels(a)) != 0 {
		t.Error(got, tunnels(a))
	}
}
