// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
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

// A wire counts what passes, and the bodies of responses that are not closed.
type wire struct {
	sent, open atomic.Int64
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.sent.Add(1)
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		w.open.Add(1)
		resp.Body = &counted{resp.Body, w, sync.Once{}}
	}
	return resp, err
}

type counted struct {
	io.ReadCloser
	wire *wire
	once sync.Once
}

func (c *counted) Close() error {
	c.once.Do(func() { c.wire.open.Add(-1) })
	return c.ReadCloser.Close()
}

func newHTTPClient(t *testing.T, origin string, schemes ...scheme.Client) (*http.Client, *wire) {
	t.Helper()
	auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin}, schemes...)
	if err != nil {
		t.Fatal(err)
	}
	w := new(wire)
	return &http.Client{Transport: &nethttp.Transport{Client: auth, Base: w}}, w
}

func alice() []scheme.Client {
	return []scheme.Client{digest.NewClient("alice", "secret", nil), bearer.NewClient(bearer.Static("token"), nil), basic.NewClient("alice", "secret", nil)}
}

func fetch(t *testing.T, c *http.Client, req *http.Request) (int, string) {
	t.Helper()
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func get(t *testing.T, c *http.Client, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return fetch(t, c, req)
}

// Both ends of each scheme, over the wire.
func TestTransport(t *testing.T) {
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer srv.Close()
	for i, want := range []string{"alice Digest ", "alice Bearer ", "alice Basic "} {
		c, w := newHTTPClient(t, srv.URL, alice()[i])
		for range 3 {
			if status, body := get(t, c, srv.URL+"/a?b=c"); status != 200 || body != want {
				t.Errorf("%s: %d %s", want, status, body)
			}
		}
		// Digest and Basic ask once, Bearer never.
		if sent := w.sent.Load(); sent != []int64{4, 3, 4}[i] {
			t.Errorf("%s: %d requests on the wire", want, sent)
		}
		if w.open.Load() != 0 {
			t.Errorf("G11: %d bodies left open", w.open.Load())
		}
	}
	c, _ := newHTTPClient(t, srv.URL, alice()...)
	if _, body := get(t, c, srv.URL); body != "alice Digest " {
		t.Error("the most preferred scheme is not used:", body)
	}
}

// A refused answer comes back to the caller, after at most two sends.
func TestAttack_G05_no_loop(t *testing.T) {
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer srv.Close()
	for i, wrong := range []scheme.Client{
		digest.NewClient("alice", "wrong", nil), bearer.NewClient(bearer.Static("wrong"), nil), basic.NewClient("alice", "wrong", nil),
	} {
		c, w := newHTTPClient(t, srv.URL, wrong)
		if status, body := get(t, c, srv.URL); status != 401 || !strings.Contains(body, "Unauthorized") {
			t.Error(status, body)
		}
		if sent := w.sent.Load(); sent > 2 || w.open.Load() != 0 {
			t.Errorf("%d: %d requests, %d bodies left open", i, sent, w.open.Load())
		}
	}
	stale := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", fmt.Sprintf(`Digest realm="r", nonce="%d", qop="auth", algorithm=SHA-256, stale=true`, calls.Add(1)))
		w.WriteHeader(401)
	}))
	defer stale.Close()
	c, w := newHTTPClient(t, stale.URL, alice()...)
	for range 3 {
		before := w.sent.Load()
		if status, _ := get(t, c, stale.URL); status != 401 || w.sent.Load()-before > 2 {
			t.Errorf("%d after %d requests", status, w.sent.Load()-before)
		}
	}
	if calls.Load() == 0 {
		t.Error("nothing was sent")
	}
}

