// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// afterwards is an error that says when to try again.
type afterwards struct{ scheme.Reason }

func (e afterwards) Unwrap() error             { return e.Reason }
func (e afterwards) RetryAfter() time.Duration { return 1500 * time.Millisecond }

// A custom scheme, as somebody else may write it.
type custom struct{ err *atomic.Value }

func (custom) Name() string { return "Custom" }

func (custom) Challenge(_ context.Context, r *scheme.Request, _ error) ([]header.Challenge, error) {
	c, err := header.NewChallenge("Custom", header.Quoted("realm", r.Realm))
	return []header.Challenge{c}, err
}

func (c custom) Authenticate(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
	err := verdict(c.err)
	return &scheme.Result{Identity: scheme.Identity{Subject: "alice"}}, err
}

// An outcome is what the verifier of a test returns; in a struct, as atomic.Value
// wants one type.
type boxed struct{ err error }

func verdict(v *atomic.Value) error { return v.Load().(boxed).err }

// every returns a server of all schemes, each with a verifier that says what the
// value holds.
func every(t *testing.T, v *atomic.Value) *negotiate.Server {
	t.Helper()
	v.Store(boxed{})
	alice := scheme.Identity{Subject: "alice"}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"},
		custom{v},
		digest.New(func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
			s, err := digest.NewSecret(q.Algorithm, q.User, q.Realm, "secret")
			return s, alice, errors.Join(err, verdict(v))
		}, nil),
		negotiate.Any(
			bearer.New(func(context.Context, *scheme.Request, string) (scheme.Identity, error) {
				return scheme.Identity{}, scheme.ErrNoCredentials
			}, nil),
			bearer.New(func(context.Context, *scheme.Request, string) (scheme.Identity, error) { return alice, verdict(v) }, nil)),
		basic.New(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
			return alice, verdict(v)
		}, nil))
	if err != nil {
		t.Fatal(err)
	}
	return auth
}

// credentials returns some of a scheme, for the challenges of a response.
func credentials(t *testing.T, method, name, field string, challenges []string) string {
	t.Helper()
	if name != "Digest" {
		return map[string]string{"Basic": "Basic YWxpY2U6c2VjcmV0", "Bearer": "Bearer token", "Custom": "Custom x"}[name]
	}
	x := digest.NewClient("alice", "secret", nil).Begin(t.Context(), &scheme.Request{
		Method: method, Target: "/", Origin: "https://example.com", Secure: true, Proxy: field == "Proxy-Authorization",
	})
	all, err := header.ParseChallenges(challenges)
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(c header.Challenge) bool { return !c.Is("Digest") })
	a, err := x.Next(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	return a.Credentials.Reveal()
}

// twoLines is the outcome of a request that has its credentials twice.
const twoLines = "two lines of credentials"

// The outcomes of design, Section 3.4. Challenges are those of all schemes, of
// the one that refused ("own"), or none. For 400 and 403, which need none, it
// depends on the scheme whether it has its own.
var outcomes = []struct {
	name       string
	err        error
	status     int
	title      string
	challenges string
	retry      string
}{
	{"accepted", nil, 200, "", "none", ""},
	{twoLines, nil, 400, "Bad Request", "none", ""},
	{"no credentials", scheme.ErrNoCredentials, 401, "Unauthorized", "all", ""},
	{"rejected", scheme.ErrRejected, 401, "Unauthorized", "all", ""},
	{"unknown user", scheme.ErrUnknownUser, 401, "Unauthorized", "all", ""},
	{"rejected, wrapped", fmt.Errorf("x: %w", scheme.ErrRejected), 401, "Unauthorized", "all", ""},
	{"malformed", scheme.ErrMalformed, 401, "Unauthorized", "all", ""},
	{"another round", scheme.ErrContinue, 401, "Unauthorized", "own", ""},
	{"bad request", scheme.ErrBadRequest, 400, "Bad Request", "Bearer Digest Custom", ""},
	{"forbidden", scheme.ErrForbidden, 403, "Forbidden", "Custom", ""},
	{"too large", scheme.ErrTooLarge, 413, "Content Too Large", "none", ""},
	{"throttled", afterwards{scheme.ErrThrottled}, 429, "Too Many Requests", "none", "2"},
	{"throttled, nobody knows how long", scheme.ErrThrottled, 429, "Too Many Requests", "none", ""},
	{"unavailable", afterwards{scheme.ErrUnavailable}, 503, "Service Unavailable", "none", "2"},
	{"deadline", fmt.Errorf("store: %w", context.DeadlineExceeded), 503, "Service Unavailable", "none", ""},
	{"canceled", context.Canceled, 503, "Service Unavailable", "none", ""},
	{"a fault of ours", errors.New("canary"), 500, "Internal Server Error", "none", ""},
}

