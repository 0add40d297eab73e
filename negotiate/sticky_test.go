// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"errors"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

const mirror = "https://mirror.example"

// visit answers one challenge, and is told the status of the response to it.
func visit(t *testing.T, c *negotiate.Client, r *scheme.Request, line string, status int) error {
	t.Helper()
	a := c.Begin(t.Context(), r)
	if a == nil {
		t.Fatalf("nothing for %s", r.Origin)
	}
	defer a.End()
	if _, err := a.Answer(t.Context(), []string{line}); err != nil {
		return err
	}
	return a.Verify(t.Context(), &scheme.Response{Status: status})
}

// What an origin has accepted is the least from then on, if so asked. Others do
// not count, nor does the same one as a proxy, nor a fault of the server.
func TestAttack_G03_sticky(t *testing.T) {
	here, there := &scheme.Request{Origin: origin}, &scheme.Request{Origin: mirror}
	proxy := &scheme.Request{Origin: origin, Proxy: true}
	type step struct {
		r      *scheme.Request
		line   string
		status int
		ok     bool
	}
	tests := []struct {
		name   string
		sticky bool
		steps  []step
	}{
		{"by option", false, []step{{here, "A", 200, true}, {here, "C", 200, true}}},
		{"weaker", true, []step{{here, "A", 200, true}, {here, "C", 200, false}, {here, "B", 200, false}, {here, "A", 200, true}}},
		{"stronger", true, []step{{here, "C", 200, true}, {here, "B", 404, true}, {here, "C", 200, false}, {here, "B", 200, true}, {here, "A", 403, true}, {here, "B", 200, false}}},
		{"refused", true, []step{{here, "A", 401, true}, {here, "B", 200, true}}},
		{"a fault", true, []step{{here, "A", 503, true}, {here, "B", 200, true}}},
		{"another origin", true, []step{{here, "A", 200, true}, {there, "C", 200, true}, {here, "C", 200, false}}},
		{"a proxy", true, []step{{here, "A", 200, true}, {proxy, "C", 200, true}, {proxy, "B", 401, true}, {proxy, "C", 200, false}}},
	}
	n := 0
	for _, tt := range tests {
		c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin, Origins: []string{mirror}, Sticky: tt.sticky},
			tokens("A", "x"), tokens("B", "x"), tokens("C", "x"))
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range tt.steps {
			err := visit(t, c, s.r, s.line, s.status)
			if (err == nil) != s.ok || err != nil && (!errors.Is(err, scheme.ErrDeclined) || err == scheme.ErrDeclined) {
				t.Errorf("%s, step %d: %v", tt.name, i, err)
			}
			n++
		}
	}
	if n != 23 {
		t.Errorf("%d steps", n)
	}
}

// Of two requests at once, the one with the weaker answer may come back last. What
// goes ahead of the next challenge is not weaker than the best for that, if so
// asked.
func TestAttack_G03_sticky_interleaved(t *testing.T) {
	for _, proxy := range []bool{false, true} {
		for sticky, want := range map[bool]string{false: "B", true: "A"} {
			var begun []context.Context
			c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin, Sticky: sticky}, watched{"A", &begun}, watched{"B", &begun})
			if err != nil {
				t.Fatal(err)
			}
			r := &scheme.Request{Origin: origin, Proxy: proxy}
			start := func(line string) *negotiate.Attempt {
				a := c.Begin(t.Context(), r)
				t.Cleanup(a.End)
				if _, err := a.Answer(t.Context(), []string{line}); err != nil {
					t.Fatal(err)
				}
				return a
			}
			weak, strong := start("B"), start("A")
			for _, a := range []*negotiate.Attempt{strong, weak} {
				if err := a.Verify(t.Context(), &scheme.Response{Status: 200}); err != nil {
					t.Fatal(err)
				}
			}
			next := c.Begin(t.Context(), r)
			t.Cleanup(next.End)
			if credentials, err := next.Ahead(t.Context()); err != nil || !credentials.Is(want) {
				t.Errorf("proxy %t, sticky %t: %v, %v ahead", proxy, sticky, credentials, err)
			}
		}
	}
}

// A scheme that is not listed is not used, whoever offers it: the list is the
// minimum.
func TestAttack_G03_minimum(t *testing.T) {
	c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin}, tokens("A", "x"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"B", "B, C", `Basic realm="r"`, "AA", "A-B"} {
		if err := visit(t, c, &scheme.Request{Origin: origin}, line, 200); err != scheme.ErrDeclined {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestOrigins(t *testing.T) {
	for name, tt := range map[string]struct {
		opts negotiate.ClientOptions
		want []string // nil: an error
	}{
		"one":           {negotiate.ClientOptions{Origin: origin}, []string{origin}},
		"a list":        {negotiate.ClientOptions{Origins: []string{origin, "HTTPS://Mirror.example:443/"}}, []string{origin, mirror}},
		"both":          {negotiate.ClientOptions{Origin: origin, Origins: []string{mirror}}, []string{origin, mirror}},
		"twice":         {negotiate.ClientOptions{Origin: origin, Origins: []string{origin}}, []string{origin}},
		"none":          {negotiate.ClientOptions{}, nil},
		"an empty one":  {negotiate.ClientOptions{Origins: []string{""}}, nil},
		"a bad one":     {negotiate.ClientOptions{Origin: origin, Origins: []string{"mirror.example"}}, nil},
		"not in ASCII":  {negotiate.ClientOptions{Origin: "https://b\u00fccher.example"}, nil},
		"any, by a dot": {negotiate.ClientOptions{Origin: "https://*.example"}, []string{"https://*.example"}},
	} {
		c, err := negotiate.NewClient(tt.opts, tokens("A", "x"))
		if (err == nil) != (tt.want != nil) {
			t.Errorf("%s: %v", name, err)
		}
		for _, o := range []string{origin, mirror, "http://example.com", "https://www.example.com", "https://x.example", ""} {
			want := false
			for _, w := range tt.want {
				want = want || w == o
			}
			if c.Covers(o) != want {
				t.Errorf("%s: %s: %t", name, o, !want)
			}
		}
	}
}
