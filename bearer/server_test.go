// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack E08: a token in the target is no token, and one there besides that in
// the field is a bad request (RFC 6750, Section 2). At a proxy, the target is not
// for us.
func TestAttack_E08_tokens_in_the_target(t *testing.T) {
	s := bearer.New(tokens(t), nil)
	tests := []struct {
		target string
		two    bool
	}{
		{"/", false}, {"/?", false}, {"/?a=b", false}, {"/access_token=x", false}, {"/?x=access_token", false}, {"/?access_tokens=x", false},
		{"/?Access_Token=x", false}, {"/?%zz=x&a=b", false}, {"*", false}, {"example.com:443", false},
		{"/?access_token=x", true}, {"/?access_token", true}, {"/?a=b&access_token=mF_9.B5f-4.1JqM", true}, {"/?access%5Ftoken=x", true},
		{"https://example.com/?access_token=x", true}, {"/?a?access_token=x", false}, {"/?%zz&access_token=", true},
	}
	for _, tt := range tests {
		for _, proxy := range []bool{false, true} {
			r := request()
			r.Target, r.Proxy = tt.target, proxy
			res, err := s.Authenticate(t.Context(), r, parse(t, "Bearer mF_9.B5f-4.1JqM"))
			if refused := tt.two && !proxy; refused != (err != nil) || refused && !errors.Is(err, scheme.ErrBadRequest) || !refused && res.Identity.Subject != "alice" {
				t.Errorf("%s, proxy %t: %v", tt.target, proxy, err)
			}
		}
	}
	if len(tests) != 17 {
		t.Errorf("%d tests", len(tests))
	}
}

// Attack E04: a token reaches the Verifier as it is, and nothing else of it goes
// anywhere: neither into the request nor into an error or a challenge.
func TestAttack_E04_tokens_are_opaque(t *testing.T) {
	for _, token := range []string{"../../etc/passwd", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "169.254.169.254/latest", "-._~+/="} {
		var got string
		s := bearer.New(func(_ context.Context, r *scheme.Request, token string) (scheme.Identity, error) {
			got = token
			return scheme.Identity{}, scheme.ErrRejected
		}, nil)
		_, err := s.Authenticate(t.Context(), request(), parse(t, "Bearer "+token))
		chs, chErr := s.Challenge(t.Context(), request(), err)
		if got != token || err == nil || chErr != nil || strings.Contains(err.Error()+chs[0].String(), token) {
			t.Errorf("%s: %s, %v, %v, %v", token, got, err, chs, chErr)
		}
	}
}

// Attack E11: whatever stands in an Error, the challenge has the bytes of RFC
// 6750, Section 3, alone.
func TestAttack_E11_descriptions(t *testing.T) {
	s := bearer.New(tokens(t), nil)
	for i := range 256 {
		for _, text := range []string{string(rune(i)), string([]byte{byte(i)}), string([]byte{'a', byte(i), 'b'})} {
			for _, e := range []*bearer.Error{{Code: text}, {Code: "invalid_token", Description: text}} {
				chs, err := s.Challenge(t.Context(), request(), e)
				if err != nil || len(chs) != 1 {
					t.Fatalf("%q: %v, %v", text, chs, err)
				}
				for _, name := range []string{"error", "error_description"} {
					value, _ := chs[0].Param(name)
					for _, c := range []byte(value) {
						if c < 0x20 || c > 0x7e || c == '"' || c == '\\' {
							t.Errorf("%q: %s has %q", text, name, c)
						}
					}
				}
			}
		}
	}
}

// The Strength is that of a secret that was sent, unless the Verifier knows more.
func TestStrength(t *testing.T) {
	for set, want := range map[scheme.Strength]scheme.Strength{0: scheme.StrengthSent, scheme.StrengthBound: scheme.StrengthBound} {
		s := bearer.New(func(context.Context, *scheme.Request, string) (scheme.Identity, error) {
			return scheme.Identity{Subject: "x", Strength: set}, nil
		}, nil)
		if res, err := s.Authenticate(t.Context(), request(), parse(t, "Bearer x")); err != nil || res.Identity.Strength != want {
			t.Error(res, err)
		}
	}
}
