// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer_test

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

func request() *scheme.Request {
	return &scheme.Request{Method: "GET", Target: "/", Realm: "example", Peer: netip.MustParseAddr("::1")}
}

func parse(t *testing.T, line string) header.Credentials {
	t.Helper()
	c, err := header.ParseCredentials([]string{line})
	if err != nil {
		t.Fatal(line, err)
	}
	return c
}

func tokens(t *testing.T) bearer.Verifier {
	t.Helper()
	verify, err := bearer.Tokens(map[string]scheme.Identity{"mF_9.B5f-4.1JqM": {Subject: "alice"}})
	if err != nil {
		t.Fatal(err)
	}
	return verify
}

// The challenges of RFC 6750, Section 3, by what went before.
func TestRFC6750_3(t *testing.T) {
	expired := &bearer.Error{Code: "invalid_token", Description: "The access token expired"}
	tests := []struct {
		name  string
		opts  *bearer.Options
		cause error
		want  string // empty: no challenge
	}{
		{"no credentials", nil, nil, `Bearer realm="example"`},
		{"BE-016 of another scheme", nil, scheme.ErrNoCredentials, `Bearer realm="example"`},
		{"the example of Section 3", nil, expired, `Bearer realm="example", error="invalid_token", error_description="The access token expired"`},
		{"rejected", nil, scheme.ErrRejected, `Bearer realm="example", error="invalid_token"`},
		{"malformed", nil, scheme.ErrMalformed, `Bearer realm="example", error="invalid_token"`},
		{"BE-015 a bad request", nil, scheme.ErrBadRequest, `Bearer realm="example", error="invalid_request"`},
		{"BE-015 scope", nil, bearer.InsufficientScope("a b"), `Bearer realm="example", scope="a b", error="insufficient_scope"`},
		{"forbidden for another reason", nil, scheme.ErrForbidden, ""},
		{"BE-011 scope of the resource", &bearer.Options{Scope: []string{"a"}}, nil, `Bearer realm="example", scope="a"`},
		{"scope of the error goes before", &bearer.Options{Scope: []string{"a"}}, bearer.InsufficientScope("b"), `Bearer realm="example", scope="b", error="insufficient_scope"`},
		{"attack E11: what may not stand in a description", nil, &bearer.Error{Code: "invalid_token", Description: "a\"b\\c\r\nd\u00e4"}, `Bearer realm="example", error="invalid_token", error_description="a?b?c??d?"`},
	}
	for _, tt := range tests {
		chs, err := bearer.New(tokens(t), tt.opts).Challenge(t.Context(), request(), tt.cause)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var got strings.Builder
		for _, ch := range chs {
			got.WriteString(ch.String())
		}
		if got.String() != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got.String(), tt.want)
		}
	}
	for _, scope := range []string{"", "a b", "a\"", "\x7f", "ä"} {
		s := bearer.New(tokens(t), &bearer.Options{Scope: []string{scope}})
		if _, err := s.Challenge(t.Context(), request(), nil); err == nil {
			t.Errorf("scope %q is accepted", scope)
		}
	}
}

func TestAuthenticate(t *testing.T) {
	tests := []struct {
		requirement, line string
		want              error // nil: accepted
	}{
		{"BE-001", "Bearer mF_9.B5f-4.1JqM", nil},
		{"A20 the scheme in other letter case", "bEARER mF_9.B5f-4.1JqM", nil},
		{"another token", "Bearer mF_9.B5f-4.1JqN", scheme.ErrRejected},
		{"the token is compared by letter case", "Bearer MF_9.b5F-4.1jQm", scheme.ErrRejected},
		{"A21 no token", "Bearer", scheme.ErrBadRequest},
		{"A21 parameters", "Bearer a=b", scheme.ErrBadRequest},
		{"E01 a flood of dots", "Bearer " + strings.Repeat(".", 100<<10), scheme.ErrRejected},
	}
	for _, tt := range tests {
		res, err := bearer.New(tokens(t), nil).Authenticate(t.Context(), request(), parse(t, tt.line))
		if !errors.Is(err, tt.want) || (res == nil) != (tt.want != nil) {
			t.Errorf("%s: %v", tt.requirement, err)
		}
		if err == nil && res.Identity.Subject != "alice" {
			t.Errorf("%s: %v", tt.requirement, res.Identity)
		}
	}
}

