// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// digestHandler puts Digest before a handler.
func digestHandler(t *testing.T, qop []digest.QOP, next http.Handler, opts *nethttp.Options) http.Handler {
	t.Helper()
	lookup, err := digest.Passwords(map[string]string{"alice": "secret"})
	if err != nil {
		t.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, digest.New(lookup, &digest.Options{QOP: qop}))
	if err != nil {
		t.Fatal(err)
	}
	return nethttp.Handler(auth, next, opts)
}

var integrity = []digest.QOP{digest.AuthInt}

// both sends back what it gets, and flushes in between if asked to.
func both(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("flush") {
		w.(http.Flusher).Flush()
	}
	io.Copy(w, r.Body)
}

// Digest with auth-int, over the wire: requests and responses of all lengths, and
// proofs in header and trailer.
func TestDigestAuthInt(t *testing.T) {
	for _, proto := range []int{1, 2} {
		url, base := start(t, digestHandler(t, integrity, http.HandlerFunc(both), nil), proto)
		c := newClient(t, url, base, digest.NewClient("alice", "secret", &digest.ClientOptions{QOP: integrity, RequireInfo: true}))
		for _, method := range []string{"GET", "HEAD", "POST", "DELETE"} {
			for _, target := range []string{"/", "/a?flush"} {
				for _, size := range []int{0, 1, 64 << 10, 64<<10 + 1, 1 << 20} {
					content := strings.Repeat("x", size)
					resp, got, err := try(c, newRequest(t, method, url+target, strings.NewReader(content)))
					if err != nil || resp.StatusCode != 200 || got != content && method != "HEAD" {
						t.Errorf("HTTP/%d %s %s, %d bytes: %v, %d bytes, %v", proto, method, target, size, resp, len(got), err)
					}
				}
			}
		}
	}
}

// Many at once, with one nonce.
func TestDigestAuthIntInParallel(t *testing.T) {
	url, base := start(t, digestHandler(t, integrity, http.HandlerFunc(both), nil), 2)
	c := newClient(t, url, base, digest.NewClient("alice", "secret", &digest.ClientOptions{QOP: integrity, RequireInfo: true}))
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for j := range 10 {
				content := strings.Repeat(fmt.Sprint(i), j*10<<10)
				if resp, got, err := try(c, newRequest(t, "POST", url, strings.NewReader(content))); err != nil || resp.StatusCode != 200 || got != content {
					t.Error(resp, len(got), err)
				}
			}
		})
	}
	wg.Wait()
}

// D21: somebody in between changes one bit, of the request or of the response.
func TestAttack_D21_one_bit_of_digest_content(t *testing.T) {
	var reached atomic.Int64
	url, base := start(t, digestHandler(t, integrity, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		both(w, r)
	}), nil), 1)
	flip := func(body io.ReadCloser) io.ReadCloser {
		defer body.Close()
		all, err := io.ReadAll(body)
		if err != nil {
			t.Error(err)
		}
		all[0] ^= 1
		return io.NopCloser(bytes.NewReader(all))
	}
	for name, tt := range map[string]struct {
		request, response bool
		status            int // 0: an error
		reached           int64
	}{
		"nothing":      {false, false, 200, 1},
		"the request":  {true, false, 401, 0},
		"the response": {false, true, 0, 1},
	} {
		reached.Store(0)
		between := roundTripper(func(r *http.Request) (*http.Response, error) {
			if tt.request {
				r.Body = flip(r.Body)
			}
			resp, err := base.RoundTrip(r)
			if err == nil && tt.response && resp.StatusCode == 200 {
				resp.Body = flip(resp.Body)
			}
			return resp, err
		})
		c := newClient(t, url, between, digest.NewClient("alice", "secret", &digest.ClientOptions{QOP: integrity}))
		resp, _, err := try(c, newRequest(t, "POST", url, strings.NewReader("hello")))
		if (err == nil) != (tt.status != 0) || err == nil && resp.StatusCode != tt.status || reached.Load() != tt.reached {
			t.Errorf("%s: %v, %v, reached %d times", name, resp, err, reached.Load())
		}
	}
}

// D22: what a server does not keep, it says; what a client does not keep, it
// takes without proof only where none is required.
func TestAttack_D22_digest_content_beyond_the_cap(t *testing.T) {
	for _, proto := range []int{1, 2} {
		url, base := start(t, digestHandler(t, integrity, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			both(w, r)
			both(w, &http.Request{URL: r.URL, Body: io.NopCloser(strings.NewReader(long))})
		}), &nethttp.Options{MaxContent: 10}), proto)
		for _, require := range []bool{false, true} {
			qops := []digest.QOP{digest.AuthInt, digest.Auth} // auth-int alone requires the proof
			c := newClient(t, url, base, digest.NewClient("alice", "secret", &digest.ClientOptions{QOP: qops, RequireInfo: require}))
			c.Transport.(*nethttp.Transport).MaxContent = 100
			for content, want := range map[string]int{"1234567890": 200, "12345678901": 413} {
				resp, got, err := try(c, newRequest(t, "POST", url, strings.NewReader(content)))
				if (err != nil) != require || err == nil && (resp.StatusCode != want || want == 200 && got != content+long) {
					t.Errorf("HTTP/%d, required %t, %d bytes: %v, %d bytes, %v", proto, require, len(content), resp, len(got), err)
				}
			}
		}
	}
}

// With qop=auth, what is sent and received streams: neither end keeps anything.
func TestDigestAuthStreams(t *testing.T) {
	h := digestHandler(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, n, err)
	}), &nethttp.Options{MaxContent: 1})
	for _, proto := range []int{1, 2} {
		url, base := start(t, h, proto)
		c := newClient(t, url, base, digest.NewClient("alice", "secret", &digest.ClientOptions{RequireInfo: true}))
		c.Transport.(*nethttp.Transport).MaxContent = 1
		body := once(strings.Repeat("x", 1<<20))
		if _, got, err := try(c, newRequest(t, "POST", url, body)); err != nil || got != "1048576 <nil>" || body.closes() != 1 {
			t.Errorf("HTTP/%d: %s, %v", proto, got, err)
		}
	}
}
