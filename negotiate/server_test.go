// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A fake scheme accepts nobody and returns what it is told to. It is not
// comparable, as a scheme of somebody else may be.
type fake struct {
	name       string
	result     *scheme.Result
	err        error
	challenges []string // with %cause replaced; nil is one with the realm
	fails      error    // of Challenge
	built      *bool    // if set, Challenge is good until it is true
	_          []int
}

func (f fake) Name() string { return f.name }

func (f fake) Challenge(_ context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if f.built != nil && !*f.built {
		return nil, nil
	}
	if f.fails != nil {
		return nil, f.fails
	}
	if f.challenges != nil {
		return header.ParseChallenges(f.challenges)
	}
	params := []header.Param{header.Quoted("realm", r.Realm)}
	if cause != nil {
		params = append(params, header.Token("cause", "seen"))
	}
	c, err := header.NewChallenge(f.name, params...)
	return []header.Challenge{c}, err
}

func (f fake) Authenticate(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
	return f.result, f.err
}

func request(proxy bool, lines ...string) *scheme.Request {
	field := "Authorization"
	if proxy {
		field = "Proxy-Authorization"
	}
	return &scheme.Request{Method: "GET", Target: "/", Proxy: proxy, Header: func(name string) []string {
		if name == field {
			return lines
		}
		return nil
	}}
}

