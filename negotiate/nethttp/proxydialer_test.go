// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// A script is a proxy that answers requests in turn, over pipes. An answer that
// ends in a bang is followed by the end of the connection.
type script struct {
	t       *testing.T
	mu      sync.Mutex
	answers []string
	seen    []*http.Request
	dials   int
}

func (s *script) dial(context.Context, string, string) (net.Conn, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dials++
	here, there := net.Pipe()
	go s.serve(there)
	return here, nil
}

func (s *script) serve(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	for {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.seen = append(s.seen, r)
		next := "HTTP/1.1 500 Too many\r\n\r\n!"
		if len(s.answers) > 0 {
			next, s.answers = s.answers[0], s.answers[1:]
		}
		s.mu.Unlock()
		text, end := strings.CutSuffix(next, "!")
		if _, err := io.WriteString(conn, text); err != nil || end {
			return
		}
	}
}

func (s *script) dialer(c *negotiate.Client) *nethttp.ProxyDialer {
	return &nethttp.ProxyDialer{URL: &url.URL{Scheme: "http", Host: "127.0.0.1:3128"}, Client: c, Dial: s.dial}
}

const (
	asksDigest = "HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm=\"p\", nonce=\"%d\", qop=\"auth\", algorithm=SHA-256%s\r\nContent-Length: 2\r\n\r\nno"
	asksBasic  = "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 2\r\n\r\nno"
	connected  = "HTTP/1.1 200 Yes\r\n\r\n"
)

func proxyAccounts(t *testing.T) *negotiate.Client {
	return newAccounts(t, "http://127.0.0.1:3128", digest.NewClient("pat", "canary", nil), basic.NewClient("pat", "canary", nil))
}

