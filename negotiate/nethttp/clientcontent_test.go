// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Content of all lengths is verified both ways, and arrives.
func TestSealedContent(t *testing.T) {
	for _, proto := range []int{1, 2} {
		url, base := start(t, sealedHandler(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) }), nil), proto)
		for _, size := range []int{0, 1, 511, 512, 513, 64 << 10, 64<<10 + 1, 1 << 20} {
			content := strings.Repeat("x", size)
			resp, body, err := try(newClient(t, url, base, new(sealClient)), newRequest(t, "POST", url, strings.NewReader(content)))
			if err != nil || resp.StatusCode != 200 || body != content {
				t.Errorf("HTTP/%d, %d bytes: %d came back, %v", proto, size, len(body), err)
			}
		}
	}
}

// replying answers a challenged request with a response of its own.
func replying(response func(r *http.Request) *http.Response) roundTripper {
	return func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			r.Body.Close()
		}
		resp := &http.Response{StatusCode: 401, Header: http.Header{"Www-Authenticate": {`Seal realm="r"`}}, Body: http.NoBody}
		if r.Header.Get("Authorization") != "" {
			resp = response(r)
		}
		return resp, nil
	}
}

// A response that is not the one that was sent does not reach the caller, nor
// any of it.
func TestSealedResponses(t *testing.T) {
	const content, other = "hello", "hellO"
	h := newSeal("response")
	io.WriteString(h, content)
	info := "mac=" + sum(h)
	empty := "mac=" + sum(newSeal("response"))
	tests := []struct {
		name    string
		method  string
		status  int
		length  int64
		content string
		header  string
		trailer string
		decoded bool
		ok      bool
	}{
		{"as it was sent", "GET", 200, 5, content, info, "", false, true},
		{"of unknown length", "GET", 200, -1, content, info, "", false, true},
		{"Info in the trailer", "GET", 200, -1, content, "", info, false, true},
		{"an error response", "GET", 500, -1, content, info, "", false, true},
		{"one bit changed", "GET", 200, 5, other, info, "", false, false},
		{"one bit changed, a trailer", "GET", 200, -1, other, "", info, false, false},
		{"the header counts, not the trailer", "GET", 200, -1, other, "mac=x", info, false, false},
		{"no Info", "GET", 200, 5, content, "", "", false, false},
		{"decompressed by the base transport", "GET", 200, -1, content, info, "", true, false},
		{"HEAD", "HEAD", 200, 5, "", empty, "", false, true},
		{"HEAD, longer than is kept", "HEAD", 200, 1 << 40, "", empty, "", false, true},
		{"no content", "GET", 204, 0, "", empty, "", false, true},
		{"not modified", "GET", 304, 1 << 40, "", empty, "", false, true},
		{"a tunnel", "CONNECT", 200, -1, other, empty, "", false, true},
		{"content of another for HEAD", "HEAD", 200, 5, "", info, "", false, false},
	}
	for _, tt := range tests {
		body := once(tt.content)
		base := replying(func(*http.Request) *http.Response {
			resp := &http.Response{
				StatusCode: tt.status, ContentLength: tt.length, Body: body, Uncompressed: tt.decoded,
				Header: http.Header{}, Trailer: http.Header{"Authentication-Info": nil},
			}
			if tt.header != "" {
				resp.Header.Set("Authentication-Info", tt.header)
			}
			if tt.trailer != "" {
				resp.Body = trailing{body, resp, tt.trailer}
			}
			return resp
		})
		_, got, err := try(newClient(t, "http://127.0.0.1", base, new(sealClient)), newRequest(t, tt.method, "http://127.0.0.1", nil))
		if (err == nil) != tt.ok || tt.ok && got != tt.content {
			t.Errorf("%s: %q, %v", tt.name, got, err)
		}
		if body.closed.Load() != 1 {
			t.Errorf("%s: closed %d times", tt.name, body.closed.Load())
		}
	}
	if len(tests) != 15 {
		t.Errorf("%d tests", len(tests))
	}
}

// trailing sets the trailer when the content is read, as net/http does.
type trailing struct {
	io.ReadCloser
	resp *http.Response
	info string
}

func (b trailing) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF {
		b.resp.Trailer.Set("Authentication-Info", b.info)
	}
	return n, err
}

