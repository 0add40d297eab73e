// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// raw sends bytes over a connection, and no more, and returns the response.
func raw(t *testing.T, addr, message string) (*http.Response, string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, message)
	conn.(*net.TCPConn).CloseWrite()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

// The handler sees a content that was verified, all of it, or is not reached.
func TestAttack_D21_content_is_verified_before_it_is_seen(t *testing.T) {
	var reached atomic.Int64
	srv := httptest.NewServer(sealedHandler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		echo(w, r)
		if r.Trailer != nil {
			fmt.Fprint(w, r.Trailer)
		}
	}), &nethttp.Options{MaxContent: 8}))
	defer srv.Close()
	const length, chunked = "Content-Length: 5\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"
	tests := []struct {
		name, rest string
		status     int
		want       string
	}{
		{"as it was sent", length + "hello", 200, "hello <nil>"},
		{"chunked", chunked + "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", 200, "hello <nil>"},
		{"with a trailer", "Trailer: X\r\n" + chunked + "5\r\nhello\r\n0\r\nX: evil\r\n\r\n", 200, "hello <nil>"},
		{"with a trailer nobody announced", chunked + "5\r\nhello\r\n0\r\nX: evil\r\n\r\n", 200, "hello <nil>"},
		{"one bit changed", length + "hellO", 401, ""},
		{"one bit changed, chunked", chunked + "5\r\nhelln\r\n0\r\n\r\n", 401, ""},
		{"no content", "Content-Length: 0\r\n\r\n", 401, ""},
		{"no content at all", "\r\n", 401, ""},
		{"cut short", length + "hell", 400, ""},
		{"cut short, its length too", "Content-Length: 4\r\n\r\nhell", 401, ""},
		{"cut short, chunked", chunked + "5\r\nhello\r\n", 400, ""},
		{"extended", "Content-Length: 6\r\n\r\nhello!", 401, ""},
		{"extended, chunked", chunked + "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", 401, ""},
		{"a chunk of no size", chunked + "x\r\nhello\r\n0\r\n\r\n", 400, ""},
		{"too long", "Content-Length: 9\r\n\r\nhello1234", 413, ""},
		{"too long, chunked", chunked + "9\r\nhello1234\r\n0\r\n\r\n", 413, ""},
	}
	for _, tt := range tests {
		reached.Store(0)
		resp, body := raw(t, srv.Listener.Addr().String(), "POST /x HTTP/1.1\r\nHost: h\r\nAuthorization: "+withSeal(t, "POST", "/x", "hello")+"\r\n"+tt.rest)
		if resp.StatusCode != tt.status || (reached.Load() == 1) != (tt.status == 200) || tt.want != "" && body != tt.want {
			t.Errorf("%s: %s, %q, reached %d times", tt.name, resp.Status, body, reached.Load())
		}
		if n := len(resp.Header["Www-Authenticate"]); n > 0 != (tt.status == 400 || tt.status == 401) {
			t.Errorf("%s: %d challenges", tt.name, n)
		}
		if tt.status == 413 && !resp.Close {
			t.Errorf("%s: the connection is kept", tt.name)
		}
	}
	if len(tests) != 16 {
		t.Errorf("%d tests", len(tests))
	}
}

// A probe is a scheme that does what a test wants with the request.
type probe func(r *scheme.Request) error

func (probe) Name() string { return "Probe" }

func (probe) Challenge(context.Context, *scheme.Request, error) ([]header.Challenge, error) {
	return header.ParseChallenges([]string{"Probe"})
}

func (f probe) Authenticate(_ context.Context, r *scheme.Request, _ header.Credentials) (*scheme.Result, error) {
	return &scheme.Result{Identity: scheme.Identity{Subject: "x"}}, f(r)
}

func probed(t *testing.T, f probe, next http.HandlerFunc) http.Handler {
	t.Helper()
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, f)
	if err != nil {
		t.Fatal(err)
	}
	return nethttp.Handler(auth, next, nil)
}

func probeRequest(method string, body io.Reader) *http.Request {
	r := httptest.NewRequest(method, "/", body)
	r.Header.Set("Authorization", "Probe x")
	return r
}

// What no scheme asks for is not touched: Basic, Bearer and Digest stream.
func TestContentNobodyAsksFor(t *testing.T) {
	r := probeRequest("POST", strings.NewReader("hello"))
	r.Trailer = http.Header{"X": nil}
	body := &tally{ReadCloser: r.Body}
	r.Body = body
	reached := false
	var late func() (io.Reader, error)
	probed(t, func(r *scheme.Request) error { late = r.Content; return nil }, func(_ http.ResponseWriter, inner *http.Request) {
		reached = true
		if inner.Body != body || inner.Trailer == nil || body.read.Load() != 0 {
			t.Errorf("%T, %v, %d bytes read", inner.Body, inner.Trailer, body.read.Load())
		}
		if _, err := late(); err == nil || body.read.Load() != 0 {
			t.Error("the content is taken from the handler:", err)
		}
	}).ServeHTTP(httptest.NewRecorder(), r)
	if !reached {
		t.Error("the handler was not reached")
	}
}

