// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A04: every subset of the parameters of Digest, each of them as it should be,
// absent, empty or twice.
func TestAttack_A04_subsets_of_digest_parameters(t *testing.T) {
	lookups := 0
	s := digest.New(func(context.Context, digest.Query) (digest.Secret, scheme.Identity, error) {
		lookups++
		return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
	}, nil)
	good := []string{`username="u"`, `realm="realm"`, `nonce="n"`, `uri="/"`, `response="` + strings.Repeat("0", 64) + `"`,
		`algorithm=SHA-256`, `cnonce="c"`, `opaque="o"`, `qop=auth`, `nc=00000001`, `userhash=false`}
	n := 0
	for subset := range 1 << len(good) {
		for _, other := range []string{"absent", "empty", "twice"} {
			var params []string
			for i, p := range good {
				name, _, _ := strings.Cut(p, "=")
				switch {
				case subset&(1<<i) != 0:
					params = append(params, p)
				case other == "empty":
					params = append(params, name+`=""`)
				case other == "twice":
					params = append(params, p, strings.ToUpper(name)+`="x"`)
				}
			}
			n++
			c, err := header.ParseCredentials([]string{"Digest " + strings.Join(params, ", ")})
			if err != nil {
				if other == "twice" || len(params) == 0 {
					continue
				}
				t.Fatal(params, err)
			}
			res, err := s.Authenticate(t.Context(), fuzzRequest(), c)
			if reason, ok := errors.AsType[scheme.Reason](err); res != nil || !ok || reason.Status(false)/100 != 4 {
				t.Fatalf("%v: %v, %v", params, res, err)
			}
		}
	}
	if n != 3<<11 || lookups == 0 {
		t.Errorf("%d cases, %d look-ups", n, lookups)
	}
}

// A05: without qop there is no nonce count, and no reading as RFC 2069 either.
func TestAttack_A05_no_qop(t *testing.T) {
	s := newSchemes()[0]
	for _, line := range []string{
		`Digest username="user", realm="realm", nonce="n", uri="/", algorithm=SHA-256, response="` + strings.Repeat("0", 64) + `"`,
		`Digest username="user", realm="realm", nonce="n", uri="/", algorithm=SHA-256, response="0", nc=00000001`,
		`Digest username="user", realm="realm", nonce="n", uri="/", algorithm=SHA-256, response="0", qop=""`,
	} {
		c, err := header.ParseCredentials([]string{line})
		if err != nil {
			t.Fatal(err)
		}
		if res, err := s.Authenticate(t.Context(), fuzzRequest(), c); res != nil || !errors.Is(err, scheme.ErrRejected) {
			t.Errorf("%s: %v, %v", line, res, err)
		}
	}
}

// A17: two identities in one message reach no store.
func TestAttack_A17_username_twice(t *testing.T) {
	s := digest.New(func(context.Context, digest.Query) (digest.Secret, scheme.Identity, error) {
		t.Error("the store is asked")
		return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
	}, nil)
	for _, names := range []string{`username="u", username*=UTF-8''v`, `username="", username*=UTF-8''v`, `username*=UTF-8''v, userhash=true`, `username*=UTF-8''%`, `username*=ISO-8859-1''v`, `username*="UTF-8''v"`} {
		c, err := header.ParseCredentials([]string{`Digest ` + names + `, realm="realm", nonce="n", uri="/", algorithm=SHA-256, qop=auth, nc=00000001, cnonce="c", response="0"`})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Authenticate(t.Context(), fuzzRequest(), c); !errors.Is(err, scheme.ErrMalformed) {
			t.Errorf("%s: %v", names, err)
		}
	}
}

// newBasic returns a server for alice, and how often its handler was reached.
func newBasic(t *testing.T) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	verify, err := basic.Passwords(map[string]string{"alice": "secret"})
	if err != nil {
		t.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, basic.New(verify, nil))
	if err != nil {
		t.Fatal(err)
	}
	reached := new(atomic.Int64)
	srv := httptest.NewServer(nethttp.Handler(auth, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		reached.Add(1)
	}), nil))
	t.Cleanup(srv.Close)
	return srv, reached
}

