// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A body is closed once, whatever comes of the request, and not before it is no
// longer needed.
func TestBodiesAreClosedOnce(t *testing.T) {
	respond := func(status int, challenge string) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{"Www-Authenticate": {challenge}}, Body: http.NoBody}, nil
	}
	const asks = `Basic realm="r"`
	tests := []struct {
		name string
		base roundTripper
		sch  scheme.Client
		want int // status; 0: an error
	}{
		{"an error ahead", nil, bearer.NewClient(bearer.Static("not a token"), nil), 0},
		{"an error, closed", func(r *http.Request) (*http.Response, error) { r.Body.Close(); return nil, io.EOF }, alice()[2], 0},
		{"an error, read and closed twice", func(r *http.Request) (*http.Response, error) {
			io.ReadAll(r.Body)
			r.Body.Close()
			r.Body.Close()
			return nil, io.EOF
		}, alice()[2], 0},
		{"an error, left open", func(r *http.Request) (*http.Response, error) { return nil, io.EOF }, alice()[2], 0},
		{"accepted", func(r *http.Request) (*http.Response, error) { r.Body.Close(); return respond(200, "") }, alice()[2], 200},
		{"accepted, and closed after that", func(r *http.Request) (*http.Response, error) {
			resp, err := respond(200, "")
			resp.Body = struct {
				io.Reader
				io.Closer
			}{strings.NewReader(""), r.Body}
			return resp, err
		}, alice()[2], 200},
		{"refused", func(r *http.Request) (*http.Response, error) { r.Body.Close(); return respond(401, asks) }, alice()[2], 401},
		{"declined", func(r *http.Request) (*http.Response, error) { r.Body.Close(); return respond(401, "X") }, alice()[2], 401},
		{"no answer", func(r *http.Request) (*http.Response, error) { r.Body.Close(); return respond(401, asks) }, basic.NewClient("a:b", "c", nil), 0},
		{"no answer, left open", func(r *http.Request) (*http.Response, error) { return respond(401, asks) }, basic.NewClient("a:b", "c", nil), 0},
		{"read", func(r *http.Request) (*http.Response, error) {
			io.ReadAll(r.Body)
			r.Body.Close()
			return respond(401, asks)
		}, alice()[2], 0},
		{"read, left open", func(r *http.Request) (*http.Response, error) { io.ReadAll(r.Body); return respond(401, asks) }, alice()[2], 0},
	}
	for _, tt := range tests {
		body := once("hello")
		c := newClient(t, "http://127.0.0.1", roundTripper(func(r *http.Request) (*http.Response, error) {
			if body.closed.Load() != 0 {
				t.Errorf("%s: it is closed, and needed", tt.name)
			}
			return tt.base(r)
		}), tt.sch)
		resp, _, err := try(c, newRequest(t, "POST", "http://127.0.0.1", body))
		if (err != nil) != (tt.want == 0) || err == nil && resp.StatusCode != tt.want {
			t.Errorf("%s: %v, %v", tt.name, resp, err)
		}
		if body.closed.Load() != 1 {
			t.Errorf("%s: closed %d times", tt.name, body.closed.Load())
		}
	}
	if len(tests) != 12 {
		t.Errorf("%d tests", len(tests))
	}
}

// A base transport that still reads, or starts to, when its response is there,
// does not share the body with its successor.
func TestReadsAfterTheResponse(t *testing.T) {
	for range 100 {
		body := once(strings.Repeat("x", 64))
		var late sync.WaitGroup
		base := roundTripper(func(r *http.Request) (*http.Response, error) {
			if r.Header.Get("Authorization") != "" {
				got, err := io.ReadAll(r.Body)
				r.Body.Close()
				if len(got) != 64 {
					t.Errorf("sent half: %d bytes, %v", len(got), err)
				}
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: http.NoBody}, err
			}
			late.Go(func() {
				io.ReadAll(r.Body)
				r.Body.Close()
			})
			return &http.Response{StatusCode: 401, Header: http.Header{"Www-Authenticate": {`Basic realm="r"`}}, Body: http.NoBody}, nil
		})
		_, _, err := try(newClient(t, "http://127.0.0.1", base, alice()[2]), newRequest(t, "POST", "http://127.0.0.1", body))
		late.Wait()
		if err != nil && !errors.Is(err, nethttp.ErrBody) || body.closes() != 1 || body.read.Load() != 64 && err == nil {
			t.Error(err, body.closes(), body.read.Load())
		}
	}
}

// A read waits for a response that has begun to come, but not for ever: the base
// transport may itself wait for the read.
func TestReadsDuringTheResponse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, tt := range map[string]struct {
			trace func(*httptrace.ClientTrace)
			wait  time.Duration
		}{
			"no response":    {func(*httptrace.ClientTrace) {}, 0},
			"a response":     {func(tr *httptrace.ClientTrace) { tr.GotFirstResponseByte() }, time.Second},
			"100 Continue":   {func(tr *httptrace.ClientTrace) { tr.GotFirstResponseByte(); tr.Got100Continue() }, 0},
			"only afterward": {func(tr *httptrace.ClientTrace) { tr.Got100Continue(); tr.GotFirstResponseByte() }, time.Second},
		} {
			body := once("hello")
			base := roundTripper(func(r *http.Request) (*http.Response, error) {
				tt.trace(httptrace.ContextClientTrace(r.Context()))
				start := time.Now()
				io.ReadAll(r.Body)
				r.Body.Close()
				if d := time.Since(start); d != tt.wait {
					t.Errorf("%s: after %v", name, d)
				}
				return nil, io.EOF
			})
			if _, _, err := try(newClient(t, "http://127.0.0.1", base, alice()[2]), newRequest(t, "POST", "http://127.0.0.1", body)); err == nil {
				t.Error(err)
			}
			if body.closes() != 1 || body.read.Load() != 5 {
				t.Error(name, body.closes(), body.read.Load())
			}
		}
	})
}

// A pipe whose writer waits does not keep the request, nor is the writer kept.
func TestPipes(t *testing.T) {
	for _, proto := range []int{1, 2} {
		url, base := start(t, challenging(1), proto)
		r, w := io.Pipe()
		wrote := make(chan error)
		go func() {
			_, err := io.WriteString(w, "x")
			for err == nil {
				_, err = io.WriteString(w, "more")
			}
			wrote <- err
		}()
		if _, _, err := try(newClient(t, url, base, basic.NewClient("a", "b", nil)), newRequest(t, "POST", url, r)); !errors.Is(err, nethttp.ErrBody) {
			t.Errorf("HTTP/%d: %v", proto, err)
		}
		if err := <-wrote; err != io.ErrClosedPipe {
			t.Errorf("HTTP/%d: the writer got %v", proto, err)
		}
	}
}

// A canceled request ends, and its body is closed.
func TestCanceledBody(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		cancel()
		<-done
	}))
	defer srv.Close()
	defer close(done)
	body := once("hello")
	base := &http.Transport{ExpectContinueTimeout: time.Hour}
	if _, _, err := try(newClient(t, srv.URL, base, alice()[0]), newRequest(t, "POST", srv.URL, body).WithContext(ctx)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if body.closes() != 1 || body.read.Load() != 0 {
		t.Error(body.closes(), body.read.Load())
	}
}
