// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// once returns a body that can be read once only, and remembers it.
func once(content string) *tally {
	return &tally{ReadCloser: io.NopCloser(strings.NewReader(content)), done: make(chan struct{})}
}

// closes waits until the body is closed, which a base transport may do after the
// response is there, and returns how often that was.
func (b *tally) closes() int64 {
	<-b.done
	return b.closed.Load()
}

// Bodies without GetBody are sent once, whole, after the challenge.
func TestAttack_G10_a_body_that_can_be_read_once(t *testing.T) {
	n := 0
	for _, proto := range []int{1, 2} {
		var calls atomic.Int64
		url, base := start(t, nethttp.Handler(newAuth(t), whoami(&calls), nil), proto)
		for _, sch := range alice() {
			for _, size := range []int{0, 1, 4 << 10, 1 << 20} {
				for _, length := range []bool{false, true} {
					content := strings.Repeat("x", size)
					body := once(content)
					req := newRequest(t, "POST", url, body)
					if length {
						req.ContentLength = int64(size)
					}
					calls.Store(0)
					resp, got, err := try(newClient(t, url, base, sch), req)
					if err != nil {
						t.Fatalf("HTTP/%d, %s, %d bytes: %v", proto, sch.Name(), size, err)
					}
					if want := "alice " + sch.Name() + " " + content; resp.StatusCode != 200 || got != want || calls.Load() != 1 {
						t.Errorf("HTTP/%d, %s, %d bytes: %s, %d bytes came back of %d", proto, sch.Name(), size, resp.Status, len(got), len(want))
					}
					if body.read.Load() != int64(size) || body.closes() != 1 || req.Header.Get("Expect") != "" {
						t.Errorf("HTTP/%d, %s, %d bytes: %d were read, closed %d times, %v", proto, sch.Name(), size, body.read.Load(), body.closes(), req.Header)
					}
					n++
				}
			}
		}
	}
	if n != 2*3*4*2 {
		t.Errorf("%d requests", n)
	}
}

// challenging reads as much of the body as it is told, and then wants Basic.
func challenging(read int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, _, ok := r.BasicAuth(); ok {
			echo(w, r)
			return
		}
		io.CopyN(io.Discard, r.Body, read)
		w.Header().Set("WWW-Authenticate", `Basic realm="r"`)
		w.WriteHeader(401)
	})
}

// What was read of a body is gone, and it is never sent half.
func TestAttack_G10_a_body_that_was_read_is_not_sent_again(t *testing.T) {
	for _, proto := range []int{1, 2} {
		url, base := start(t, challenging(1), proto)
		for name, size := range map[string]int{"all": 1, "a part": 100 << 10} {
			body := once(strings.Repeat("x", size))
			_, _, err := try(newClient(t, url, base, basic.NewClient("a", "b", nil)), newRequest(t, "POST", url, body))
			if !errors.Is(err, nethttp.ErrBody) {
				t.Errorf("HTTP/%d, %s: %v", proto, name, err)
			}
			base.CloseIdleConnections()
			if body.closes() != 1 {
				t.Errorf("HTTP/%d, %s: closed %d times", proto, name, body.closes())
			}
		}
	}
}

// A server that keeps the connection after its 401 would get the body all the
// same: net/http sends it, to keep the connection too.
func TestAttack_G10_a_server_that_keeps_the_connection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var conns sync.WaitGroup
	conns.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conns.Go(func() { keeping(t, conn) })
		}
	})
	for range 20 {
		base := &http.Transport{ExpectContinueTimeout: time.Hour}
		body := once("hello")
		resp, got, err := try(newClient(t, "http://"+l.Addr().String(), base, basic.NewClient("a", "b", nil)), newRequest(t, "POST", "http://"+l.Addr().String(), body))
		if err != nil || got != "hello" || body.read.Load() != 5 || body.closes() != 1 {
			t.Error(resp, got, err, body.read.Load(), body.closes())
		}
		base.CloseIdleConnections()
	}
	l.Close()
	conns.Wait()
}

// keeping answers requests on a connection like a server that never closes it.
func keeping(t *testing.T, conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	for {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		if _, _, ok := r.BasicAuth(); !ok {
			io.WriteString(conn, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 5\r\n\r\nnever")
			if b, err := in.ReadByte(); err == nil {
				t.Errorf("%c was sent", b)
			}
			return
		}
		io.WriteString(conn, "HTTP/1.1 100 Continue\r\n\r\n")
		body, err := io.ReadAll(r.Body)
		fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		if err != nil {
			return
		}
	}
}

// The first answer of a server that does not know Expect is not the last.
func TestExpectationFailed(t *testing.T) {
	sent := 0
	url, base := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if sent++; r.Header.Get("Expect") != "" { // net/http hides it over HTTP/2
			w.WriteHeader(417)
			return
		}
		echo(w, r)
	}), 1)
	c := newClient(t, url, base, bearer.NewClient(bearer.Static("x"), nil))
	body := once("hello")
	resp, got, err := try(c, newRequest(t, "POST", url, body))
	if err != nil || got != "hello <nil>" || body.closes() != 1 || sent != 2 {
		t.Error(resp, got, err, sent)
	}
	// The caller's own is the caller's.
	req := newRequest(t, "POST", url, once("hello"))
	req.Header.Set("Expect", "100-continue")
	if resp, _, err := try(c, req); err != nil || resp.StatusCode != 417 || sent != 3 {
		t.Error(resp, err, sent)
	}
}

// Only a request that surely has content may have an Expect.
func TestExpectIsOnlyForContent(t *testing.T) {
	for _, tt := range []struct {
		method string
		body   io.Reader
		length int64
		want   string
	}{
		{"POST", nil, 0, ""},
		{"POST", strings.NewReader("x"), 1, ""}, // has GetBody
		{"POST", once("x"), 0, "100-continue"},
		{"POST", once("x"), 1, "100-continue"},
		{"GET", once("x"), 0, ""},
		{"DELETE", once("x"), 1, "100-continue"},
	} {
		var got string
		base := roundTripper(func(r *http.Request) (*http.Response, error) {
			got = r.Header.Get("Expect")
			if r.Body != nil {
				r.Body.Close()
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}, nil
		})
		req := newRequest(t, tt.method, "http://127.0.0.1", tt.body)
		req.ContentLength = tt.length
		if _, _, err := try(newClient(t, "http://127.0.0.1", base, alice()[0]), req); err != nil || got != tt.want {
			t.Errorf("%s, %d bytes: %q, %v", tt.method, tt.length, got, err)
		}
	}
}