// Attacks H01 and G08: every outcome of every scheme, of origins and of proxies,
// over HTTP/1.1 and HTTP/2. A 401 always has challenges; an origin never answers
// 407, a proxy never 401.
func TestAttack_H01_G08_outcomes(t *testing.T) {
	rows := 0
	for _, proto := range []int{1, 2} {
		for _, proxy := range []bool{false, true} {
			guard, field, challenge, other := nethttp.Handler, "Authorization", "Www-Authenticate", "Proxy-Authenticate"
			if proxy {
				guard, field, challenge, other = nethttp.Proxy, "Proxy-Authorization", other, challenge
			}
			var v atomic.Value
			var reached atomic.Int64
			url, base := start(t, guard(every(t, &v), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }), nil), proto)
			ask := func(method, accept string, credentials ...string) (*http.Response, string) {
				req := newRequest(t, method, url+"/", nil)
				req.Header["Accept"] = []string{accept}
				req.Header[field] = credentials
				resp, err := base.RoundTrip(req)
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
			first, _ := ask("GET", "")
			all := []string{"Custom", "Digest", "Bearer", "Basic"}
			if got := names(t, first.Header[challenge]); !slices.Equal(got, all) {
				t.Fatal(got)
			}
			for _, name := range all {
				for _, tt := range outcomes {
					rows++
					row := fmt.Sprintf("HTTP/%d, proxy %t, %s, %s", proto, proxy, name, tt.name)
					status, title := tt.status, tt.title
					if proxy && status == 401 {
						status, title = 407, "Proxy Authentication Required"
					}
					want := []string(nil)
					switch {
					case tt.challenges == "all":
						want = all
					case tt.challenges == "own", strings.Contains(tt.challenges, name):
						want = []string{name}
					}
					problem := `{"type":"about:blank","title":"` + title + `","status":` + strconv.Itoa(status) + "}\n"
					for _, form := range []struct{ accept, mediaType, body string }{
						{"", "application/problem+json", problem},
						{"text/plain", "text/plain; charset=utf-8", title + "\n"},
					} {
						var fields string // of GET
						for _, method := range []string{"GET", "HEAD"} {
							v.Store(boxed{tt.err})
							reached.Store(0)
							if name == "Digest" {
								first, _ = ask("GET", "") // for a nonce of its own
							}
							lines := []string{credentials(t, method, name, field, first.Header[challenge])}
							if tt.name == twoLines {
								lines = append(lines, lines[0])
							}
							resp, body := ask(method, form.accept, lines...)
							passed := status == 200
							if resp.StatusCode != status || reached.Load() == 1 != passed || resp.Header[other] != nil {
								t.Errorf("%s, %s: %s, reached %d times, %v", row, method, resp.Status, reached.Load(), resp.Header)
							}
							if got := names(t, resp.Header[challenge]); !slices.Equal(got, want) {
								t.Errorf("%s, %s: challenges %v, want %v", row, method, got, want)
							}
							wantBody := form.body
							if method == "HEAD" {
								wantBody = ""
							}
							h := resp.Header
							if !passed && (body != wantBody || resp.ContentLength != int64(len(form.body)) || h.Get("Content-Type") != form.mediaType ||
								h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff") {
								t.Errorf("%s, %s, %s: %q, want %q, %v", row, method, form.accept, body, wantBody, h)
							}
							if got := h.Get("Retry-After"); got != tt.retry {
								t.Errorf("%s, %s: Retry-After: %s", row, method, got)
							}
							h.Del("Date")
							h.Del("Authentication-Info") // a proof is of its own
							h.Del("Proxy-Authentication-Info")
							if method == "GET" {
								fields = withoutNonce(fmt.Sprint(h))
							} else if got := withoutNonce(fmt.Sprint(h)); !passed && got != fields {
								t.Errorf("%s, HEAD: %s\nGET: %s", row, got, fields)
							}
						}
					}
				}
			}
		}
	}
	if rows != 2*2*4*17 {
		t.Errorf("%d rows", rows)
	}
}

// names returns the schemes of challenges, of which there must be one in a line.
func names(t *testing.T, lines []string) (names []string) {
	t.Helper()
	all, err := header.ParseChallenges(lines)
	if err != nil || len(all) != len(lines) {
		t.Errorf("%q: %v", lines, err)
	}
	for _, c := range all {
		if realm, ok := c.Param("realm"); !ok || realm != "r" {
			t.Errorf("%v: realm %q", c, realm)
		}
		names = append(names, c.Scheme())
	}
	return names
}

// E10: a token gets an error only if there was one, and the right one.
func TestAttack_E10_errors_of_tokens(t *testing.T) {
	var v atomic.Value
	auth := every(t, &v)
	for _, tt := range []struct {
		line   string
		err    error
		later  error // of the handler
		status int
		want   string
	}{
		{"", nil, nil, 401, `Bearer realm="r"`},
		{"Basic YWxpY2U6c2VjcmV0", scheme.ErrRejected, nil, 401, `Bearer realm="r"`},
		{"Bearer x", scheme.ErrRejected, nil, 401, `Bearer realm="r", error="invalid_token"`},
		{"Bearer x", nil, bearer.InsufficientScope("a", "b"), 403, `Bearer realm="r", scope="a b", error="insufficient_scope"`},
		{"Bearer x", nil, &scheme.Requirement{Scopes: scheme.NewSet("a", "b")}, 403, `Bearer realm="r", scope="a b", error="insufficient_scope"`},
		{"Bearer x", nil, &scheme.Requirement{Roles: scheme.NewSet("a")}, 403, ""},
		{"Basic YWxpY2U6c2VjcmV0", nil, &scheme.Requirement{Scopes: scheme.NewSet("a")}, 403, ""},
	} {
		v.Store(boxed{tt.err})
		h := nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, tt.later) }), nil)
		w := served(h, "Authorization", tt.line)
		var got []string
		for _, line := range w.Header().Values("WWW-Authenticate") {
			if strings.HasPrefix(line, "Bearer") {
				got = append(got, line)
			}
		}
		if w.Code != tt.status || strings.Join(got, "|") != tt.want {
			t.Errorf("%s, %v: %d, %s", tt.line, tt.err, w.Code, got)
		}
	}
}
