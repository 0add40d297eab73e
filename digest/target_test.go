// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// Every form of target, and what a uri that names it may be: anywhere, at an origin
// only, at a proxy only, and nowhere. Each answer is right for its uri.
func TestAttack_D15_uri_and_target(t *testing.T) {
	const origin = "http://example.org"
	tests := []struct {
		target                string
		ok, atOrigin, atProxy []string
		no                    []string
	}{
		{"/dir/index.html?a=b", []string{"/dir/index.html?a=b"}, []string{origin + "/dir/index.html?a=b", "HTTP://EXAMPLE.ORG/dir/index.html?a=b"}, nil,
			[]string{
				"/", "*", "/dir", "/dir/", "/dir/index.html", "/dir/index.html?", "/dir/index.html?a=c", "/dir/index.html?a=b&c=d", "/dir/index.html?a=b#c", "/dir/index.html?a=b ",
				"/DIR/index.html?a=b", "//dir/index.html?a=b", "/dir//index.html?a=b", "/./dir/index.html?a=b", "/dir/x/../index.html?a=b", "/dir/index.html/?a=b",
				"/dir%2Findex.html?a=b", "/%64ir/index.html?a=b", "/dir/index.html%3Fa=b", "/dir/index.html?a%3Db", `\dir\index.html?a=b`, "dir/index.html?a=b", " /dir/index.html?a=b",
				"https://example.org/dir/index.html?a=b", "http://example.org:80/dir/index.html?a=b", "http://example.org./dir/index.html?a=b", "http://example.net/dir/index.html?a=b",
				"http://example.org.example.net/dir/index.html?a=b", "http://user@example.org/dir/index.html?a=b", "http://example.org@example.net/dir/index.html?a=b",
				"//example.org/dir/index.html?a=b", "http:/dir/index.html?a=b", "http:///dir/index.html?a=b", "http://", "://", ":///dir/index.html?a=b", "example.org:80", "example.org/dir/index.html?a=b",
				origin + "//dir/index.html?a=b", origin + "/dir/index.html", origin + "?a=b", origin + `\dir/index.html?a=b`, origin + origin + "/dir/index.html?a=b",
			}},
		{"/", []string{"/"}, []string{origin, origin + "/"}, nil, []string{"//", "/?", origin + "?", origin + "//", "http://", "*", "/.", "example.org"}},
		{"/?a=b", []string{"/?a=b"}, []string{origin + "/?a=b", origin + "?a=b"}, nil, []string{"?a=b", "/", origin, origin + "a=b", origin + "//?a=b"}},
		{"//example.net/x", []string{"//example.net/x"}, []string{origin + "//example.net/x"}, nil, []string{"/x", "http://example.net/x", "http://example.net//x", "/example.net/x"}},
		{"/%2Fa%20b", []string{"/%2Fa%20b"}, []string{origin + "/%2Fa%20b"}, nil, []string{"/%2fa%20b", "//a%20b", "/%2Fa b", "/%2Fa+b", "/%252Fa%20b"}},
		{`/a"b\c`, []string{`/a"b\c`}, nil, nil, []string{`/a%22b%5Cc`, `/a"bc`, `/ab\c`}},
		{"/http://example.org/x", []string{"/http://example.org/x"}, nil, nil, []string{"http://example.org/x", "/x"}},
		{origin + "/x?y", []string{origin + "/x?y", "/x?y"}, nil, nil, []string{"/x", "/", origin + "/x", "HTTP://EXAMPLE.ORG/x?y", "http://example.net/x?y", "x?y", "//x?y", "example.org/x?y", "//example.org/x?y", "*"}},
		{origin, []string{origin, "/"}, nil, nil, []string{origin + "/", "*", "//", "example.org", origin + "?"}},
		{origin + "?q", []string{origin + "?q", "/?q"}, nil, nil, []string{"?q", "/", origin + "/?q", origin}},
		{origin + "//x", []string{origin + "//x", "//x"}, nil, nil, []string{"/x", origin + "/x"}},
		{"HTTP://Example.ORG/x", []string{"HTTP://Example.ORG/x", "/x"}, nil, nil, []string{origin + "/x", "HTTP://EXAMPLE.ORG/x"}},
		{"http://other.example/x", []string{"http://other.example/x"}, nil, []string{"/x"}, []string{"/", origin + "/x", "other.example/x"}},
		{"http://other.example", []string{"http://other.example"}, nil, []string{"/"}, []string{"http://other.example/", origin}},
		{"https://example.org/x", []string{"https://example.org/x"}, nil, []string{"/x"}, []string{origin + "/x"}},
		{origin + ":80/x", []string{origin + ":80/x"}, nil, []string{"/x"}, []string{origin + "/x"}},
		{origin + ":81/x", []string{origin + ":81/x"}, nil, []string{"/x"}, []string{origin + "/x"}},
		{origin + "@other.example/x", []string{origin + "@other.example/x"}, nil, []string{"/x"}, []string{origin + "/x"}},
		{"ftp://example.net/x", []string{"ftp://example.net/x"}, nil, []string{"/x"}, []string{"ftp://example.net", origin + "/x"}}, // a gateway
		{"example.org:443", []string{"example.org:443"}, nil, nil, []string{"example.org", "example.org:80", "/", "*", "https://example.org:443", "https://example.org:443/", "EXAMPLE.org:443", "example.org:443/", "//example.org:443"}},
		{"[::1]:443", []string{"[::1]:443"}, nil, nil, []string{"::1:443", "[0::1]:443", "/"}},
		{"*", []string{"*"}, nil, nil, []string{"/", "/*", "**", origin, origin + "/*", origin + "*"}},
	}
	accepted, refused := 0, 0
	for _, proxy := range []bool{false, true} {
		s := digest.New(accounts(t), nil)
		for _, tt := range tests {
			r := request()
			r.Target, r.Proxy = tt.target, proxy
			try := func(uri string) error {
				a := good(mint(t, s))
				a.uri = uri
				_, err := s.Authenticate(t.Context(), r, a.form().credentials(t))
				return err
			}
			ok, no := slices.Concat(tt.ok, tt.atOrigin), slices.Concat(tt.no, tt.atProxy)
			if proxy {
				ok, no = slices.Concat(tt.ok, tt.atProxy), slices.Concat(tt.no, tt.atOrigin)
			}
			for _, uri := range ok {
				accepted++
				if err := try(uri); err != nil {
					t.Errorf("target %s, uri %s, proxy %t: %v", tt.target, uri, proxy, err)
				}
			}
			for _, uri := range no {
				refused++
				if err := try(uri); !errors.Is(err, scheme.ErrBadRequest) {
					t.Errorf("target %s, uri %s, proxy %t: %v", tt.target, uri, proxy, err)
				}
			}
		}
	}
	if accepted != 69 || refused != 259 {
		t.Errorf("%d accepted, %d refused", accepted, refused)
	}
}