// What a proxy may answer, and what becomes of it.
func TestProxyDialer(t *testing.T) {
	long := strings.Replace(asksBasic, "Content-Length: 2\r\n\r\nno", "Content-Length: 20000\r\n\r\n"+strings.Repeat("x", 20000), 1)
	tests := []struct {
		name    string
		answers []string
		status  int // of the ConnectError; 0: a tunnel; -1: another error
		dials   int
		sends   int
	}{
		{"asks for nothing", []string{connected}, 0, 1, 1},
		{"Basic", []string{asksBasic, connected}, 0, 1, 2},
		{"Basic, and closes", []string{asksBasic + "!", connected}, 0, 2, 2},
		{"Connection: close", []string{strings.Replace(asksBasic, "Content", "Connection: close\r\nContent", 1), connected}, 0, 2, 2},
		{"HTTP/1.0", []string{strings.Replace(asksBasic, "1.1", "1.0", 1), connected}, 0, 2, 2},
		{"chunked", []string{strings.Replace(asksBasic, "Content-Length: 2\r\n\r\nno", "Transfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n", 1), connected}, 0, 1, 2},
		{"a long page", []string{long + "!", connected}, 0, 2, 2},
		{"Digest", []string{fmt.Sprintf(asksDigest, 1, ""), connected}, 0, 1, 2},
		{"1xx first", []string{"HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + connected}, 0, 1, 1},
		{"201", []string{"HTTP/1.1 201 Made\r\nContent-Length: 5\r\n\r\n"}, 0, 1, 1}, // RFC 9110, 9.3.6: any 2xx
		{"G05 refused", []string{asksBasic, asksBasic}, 407, 1, 2},
		{"G05 always stale", []string{fmt.Sprintf(asksDigest, 1, ", stale=true"), fmt.Sprintf(asksDigest, 2, ", stale=true")}, 407, 1, 2},
		{"no challenge", []string{"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"}, 407, 1, 1},
		{"another's challenge", []string{strings.Replace(asksBasic, "Basic", "Other", 1)}, 407, 1, 1},
		{"G08 a 401", []string{"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"p\"\r\nProxy-Authenticate: Basic realm=\"p\"\r\n\r\n!"}, 401, 1, 1},
		{"forbidden", []string{"HTTP/1.1 403 canary\r\n\r\n!"}, 403, 1, 1},
		{"redirect", []string{"HTTP/1.1 302 Go\r\nLocation: http://canary/\r\n\r\n!"}, 302, 1, 1},
		{"101", []string{"HTTP/1.1 101 Switch\r\n\r\n!"}, -1, 1, 1},
		{"nothing", []string{"!"}, -1, 1, 1},
		{"no HTTP", []string{"canary\r\n\r\n!"}, -1, 1, 1},
		{"G07 an endless header", []string{"HTTP/1.1 200 Yes\r\nA: " + strings.Repeat("x", 70<<10) + "!"}, -1, 1, 1},
		{"endless 1xx", []string{strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 100) + "!"}, -1, 1, 1},
		{"no proof", []string{fmt.Sprintf(asksDigest, 1, ""), "HTTP/1.1 200 Yes\r\nProxy-Authentication-Info: rspauth=\"00\", cnonce=\"x\", nc=00000001, qop=auth\r\n\r\n"}, -1, 1, 2},
	}
	for _, tt := range tests {
		s := &script{t: t, answers: tt.answers}
		conn, err := s.dialer(proxyAccounts(t)).DialContext(t.Context(), "tcp", "origin.example:443")
		ce, is := errors.AsType[*nethttp.ConnectError](err)
		if (err == nil) != (tt.status == 0) || is != (tt.status > 0) || is && ce.Status != tt.status {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err == nil {
			conn.Close()
		} else if all := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(all, "canary") {
			t.Errorf("G12 %s: %s", tt.name, all)
		}
		s.mu.Lock()
		if s.dials != tt.dials || len(s.seen) != tt.sends {
			t.Errorf("%s: %d connections, %d requests", tt.name, s.dials, len(s.seen))
		}
		for i, r := range s.seen {
			if r.Method != "CONNECT" || r.RequestURI != "origin.example:443" || r.Host != "origin.example:443" || (r.Header.Get("Proxy-Authorization") == "") != (i == 0) {
				t.Errorf("%s: %+v", tt.name, r)
			}
		}
		s.mu.Unlock()
	}
	if len(tests) != 23 {
		t.Errorf("%d tests", len(tests))
	}
}

// What the other end says at once is not lost.
func TestTunnelKeepsEarlyBytes(t *testing.T) {
	s := &script{t: t, answers: []string{asksBasic, connected + "hello, I speak first!"}}
	conn, err := s.dialer(proxyAccounts(t)).DialContext(t.Context(), "tcp", "origin.example:22")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if got, err := io.ReadAll(conn); string(got) != "hello, I speak first" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// A proxy that never answers does not hold anybody longer than the context, nor
// than a minute.
func TestProxyDialerTimeouts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, want := range []time.Duration{time.Second, time.Minute} {
			s := &script{t: t, answers: []string{"HTTP/1.1 2"}}
			ctx, cancel := context.WithCancel(t.Context())
			if want == time.Second {
				ctx, cancel = context.WithTimeout(t.Context(), want)
			}
			start := time.Now()
			_, err := s.dialer(proxyAccounts(t)).DialContext(ctx, "tcp", "origin.example:443")
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != want {
				t.Errorf("%v after %v", err, time.Since(start))
			}
			cancel()
		}
	})
}

// Addresses and URLs that make no sense, or would make more of a request.
func TestProxyDialerArguments(t *testing.T) {
	s := &script{t: t}
	for _, addr := range []string{"", "origin.example", "origin.example:443\r\nX: y", "origin example:443", "b\u00fccher.example:443", "canary\x00:1"} {
		if _, err := s.dialer(nil).DialContext(t.Context(), "tcp", addr); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: %v", addr, err)
		}
	}
	if _, err := s.dialer(nil).DialContext(t.Context(), "udp", "origin.example:443"); err == nil {
		t.Error("a tunnel for UDP")
	}
	for _, raw := range []string{"", "proxy.example:3128", "socks5://proxy.example", "http://", "http://user:canary@proxy.example"} {
		u, err := url.Parse(raw)
		if err != nil {
			u = nil
		}
		d := &nethttp.ProxyDialer{URL: u, Dial: s.dial}
		if _, err := d.DialContext(t.Context(), "tcp", "origin.example:443"); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: %v", raw, err)
		}
		if _, err := d.Proxy(&http.Request{URL: &url.URL{Scheme: "http"}}); err == nil {
			t.Errorf("%q: no error", raw)
		}
	}
	if s.dials != 0 {
		t.Errorf("%d connections", s.dials)
	}
	// The proxy itself is reached without a tunnel.
	if conn, err := s.dialer(nil).DialContext(t.Context(), "tcp", "127.0.0.1:3128"); err != nil || s.dials != 1 {
		t.Error(err)
	} else {
		conn.Close()
	}
}