// Bodies are sent again in full, or not at all.
func TestAttack_G10_bodies(t *testing.T) {
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer srv.Close()
	for _, size := range []int{0, 1, 4 << 10, 1 << 20} {
		c, w := newHTTPClient(t, srv.URL, alice()[0])
		content := strings.Repeat("x", size)
		req, err := http.NewRequest("POST", srv.URL, strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		if status, body := fetch(t, c, req); status != 200 || body != "alice Digest "+content {
			t.Errorf("%d bytes: %d, %d bytes", size, status, len(body))
		}
		if w.open.Load() != 0 {
			t.Errorf("%d bodies left open", w.open.Load())
		}
	}
}

type closing struct {
	io.Reader
	closed atomic.Bool
}

func (c *closing) Close() error { c.closed.Store(true); return nil }

// F01, F02, F05: what is sent after a redirect to another port has nothing.
func TestAttack_F05_redirect(t *testing.T) {
	var leaked atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header.Values("Authorization")) > 0 {
			leaked.Add(1)
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="r"`)
		w.WriteHeader(401)
	}))
	defer other.Close()
	var calls atomic.Int64
	redirect := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	})
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), redirect, nil))
	defer srv.Close()
	for _, sch := range alice() {
		c, _ := newHTTPClient(t, srv.URL, sch)
		if status, _ := get(t, c, srv.URL); status != 401 {
			t.Error(status)
		}
	}
	if leaked.Load() != 0 || calls.Load() != 3 {
		t.Errorf("%d leaks in %d redirects", leaked.Load(), calls.Load())
	}
}

// The caller's request is not changed, and its own Authorization is respected.
func TestRequestOfTheCaller(t *testing.T) {
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer srv.Close()
	c, w := newHTTPClient(t, srv.URL, alice()...)
	req, err := http.NewRequest("GET", srv.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = nil // as a RoundTripper may get it
	resp, err := c.Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 200 || req.Header != nil {
		t.Error(resp.Status, req.Header)
	}
	before := w.sent.Load()
	req.Header = http.Header{"Authorization": {"Bearer wrong"}}
	if status, _ := fetch(t, c, req); status != 401 || w.sent.Load() != before+1 {
		t.Error("its own credentials were replaced:", status)
	}
}

// What the caller has set is sent as it is: a nil that has net/http leave out a
// field of its own, several lines, letter case.
func TestFieldsOfTheCaller(t *testing.T) {
	want := http.Header{"User-Agent": nil, "X-None": {}, "X-Two": {"1", "2"}, "x-case": {"3"}}
	seen := 0
	base := roundTripper(func(r *http.Request) (*http.Response, error) {
		seen++
		got := maps.Clone(r.Header)
		delete(got, "Authorization")
		delete(got, "Accept-Encoding")
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%#v", got)
		}
		resp := &http.Response{StatusCode: 200, Header: make(http.Header), Body: http.NoBody, Request: r}
		if r.Header["Authorization"] == nil {
			resp.StatusCode, resp.Header = 401, asks(`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`, `Basic realm="r"`, `Bearer realm="r"`)
		}
		return resp, nil
	})
	for _, sch := range alice() {
		tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", sch), Base: base}
		req := newRequest(t, "GET", "https://home.example", nil)
		req.Header = want.Clone()
		resp, err := tr.RoundTrip(req)
		if err != nil || resp.StatusCode != 200 || resp.Request != req {
			t.Errorf("%s: %v, %v", sch.Name(), resp, err)
		}
	}
	if seen != 2*len(alice())-1 { // one of them goes ahead
		t.Errorf("%d requests", seen)
	}
}

// A response of somebody who does not know the secret is discarded.
func TestWrongProofIsDiscarded(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			w.Header().Set("WWW-Authenticate", `Digest realm="r", nonce="1", qop="auth", algorithm=SHA-256`)
			w.WriteHeader(401)
			return
		}
		w.Header().Set("Authentication-Info", `rspauth="00", qop=auth, cnonce="x", nc=00000001`)
	}))
	defer srv.Close()
	c, w := newHTTPClient(t, srv.URL, alice()...)
	if resp, err := c.Get(srv.URL); err == nil {
		t.Error(resp.Status)
	}
	if w.open.Load() != 0 {
		t.Error("its body was left open")
	}
}

// Errors of the scheme and of the wire reach the caller, and close the body.
func TestTransportErrors(t *testing.T) {
	c, _ := newHTTPClient(t, "http://127.0.0.1:1", bearer.NewClient(bearer.Static("not a token"), nil))
	body := &closing{Reader: strings.NewReader("x")}
	req, err := http.NewRequest("POST", "http://127.0.0.1:1", body)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Do(req); err == nil || !body.closed.Load() {
		t.Error(err, body.closed.Load())
	}
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	c, _ = newHTTPClient(t, srv.URL, alice()...)
	if _, err := c.Get(srv.URL); err == nil {
		t.Error("a server that is gone answers")
	}
	challenging := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="r"`)
		w.WriteHeader(401)
	}))
	defer challenging.Close()
	c, w := newHTTPClient(t, challenging.URL, basic.NewClient("a:b", "c", nil))
	if _, err := c.Get(challenging.URL); err == nil || w.open.Load() != 0 {
		t.Error("an account that cannot be used:", err)
	}
}

func TestTransportInParallel(t *testing.T) {
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer srv.Close()
	c, _ := newHTTPClient(t, srv.URL, alice()...)
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			for range 10 {
				resp, err := c.Get(srv.URL)
				if err != nil {
					t.Error(err)
					return
				}
				resp.Body.Close()
				if resp.StatusCode != 200 {
					t.Error(resp.Status)
				}
			}
		})
	}
	wg.Wait()
	if calls.Load() != 320 {
		t.Errorf("%d of 320 requests", calls.Load())
	}
}

// F03: a host is this machine by its whole name, not by how the name ends.
func TestAttack_F03_hosts_that_only_look_local(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "127.9.9.9:81": true, "[::1]": true,
		"evillocalhost": false, "localhost.example": false, "127.0.0.1.example": false, "192.0.2.1": false, "[::2]": false,
	} {
		auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "http://" + host}, basic.NewClient("alice", "secret", nil))
		if err != nil {
			t.Fatal(err)
		}
		sent := false
		c := &http.Client{Transport: &nethttp.Transport{Client: auth, Base: roundTripper(func(r *http.Request) (*http.Response, error) {
			sent = sent || r.Header.Get("Authorization") != ""
			return &http.Response{StatusCode: 401, Header: http.Header{"Www-Authenticate": {`Basic realm="r"`}}, Body: http.NoBody, Request: r}, nil
		})}}
		resp, err := c.Get("http://" + host)
		if err == nil {
			resp.Body.Close()
		}
		if sent != want || (err == nil) != want {
			t.Errorf("%s: sent %t, %v", host, sent, err)
		}
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// J02: what a program logs of a response has no credentials.
func TestAttack_J02_the_request_of_a_response_has_no_credentials(t *testing.T) {
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer srv.Close()
	for _, sch := range []scheme.Client{alice()[0], alice()[1], alice()[2], basic.NewClient("alice", "wrong", nil)} {
		c, _ := newHTTPClient(t, srv.URL, sch)
		resp, err := c.Get(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Request.Header.Values("Authorization"); len(got) != 0 {
			t.Errorf("%s: %q", sch.Name(), got)
		}
	}
}
