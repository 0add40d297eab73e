// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// RoundTrip makes a wire the base of a nethttp.Transport.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	c, err := header.ParseCredentials(req.Header.Values("Authorization"))
	if err != nil && !errors.Is(err, header.ErrAbsent) {
		return nil, err
	}
	r := request()
	r.Method, r.Target = req.Method, req.URL.RequestURI()
	rep, err := w.trip(req.Context(), r, c)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: rep.status, Body: http.NoBody, Request: req,
		Header: http.Header{"Www-Authenticate": rep.lines, "Authentication-Info": rep.info}}, nil
}

// TestWireOfTransport is TestWire through the stack that programs use.
func TestWireOfTransport(t *testing.T) {
	const n, atOnce = 1000, 64
	for _, tt := range []struct {
		name  string
		serve func(*testing.T) serve
		max   int
		took  time.Duration
	}{
		{"window", func(t *testing.T) serve { return withNonces(t, digest.NewNonces(nil), false) }, n + 1, 100 * time.Millisecond},
		{"strict nc", func(t *testing.T) serve { return withNonces(t, &nonces{use: growing}, false) }, n + 1 + atOnce, 110 * time.Millisecond},
		{"50 uses, nextnonce", func(t *testing.T) serve {
			return withNonces(t, digest.NewNonces(&digest.NonceOptions{Uses: 50}), true)
		}, n + atOnce, 110 * time.Millisecond},
		{"public", func(*testing.T) serve { return public }, n, 100 * time.Millisecond},
		{"Basic only", func(*testing.T) serve { return basicOnly }, n, 100 * time.Millisecond},
	} {
		inBubble(t, tt.name, func(t *testing.T) {
			w := newWire(tt.serve(t))
			auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "http://example.org"}, digest.NewClient(user, password, &digest.ClientOptions{RequireInfo: true}))
			if err != nil {
				t.Fatal(err)
			}
			client := &http.Client{Transport: &nethttp.Transport{Client: auth, Base: w}}
			var next, ok atomic.Int64
			var wg sync.WaitGroup
			for range atOnce {
				wg.Go(func() {
					for next.Add(1) <= n {
						resp, err := client.Post("http://example.org/dir?a=b", "text/plain", strings.NewReader("content"))
						if err != nil {
							t.Error(err)
							continue
						}
						resp.Body.Close()
						if resp.StatusCode == 200 {
							ok.Add(1)
						}
					}
				})
			}
			wg.Wait()
			took := time.Since(w.start)
			t.Logf("%s: %d requests in %v", tt.name, w.sent, took)
			want := int64(n)
			if tt.name == "Basic only" {
				want = 0
			}
			if ok.Load() != want || w.sent > tt.max || w.repeated > 0 || took > tt.took {
				t.Errorf("%d ok, %d requests, want at the most %d; %d counts twice; %v", ok.Load(), w.sent, tt.max, w.repeated, took)
			}
		})
	}
}
