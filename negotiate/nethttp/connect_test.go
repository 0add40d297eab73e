// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// The tunnels of http.Transport itself: Basic and Bearer at once, Digest once it
// has met the proxy.
func TestConnect(t *testing.T) {
	servers, clients := proxySchemes(t)
	tests := []struct {
		name   string
		server int
		client scheme.Client
		failed int // requests
	}{
		{"Digest", 0, clients()[0], 1},
		{"Bearer", 1, clients()[1], 0},
		{"Basic", 2, basic.NewClient("pat", "pass", &basic.ClientOptions{Preemptive: true}), 0},
		{"Basic that waits for a challenge", 2, clients()[2], 3},
	}
	for _, tt := range tests {
		f := newForward(t, false, newProxyAuth(t, servers[tt.server]))
		origin := newEndpoint(t, true, http.HandlerFunc(echo))
		base := origin.Client().Transport.(*http.Transport).Clone()
		base.Proxy = http.ProxyURL(f.url)
		base.ProxyConnectHeader = http.Header{"X-Mine": {"1"}}
		nethttp.Connect(base, newAccounts(t, f.url.String(), tt.client))
		c := &http.Client{Transport: base}
		for i := range 3 {
			resp, _, err := try(c, newRequest(t, "GET", origin.URL, nil))
			if i >= tt.failed && (err != nil || resp.StatusCode != 200) {
				t.Errorf("%s, %d: %v, %v", tt.name, i, resp, err)
			}
			if ce, ok := errors.AsType[*nethttp.ConnectError](err); i < tt.failed && (!ok || ce.Status != 407) {
				t.Errorf("%s, %d: %v", tt.name, i, err)
			}
			base.CloseIdleConnections()
		}
		if got := f.refused.Load(); got != int64(tt.failed) || len(base.ProxyConnectHeader) != 1 {
			t.Errorf("%s: %d times 407, %v", tt.name, got, base.ProxyConnectHeader)
		}
	}
}

// What was in its place is called, and other proxies get nothing.
func TestConnectHooks(t *testing.T) {
	servers, clients := proxySchemes(t)
	f := newForward(t, false, newProxyAuth(t, servers[1]))
	origin := newEndpoint(t, true, http.HandlerFunc(echo))
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		url   string
		setup func(*http.Transport)
		want  error
		ok    bool
	}{
		"this proxy":          {f.url.String(), func(*http.Transport) {}, nil, true},
		"another proxy":       {"http://127.0.0.1:1", func(*http.Transport) {}, nil, false},
		"with TLS":            {"https://" + f.url.Host, func(*http.Transport) {}, nil, false},
		"its own func":        {f.url.String(), func(tr *http.Transport) { tr.GetProxyConnectHeader = returns("Bearer of-pat", nil) }, nil, true},
		"its own credentials": {f.url.String(), func(tr *http.Transport) { tr.GetProxyConnectHeader = returns("Bearer other", nil) }, nil, false},
		"its own credentials, in lower case": {f.url.String(), func(tr *http.Transport) {
			tr.GetProxyConnectHeader = func(context.Context, *url.URL, string) (http.Header, error) {
				return http.Header{"proxy-authorization": {"Bearer other"}}, nil
			}
		}, nil, false},
		"its own func, broken": {f.url.String(), func(tr *http.Transport) { tr.GetProxyConnectHeader = returns("", broken) }, broken, false},
		"its own check": {f.url.String(), func(tr *http.Transport) {
			tr.OnProxyConnectResponse = func(context.Context, *url.URL, *http.Request, *http.Response) error { return broken }
		}, broken, false},
	} {
		base := origin.Client().Transport.(*http.Transport).Clone()
		base.Proxy = http.ProxyURL(f.url)
		tt.setup(base)
		nethttp.Connect(base, newAccounts(t, tt.url, clients()[1]))
		resp, _, err := try(&http.Client{Transport: base}, newRequest(t, "GET", origin.URL, nil))
		if (err == nil) != tt.ok || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v", name, resp, err)
		}
		base.CloseIdleConnections()
	}
	// The URL of the proxy must not bring credentials of its own.
	u := *f.url
	u.User = url.UserPassword("eve", "canary")
	base := origin.Client().Transport.(*http.Transport).Clone()
	base.Proxy = http.ProxyURL(&u)
	nethttp.Connect(base, newAccounts(t, f.url.String(), clients()[1]))
	before := f.requests.Load()
	if _, _, err := try(&http.Client{Transport: base}, newRequest(t, "GET", origin.URL, nil)); err == nil || f.requests.Load() != before {
		t.Error(err)
	}
}

func returns(credentials string, err error) func(context.Context, *url.URL, string) (http.Header, error) {
	return func(context.Context, *url.URL, string) (http.Header, error) {
		return http.Header{"Proxy-Authorization": {credentials}}, err
	}
}
