// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"weak"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

func TestOrigin(t *testing.T) {
	for raw, want := range map[string]string{
		"https://Example.COM":            "https://example.com",
		"HTTPS://example.com:443/a?b#c":  "https://example.com",
		"http://example.com:80":          "http://example.com",
		"http://example.com:443":         "http://example.com:443",
		"https://example.com:8443":       "https://example.com:8443",
		"http://user:pw@example.com":     "http://example.com",
		"http://[::1]:8080":              "http://[::1]:8080",
		"http://[0:0::1]":                "http://[::1]",
		"http://127.0.0.1":               "http://127.0.0.1",
		"https://example.com.":           "https://example.com.", // another host
		"https://example.com:0443":       "https://example.com",
		"http://example.com:00081":       "http://example.com:81",
		"http://example.com:":            "http://example.com",
		"http://example.com:0":           "http://example.com:0",
		"http://[::FFFF:127.0.0.1]":      "http://[::ffff:127.0.0.1]",
		"http://example.com:65536":       "",
		"http://example.com:99999999999": "",
		"https://\u212aelvin.example":    "", // the sign for Kelvin folds to k
		"https://xn--bcher-kva.example/": "https://xn--bcher-kva.example",
		"ftp://example.com":              "",
		"https://":                       "",
		"/path":                          "",
		"mailto:a@example.com":           "",
		"https://bücher.example":         "",
		"http://[::1%25.evil.example]":   "", // F04
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := negotiate.Origin(u); got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v, want %q", raw, got, err, want)
		}
	}
}

// tokens returns a client of the named scheme with one token.
func tokens(name, token string) scheme.Client {
	return scheme.NewClient(name, func(_ context.Context, _ *scheme.Request, ch header.Challenge) (header.Credentials, error) {
		if ch.IsZero() {
			return header.Credentials{}, scheme.ErrDeclined
		}
		return header.NewCredentials68(name, token)
	})
}

func TestNewClient(t *testing.T) {
	a := tokens("A", "x")
	for name, tt := range map[string]struct {
		origin  string
		schemes []scheme.Client
	}{
		"no scheme":           {"https://example.com", nil},
		"nil":                 {"https://example.com", []scheme.Client{nil}},
		"two of one name":     {"https://example.com", []scheme.Client{a, tokens("a", "y")}},
		"a name that is none": {"https://example.com", []scheme.Client{tokens("", "y")}},
		"F13 no origin":       {"", []scheme.Client{a}},
		"a path":              {"https://example.com/x", []scheme.Client{a}},
		"a query":             {"https://example.com?x", []scheme.Client{a}},
		"a host alone":        {"example.com", []scheme.Client{a}},
		"F14 userinfo":        {"https://user:canary@example.com", []scheme.Client{a}},
		"not a URL":           {"https://canary\x7f", []scheme.Client{a}},
	} {
		c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: tt.origin}, tt.schemes...)
		if err == nil || c != nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

const origin = "https://example.com"

func begin(t *testing.T, opts negotiate.ClientOptions, schemes ...scheme.Client) *negotiate.Attempt {
	t.Helper()
	opts.Origin = origin
	c, err := negotiate.NewClient(opts, schemes...)
	if err != nil {
		t.Fatal(err)
	}
	a := c.Begin(t.Context(), &scheme.Request{Method: "GET", Target: "/", Origin: origin, Secure: true})
	if a == nil {
		t.Fatal("no attempt for its own origin")
	}
	t.Cleanup(a.End)
	return a
}

// The order of the schemes is the policy, whatever the server's order is.
func TestPolicy(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string // the scheme; empty: declined
	}{
		{"its own order", []string{"A", "B"}, "A"},
		{"the server's order", []string{"B", "A"}, "A"},
		{"one line", []string{"C, B, A"}, "A"},
		{"only the second", []string{"C", "b"}, "B"},
		{"none", []string{"C"}, ""},
		{"no challenge at all", nil, ""},
		{"a broken line hides no other", []string{`A x="`, "B"}, "B"},
	}
	for _, tt := range tests {
		c, err := begin(t, negotiate.ClientOptions{}, tokens("A", "x"), tokens("B", "x")).Answer(t.Context(), tt.lines)
		if c.IsZero() != (tt.want == "") || !c.IsZero() && c.Scheme() != tt.want || errors.Is(err, scheme.ErrDeclined) != (tt.want == "") {
			t.Errorf("%s: %v, %v", tt.name, c, err)
		}
	}
}

// A server that refuses the strong answer does not get the weak one.
func TestAttack_G03_no_weaker_scheme_after_a_refusal(t *testing.T) {
	a := begin(t, negotiate.ClientOptions{}, tokens("A", "x"), tokens("B", "x"))
	if c, err := a.Answer(t.Context(), []string{"A", "B"}); err != nil || !c.Is("A") {
		t.Fatal(c, err)
	}
	for _, lines := range [][]string{{"A", "B"}, {"B"}, nil} {
		if c, err := a.Answer(t.Context(), lines); !errors.Is(err, scheme.ErrRejected) || !c.IsZero() {
			t.Errorf("%v: %v, %v", lines, c, err)
		}
	}
}