// send writes a request as it is and returns the response.
func send(t *testing.T, srv *httptest.Server, request string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", srv.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp
}

const aliceBasic = "Basic YWxpY2U6c2VjcmV0"

// Requests as they come over the wire, and what the server answers.
func TestAttack_A01_A07_A18_A19_A20_A21_over_the_wire(t *testing.T) {
	srv, reached := newBasic(t)
	for _, tt := range []struct {
		name, lines string
		status      int
	}{
		{"as it should be", "Authorization: " + aliceBasic, 200},
		{"A20 letter case", "aUTHORIZATION: bASIC YWxpY2U6c2VjcmV0", 200},
		{"A01 two lines", "Authorization: " + aliceBasic + "\r\nAuthorization: Bearer x", 400},
		{"A01 in the other order", "Authorization: Bearer x\r\nAuthorization: " + aliceBasic, 400},
		{"A01 the same twice", "Authorization: " + aliceBasic + "\r\nAuthorization: " + aliceBasic, 400},
		{"A07 no colon", "Authorization: Basic YWxpY2U=", 401},
		{"A07 no password", "Authorization: Basic YWxpY2U6", 401},
		{"A18 stray bits", "Authorization: Basic YWxpY2U6c2VjcmV1", 401},
		{"A18 no padding", "Authorization: Basic YTpiYw", 401},
		{"A18 a blank inside", "Authorization: Basic YWxpY2U6 c2VjcmV0", 401},
		{"A18 folded", "Authorization: Basic YWxpY2U6\r\n c2VjcmV0", 401},
		{"A21 a tab", "Authorization: Basic\tYWxpY2U6c2VjcmV0", 401},
		{"A21 several words", "Authorization: Basic a b", 401},
		{"A21 nothing", "Authorization: Basic", 401},
		{"A21 padding alone", "Authorization: Basic =", 401},
		{"an empty field", "Authorization:", 401},
	} {
		before := reached.Load()
		resp := send(t, srv, "GET / HTTP/1.1\r\nHost: x\r\n"+tt.lines+"\r\n\r\n")
		if resp.StatusCode != tt.status || (reached.Load() > before) != (tt.status == 200) {
			t.Errorf("%s: %s", tt.name, resp.Status)
		}
		if lines := resp.Header.Values("WWW-Authenticate"); (len(lines) > 0) != (tt.status == 401) {
			t.Errorf("%s: %q", tt.name, lines)
		}
	}
	before := reached.Load()
	resp := send(t, srv, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: Authorization\r\n\r\n0\r\nAuthorization: "+aliceBasic+"\r\n\r\n")
	if resp.StatusCode != 401 || reached.Load() != before {
		t.Errorf("A19, in a trailer: %s", resp.Status)
	}
}

// G06: no subset of the parameters of a challenge harms a client.
func TestAttack_G06_subsets_of_challenge_parameters(t *testing.T) {
	params := []string{`realm="r"`, `nonce="n"`, `qop="auth"`, `algorithm=SHA-256`, `opaque="o"`, `stale=true`, `domain="/"`, `charset=UTF-8`, `userhash=true`}
	answered := 0
	for _, empty := range []bool{false, true} {
		for subset := range 1 << len(params) {
			var chosen []string
			for i, p := range params {
				name, _, _ := strings.Cut(p, "=")
				switch {
				case subset&(1<<i) != 0:
					chosen = append(chosen, p)
				case empty:
					chosen = append(chosen, name+`=""`)
				}
			}
			for _, client := range newClients() {
				chs, err := header.ParseChallenges([]string{client.Name() + " " + strings.Join(chosen, ", ")})
				if err != nil {
					t.Fatal(err)
				}
				a, err := client.Begin(t.Context(), fuzzRequest()).Next(t.Context(), chs)
				switch {
				case err == nil:
					answered++
					checkText(t, a.Credentials.Reveal())
				case !errors.Is(err, scheme.ErrDeclined):
					t.Errorf("%s %v: %v", client.Name(), chosen, err)
				}
			}
		}
	}
	if answered < 1000 {
		t.Errorf("only %d challenges were answered", answered)
	}
}
