// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// What is weaker than the Client has is not answered, and the caller can tell: the
// 401 comes back, or an error that says why; and Trace is told.
func TestAttack_G03_below_the_minimum(t *testing.T) {
	strong := `Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`
	digests := func(opts *digest.ClientOptions) []scheme.Client {
		return []scheme.Client{digest.NewClient("alice", "secret", opts), basic.NewClient("alice", "secret", nil)}
	}
	tests := []struct {
		name    string
		schemes []scheme.Client
		before  string // what is asked for in a request before
		offers  []string
		origin  string
		fails   bool // the request, and not with status 401
	}{
		{"another scheme", digests(nil)[:1], "", []string{`Basic realm="r"`}, "https://home.example", false},
		{"two of them", digests(nil)[:1], "", []string{`Basic realm="r", Bearer realm="r"`, `X y`}, "https://home.example", false},
		{"an algorithm", digests(nil)[:1], "", []string{`Digest realm="r", nonce="n", qop="auth", algorithm=MD5`, `Digest realm="r", nonce="n", qop="auth"`}, "https://home.example", false},
		{"a qop", digests(&digest.ClientOptions{QOP: []digest.QOP{digest.AuthInt}})[:1], "", []string{strong}, "https://home.example", false},
		{"no qop", digests(nil)[:1], "", []string{`Digest realm="r", nonce="n", algorithm=SHA-256`}, "https://home.example", false},
		{"nothing", digests(nil), "", nil, "https://home.example", false},
		{"a password in clear", digests(nil), "", []string{`Basic realm="r"`}, "http://home.example", true},
		{"after the strong one", digests(nil), strong, []string{`Basic realm="r"`}, "https://home.example", true},
		{"after the strong one, for another algorithm", digests(&digest.ClientOptions{Algorithms: []digest.Algorithm{digest.SHA256, digest.SHA512256}}), strong, []string{`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-512-256`}, "https://home.example", true},
	}
	for _, tt := range tests {
		var steps []negotiate.Step
		opts := negotiate.ClientOptions{Origin: tt.origin, Sticky: true, Trace: func(_ context.Context, s negotiate.Step) { steps = append(steps, s) }}
		auth, err := negotiate.NewClient(opts, tt.schemes...)
		if err != nil {
			t.Fatal(err)
		}
		p := &peers{answer: func(_ int, r *http.Request) (int, http.Header) {
			if r.Header.Get("Authorization") != "" {
				return 200, nil
			}
			return 401, asks(tt.before)
		}}
		c := &http.Client{Transport: &nethttp.Transport{Client: auth, Base: p}}
		if tt.before != "" {
			if resp, _, err := try(c, newRequest(t, "GET", tt.origin, nil)); err != nil || resp.StatusCode != 200 {
				t.Fatal(resp, err)
			}
		}
		p.seen, steps = nil, nil
		p.answer = func(int, *http.Request) (int, http.Header) { return 401, asks(tt.offers...) }
		resp, _, err := try(c, newRequest(t, "GET", tt.origin+"/elsewhere", nil))
		if (err != nil) != tt.fails || err == nil && resp.StatusCode != 401 || tt.fails && !errors.Is(err, scheme.ErrDeclined) {
			t.Errorf("%s: %v, %v", tt.name, resp, err)
		}
		for _, r := range p.seen[1:] {
			t.Errorf("%s: sent %q", tt.name, r.Header["Authorization"])
		}
		last := steps[len(steps)-1]
		if !errors.Is(last.Err, scheme.ErrDeclined) || last.Scheme != "" || !last.Answer.Credentials.IsZero() || (len(last.Offered) > 0) != (len(tt.offers) > 0) || last.Origin != tt.origin {
			t.Errorf("%s: Trace is told %+v", tt.name, last)
		}
		if tt.fails && (!errors.Is(err, last.Err) || last.Err == scheme.ErrDeclined) || !tt.fails && last.Err != scheme.ErrDeclined {
			t.Errorf("%s: the error is %v, and Trace is told %v", tt.name, err, last.Err)
		}
	}
	if len(tests) != 9 {
		t.Errorf("%d tests", len(tests))
	}
}

