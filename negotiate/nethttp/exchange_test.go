// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

// The content of a request is had from GetBody alone, and what was opened for it
// is closed.
func TestContentOfRequests(t *testing.T) {
	for name, tt := range map[string]struct {
		method  string
		body    io.Reader
		getBody func() (io.ReadCloser, error)
		want    string // of the error
	}{
		"no body":                {"GET", nil, nil, ""},
		"no method":              {"", nil, nil, ""},
		"http.NoBody":            {"POST", http.NoBody, nil, ""},
		"no GetBody":             {"POST", once("x"), nil, scheme.ErrForbidden.Error()},
		"GetBody":                {"POST", once("x"), func() (io.ReadCloser, error) { return once("x"), nil }, ""},
		"GetBody fails":          {"POST", once("x"), func() (io.ReadCloser, error) { return nil, io.ErrNoProgress }, io.ErrNoProgress.Error()},
		"GetBody fails later on": {"POST", once("x"), later("x", io.ErrNoProgress), io.ErrNoProgress.Error()},
		"a tunnel":               {"CONNECT", once("x"), func() (io.ReadCloser, error) { return once("x"), nil }, scheme.ErrForbidden.Error()},
	} {
		req := newRequest(t, tt.method, "http://127.0.0.1", tt.body)
		req.Method = tt.method // net/http takes none for GET
		var opened []*tally
		if tt.getBody != nil {
			req.GetBody = func() (io.ReadCloser, error) {
				b, err := tt.getBody()
				if err == nil {
					b = &tally{ReadCloser: b}
					opened = append(opened, b.(*tally))
				}
				return b, err
			}
		}
		base := replying(func(*http.Request) *http.Response {
			return &http.Response{StatusCode: 200, Header: http.Header{"Authentication-Info": {"mac=" + sum(newSeal("response"))}}, Body: http.NoBody}
		})
		_, _, err := try(newClient(t, "http://127.0.0.1", base, new(sealClient)), req)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v", name, err)
		}
		for i, b := range opened {
			if b.closed.Load() != 1 {
				t.Errorf("%s: body %d was closed %d times", name, i, b.closed.Load())
			}
		}
		if b, ok := tt.body.(*tally); ok && b.closed.Load() != 1 {
			t.Errorf("%s: the body was closed %d times", name, b.closed.Load())
		}
	}
}

// later returns a GetBody that works once.
func later(content string, err error) func() (io.ReadCloser, error) {
	calls := 0
	return func() (io.ReadCloser, error) {
		if calls++; calls > 1 {
			return nil, err
		}
		return once(content), nil
	}
}

// An exchange is over when the response was verified, and with every error; the
// caller may then still read the response.
func TestExchangesEnd(t *testing.T) {
	ok := &http.Response{StatusCode: 200, Header: http.Header{"Authentication-Info": {"mac=" + sum(newSeal("response"))}}, Body: http.NoBody}
	for name, tt := range map[string]struct {
		base roundTripper
		ok   bool
	}{
		"accepted": {replying(func(*http.Request) *http.Response { return ok }), true},
		"not challenged": {func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 404, Body: http.NoBody}, nil
		}, true},
		"refused":          {replying(func(*http.Request) *http.Response { return &http.Response{StatusCode: 401, Body: http.NoBody} }), true},
		"not verified":     {replying(func(*http.Request) *http.Response { return &http.Response{StatusCode: 200, Body: http.NoBody} }), false},
		"an error":         {func(*http.Request) (*http.Response, error) { return nil, io.EOF }, false},
		"something else's": {replying(func(*http.Request) *http.Response { return &http.Response{StatusCode: 101, Body: http.NoBody} }), false},
	} {
		sch := new(sealClient)
		var open atomic.Bool
		base := roundTripper(func(r *http.Request) (*http.Response, error) {
			open.Store(sch.begun[0].Err() == nil)
			return tt.base(r)
		})
		ctx := t.Context()
		_, _, err := try(newClient(t, "http://127.0.0.1", base, sch), newRequest(t, "GET", "http://127.0.0.1", nil).WithContext(ctx))
		if (err == nil) != tt.ok || !open.Load() || len(sch.begun) != 1 || sch.begun[0].Err() == nil || ctx.Err() != nil {
			t.Errorf("%s: %v, open meanwhile %t, %v", name, err, open.Load(), sch.begun)
		}
	}
	// With credentials of the caller's own, no exchange is begun.
	sch := new(sealClient)
	req := newRequest(t, "GET", "http://127.0.0.1", nil)
	req.Header.Set("Authorization", "X y")
	c := newClient(t, "http://127.0.0.1", replying(func(*http.Request) *http.Response { return ok }), sch)
	if resp, err := c.Transport.RoundTrip(req); err != nil || resp != ok || len(sch.begun) != 0 {
		t.Error(resp, err)
	}
}