// It can be had as often as somebody asks, and the handler has it all the same.
func TestContentTwice(t *testing.T) {
	for _, content := range []string{"", "x", strings.Repeat("hello", 50<<10)} {
		var request *scheme.Request
		read := func() {
			r, err := request.Content()
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(r); string(got) != content || err != nil {
				t.Errorf("%d bytes of %d, %v", len(got), len(content), err)
			}
		}
		r := probeRequest("POST", strings.NewReader(content))
		body := &tally{ReadCloser: r.Body}
		r.Body = body
		calls := 0
		probed(t, func(r *scheme.Request) error {
			request = r
			read()
			read()
			return nil
		}, func(_ http.ResponseWriter, inner *http.Request) {
			calls++
			if got, err := io.ReadAll(inner.Body); string(got) != content || err != nil {
				t.Errorf("the handler: %d bytes of %d, %v", len(got), len(content), err)
			}
			read()
			inner.Body.Close()
		}).ServeHTTP(httptest.NewRecorder(), r)
		if calls != 1 || body.read.Load() != int64(len(content)) || content != "" && body.closed.Load() != 1 {
			t.Errorf("%d bytes: %d calls, %d bytes read, closed %d times", len(content), calls, body.read.Load(), body.closed.Load())
		}
	}
}

// Content that cannot be had refuses the request, even if the scheme does not
// mind.
func TestContentErrors(t *testing.T) {
	for name, tt := range map[string]struct {
		body   io.Reader
		status int
	}{
		"gone":               {io.MultiReader(strings.NewReader("x"), failing{io.ErrUnexpectedEOF}), 400},
		"http.MaxBytesError": {http.MaxBytesReader(nil, io.NopCloser(strings.NewReader("hello")), 2), 413},
		"too long":           {strings.NewReader(strings.Repeat("x", 1<<20+1)), 413},
		"as long as may be":  {strings.NewReader(strings.Repeat("x", 1<<20)), 200},
	} {
		for _, scrupulous := range []bool{false, true} {
			reached := false
			h := probed(t, func(r *scheme.Request) error {
				_, err := r.Content()
				if _, again := r.Content(); again != err {
					t.Errorf("%s: %v, then %v", name, err, again)
				}
				if !scrupulous {
					err = nil
				}
				return err
			}, func(http.ResponseWriter, *http.Request) { reached = true })
			w := httptest.NewRecorder()
			h.ServeHTTP(w, probeRequest("POST", tt.body))
			if w.Code != tt.status || reached != (tt.status == 200) {
				t.Errorf("%s, scrupulous %t: %d, reached %t", name, scrupulous, w.Code, reached)
			}
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// From HTTP/2 on, the body of CONNECT is the tunnel, which nobody can read to its
// end beforehand.
func TestNoContentOfTunnels(t *testing.T) {
	for _, major := range []int{1, 2} {
		var has error
		r := probeRequest("CONNECT", strings.NewReader("x"))
		r.ProtoMajor = major
		w := httptest.NewRecorder()
		probed(t, func(r *scheme.Request) error { _, has = r.Content(); return has }, func(http.ResponseWriter, *http.Request) {}).ServeHTTP(w, r)
		if want := map[int]int{1: 200, 2: 400}[major]; w.Code != want || (has == nil) != (major == 1) {
			t.Errorf("HTTP/%d: %d, %v", major, w.Code, has)
		}
	}
}

// The origin of a request is what its Host and its connection say.
func TestOriginOnServers(t *testing.T) {
	tests := []struct {
		host, http, https string
	}{
		{"example.com", "http://example.com", "https://example.com"},
		{"Example.COM:80", "http://example.com", "https://example.com:80"},
		{"example.com:443", "http://example.com:443", "https://example.com"},
		{"example.com:", "http://example.com", "https://example.com"},
		{"[::1]:8080", "http://[::1]:8080", "https://[::1]:8080"},
		{"[0:0::1]", "http://[::1]", "https://[::1]"},
		{"", "", ""},
		{"user@example.com", "", ""},
		{"a b", "", ""},
		{"example.com/path", "", ""},
		{"a:b:c", "", ""},
		{"bücher.example", "", ""},
		{"[::1%25eth0]", "", ""},
	}
	for _, tt := range tests {
		for _, secure := range []bool{false, true} {
			for _, proxy := range []bool{false, true} {
				var got string
				auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, probe(func(r *scheme.Request) error { got = r.Origin; return nil }))
				if err != nil {
					t.Fatal(err)
				}
				guard, want := nethttp.Handler, tt.http
				if secure {
					want = tt.https
				}
				r := probeRequest("GET", nil)
				if proxy {
					guard, want = nethttp.Proxy, ""
					r.Header.Set("Proxy-Authorization", "Probe x")
				}
				r.Host = tt.host
				w := httptest.NewRecorder()
				guard(auth, http.NotFoundHandler(), &nethttp.Options{Secure: func(*http.Request) bool { return secure }}).ServeHTTP(w, r)
				if got != want || w.Code != 404 {
					t.Errorf("%q, secure %t, proxy %t: %q, want %q", tt.host, secure, proxy, got, want)
				}
			}
		}
	}
	if len(tests) != 13 {
		t.Errorf("%d tests", len(tests))
	}
}