// Whatever a header says and however much, a request costs no more than a bounded
// part of it: what is beyond is a fault, that Trace is told of, and what came before
// is answered.
func TestAttack_G07_endless_challenges(t *testing.T) {
	const total = 10 << 20
	good := `Basic realm="r"`
	repeat := func(s string, n int) []string {
		all := make([]string, n)
		for i := range all {
			all[i] = s
		}
		return all
	}
	tests := []struct {
		name     string
		lines    []string
		answered bool
	}{
		{"a thousand, a line each", repeat(`Other realm="r"`, 1000), false},
		{"a thousand in one line", []string{strings.Join(repeat(`Other realm="r"`, 1000), ", ")}, false},
		{"a thousand that could be answered", repeat(good, 1000), true},
		{"a good one, then a thousand", append([]string{good}, repeat(`Other realm="r"`, 1000)...), true},
		{"a thousand, then a good one", append(repeat(`Other realm="r"`, 1000), good), false},
		{"a long realm", []string{`Basic realm="` + strings.Repeat("x", total) + `"`}, false},
		{"a quote that is not closed", []string{`Basic realm="` + strings.Repeat(`\\"`, total/2)}, false},
		{"commas", []string{strings.Repeat(",", total)}, false},
		{"blanks", []string{"Basic" + strings.Repeat(" ", total) + `realm="r"`}, false},
		{"a thousand long ones", repeat(`Other realm="`+strings.Repeat("x", total/1000)+`"`, 1000), false},
		{"a good one, then long ones", append([]string{good}, repeat(`Other realm="`+strings.Repeat("x", total/1000)+`"`, 1000)...), true},
		{"params", []string{`Basic realm="r"` + strings.Repeat(", a=b", total/5)}, false},
		{"empty lines, then a good one", append(repeat("", 1000), good), true},
	}
	for _, tt := range tests {
		var steps []negotiate.Step
		opts := negotiate.ClientOptions{Origin: "https://home.example", Trace: func(_ context.Context, s negotiate.Step) { steps = append(steps, s) }}
		auth, err := negotiate.NewClient(opts, alice()...)
		if err != nil {
			t.Fatal(err)
		}
		p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 401, asks(tt.lines...) }}
		tr := &nethttp.Transport{Client: auth, Base: p}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		resp, err := tr.RoundTrip(newRequest(t, "GET", "https://home.example/", nil))
		runtime.ReadMemStats(&after)
		if err != nil || resp.StatusCode != 401 || len(p.sent()) > 0 != tt.answered {
			t.Errorf("%s: %q, %v, %v", tt.name, p.sent(), resp, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
			t.Errorf("%s: %d bytes", tt.name, used)
		}
		offered, faults := 0, 0
		for _, s := range steps {
			offered, faults = max(offered, len(s.Offered)), faults+len(s.Faults)
		}
		if offered > header.MaxChallenges || faults > 4 || faults == 0 && tt.name != "empty lines, then a good one" {
			t.Errorf("%s: %d challenges and %d faults", tt.name, offered, faults)
		}
	}
	if len(tests) != 13 {
		t.Errorf("%d tests", len(tests))
	}
}

// Over the wire, net/http has a bound of its own; where that is raised, ours are
// there.
func TestAttack_G07_over_the_wire(t *testing.T) {
	line := `Other realm="` + strings.Repeat("x", 10<<10) + `"`
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("WWW-Authenticate", `Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`)
		if r.Header.Get("Authorization") != "" {
			return
		}
		for range 1100 {
			w.Header().Add("WWW-Authenticate", line)
		}
		w.WriteHeader(401)
	}))
	defer srv.Close()
	for limit, ok := range map[int64]bool{0: false, 16 << 20: true} {
		base := &http.Transport{MaxResponseHeaderBytes: limit}
		resp, _, err := try(newClient(t, srv.URL, base, alice()[0]), newRequest(t, "GET", srv.URL, nil))
		if (err == nil) != ok || ok && resp.StatusCode != 200 {
			t.Errorf("%d bytes: %v, %v", limit, resp, err)
		}
		base.CloseIdleConnections()
	}
}