// An endless scheme answers every challenge with another token.
func TestAttack_G05_rounds_are_bounded(t *testing.T) {
	a := begin(t, negotiate.ClientOptions{Rounds: 3}, endless{})
	n := 0
	for ; n < 100; n++ {
		if _, err := a.Answer(t.Context(), []string{"E"}); err != nil {
			if !errors.Is(err, scheme.ErrRejected) {
				t.Error(err)
			}
			break
		}
	}
	if n != 3 {
		t.Errorf("%d rounds", n)
	}
}

// What is sent again is still the same request: its answers count on, and the scheme
// that has answered does not give way to another.
func TestAttack_G03_G05_again(t *testing.T) {
	var begun []context.Context
	first := begin(t, negotiate.ClientOptions{Rounds: 3}, watched{"A", &begun}, watched{"B", &begun})
	if _, err := first.Answer(t.Context(), []string{"A"}); err != nil {
		t.Fatal(err)
	}
	first.End()
	r := &scheme.Request{Origin: origin}
	second := first.Again(t.Context(), r)
	if c, err := second.Ahead(t.Context()); err != nil || !c.Is("A") || begun[0].Err() == nil || len(begun) != 4 || begun[2].Err() != nil {
		t.Fatal(c, err, begun)
	}
	if c, err := second.Answer(t.Context(), []string{"B"}); !errors.Is(err, scheme.ErrRejected) || !c.IsZero() {
		t.Error("a weaker scheme:", c, err)
	}
	if c, err := second.Answer(t.Context(), []string{"A"}); err != nil || !c.Is("A") {
		t.Error(c, err)
	}
	second.End()
	third := second.Again(t.Context(), r)
	t.Cleanup(third.End)
	if c, err := third.Answer(t.Context(), []string{"A"}); !errors.Is(err, scheme.ErrRejected) || !c.IsZero() {
		t.Error("a fourth answer:", c, err)
	}
	if third.Again(t.Context(), &scheme.Request{Origin: "https://other.example"}) != nil {
		t.Error("F13: another origin")
	}
	var none *negotiate.Attempt
	if none.Again(t.Context(), r) != nil {
		t.Error("no Attempt, and another")
	}
}

type endless struct{}

func (endless) Name() string                                             { return "E" }
func (e endless) Begin(context.Context, *scheme.Request) scheme.Exchange { return e }
func (endless) Verify(context.Context, *scheme.Response) (bool, error)   { return true, nil }
func (endless) Next(context.Context, []header.Challenge) (scheme.Answer, error) {
	c, err := header.NewCredentials68("E", "x")
	return scheme.Answer{Credentials: c}, err
}

func TestAttack_F13_other_origins_get_nothing(t *testing.T) {
	c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "https://example.com:443/"}, tokens("A", "x"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, other := range []string{"", "http://example.com", "https://example.com:444", "https://evil-example.com", "https://example.com.evil", "https://www.example.com", "https://com"} {
		if c.Begin(t.Context(), &scheme.Request{Origin: other}) != nil {
			t.Errorf("%s gets credentials", other)
		}
		n++
	}
	a := c.Begin(t.Context(), &scheme.Request{Origin: origin})
	if a == nil || n != 7 {
		t.Error("its own origin gets none")
	}
	a.End()
	var none *negotiate.Client
	if none.Begin(t.Context(), &scheme.Request{Origin: origin}) != nil || new(negotiate.Client).Begin(t.Context(), new(scheme.Request)) != nil {
		t.Error("no client, and an attempt")
	}
}

// A scheme that returns credentials of another, or fails, fails the request.
func TestClientFaults(t *testing.T) {
	broken := errors.New("broken")
	for name, err := range map[string]error{"another's credentials": nil, "an error": broken} {
		sch := scheme.NewClient("A", func(context.Context, *scheme.Request, header.Challenge) (header.Credentials, error) {
			c, _ := header.NewCredentials68("B", "x")
			return c, err
		})
		for _, answer := range []func(a *negotiate.Attempt) (header.Credentials, error){
			func(a *negotiate.Attempt) (header.Credentials, error) { return a.Ahead(t.Context()) },
			func(a *negotiate.Attempt) (header.Credentials, error) {
				return a.Answer(t.Context(), []string{"A", "B"})
			},
		} {
			c, got := answer(begin(t, negotiate.ClientOptions{}, sch, tokens("B", "x")))
			if !c.IsZero() || got == nil || errors.Is(got, scheme.ErrDeclined) || errors.Is(got, scheme.ErrRejected) || err != nil && got != err {
				t.Errorf("%s: %v, %v", name, c, got)
			}
		}
	}
}