// D15, where the stack does not know its origin: no absolute form then.
func TestAttack_D15_no_origin(t *testing.T) {
	s := digest.New(accounts(t), nil)
	r := request()
	r.Origin = ""
	for uri, want := range map[string]error{r.Target: nil, "http://example.org" + r.Target: scheme.ErrBadRequest, "://" + r.Target: scheme.ErrBadRequest, "http://" + r.Target: scheme.ErrBadRequest} {
		a := good(mint(t, s))
		a.uri = uri
		if _, err := s.Authenticate(t.Context(), r, a.form().credentials(t)); !errors.Is(err, want) {
			t.Errorf("%s: %v", uri, err)
		}
	}
}

// D-042: what is hashed is the uri as received, not the target.
func TestAttack_D15_the_uri_is_hashed(t *testing.T) {
	s := digest.New(accounts(t), nil)
	a := good(mint(t, s)) // computed for the target
	f := a.form().with("uri", "http://example.org"+a.uri, true)
	if res, err := s.Authenticate(t.Context(), request(), f.credentials(t)); res != nil || !errors.Is(err, scheme.ErrRejected) {
		t.Error(res, err)
	}
}

// D16, D17: A2 has the method that the stack has received, octet by octet, and
// no other is tried: the answer for one method is none for any other.
func TestAttack_D16_D17_every_method(t *testing.T) {
	methods := []string{"GET", "HEAD", "get", "Get", "POST", "CONNECT", "OPTIONS", "PRI", "websocket", "GET ", ""}
	accepted, refused := 0, 0
	for _, target := range []string{"/chat", "example.org:443", "*"} {
		for _, signed := range methods {
			for _, received := range methods {
				s := digest.New(accounts(t), nil)
				a := good(mint(t, s))
				a.method, a.uri = signed, target
				r := request()
				r.Method, r.Target = received, target
				r.Header = func(name string) []string { return []string{signed} } // X-HTTP-Method-Override, :protocol
				res, err := s.Authenticate(t.Context(), r, a.form().credentials(t))
				switch {
				case signed == received && res != nil && err == nil:
					accepted++
				case signed != received && res == nil && errors.Is(err, scheme.ErrRejected):
					refused++
				default:
					t.Errorf("%s for %q, received %q: %v", target, signed, received, err)
				}
			}
		}
	}
	if accepted != 33 || refused != 330 {
		t.Errorf("%d accepted, %d refused", accepted, refused)
	}
}