func newServer(t *testing.T, schemes ...scheme.Scheme) *negotiate.Server {
	t.Helper()
	s, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, schemes...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

type later struct{ reason scheme.Reason }

func (e later) Error() string             { return "later" }
func (e later) Unwrap() error             { return e.reason }
func (e later) RetryAfter() time.Duration { return 1500 * time.Millisecond }

// TestOutcomes is the table of errors and responses.
func TestOutcomes(t *testing.T) {
	const all, cause = `A realm="r" | B realm="r"`, `A realm="r", cause=seen | B realm="r"`
	const own = `A realm="r", cause=seen`
	good := &scheme.Result{Identity: scheme.Identity{Subject: "alice"}}
	tests := []struct {
		name       string
		lines      []string
		result     *scheme.Result
		err        error
		status     int
		challenges string
		retry      string
	}{
		{"accepted", []string{"A x"}, good, nil, 0, "", ""},
		{"no credentials", nil, good, nil, 401, all, ""},
		{"a scheme that is not offered", []string{"C x"}, good, nil, 401, all, ""},
		{"A20 scheme in other letter case", []string{"a x"}, good, nil, 0, "", ""},
		{"malformed field", []string{"A x y"}, good, nil, 401, all, ""},
		{"A02 two in one line", []string{"A x, B y"}, good, nil, 401, all, ""},
		{"empty field", []string{""}, good, nil, 401, all, ""},
		{"A01 two lines", []string{"A x", "B x"}, good, nil, 400, "", ""},
		{"A01 the same line twice", []string{"A x", "A x"}, good, nil, 400, "", ""},
		{"rejected", []string{"A x"}, nil, scheme.ErrRejected, 401, cause, ""},
		{"rejected, wrapped", []string{"A x"}, nil, fmt.Errorf("x: %w", scheme.ErrRejected), 401, cause, ""},
		{"unknown user", []string{"A x"}, nil, scheme.ErrUnknownUser, 401, cause, ""},
		{"malformed", []string{"A x"}, nil, scheme.ErrMalformed, 401, cause, ""},
		{"another round", []string{"A x"}, nil, scheme.ErrContinue, 401, own, ""},
		{"bad request", []string{"A x"}, nil, scheme.ErrBadRequest, 400, own, ""},
		{"forbidden", []string{"A x"}, nil, scheme.ErrForbidden, 403, own, ""},
		{"D22 too large", []string{"A x"}, nil, scheme.ErrTooLarge, 413, "", ""},
		{"D22 too large, wrapped", []string{"A x"}, nil, fmt.Errorf("x: %w", scheme.ErrTooLarge), 413, "", ""},
		{"throttled", []string{"A x"}, nil, later{scheme.ErrThrottled}, 429, "", "2"},
		{"unavailable", []string{"A x"}, nil, later{scheme.ErrUnavailable}, 503, "", "2"},
		{"I04 deadline", []string{"A x"}, nil, fmt.Errorf("store: %w", context.DeadlineExceeded), 503, "", ""},
		{"canceled", []string{"A x"}, nil, context.Canceled, 503, "", ""},
		{"a fault of ours", []string{"A x"}, nil, errors.New("broken"), 500, "", ""},
		{"E05 a result and an error", []string{"A x"}, good, scheme.ErrRejected, 401, cause, ""},
		{"neither", []string{"A x"}, nil, nil, 500, "", ""},
		{"E05 an identity that is none", []string{"A x"}, &scheme.Result{}, nil, 500, "", ""},
	}
	for _, proxy := range []bool{false, true} {
		field := "WWW-Authenticate"
		if proxy {
			field = "Proxy-Authenticate"
		}
		for _, tt := range tests {
			s := newServer(t, fake{name: "A", result: tt.result, err: tt.err}, fake{name: "B"})
			r := request(proxy, tt.lines...)
			v := s.Begin(t.Context(), r)
			res, err := v.Authenticate()
			if tt.status == 0 {
				if err != nil || res.Identity.Subject != "alice" || res.Identity.Scheme != "A" || res.Identity.Realm != "r" {
					t.Errorf("%s: %v, %v", tt.name, res, err)
				}
				continue
			}
			if err == nil || res != nil {
				t.Errorf("%s: %v, %v", tt.name, res, err)
				continue
			}
			d := v.Refuse(err)
			want := tt.status
			if proxy && want == 401 {
				want = 407
			}
			if d.Status != want {
				t.Errorf("%s: %d, want %d", tt.name, d.Status, want)
			}
			var chs []string
			retry, store := "", ""
			for name, value := range d.Fields() {
				switch name {
				case field:
					chs = append(chs, value)
				case "Retry-After":
					retry = value
				case "Cache-Control":
					store = value
				default:
					t.Errorf("%s: field %s", tt.name, name)
				}
			}
			if got := strings.Join(chs, " | "); got != tt.challenges || retry != tt.retry || store != "no-store" {
				t.Errorf("%s: %s; Retry-After %q; Cache-Control %q; want %s", tt.name, got, retry, store, tt.challenges)
			}
			for range d.Fields() {
				break // the iterator must stop
			}
		}
	}
}

// H01: a 401 that no scheme can back is a fault, as is a list with a part missing.
func TestChallengeFails(t *testing.T) {
	for name, tt := range map[string]struct {
		second fake
		want   int
	}{
		"none at all":   {fake{name: "B"}, 401},
		"a fault":       {fake{name: "B", fails: errors.New("x")}, 500},
		"not available": {fake{name: "B", fails: scheme.ErrUnavailable}, 503},
		"of another":    {fake{name: "B", challenges: []string{"C"}}, 500},
		"not over this": {fake{name: "B", fails: scheme.ErrForbidden}, 403},
	} {
		built := false // NewServer would find the fault
		tt.second.built = &built
		dynamic, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, fake{name: "A", challenges: []string{}}, tt.second)
		built = true
		if err != nil {
			t.Fatal(err)
		}
		if d := dynamic.Begin(t.Context(), request(false)).Refuse(scheme.ErrNoCredentials); d.Status != tt.want || (len(d.Challenges) > 0) != (tt.want == 401) {
			t.Errorf("%s: %v %v", name, d, d.Challenges)
		}
	}
	s := newServer(t, fake{name: "A", challenges: []string{}})
	if d := s.Begin(t.Context(), request(false)).Refuse(scheme.ErrNoCredentials); d.Status != 500 || d.String() != "500 Internal Server Error" {
		t.Error(d)
	}
}