func TestClientTrace(t *testing.T) {
	var got []string
	opts := negotiate.ClientOptions{Trace: func(_ context.Context, s negotiate.Step) {
		got = append(got, fmt.Sprint(len(s.Offered), len(s.Faults), " ", s.Scheme, " ", s.Answer.Credentials, s.Final, s.Mutual, " ", s.Err))
	}}
	a := begin(t, opts, endless{})
	a.Ahead(t.Context())
	a.Answer(t.Context(), []string{"X", "E y", `"`})
	a.Verify(t.Context(), &scheme.Response{Status: 200})
	want := "0 0 E E [redacted]false false <nil>; 2 1 E E [redacted]false false <nil>; 0 0 E truetrue <nil>"
	if s := strings.Join(got, "; "); strings.ReplaceAll(s, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("%s\nwant %s", s, want)
	}
}

// The scheme that succeeded last is asked first, ahead of any challenge.
func TestAheadAfterSuccess(t *testing.T) {
	c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin}, tokens("A", "x"), endless{})
	if err != nil {
		t.Fatal(err)
	}
	start := func() *negotiate.Attempt {
		a := c.Begin(t.Context(), &scheme.Request{Origin: origin})
		t.Cleanup(a.End)
		return a
	}
	a := start()
	if _, err := a.Ahead(t.Context()); err != scheme.ErrDeclined {
		t.Error("the second scheme forestalls the first:", err)
	}
	if _, err := a.Answer(t.Context(), []string{"E"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Verify(t.Context(), &scheme.Response{Status: 200}); err != nil {
		t.Fatal(err)
	}
	if creds, err := start().Ahead(t.Context()); err != nil || !creds.Is("E") {
		t.Error(creds, err)
	}
	if err := start().Verify(t.Context(), &scheme.Response{Status: 200}); err != nil {
		t.Error("a response to nothing:", err)
	}
}

// A scheme that must not answer here does not keep another from answering, and
// says why if none does.
func TestDeclinedWithReason(t *testing.T) {
	why := fmt.Errorf("%w: not here", scheme.ErrDeclined)
	shy := scheme.NewClient("A", func(context.Context, *scheme.Request, header.Challenge) (header.Credentials, error) {
		return header.Credentials{}, why
	})
	a := begin(t, negotiate.ClientOptions{}, shy, tokens("B", "x"))
	if _, err := a.Ahead(t.Context()); err != scheme.ErrDeclined {
		t.Error(err)
	}
	if c, err := a.Answer(t.Context(), []string{"A", "B"}); err != nil || !c.Is("B") {
		t.Error(c, err)
	}
	if c, err := begin(t, negotiate.ClientOptions{}, shy, tokens("B", "x")).Answer(t.Context(), []string{"A"}); err != why || !c.IsZero() {
		t.Error(c, err)
	}
}

// The exchanges of all schemes are over when the Attempt is ended, and not
// before, whichever answered.
func TestEnd(t *testing.T) {
	var begun []context.Context
	a := begin(t, negotiate.ClientOptions{}, watched{"A", &begun}, watched{"B", &begun})
	if _, err := a.Answer(t.Context(), []string{"B"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Verify(t.Context(), &scheme.Response{Status: 200}); err != nil {
		t.Fatal(err)
	}
	if len(begun) != 2 || begun[0].Err() != nil || begun[1].Err() != nil {
		t.Fatal(begun)
	}
	a.End()
	a.End()
	for _, ctx := range begun {
		if ctx.Err() != context.Canceled {
			t.Error(ctx.Err())
		}
	}
	if t.Context().Err() != nil {
		t.Error("the context of the request is canceled too")
	}
	a = nil
	a.End()
}

// Who keeps the context of an exchange does not keep the request, which may have a
// large content.
func TestEndLetsGo(t *testing.T) {
	var begun []context.Context
	c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "http://example.org"}, watched{"A", &begun})
	if err != nil {
		t.Fatal(err)
	}
	r := &scheme.Request{Method: "GET", Target: "/", Origin: "http://example.org"}
	kept := weak.Make(r)
	a := c.Begin(t.Context(), r)
	if a == nil || kept.Value() != r {
		t.Fatal("no Attempt")
	}
	a.End()
	r, a = nil, nil
	runtime.GC()
	if kept.Value() != nil || len(begun) != 1 {
		t.Errorf("it is kept by one of %d contexts", len(begun))
	}
	runtime.KeepAlive(begun)
}

// watched is endless under a name, and remembers the contexts of its exchanges.
type watched struct {
	name  string
	begun *[]context.Context
}

func (w watched) Name() string { return w.name }

func (w watched) Begin(ctx context.Context, _ *scheme.Request) scheme.Exchange {
	*w.begun = append(*w.begun, ctx)
	return watchedExchange(w)
}

type watchedExchange watched

func (watchedExchange) Verify(context.Context, *scheme.Response) (bool, error) { return true, nil }

func (w watchedExchange) Next(context.Context, []header.Challenge) (scheme.Answer, error) {
	c, err := header.NewCredentials68(w.name, "x")
	return scheme.Answer{Credentials: c}, err
}
