// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A setting is a request with accounts for its origin, for its proxy or for both.
type setting struct {
	origin, proxy func() scheme.Client // nil if there is none
	rounds        int                  // of each
	body          string               // "", "small", "big" or "once"
}

// run has peers answer by a script of statuses, and then with 200. It returns how
// often the request was sent.
func (s setting) run(t *testing.T, script []int) (sends int) {
	t.Helper()
	nonce := 0
	p := &peers{answer: func(n int, r *http.Request) (int, http.Header) {
		if r.Body != nil {
			r.Body.Close() // and nothing of it was read
		}
		status := 200
		if n <= len(script) {
			status = script[n-1]
		}
		nonce++
		all := []string{`Digest realm="r", nonce="` + strconv.Itoa(nonce) + `", qop="auth", algorithm=SHA-256, stale=true`, `Basic realm="r"`, `E realm="r"`, `Key realm="r"`}
		return status, http.Header{"Www-Authenticate": all, "Proxy-Authenticate": all, "X-N": {strconv.Itoa(n)}}
	}}
	const home, proxy = "http://127.0.0.1", "http://127.0.0.1:3128"
	tr := &nethttp.Transport{Base: p, Via: func(*http.Request) (*url.URL, error) { return url.Parse(proxy) }}
	accounts := func(origin string, sch func() scheme.Client) *negotiate.Client {
		if sch == nil {
			return nil
		}
		c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin, Rounds: s.rounds}, sch())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	tr.Client, tr.Proxy = accounts(home, s.origin), accounts(proxy, s.proxy)
	// The second of two requests knows what the first has learnt.
	for _, learnt := range []bool{false, true} {
		p.seen, nonce = nil, 0
		var body io.Reader
		switch s.body {
		case "small", "big":
			body = strings.NewReader("x")
		case "once":
			body = once("x")
		}
		req := newRequest(t, "POST", home, body)
		if s.body == "big" {
			req.ContentLength = 2 << 20 // as far as it is sent
		}
		resp, err := tr.RoundTrip(req)
		if err != nil || resp.Header.Get("X-N") != strconv.Itoa(len(p.seen)) || len(p.seen) <= len(script) && resp.StatusCode != script[len(p.seen)-1] {
			t.Fatalf("%+v, %v: after %d requests %v, %v", s, script, len(p.seen), resp, err)
		}
		if !learnt || len(p.seen) > sends {
			sends = len(p.seen)
		}
	}
	return sends
}

// most tries all scripts that make a difference, and returns how often a request
// was sent at the most.
func (s setting) most(t *testing.T, script []int, runs *int) int {
	t.Helper()
	*runs++
	most := s.run(t, script)
	if most <= len(script) || len(script) > 20 {
		return most
	}
	for _, status := range []int{401, 407, 417} {
		most = max(most, s.most(t, append(script[:len(script):len(script)], status), runs))
	}
	return most
}

// Whatever origin and proxy answer in turn, a request is sent once, once more for
// each answer, of which there are at the most Rounds for either, and once more
// without Expect. Then the last response comes back.
func TestAttack_G05_every_script(t *testing.T) {
	patience := func() scheme.Client { return patient{} }
	digests := func() scheme.Client { return accountsFor("Digest") }
	basics := func() scheme.Client { return accountsFor("Basic") }
	keys := func() scheme.Client { return accountsFor("Key") }
	runs, settings := 0, 0
	for _, tt := range []struct {
		name          string
		origin, proxy func() scheme.Client
		rounds        int
		want          int // how often, without Expect
		big, once     int // and with it, for those bodies
	}{
		{"Digest", digests, nil, 0, 2, 3, 3},
		{"Basic", basics, nil, 0, 2, 3, 3},
		{"Key", keys, nil, 0, 1, 1, 2}, // what went ahead was all there is
		{"Digest of a proxy", nil, digests, 0, 2, 3, 3},
		{"Basic of a proxy", nil, basics, 0, 2, 3, 3},
		{"Digest and Digest", digests, digests, 0, 4, 6, 6},
		{"Digest and Basic", digests, basics, 0, 3, 4, 4},
		{"Basic and Digest", basics, digests, 0, 4, 6, 6},
		{"Basic and Basic", basics, basics, 0, 3, 4, 4},
		{"one round", patience, nil, 1, 2, 3, 3},
		{"three rounds", patience, nil, 3, 4, 5, 5},
		{"three rounds of a proxy", nil, patience, 3, 4, 5, 5},
		{"one round of each", patience, patience, 1, 3, 4, 4},
		{"two rounds of each", patience, patience, 2, 5, 6, 6},
		{"three rounds of each", patience, patience, 3, 7, 8, 8},
		{"three rounds and Digest", patience, digests, 3, 7, 8, 8},
		{"Digest and three rounds", digests, patience, 3, 5, 6, 6},
	} {
		for body, want := range map[string]int{"": tt.want, "small": tt.want, "big": tt.big, "once": tt.once} {
			s := setting{tt.origin, tt.proxy, tt.rounds, body}
			if got := s.most(t, nil, &runs); got != want {
				t.Errorf("%s, body %q: a request is sent %d times, not %d", tt.name, body, got, want)
			}
			settings++
		}
	}
	t.Logf("%d scripts in %d settings", runs, settings)
	if settings != 17*4 || runs < 1000 {
		t.Errorf("%d scripts in %d settings", runs, settings)
	}
}