func TestNewServer(t *testing.T) {
	a := fake{name: "A"}
	for name, tt := range map[string]struct {
		realm   string
		schemes []scheme.Scheme
	}{
		"no scheme":                      {"r", nil},
		"nil":                            {"r", []scheme.Scheme{nil}},
		"two of one name":                {"r", []scheme.Scheme{a, fake{name: "B"}, fake{name: "a"}}},
		"a name that is none":            {"r", []scheme.Scheme{fake{name: "A B"}}},
		"no realm":                       {"", []scheme.Scheme{a}},
		"A13 a realm with CR LF":         {"r\r\nSet-Cookie: x=1", []scheme.Scheme{a}},
		"a realm with HTAB":              {"r\t", []scheme.Scheme{a}},
		"a scheme that cannot challenge": {"r", []scheme.Scheme{a, fake{name: "B", fails: errors.New("no verifier")}}},
	} {
		if s, err := negotiate.NewServer(negotiate.Options{Realm: tt.realm}, tt.schemes...); err == nil || s != nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := negotiate.NewServer(negotiate.Options{RealmFor: func(context.Context, *scheme.Request) string { return "r" }},
		fake{name: "A", fails: errors.New("no verifier")}); err == nil {
		t.Error("a scheme that cannot challenge, with RealmFor")
	}
	if _, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, fake{name: "A", fails: scheme.ErrUnavailable}); err != nil {
		t.Error("a store that is down at the start:", err)
	}
}

func TestAttack_I01_a_server_that_was_not_built_denies(t *testing.T) {
	for name, s := range map[string]*negotiate.Server{"nil": nil, "zero": {}} {
		v := s.Begin(t.Context(), request(false, "A x"))
		res, err := v.Authenticate()
		if res != nil || err == nil {
			t.Errorf("%s: %v, %v", name, res, err)
		}
		if d := v.Refuse(err); d.Status != 500 {
			t.Errorf("%s: %v", name, d)
		}
		if d := s.Begin(t.Context(), request(false)).Refuse(scheme.ErrNoCredentials); d.Status != 500 {
			t.Errorf("%s: %v", name, d)
		}
	}
}

func TestRealmFor(t *testing.T) {
	s, err := negotiate.NewServer(negotiate.Options{RealmFor: func(_ context.Context, r *scheme.Request) string {
		return strings.TrimPrefix(r.Target, "/")
	}}, fake{name: "A", result: &scheme.Result{Identity: scheme.Identity{Subject: "x"}}})
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]int{"/one": 401, "/": 500, "/a\nb": 500} {
		r := request(false)
		r.Target = target
		v := s.Begin(t.Context(), r)
		_, err := v.Authenticate()
		if d := v.Refuse(err); d.Status != want || want == 401 && d.Challenges[0].String() != `A realm="one"` {
			t.Errorf("%s: %v %v", target, d, d.Challenges)
		}
		if r.Realm != "" {
			t.Error("the request was changed")
		}
	}
}

// What the application finds later goes to the scheme that authenticated.
func TestRefuseLater(t *testing.T) {
	s := newServer(t, fake{name: "A"}, fake{name: "B", result: &scheme.Result{Identity: scheme.Identity{Subject: "x"}}})
	v := s.Begin(t.Context(), request(false, "B x"))
	if _, err := v.Authenticate(); err != nil {
		t.Fatal(err)
	}
	if d := v.Refuse(scheme.ErrForbidden); d.Status != 403 || len(d.Challenges) != 1 || d.Challenges[0].String() != `B realm="r", cause=seen` {
		t.Error(d, d.Challenges)
	}
	if d := s.Begin(t.Context(), request(false)).Refuse(scheme.ErrForbidden); d.Status != 403 || len(d.Challenges) != 0 {
		t.Error(d, d.Challenges)
	}
}

// H03: the body depends on the status alone.
func TestBody(t *testing.T) {
	for status, want := range map[int]string{
		400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 407: "Proxy Authentication Required",
		413: "Content Too Large", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
	} {
		d := &negotiate.Refusal{Status: status}
		for accept, form := range map[string]string{
			"": "json", "*/*": "json", "text/plain": "text", "text/html, */*;q=0.1": "json", "application/json": "json",
			"application/problem+json;q=0.5, text/plain;q=0.4": "json", "text/*": "text", "image/png": "json",
		} {
			var lines []string
			if accept != "" {
				lines = []string{accept}
			}
			media, body := d.Body(lines)
			problem := fmt.Sprintf(`{"type":"about:blank","title":"%s","status":%d}`+"\n", want, status)
			if form == "json" && (media != "application/problem+json" || string(body) != problem) ||
				form == "text" && (media != "text/plain; charset=utf-8" || string(body) != want+"\n") {
				t.Errorf("%d for %q: %s %s", status, accept, media, body)
			}
		}
	}
}
