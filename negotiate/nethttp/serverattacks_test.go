// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack H04: before the decision the handler does nothing, and nothing is sent:
// not for an upgrade, not for a tunnel, not 100 Continue.
func TestAttack_H04_nothing_before_the_decision(t *testing.T) {
	var calls atomic.Int64
	h := nethttp.Handler(newAuth(t), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		io.Copy(io.Discard, r.Body)
	}), nil)
	srv := httptest.NewServer(h)
	defer srv.Close()
	tests := []struct{ name, head string }{
		{"GET", "GET / HTTP/1.1\r\n"},
		{"an upgrade", "GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"},
		{"an upgrade to HTTP/2", "GET / HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n"},
		{"a tunnel", "CONNECT example.com:443 HTTP/1.1\r\n"},
		{"100 Continue", "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n"},
		{"100 Continue, chunked", "POST / HTTP/1.1\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n"},
		{"a body that does not come", "POST / HTTP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n"},
	}
	for _, tt := range tests {
		for credentials, want := range map[string]string{"": "401", "Authorization: Bearer x\r\n": "401", "Authorization: Bearer token\r\nAuthorization: Bearer token\r\n": "400"} {
			conn, err := net.Dial("tcp", srv.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(conn, tt.head+"Host: h\r\n"+credentials+"\r\n")
			line, err := bufio.NewReader(conn).ReadString('\n')
			if !strings.HasPrefix(line, "HTTP/1.1 "+want) || err != nil {
				t.Errorf("%s, %q: %q, %v", tt.name, credentials, line, err)
			}
			conn.Close()
		}
	}
	if calls.Load() != 0 || len(tests) != 7 {
		t.Errorf("the handler was reached %d times in %d tests", calls.Load(), len(tests))
	}
	// Over HTTP/2, too, where it is a status of its own.
	url, base := start(t, h, 2)
	req := newRequest(t, "POST", url, struct{ io.Reader }{strings.NewReader("hello")})
	req.ContentLength = 5
	req.Header.Set("Expect", "100-continue")
	body := &tally{ReadCloser: req.Body}
	req.Body = body
	resp, _, err := try(&http.Client{Transport: base}, req)
	if err != nil || resp.StatusCode != 401 || body.read.Load() != 0 || calls.Load() != 0 {
		t.Errorf("%v, %v, %d bytes, %d calls", resp, err, body.read.Load(), calls.Load())
	}
}

// Attack H05: browsers send passwords with the requests of other sites.
// http.CrossOriginProtection in front refuses those, and may do it as we do.
func TestAttack_H05_requests_of_other_sites(t *testing.T) {
	var calls atomic.Int64
	guarded := nethttp.Handler(newAuth(t), whoami(&calls), nil)
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, scheme.ErrForbidden) }))
	for _, tt := range []struct {
		method, site string
		want         int // with the protection
	}{
		{"POST", "cross-site", 403}, {"POST", "same-site", 403}, {"POST", "same-origin", 200}, {"POST", "none", 200},
		{"DELETE", "cross-site", 403}, {"GET", "cross-site", 200},
	} {
		for i, h := range []http.Handler{protection.Handler(guarded), guarded} {
			want := []int{tt.want, 200}[i]
			calls.Store(0)
			r := local(httptest.NewRequest(tt.method, "/", nil))
			r.Header.Set("Sec-Fetch-Site", tt.site)
			r.Header.Set("Authorization", aliceBasic)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != want || (calls.Load() == 1) != (want == 200) || want == 403 && w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s, %s: %d, want %d", tt.method, tt.site, w.Code, want)
			}
		}
	}
}

// Attack H06: a preflight is authenticated like any request; who answers it
// without says so, in front.
func TestAttack_H06_preflights(t *testing.T) {
	var calls atomic.Int64
	guarded := nethttp.Handler(newAuth(t), whoami(&calls), nil)
	cors := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			w.WriteHeader(204)
			return
		}
		guarded.ServeHTTP(w, r)
	})
	for i, h := range []http.Handler{guarded, cors} {
		want := []int{401, 204}[i]
		r := httptest.NewRequest("OPTIONS", "/", nil)
		r.Header.Set("Access-Control-Request-Method", "PUT")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want || calls.Load() != 0 {
			t.Errorf("%d, want %d", w.Code, want)
		}
	}
}

// Attack I04: a store that is down is no wrong password, nor is it remembered.
func TestAttack_I04_a_store_that_is_down(t *testing.T) {
	for _, opts := range []*basic.Options{nil, {Cache: &basic.CacheOptions{}}} {
		down := error(scheme.ErrUnavailable)
		auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, basic.New(func(_ context.Context, _ *scheme.Request, user, _ string) (scheme.Identity, error) {
			return scheme.Identity{Subject: user}, down
		}, opts))
		if err != nil {
			t.Fatal(err)
		}
		h := nethttp.Handler(auth, onePage, nil)
		for _, tt := range []struct {
			err  error
			want int
		}{
			{scheme.ErrUnavailable, 503}, {context.DeadlineExceeded, 503}, {errors.New("x"), 500}, {nil, 200},
		} {
			down = tt.err
			if w := served(h, "Authorization", aliceBasic); w.Code != tt.want || (w.Header().Get("WWW-Authenticate") != "") || (w.Body.String() == "page") != (tt.want == 200) {
				t.Errorf("%v: %d", tt.err, w.Code)
			}
		}
	}
}