// F07: credentials are for the proxies of the Client alone.
func TestAttack_F07_another_proxy_gets_nothing(t *testing.T) {
	for _, c := range []*negotiate.Client{nil, newAccounts(t, "http://127.0.0.1:3129", basic.NewClient("pat", "canary", nil)), newAccounts(t, "https://127.0.0.1:3128", basic.NewClient("pat", "canary", nil))} {
		s := &script{t: t, answers: []string{asksBasic}}
		_, err := s.dialer(c).DialContext(t.Context(), "tcp", "origin.example:443")
		if ce, ok := errors.AsType[*nethttp.ConnectError](err); !ok || ce.Status != 407 || len(s.seen) != 1 || s.seen[0].Header.Get("Proxy-Authorization") != "" {
			t.Error(err, s.seen)
		}
	}
}

// G02: the certificate of a proxy is checked as that of anybody else.
func TestAttack_G02_certificates_of_proxies(t *testing.T) {
	servers, clients := proxySchemes(t)
	f := newForward(t, true, newProxyAuth(t, servers[2]))
	c := newAccounts(t, f.url.String(), clients()[2])
	for name, config := range map[string]*tls.Config{"of the system": nil, "none": {}, "another name": {RootCAs: f.pool.RootCAs, ServerName: "other.example"}} {
		if _, err := (&nethttp.ProxyDialer{URL: f.url, Client: c, TLS: config}).DialContext(t.Context(), "tcp", "origin.example:443"); err == nil {
			t.Error(name)
		}
	}
	if n := f.requests.Load(); n != 0 {
		t.Errorf("%d requests", n)
	}
	config := f.pool.Clone()
	config.ServerName = "proxy.example"
	_, err := (&nethttp.ProxyDialer{URL: f.url, Client: c, TLS: config}).DialContext(t.Context(), "tcp", "origin.invalid:443")
	if ce, ok := errors.AsType[*nethttp.ConnectError](err); !ok || ce.Status != 502 || f.requests.Load() != 2 {
		t.Error(err, f.requests.Load())
	}
}

// A challenge that is not answered for a reason says so, and a password does not
// go to a proxy over a connection that others can read.
func TestAttack_F03_a_proxy_in_clear(t *testing.T) {
	s := &script{t: t, answers: []string{asksBasic}}
	d := s.dialer(newAccounts(t, "http://proxy.example:3128", basic.NewClient("pat", "canary", nil)))
	d.URL = &url.URL{Scheme: "http", Host: "proxy.example:3128"}
	_, err := d.DialContext(t.Context(), "tcp", "origin.example:443")
	ce, ok := errors.AsType[*nethttp.ConnectError](err)
	if !ok || ce.Err == nil || len(s.seen) != 1 || !strings.Contains(err.Error(), "not confidential") {
		t.Error(err)
	}
}

// 64 tunnels at once.
func TestProxyDialerInParallel(t *testing.T) {
	servers, clients := proxySchemes(t)
	f := newForward(t, false, newProxyAuth(t, servers[0]))
	origin := newEndpoint(t, false, http.HandlerFunc(echo))
	d := &nethttp.ProxyDialer{URL: f.url, Client: newAccounts(t, f.url.String(), clients()[0])}
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			conn, err := d.DialContext(t.Context(), "tcp", origin.Listener.Addr().String())
			if err != nil {
				t.Error(err)
				return
			}
			conn.Close()
		})
	}
	wg.Wait()
	if got := f.refused.Load(); f.tunnels.Load() != 64 || got != 1 {
		t.Errorf("%d tunnels, %d times 407", f.tunnels.Load(), got)
	}
}
