// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"crypto/tls"
	"io"
	"log"
	"maps"
	"net"
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
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A forward is a forward proxy that asks for credentials.
type forward struct {
	url      *url.URL
	pool     *tls.Config // that trusts it
	requests atomic.Int64
	refused  atomic.Int64
	tunnels  atomic.Int64
	conns    atomic.Int64
	mu       sync.Mutex
	targets  []string
}

// newForward starts a proxy, with TLS or without.
func newForward(t *testing.T, secure bool, auth *negotiate.Server) *forward {
	t.Helper()
	f := new(forward)
	guarded := nethttp.Proxy(auth, http.HandlerFunc(f.pass), nil)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.requests.Add(1)
		f.mu.Lock()
		f.targets = append(f.targets, r.Method+" "+r.RequestURI)
		f.mu.Unlock()
		guarded.ServeHTTP(&refusals{w, f}, r)
	}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // of clients that do not trust it
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			f.conns.Add(1)
		}
	}
	if secure {
		certificate, pool := newCertificate(t, "proxy.example")
		srv.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
		srv.StartTLS()
		f.pool = &tls.Config{RootCAs: pool}
	} else {
		srv.Start()
	}
	t.Cleanup(srv.Close)
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	f.url = u
	return f
}

// refusals counts the responses of status 407.
type refusals struct {
	http.ResponseWriter
	forward *forward
}

func (w *refusals) WriteHeader(status int) {
	if status == 407 {
		w.forward.refused.Add(1)
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *refusals) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// pass forwards a request, or makes a tunnel.
func (f *forward) pass(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect {
		out := r.Clone(r.Context())
		out.RequestURI = ""
		resp, err := new(http.Transport).RoundTrip(out)
		if err != nil {
			http.Error(w, "no way", http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		maps.Copy(w.Header(), resp.Header)
		w.WriteHeader(resp.StatusCode)
		io.Copy(w, resp.Body)
		return
	}
	f.tunnels.Add(1)
	there, err := net.Dial("tcp", r.Host)
	if err != nil {
		http.Error(w, "no way", http.StatusBadGateway)
		return
	}
	here, in, err := http.NewResponseController(w).Hijack()
	if err != nil {
		there.Close()
		return
	}
	io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() {
		io.Copy(there, in)
		there.Close()
	}()
	go func() {
		io.Copy(here, there)
		here.Close()
	}()
}

// An endpoint is an origin behind a proxy. It fails the test if it is sent what
// is for the proxy.
func newEndpoint(t *testing.T, secure bool, h http.Handler) *httptest.Server {
	t.Helper()
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v := r.Header.Values("Proxy-Authorization"); len(v) > 0 {
			t.Errorf("F06: the origin got %q", v)
		}
		h.ServeHTTP(w, r)
	}))
	if secure {
		srv.StartTLS()
	} else {
		srv.Start()
	}
	t.Cleanup(srv.Close)
	return srv
}

// newProxyAuth returns what the proxy asks for: one scheme, or all.
func newProxyAuth(t *testing.T, schemes ...scheme.Scheme) *negotiate.Server {
	t.Helper()
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "proxy"}, schemes...)
	if err != nil {
		t.Fatal(err)
	}
	return auth
}

// proxySchemes are the schemes of a proxy, with the accounts for it.
func proxySchemes(t *testing.T) (servers []scheme.Scheme, clients func() []scheme.Client) {
	t.Helper()
	users := map[string]string{"pat": "pass"}
	lookup, err := digest.Passwords(users)
	if err != nil {
		t.Fatal(err)
	}
	verify, err := basic.Passwords(users)
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := bearer.Tokens(map[string]scheme.Identity{"of-pat": {Subject: "pat"}})
	if err != nil {
		t.Fatal(err)
	}
	return []scheme.Scheme{digest.New(lookup, nil), bearer.New(tokens, nil), basic.New(verify, nil)}, func() []scheme.Client {
		return []scheme.Client{digest.NewClient("pat", "pass", nil), bearer.NewClient(bearer.Static("of-pat"), nil), basic.NewClient("pat", "pass", nil)}
	}
}

func newAccounts(t *testing.T, origin string, schemes ...scheme.Client) *negotiate.Client {
	t.Helper()
	c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin}, schemes...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Both sides ask, over all kinds of connections, and the answers do not mix.
func TestForwardProxy(t *testing.T) {
	servers, clients := proxySchemes(t)
	n := 0
	for i, sch := range servers {
		for _, secureProxy := range []bool{false, true} {
			f := newForward(t, secureProxy, newProxyAuth(t, sch))
			for _, secureOrigin := range []bool{false, true} {
				var calls atomic.Int64
				origin := newEndpoint(t, secureOrigin, nethttp.Handler(newAuth(t), whoami(&calls), nil))
				proxyAuth := newAccounts(t, f.url.String(), clients()[i])
				d := &nethttp.ProxyDialer{URL: f.url, Client: proxyAuth, TLS: f.pool}
				base := origin.Client().Transport.(*http.Transport).Clone()
				base.DialContext, base.Proxy = d.DialContext, d.Proxy
				if f.pool != nil {
					base.TLSClientConfig = new(tls.Config)
					base.TLSClientConfig.RootCAs = f.pool.RootCAs.Clone()
					if secureOrigin {
						base.TLSClientConfig.RootCAs.AddCert(origin.Certificate())
					}
				}
				c := &http.Client{Transport: &nethttp.Transport{
					Client: newAccounts(t, origin.URL, digest.NewClient("alice", "secret", nil)), Proxy: proxyAuth, Base: base,
				}}
				tunnels, refused := f.tunnels.Load(), f.refused.Load()
				for range 3 {
					for _, body := range []io.Reader{nil, strings.NewReader("GetBody"), once("once")} {
						resp, got, err := try(c, newRequest(t, "POST", origin.URL+"/a?b=c,d", body))
						if err != nil || resp.StatusCode != 200 || !strings.HasPrefix(got, "alice Digest ") {
							t.Errorf("%s, TLS %t %t: %v %q %v", sch.Name(), secureProxy, secureOrigin, resp, got, err)
						}
					}
				}
				if got := f.tunnels.Load() - tunnels; secureOrigin && got == 0 || !secureOrigin && got != 0 {
					t.Errorf("%s, TLS %t %t: %d tunnels", sch.Name(), secureProxy, secureOrigin, got)
				}
				// Basic has learnt nothing yet when the origin answers 401.
				if got := f.refused.Load() - refused; got > 2 {
					t.Errorf("%s, TLS %t %t: %d times 407", sch.Name(), secureProxy, secureOrigin, got)
				}
				if calls.Load() != 9 {
					t.Errorf("%d requests at the origin", calls.Load())
				}
				base.CloseIdleConnections()
				n++
			}
		}
	}
	if n != 3*2*2 {
		t.Errorf("%d set-ups", n)
	}
}
