// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// A visitor has one client, of which it tells whether it sends credentials ahead.
type visitor struct {
	t      *testing.T
	client scheme.Client
	origin string
	proxy  bool
}

func newVisitor(t *testing.T) visitor {
	return visitor{t, basic.NewClient("alice", "secret", nil), "https://example.com", false}
}

func (v visitor) begin(target string) scheme.Exchange {
	r := &scheme.Request{Method: "GET", Target: target, Origin: v.origin, Secure: true, Proxy: v.proxy}
	return v.client.Begin(v.t.Context(), r)
}

// visit requests a target that is in a realm, or in none if that is empty, and
// takes the credentials if it is in one of those named. It returns whether there
// were credentials ahead of any challenge, and the last status.
func (v visitor) visit(target, realm string, accept bool) (ahead bool, status int) {
	v.t.Helper()
	x := v.begin(target)
	a, err := x.Next(v.t.Context(), nil)
	if ahead = err == nil; ahead == a.Credentials.IsZero() || !a.Challenge.IsZero() || !ahead && err != scheme.ErrDeclined {
		v.t.Errorf("%s: ahead: %v, %v", target, a, err)
	}
	status = 200
	if realm != "" && !(ahead && accept) {
		status = 401
		a, err = x.Next(v.t.Context(), challenges(v.t, realm))
		if ahead != errors.Is(err, scheme.ErrRejected) || !ahead && (err != nil || a.Challenge.IsZero()) {
			v.t.Errorf("%s: after a challenge: %v, %v", target, a, err)
		}
		if err == nil && accept {
			status = 200
		}
	}
	if status != 401 {
		if mutual, err := x.Verify(v.t.Context(), &scheme.Response{Status: status}); mutual || err != nil {
			v.t.Error(mutual, err)
		}
	} else if _, err := x.Next(v.t.Context(), challenges(v.t, realm)); !errors.Is(err, scheme.ErrRejected) {
		v.t.Errorf("%s: one more try of the same: %v", target, err)
	}
	return ahead, status
}

// ahead reports whether there are credentials ahead, and changes nothing.
func (v visitor) ahead(target string) bool {
	_, err := v.begin(target).Next(v.t.Context(), nil)
	return err == nil
}

// The protection space of RFC 7617, Section 2.2, by path prefix: B-011, B-012,
// B-013. What a server might take for something else is outside.
func TestRFC7617_2_2(t *testing.T) {
	v := newVisitor(t)
	if ahead, _ := v.visit("/docs/index.html", "WallyWorld", true); ahead {
		t.Error("ahead of the first challenge")
	}
	n := 0
	for target, want := range map[string]bool{
		"/docs/": true, "/docs/test.doc": true, "/docs/?page=1": true, "/docs/a/b/c": true, "/docs/index.html?a=/../b": true,
		"https://example.com/docs/x": true, "/docs/%C3%A4": true,
		"/": false, "/other/": false, "/docs": false, "/docsx/": false, "/Docs/": false, "/docs2/index.html": false, "*": false, "": false,
		"/?/docs/": false, "docs/": false, "/other?x=/docs/": false,
		"/docs/../other/": false, "/docs/./x": false, "/docs/..": false, "/docs/a/../..": false, "/./docs/": false, "/other/../docs/": false,
		"/docs/%2e%2e/other/": false, "/docs/%2E./other/": false, "/docs/.%2e/": false, "/docs/..;/other/": false,
		"/docs/..%2fother/": false, "/docs/a%2Fb": false, "/docs%2fa": false, "/docs/%5c..%5cother": false, "/docs/\\..\\other": false,
		"/docs/%252e%252e/": false, "/docs//x": false, "//docs/": false, "/docs/#": false, "/docs/%00": false,
		"https://example.com.evil.example/docs/x": false, "http://example.com/docs/x": false, "https://example.com:444/docs/": false,
		"https://example.comdocs/": false, "https://example.com": false,
	} {
		n++
		if got := v.ahead(target); got != want {
			t.Errorf("%s: ahead: %t", target, got)
		}
	}
	if n != 43 {
		t.Errorf("%d targets", n)
	}
	for _, origin := range []string{"http://example.com", "https://example.com:444", "https://www.example.com", "https://example.org", ""} {
		other := v
		other.origin = origin
		if other.ahead("/docs/") {
			t.Errorf("ahead at %s", origin)
		}
	}
	if other := v; func() bool { other.proxy = true; return other.ahead("/docs/") }() {
		t.Error("ahead at a proxy")
	}
}

// Nothing is learned from a path that a server might take for another one, nor
// from a request of unknown origin, nor from what was not a success.
func TestWhatNothingIsLearnedFrom(t *testing.T) {
	for _, target := range []string{"/a/../b", "/a/%2e%2e/b", "/%2f/b", "//b", "*", "https://example.org/b"} {
		v := newVisitor(t)
		v.visit(target, "r", true)
		for _, other := range []string{"/", "/a/", "/b", target} {
			if v.ahead(other) {
				t.Errorf("after %s: ahead at %s", target, other)
			}
		}
	}
	v := newVisitor(t)
	v.origin = ""
	v.visit("/", "r", true)
	if v.ahead("/") {
		t.Error("ahead at an unknown origin")
	}
	for status, want := range map[int]bool{0: false, 100: false, 200: true, 204: true, 302: true, 403: true, 404: true, 401: false, 407: false, 500: false, 503: false} {
		v := newVisitor(t)
		x := v.begin("/")
		if _, err := x.Next(t.Context(), challenges(t, "r")); err != nil {
			t.Fatal(err)
		}
		x.Verify(t.Context(), &scheme.Response{Status: status})
		if v.ahead("/") != want {
			t.Errorf("status %d: ahead: %t", status, !want)
		}
	}
	v = newVisitor(t) // no challenge, no realm
	v.visit("/", "", true)
	if v.ahead("/") {
		t.Error("ahead where nobody asked")
	}
}