// Attack E01: verifiers split tokens at dots, which millions of them make slow. What
// is too long is refused for its length: by a Scheme that somebody else asks, and,
// up to what net/http lets in, by a Server before it.
func TestAttack_E01_a_long_token_does_not_reach_the_verifier(t *testing.T) {
	s := bearer.New(func(context.Context, *scheme.Request, string) (scheme.Identity, error) {
		t.Error("it does")
		return scheme.Identity{Subject: "x"}, nil
	}, nil)
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{bearer.MaxToken + 1, 100 << 10, 1<<20 - 1, 1 << 20} {
		lines := []string{"Bearer " + strings.Repeat(".", size)}
		r := &scheme.Request{Method: "GET", Target: "/", Secure: true, Header: func(string) []string { return lines }}
		asked := 0
		check := func(err error) {
			if asked++; !errors.Is(err, scheme.ErrRejected) && !errors.Is(err, scheme.ErrMalformed) {
				t.Errorf("%d bytes: %v", size, err)
			}
		}
		allocs := testing.AllocsPerRun(10, func() {
			_, err := auth.Begin(t.Context(), r).Authenticate()
			check(err)
		})
		if c, err := header.ParseCredentials(lines); err == nil {
			allocs = max(allocs, testing.AllocsPerRun(10, func() {
				_, err := s.Authenticate(t.Context(), r, c)
				check(err)
			}))
		} else if size < 64<<10 {
			t.Errorf("%d bytes: %v", size, err)
		}
		if allocs > 8 || asked == 0 {
			t.Errorf("%d bytes: %v allocations in %d answers", size, allocs, asked)
		}
	}
}

func TestErrorsSayNothingTheyShouldNot(t *testing.T) {
	err := error(&bearer.Error{Code: "invalid_token\r\n", Description: "canary"})
	if s := err.Error(); strings.Contains(s, "canary") || strings.Contains(s, "\n") {
		t.Errorf("%q", s)
	}
	for code, want := range map[string]scheme.Reason{
		"invalid_request": scheme.ErrBadRequest, "invalid_token": scheme.ErrRejected,
		"insufficient_scope": scheme.ErrForbidden, "insufficient_user_authentication": scheme.ErrRejected,
	} {
		if err := (&bearer.Error{Code: code}); !errors.Is(err, want) {
			t.Errorf("%s is not %v", code, want)
		}
	}
}

func TestTokens(t *testing.T) {
	for name, m := range map[string]map[string]scheme.Identity{
		"none": nil, "empty": {"": {}}, "blank": {"a b": {}}, "too long": {strings.Repeat("a", bearer.MaxToken+1): {}},
	} {
		if verify, err := bearer.Tokens(m); err == nil || verify != nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestAttack_B10_zero_values_deny(t *testing.T) {
	for name, s := range map[string]*bearer.Scheme{"no verifier": bearer.New(nil, nil), "zero": new(bearer.Scheme), "nil": nil} {
		res, err := s.Authenticate(t.Context(), request(), parse(t, "Bearer x"))
		if _, reason := errors.AsType[scheme.Reason](err); res != nil || err == nil || reason {
			t.Errorf("%s: %v, %v", name, res, err)
		}
		if _, err := s.Challenge(t.Context(), request(), nil); err == nil {
			t.Errorf("%s: it has a challenge", name)
		}
	}
}

// BE-017: after invalid_token the source is asked for another token, once.
func TestClientRenews(t *testing.T) {
	asked := 0
	c := bearer.NewClient(func(_ context.Context, _ *scheme.Request, ch header.Challenge) (string, error) {
		if asked++; ch.IsZero() {
			return "old", nil
		}
		return "new", nil
	}, nil)
	x := c.Begin(t.Context(), request())
	chs, _ := header.ParseChallenges([]string{`Bearer realm="x", error="invalid_token"`})
	var got []string
	for _, offered := range [][]header.Challenge{nil, chs, chs} {
		a, err := x.Next(t.Context(), offered)
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, a.Credentials.Reveal())
	}
	if s := strings.Join(got, "; "); s != "Bearer old; Bearer new; scheme: credentials rejected" || asked != 2 {
		t.Error(s, asked)
	}
}

func TestClientErrors(t *testing.T) {
	far := request()
	far.Peer = netip.MustParseAddr("192.0.2.1")
	next := func(r *scheme.Request, token string, opts *bearer.ClientOptions) error {
		_, err := bearer.NewClient(bearer.Static(token), opts).Begin(t.Context(), r).Next(t.Context(), nil)
		return err
	}
	if err := next(request(), "a:b", nil); err == nil || strings.Contains(err.Error(), "a:b") {
		t.Error("BE-018:", err)
	}
	if err := next(far, "a", nil); err == nil {
		t.Error("BE-019: a token in clear")
	}
	if err := next(far, "a", &bearer.ClientOptions{AllowCleartext: true}); err != nil {
		t.Error(err)
	}
}

// Cleartext is refused unless it is allowed.
func TestCleartext(t *testing.T) {
	far := request()
	far.Peer = netip.MustParseAddr("192.0.2.1")
	c := parse(t, "Bearer mF_9.B5f-4.1JqM")
	if _, err := bearer.New(tokens(t), nil).Authenticate(t.Context(), far, c); !errors.Is(err, scheme.ErrForbidden) {
		t.Error(err)
	}
	if chs, err := bearer.New(tokens(t), nil).Challenge(t.Context(), far, nil); len(chs) != 0 || !errors.Is(err, scheme.ErrForbidden) {
		t.Error("a token is asked for:", chs, err)
	}
	if _, err := bearer.New(tokens(t), &bearer.Options{AllowCleartext: true}).Authenticate(t.Context(), far, c); err != nil {
		t.Error(err)
	}
}