// D22: what is kept of a response is bounded.
func TestAttack_D22_a_response_beyond_the_cap(t *testing.T) {
	for name, tt := range map[string]struct {
		size   int
		length bool
		max    int64
		read   int64
	}{
		"as long as may be":        {100, true, 100, 100},
		"unknown, as long as":      {100, false, 100, 100},
		"too long":                 {101, true, 100, 0},
		"unknown, too long":        {1 << 20, false, 100, 101},
		"the default":              {8 << 20, true, 0, 8 << 20},
		"more than the default":    {8<<20 + 1, true, 0, 0},
		"unknown, more than that":  {9 << 20, false, 0, 8<<20 + 1},
		"more than was asked for":  {8<<20 + 1, true, 9 << 20, 8<<20 + 1},
		"all that there could be":  {100, false, 1<<63 - 1, 100},
		"a negative one is no one": {100, false, -1, 100},
	} {
		content := strings.Repeat("x", tt.size)
		h := newSeal("response")
		io.WriteString(h, content)
		body := once(content)
		base := replying(func(*http.Request) *http.Response {
			resp := &http.Response{StatusCode: 200, ContentLength: -1, Body: body, Header: http.Header{"Authentication-Info": {"mac=" + sum(h)}}}
			if tt.length {
				resp.ContentLength = int64(tt.size)
			}
			return resp
		})
		c := newClient(t, "http://127.0.0.1", base, new(sealClient))
		c.Transport.(*nethttp.Transport).MaxContent = tt.max
		_, got, err := try(c, newRequest(t, "GET", "http://127.0.0.1", nil))
		whole := tt.read == int64(tt.size)
		if body.read.Load() != tt.read || whole != (err == nil) || whole && got != content || !whole && !errors.Is(err, scheme.ErrTooLarge) {
			t.Errorf("%s: %d of %d bytes read, %v", name, body.read.Load(), tt.size, err)
		}
		if body.closed.Load() != 1 {
			t.Errorf("%s: closed %d times", name, body.closed.Load())
		}
	}
}

// Content that breaks off is none, whatever a scheme says. Content that cannot be
// had for other reasons is the scheme's to refuse; the caller gets it as it is.
func TestResponseContentThatCannotBeHad(t *testing.T) {
	for name, tt := range map[string]struct {
		content io.Reader
		decoded bool
		want    error
	}{
		"it breaks off":                       {io.MultiReader(strings.NewReader("x"), failing{io.ErrUnexpectedEOF}), false, io.ErrUnexpectedEOF},
		"it breaks off at once":               {failing{io.ErrUnexpectedEOF}, false, io.ErrUnexpectedEOF},
		"it is too long":                      {strings.NewReader(long), false, nil},
		"it was decoded":                      {strings.NewReader(short), true, nil},
		"it is too long, and then breaks off": {io.MultiReader(strings.NewReader(long), failing{io.ErrUnexpectedEOF}), false, io.ErrUnexpectedEOF},
	} {
		body := &tally{ReadCloser: io.NopCloser(tt.content)}
		base := replying(func(*http.Request) *http.Response {
			return &http.Response{StatusCode: 200, ContentLength: -1, Body: body, Uncompressed: tt.decoded, Header: http.Header{}}
		})
		c := newClient(t, "http://127.0.0.1", base, careless{new(sealClient)})
		c.Transport.(*nethttp.Transport).MaxContent = 200
		_, got, err := try(c, newRequest(t, "GET", "http://127.0.0.1", nil))
		if !errors.Is(err, tt.want) || err == nil && got != long && got != short || body.closed.Load() != 1 {
			t.Errorf("%s: %d bytes, %v, closed %d times", name, len(got), err, body.closed.Load())
		}
	}
}

// careless is a Seal that takes a response without content for a good one.
type careless struct{ *sealClient }

// Verify asks for the content twice, as it may.
func (x carelessExchange) Verify(_ context.Context, resp *scheme.Response) (bool, error) {
	resp.Content()
	resp.Content()
	return true, nil
}

func (c careless) Begin(ctx context.Context, r *scheme.Request) scheme.Exchange {
	return carelessExchange{c.sealClient.Begin(ctx, r)}
}

type carelessExchange struct{ scheme.Exchange }

// What nobody asks for is not read: the response streams.
func TestResponseNobodyAsksFor(t *testing.T) {
	body := once("hello")
	base := roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Header.Get("Accept-Encoding") != "" {
			t.Error("it asks for", r.Header["Accept-Encoding"])
		}
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: body}, nil
	})
	resp, err := newClient(t, "http://127.0.0.1", base, alice()[1]).Get("http://127.0.0.1")
	if err != nil || resp.Body != body || body.read.Load() != 0 {
		t.Error(resp, err)
	}
}

// With http.Transport, which would decompress what it asked for, a response comes
// as it was sent. What the caller asks for is the caller's to decode.
func TestContentCoding(t *testing.T) {
	coded := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			fmt.Fprintf(w, "hello, not coded")
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		fmt.Fprintf(z, "hello, coded")
		z.Close()
	})
	for _, proto := range []int{1, 2} {
		url, base := start(t, sealedHandler(t, coded, nil), proto)
		c := newClient(t, url, base, new(sealClient))
		if _, body, err := try(c, newRequest(t, "GET", url, nil)); err != nil || body != "hello, not coded" {
			t.Errorf("HTTP/%d: %q, %v", proto, body, err)
		}
		req := newRequest(t, "GET", url, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		resp, body, err := try(c, req)
		if err != nil || resp.Header.Get("Content-Encoding") != "gzip" {
			t.Fatal(resp, err)
		}
		z, err := gzip.NewReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); string(got) != "hello, coded" || err != nil {
			t.Errorf("HTTP/%d: %q, %v", proto, got, err)
		}
	}
}