// Attack I05: there are no rules for paths. Whatever a path looks like, and
// whatever a router makes of it, the request is refused.
func TestAttack_I05_no_path_goes_round(t *testing.T) {
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), http.StripPrefix("/api", whoami(&calls)), nil))
	defer srv.Close()
	targets := []string{"/", "//", "/public", "/public/../admin", "/%2e%2e/admin", "/admin;x=/public", "/admin%00", "/ADMIN", "/admin/.", "/admin%2f", "/\\admin",
		"/health", "/favicon.ico", "/.well-known/x", "/api", "/api/x", "/a?b=/public", "/?Authorization=Bearer+token", "http://other.example/public", "*"}
	for _, target := range targets {
		for _, method := range []string{"GET", "OPTIONS", "HEAD"} {
			if target == "*" && method != "OPTIONS" {
				continue // net/http refuses that itself
			}
			conn, err := net.Dial("tcp", srv.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: h\r\n\r\n", method, target)
			line, err := bufio.NewReader(conn).ReadString('\n')
			if target == "*" && strings.HasPrefix(line, "HTTP/1.1 200") && calls.Load() == 0 {
				continue // answered by net/http
			}
			if !strings.HasPrefix(line, "HTTP/1.1 401") || err != nil || calls.Load() != 0 {
				t.Errorf("%s %s: %q, %v", method, target, line, err)
			}
			conn.Close()
		}
	}
	if len(targets) != 20 {
		t.Errorf("%d targets", len(targets))
	}
}

// Attack I06: what is too long is refused over HTTP/1.1 and HTTP/2 alike, by us
// or by net/http before us.
func TestAttack_I06_credentials_that_are_too_long(t *testing.T) {
	for _, proto := range []int{1, 2} {
		var calls, checked atomic.Int64
		auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, probe(func(*scheme.Request) error { checked.Add(1); return nil }))
		if err != nil {
			t.Fatal(err)
		}
		url, base := start(t, nethttp.Handler(auth, whoami(&calls), nil), proto)
		for size, want := range map[int]int{1: 200, 16 << 10: 200, 16<<10 + 1: 401, 100 << 10: 401, 1000 << 10: 401, 1100 << 10: 431, 2 << 20: 431} {
			calls.Store(0)
			checked.Store(0)
			req := newRequest(t, "GET", url, nil)
			req.Header.Set("Authorization", "Probe "+strings.Repeat("x", size))
			resp, _, err := try(&http.Client{Transport: base}, req)
			if want == 431 && err != nil { // the client of HTTP/2 was told the limit
				resp = &http.Response{StatusCode: 431}
				err = nil
			}
			if passed := int64(map[bool]int{true: 1}[want == 200]); err != nil || resp.StatusCode != want || calls.Load() != passed || checked.Load() != passed {
				t.Errorf("HTTP/%d, %d bytes: %v, %v, %d calls, %d checks", proto, size, resp, err, calls.Load(), checked.Load())
			}
		}
	}
}

// Attack E13: nothing that lacks its secrets can be put before a resource. That no
// option switches off what is checked (E06) package fuzz sees to.
func TestAttack_E13_nothing_without_secrets(t *testing.T) {
	for _, sch := range []scheme.Scheme{basic.New(nil, nil), bearer.New(nil, nil), digest.New(nil, nil), new(basic.Scheme), new(bearer.Scheme), new(digest.Scheme)} {
		for _, s := range []scheme.Scheme{sch, negotiate.Any(sch)} {
			auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, s)
			if auth != nil || err == nil {
				t.Errorf("%s: a server", s.Name())
			}
			if w := served(nethttp.Handler(auth, onePage, &nethttp.Options{Optional: true}), "Authorization", s.Name()+" x"); w.Code != 500 {
				t.Errorf("%s: %d", s.Name(), w.Code)
			}
		}
	}
}

// Attack H07: neither checks, nor Optional, nor a hook take anything away from the
// ResponseWriter of the handler: what it can do, it still can.
func TestAttack_H07_checks_leave_the_writer_alone(t *testing.T) {
	reached := 0
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached++
		_, readerFrom := w.(io.ReaderFrom)
		_, hijacker := w.(http.Hijacker)
		_, flusher := w.(http.Flusher)
		if one := r.ProtoMajor == 1; !flusher || readerFrom != one || hijacker != one {
			t.Errorf("%T of HTTP/%d", w, r.ProtoMajor)
		}
	})
	pass := func(scheme.Identity) error { return nil }
	opts := &nethttp.Options{Optional: true, NotFound: http.NotFoundHandler(), Refuse: nethttp.WriteRefusal}
	for _, proto := range []int{1, 2} {
		url, base := start(t, nethttp.Proxy(newAuth(t), nethttp.Handler(newAuth(t), nethttp.Require(next, pass, pass), opts), nil), proto)
		req := newRequest(t, "GET", url, nil)
		req.Header.Set("Authorization", aliceBasic)
		req.Header.Set("Proxy-Authorization", aliceBasic)
		if resp, _, err := try(&http.Client{Transport: base}, req); err != nil || resp.StatusCode != 200 {
			t.Error(resp, err)
		}
	}
	if reached != 2 {
		t.Errorf("reached %d times", reached)
	}
}
