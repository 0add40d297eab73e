// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// A base is a base transport as some are: it leaves out what it likes.
type base func(r *http.Request) (*http.Response, error)

func (f base) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A URL, a body of a response, a response: where one is missing, there is an error
// or an answer, as with http.Transport and http.Client, and no panic.
func TestMissingParts(t *testing.T) {
	home := newAccounts(t, "https://home.example", basic.NewClient("alice", "secret", nil))
	body := once("x")
	if _, err := (&nethttp.Transport{Client: home}).RoundTrip(&http.Request{Body: body}); err == nil || body.closed.Load() != 1 {
		t.Error("no URL:", err)
	}
	asked := 0
	tr := &nethttp.Transport{Client: home, Base: base(func(r *http.Request) (*http.Response, error) {
		if asked++; len(r.Header["Authorization"]) == 0 {
			return &http.Response{StatusCode: 401, Header: asks(`Basic realm="r"`)}, nil
		}
		return &http.Response{StatusCode: 200, Header: http.Header{}}, nil
	})}
	resp, err := tr.RoundTrip(newRequest(t, "GET", "https://home.example/", nil))
	if err != nil || resp.StatusCode != 200 || resp.Request == nil || asked != 2 {
		t.Fatalf("no body: %v, %v", resp, err)
	}
	if content, err := io.ReadAll(resp.Body); err != nil || len(content) > 0 {
		t.Error(err)
	}
	tr.Base = base(func(*http.Request) (*http.Response, error) { return nil, nil })
	if resp, err := tr.RoundTrip(newRequest(t, "GET", "https://home.example/", nil)); resp != nil || err == nil {
		t.Error("no response:", resp, err)
	}
}

// What the caller sets goes on to where it was for, whatever is missing in the
// responses before and however the host is written.
func TestRedirectsOfTheCaller(t *testing.T) {
	tests := []struct {
		from, to string
		kept     bool
	}{
		{"https://other.example/", "https://other.example/end", true},
		{"https://b\u00fccher.example/", "https://b\u00fccher.example/end", true},
		{"https://b\u00fccher.example/", "https://B\u00fccher.example:443/end", false}, // nobody knows
		{"http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/end", true},
		{"https://other.example:443/", "https://other.example/end", true},
		{"http://other.example/", "https://other.example/end", false},
		{"http://other.example:8080/", "https://other.example/end", false},
		{"http://other.example/", "https://other.example:8443/end", false},
		{"https://other.example/", "http://other.example/end", false},
		{"http://other.example/", "https://www.other.example/end", false},
	}
	for _, tt := range tests {
		for _, client := range []*negotiate.Client{nil, newAccounts(t, "https://home.example", basic.NewClient("alice", "secret", nil))} {
			var last *http.Request
			tr := &nethttp.Transport{Client: client, Base: base(func(r *http.Request) (*http.Response, error) {
				if last = r; strings.HasSuffix(r.URL.Path, "/end") {
					return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}, nil // and no Request
				}
				return &http.Response{StatusCode: 307, Header: http.Header{"Location": {tt.to}}, Body: http.NoBody}, nil
			})}
			req := newRequest(t, "GET", tt.from, nil)
			req.Header.Set("Authorization", "Key of-the-caller")
			resp, err := (&http.Client{Transport: tr}).Do(req)
			if err != nil {
				t.Errorf("%s to %s: %v", tt.from, tt.to, err)
				continue
			}
			resp.Body.Close()
			// http.Client itself drops it for other hosts, but for their subdomains.
			if kept := last.Header.Get("Authorization") != ""; kept != tt.kept {
				t.Errorf("%s to %s: kept: %t", tt.from, tt.to, kept)
			}
		}
	}
	if len(tests) != 10 {
		t.Errorf("%d rows", len(tests))
	}
}

// Hosts of other letters are for those who have no account that they may be.
func TestOtherHostsOfOtherLetters(t *testing.T) {
	p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 200, nil }}
	tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", basic.NewClient("alice", "secret", nil)), Base: p}
	resp, err := tr.RoundTrip(newRequest(t, "GET", "https://b\u00fccher.example/", nil))
	if err != nil || resp.StatusCode != 200 || len(p.sent()) > 0 {
		t.Error(resp, err, p.sent())
	}
}

// Attack F03: what may go to this machine in clear goes to no other, where a
// dialer leads elsewhere.
func TestAttack_F03_localhost_that_is_elsewhere(t *testing.T) {
	for _, elsewhere := range []bool{false, true} {
		var got atomic.Value
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			got.Store(strings.Join(r.Header["Authorization"], ""))
			w.Header().Set("WWW-Authenticate", `Basic realm="r"`)
			if r.Header.Get("Authorization") == "" {
				w.WriteHeader(401)
			}
		}))
		tr := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			conn, err := new(net.Dialer).DialContext(ctx, network, srv.Listener.Addr().String())
			if elsewhere {
				conn = faraway{conn}
			}
			return conn, err
		}}
		auth := newAccounts(t, "http://localhost", basic.NewClient("alice", "canary", nil))
		resp, _, err := try(&http.Client{Transport: &nethttp.Transport{Client: auth, Base: tr}}, newRequest(t, "GET", "http://localhost/", nil))
		if err != nil || (resp.StatusCode == 200) == elsewhere || (got.Load() == "") != elsewhere {
			t.Errorf("elsewhere: %t: %v, %v, %q", elsewhere, resp, err, got.Load())
		}
		tr.CloseIdleConnections()
		srv.Close()
	}
}

// faraway is a connection to another machine.
type faraway struct{ net.Conn }

func (faraway) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 80} }

// A challenge whose body never ends costs the connection, and not the request.
func TestChallengeWithoutEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		blocked := &endless{closed: make(chan struct{})}
		tr := &nethttp.Transport{Client: newAccounts(t, "https://home.example", basic.NewClient("alice", "secret", nil)), Base: base(func(r *http.Request) (*http.Response, error) {
			if len(r.Header["Authorization"]) == 0 {
				return &http.Response{StatusCode: 401, Header: asks(`Basic realm="r"`), Body: blocked, ContentLength: -1}, nil
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}, nil
		})}
		start := time.Now()
		resp, err := tr.RoundTrip(newRequest(t, "GET", "https://home.example/", nil))
		if err != nil || resp.StatusCode != 200 || time.Since(start) > time.Second {
			t.Errorf("%v, %v after %v", resp, err, time.Since(start))
		}
	})
}

// endless is a body that has nothing to read until it is closed.
type endless struct {
	closed chan struct{}
	done   atomic.Bool
}

func (b *endless) Read([]byte) (int, error) {
	<-b.closed
	return 0, io.ErrClosedPipe
}

func (b *endless) Close() error {
	if b.done.CompareAndSwap(false, true) {
		close(b.closed)
	}
	return nil
}

// http.Client.CloseIdleConnections reaches the base transport, through another
// Transport too.
func TestCloseIdleConnections(t *testing.T) {
	closed := make(chan string, 1)
	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateClosed {
			closed <- "closed"
		}
	}
	srv.Start()
	defer srv.Close()
	client := &http.Client{Transport: &nethttp.Transport{Base: &nethttp.Transport{Base: new(http.Transport)}}}
	if _, _, err := try(client, newRequest(t, "GET", srv.URL, nil)); err != nil {
		t.Fatal(err)
	}
	client.CloseIdleConnections()
	<-closed
	(&http.Client{Transport: &nethttp.Transport{Base: base(nil)}}).CloseIdleConnections() // has none
}