// Where a realm begins that does not take the credentials, they are not sent ahead
// again; elsewhere they are.
func TestRealms(t *testing.T) {
	v := newVisitor(t)
	v.visit("/a/", "one", true)
	if ahead, status := v.visit("/a/b/x", "two", false); !ahead || status != 401 {
		t.Error("the first one can not know", ahead, status)
	}
	for target, want := range map[string]bool{"/a/": true, "/a/x": true, "/a/c/": true, "/a/b/": false, "/a/b/x": false, "/a/b/c/d": false} {
		if v.ahead(target) != want {
			t.Errorf("%s: ahead: %t", target, !want)
		}
	}
	v.visit("/a/b/x", "two", true) // it takes them now
	if !v.ahead("/a/b/y") || !v.ahead("/a/c/") {
		t.Error("a realm that takes them")
	}
	// The credentials have expired.
	if ahead, _ := v.visit("/a/x", "one", false); !ahead {
		t.Error("not ahead")
	}
	if v.ahead("/a/x") || v.ahead("/a/c/") || !v.ahead("/a/b/y") {
		t.Error("refused where they were good")
	}
}

// A proxy is one space (RFC 7617, Section 2.2).
func TestProxySpace(t *testing.T) {
	v := newVisitor(t)
	v.proxy = true
	v.visit("http://a.example/x", "proxy", true)
	for _, target := range []string{"http://a.example/x", "http://b.example/", "c.example:443"} {
		if !v.ahead(target) {
			t.Errorf("not ahead: %s", target)
		}
	}
	v.proxy = false
	if v.ahead("/") {
		t.Error("what a proxy asked for goes to an origin")
	}
}

// A client keeps no more than so much, whatever it is led to.
func TestSpacesAreBounded(t *testing.T) {
	v := newVisitor(t)
	for i := range 1000 {
		v.visit(fmt.Sprintf("/%d/", i), "r", true)
	}
	known := 0
	for i := range 1000 {
		if v.ahead(fmt.Sprintf("/%d/", i)) {
			known++
		}
	}
	if known != 64 || !v.ahead("/999/") {
		t.Errorf("%d directories", known)
	}
	origins := 0
	for i := range 1000 {
		v.origin = fmt.Sprintf("https://%d.example", i)
		v.visit("/", "r", true)
	}
	for i := range 1000 {
		if v.origin = fmt.Sprintf("https://%d.example", i); v.ahead("/") {
			origins++
		}
	}
	if origins < 1 || origins > 256 {
		t.Errorf("%d origins", origins)
	}
}

func TestPreemptive(t *testing.T) {
	v := newVisitor(t)
	v.client = basic.NewClient("alice", "secret", &basic.ClientOptions{Preemptive: true})
	for _, target := range []string{"/", "/a/../b", "*"} {
		if !v.ahead(target) {
			t.Errorf("not ahead: %s", target)
		}
	}
	if ahead, status := v.visit("/", "r", false); !ahead || status != 401 {
		t.Error(ahead, status)
	}
	// Not where others can read it, though.
	x := v.client.Begin(t.Context(), &scheme.Request{Method: "GET", Target: "/", Origin: "http://example.com"})
	if _, err := x.Next(t.Context(), nil); err != scheme.ErrDeclined {
		t.Error("in clear:", err)
	}
	v.client = basic.NewClient("a:b", "secret", &basic.ClientOptions{Preemptive: true})
	if _, err := v.begin("/").Next(t.Context(), nil); err == nil || errors.Is(err, scheme.ErrDeclined) {
		t.Error("an account that cannot be sent:", err)
	}
}

// What was learned over TLS is not sent in clear, were the Origin the same.
func TestSpaceInClear(t *testing.T) {
	v := newVisitor(t)
	v.visit("/", "r", true)
	x := v.client.Begin(t.Context(), &scheme.Request{Method: "GET", Target: "/", Origin: v.origin})
	if _, err := x.Next(t.Context(), nil); err != scheme.ErrDeclined {
		t.Error(err)
	}
}

func TestClientPrintsNoPassword(t *testing.T) {
	v := newVisitor(t)
	x := v.begin("/")
	x.Next(t.Context(), challenges(t, "r"))
	for _, s := range []string{fmt.Sprintf("%v %+v %#v %s", v.client, v.client, v.client, v.client), fmt.Sprintf("%v %+v %#v", x, x, x)} {
		if strings.Contains(s, "secret") || strings.Contains(s, "YWxpY2U6c2VjcmV0") || !strings.Contains(s, "[redacted]") {
			t.Error(s)
		}
	}
}
