// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

const user, password, realm = "Mufasa", "Circle of Life", "http-auth@example.org"

func request() *scheme.Request {
	return &scheme.Request{Method: "GET", Target: "/dir/index.html?a=b", Origin: "http://example.org", Realm: realm}
}

func newScheme(t *testing.T, algorithms ...digest.Algorithm) *digest.Scheme {
	t.Helper()
	lookup, err := digest.Passwords(map[string]string{user: password})
	if err != nil {
		t.Fatal(err)
	}
	return digest.New(lookup, &digest.Options{Algorithms: algorithms})
}

func challenge(t *testing.T, s scheme.Scheme, cause error) []header.Challenge {
	t.Helper()
	chs, err := s.Challenge(t.Context(), request(), cause)
	if err != nil {
		t.Fatal(err)
	}
	return chs
}

// answer returns right credentials for a fresh challenge of s.
func answer(t *testing.T, s scheme.Scheme, opts *digest.ClientOptions) header.Credentials {
	t.Helper()
	a, err := digest.NewClient(user, password, opts).Begin(t.Context(), request()).Next(t.Context(), challenge(t, s, nil))
	if err != nil {
		t.Fatal(err)
	}
	return a.Credentials
}

// change returns c with some parameters changed; "" removes one.
func change(t *testing.T, c header.Credentials, changes map[string]string) header.Credentials {
	t.Helper()
	var params []header.Param
	done := 0
	for p := range c.Params().All() {
		v, ok := changes[p.Name]
		if !ok {
			params = append(params, p)
			continue
		}
		if done++; v != "" {
			params = append(params, header.Quoted(p.Name, v))
		}
	}
	for name, v := range changes {
		if _, has := c.Param(name); !has {
			done++
			params = append(params, header.Quoted(name, v))
		}
	}
	if done != len(changes) {
		t.Fatalf("%d of %d parameters were changed", done, len(changes))
	}
	changed, err := header.NewCredentials(c.Scheme(), params...)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// D-001, D-002, D-022: what is quoted, and a line for each algorithm.
func TestChallenge(t *testing.T) {
	for _, tt := range []struct {
		algorithms []digest.Algorithm
		cause      error
		want       []string
	}{
		{nil, nil, []string{`Digest realm="http-auth@example.org", qop="auth", algorithm=SHA-256, nonce="N"`}},
		{[]digest.Algorithm{digest.SHA256, digest.MD5}, scheme.ErrRejected, []string{
			`Digest realm="http-auth@example.org", qop="auth", algorithm=SHA-256, nonce="N"`,
			`Digest realm="http-auth@example.org", qop="auth", algorithm=MD5, nonce="N"`}},
		{nil, fmt.Errorf("wrapped: %w", digest.ErrStale), []string{`Digest realm="http-auth@example.org", qop="auth", algorithm=SHA-256, nonce="N", stale=true`}},
		{nil, scheme.ErrForbidden, nil},
	} {
		if fips140.Enforced() && len(tt.want) == 2 { // MD5 is left out
			tt.want = tt.want[:1]
		}
		s := newScheme(t, tt.algorithms...)
		if tt.algorithms == nil {
			s = newScheme(t, digest.SHA256)
		}
		var got []string
		for _, ch := range challenge(t, s, tt.cause) {
			nonce, _ := ch.Param("nonce")
			got = append(got, strings.Replace(ch.String(), nonce, "N", 1))
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s\nwant\n%s", got, tt.want)
		}
	}
	lookup, _ := digest.Passwords(map[string]string{"a": "b"})
	if chs := challenge(t, digest.New(lookup, nil), nil); len(chs) != 1 || !strings.Contains(chs[0].String(), "algorithm=SHA-256") {
		t.Error("D-024, the default offer:", chs)
	}
}

func TestConfiguration(t *testing.T) {
	lookup, err := digest.Passwords(map[string]string{"a": "b"})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*digest.Scheme{
		"no lookup":         digest.New(nil, nil),
		"zero":              new(digest.Scheme),
		"nil":               nil,
		"no algorithm":      digest.New(lookup, &digest.Options{Algorithms: []digest.Algorithm{}}),
		"unknown algorithm": digest.New(lookup, &digest.Options{Algorithms: []digest.Algorithm{"SHA-1"}}),
		"one twice":         digest.New(lookup, &digest.Options{Algorithms: []digest.Algorithm{digest.MD5, digest.MD5}}),
	} {
		if _, err := s.Challenge(t.Context(), request(), nil); err == nil {
			t.Errorf("%s: it has a challenge", name)
		}
		c := answer(t, newScheme(t, digest.SHA256), nil)
		res, err := s.Authenticate(t.Context(), request(), c)
		if _, reason := errors.AsType[scheme.Reason](err); res != nil || err == nil || reason {
			t.Errorf("%s: %v, %v", name, res, err)
		}
	}
	r := request()
	r.Realm = "a:b"
	if _, err := newScheme(t, digest.SHA256).Challenge(t.Context(), r, nil); err == nil {
		t.Error("D19: a realm with a colon")
	}
}

func TestAuthenticate(t *testing.T) {
	long := strings.Repeat("0", 64)
	tests := []struct {
		name    string
		changes map[string]string
		want    error // nil: accepted
	}{
		{"as it is", nil, nil},
		{"D-032 qop quoted", map[string]string{"qop": "auth"}, nil},
		{"D-032 nc quoted", map[string]string{"nc": "00000001"}, nil},
		{"D-032 algorithm quoted", map[string]string{"algorithm": "SHA-256"}, nil},
		{"D-016 algorithm in other letter case", map[string]string{"algorithm": "sha-256"}, nil},
		{"qop in upper case", map[string]string{"qop": "AUTH"}, scheme.ErrRejected},
		{"nc in other letter case", map[string]string{"nc": "0000000A"}, scheme.ErrRejected}, // it is hashed as it is
		{"an unknown parameter", map[string]string{"auth-param": "x"}, nil},
		{"wrong response", map[string]string{"response": long}, scheme.ErrRejected},
		{"D-045 upper case", map[string]string{"response": strings.ToUpper("abcdef" + long[6:])}, scheme.ErrRejected},
		{"D20 a response of another length", map[string]string{"response": long[:32]}, scheme.ErrRejected},
		{"D20 another realm", map[string]string{"realm": "x"}, scheme.ErrRejected},
		{"D20 an algorithm that was not offered", map[string]string{"algorithm": "MD5"}, scheme.ErrRejected},
		{"D20 an unknown algorithm", map[string]string{"algorithm": "SHA-1"}, scheme.ErrRejected},
		{"D-014 no algorithm is MD5", map[string]string{"algorithm": ""}, scheme.ErrRejected},
		{"A05 no qop", map[string]string{"qop": ""}, scheme.ErrRejected},
		{"D20 another qop", map[string]string{"qop": "auth-int"}, scheme.ErrRejected},
		{"an opaque that was not offered", map[string]string{"opaque": "x"}, scheme.ErrRejected},
		{"a userhash that was not offered", map[string]string{"userhash": "true"}, scheme.ErrRejected},
		{"another nonce", map[string]string{"nonce": "x"}, scheme.ErrRejected},
		{"another user", map[string]string{"username": "Scar"}, scheme.ErrRejected},
		{"D19 a user with a colon", map[string]string{"username": "a:b"}, scheme.ErrRejected},
		{"A17 two names", map[string]string{"username*": "UTF-8''Mufasa"}, scheme.ErrMalformed},
		{"a name that is not UTF-8", map[string]string{"username": "\xff"}, scheme.ErrMalformed},
		{"no name", map[string]string{"username": ""}, scheme.ErrMalformed},
		{"no nonce", map[string]string{"nonce": ""}, scheme.ErrMalformed},
		{"no response", map[string]string{"response": ""}, scheme.ErrMalformed},
		{"no uri", map[string]string{"uri": ""}, scheme.ErrMalformed},
		{"no cnonce", map[string]string{"cnonce": ""}, scheme.ErrMalformed},
		{"no nc", map[string]string{"nc": ""}, scheme.ErrMalformed},
		{"D-038 nc of zero", map[string]string{"nc": "00000000"}, scheme.ErrMalformed},
		{"D-038 a short nc", map[string]string{"nc": "1"}, scheme.ErrMalformed},
		{"D-038 nc that is no number", map[string]string{"nc": "0x000001"}, scheme.ErrMalformed},
		{"D-038 nc with a sign", map[string]string{"nc": "+0000001"}, scheme.ErrMalformed},
		{"D-042 another uri", map[string]string{"uri": "/dir/"}, scheme.ErrBadRequest},
		{"D15 without the query", map[string]string{"uri": "/dir/index.html"}, scheme.ErrBadRequest},
		{"D15 absolute, of another origin", map[string]string{"uri": "http://example.net/dir/index.html?a=b"}, scheme.ErrBadRequest},
		{"D15 encoded", map[string]string{"uri": "/dir%2Findex.html?a=b"}, scheme.ErrBadRequest},
	}
	for _, tt := range tests {
		s := newScheme(t, digest.SHA256)
		c := answer(t, s, nil)
		if tt.changes != nil {
			c = change(t, c, tt.changes)
		}
		res, err := s.Authenticate(t.Context(), request(), c)
		if !errors.Is(err, tt.want) || (res == nil) != (tt.want != nil) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if errors.Is(err, digest.ErrStale) {
			t.Errorf("%s: stale, although the answer is wrong", tt.name)
		}
		if err == nil && res.Identity.Subject != user {
			t.Errorf("%s: %v", tt.name, res.Identity)
		}
	}
}

func TestAttack_D03_replay(t *testing.T) {
	s := newScheme(t, digest.SHA256)
	c := answer(t, s, nil)
	if _, err := s.Authenticate(t.Context(), request(), c); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if res, err := s.Authenticate(t.Context(), request(), c); res != nil || !errors.Is(err, digest.ErrStale) {
			t.Fatal(res, err)
		}
	}
}

func TestSecretsDoNotPrint(t *testing.T) {
	s, err := digest.ParseSecret(digest.SHA256, strings.Repeat("3d", 32))
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		if got := fmt.Sprintf(verb, s) + fmt.Sprintf(verb, &s); got != "[redacted][redacted]" {
			t.Errorf("%s: %s", verb, got)
		}
	}
	if b, err := s.MarshalText(); string(b) != "[redacted]" || err != nil {
		t.Error(string(b), err)
	}
	for name, bad := range map[string][2]string{"no user": {"", "p"}, "colon": {"a:b", "p"}, "control": {"a\n", "p"}, "no password": {"a", ""}, "control in it": {"a", "\x00"}, "no UTF-8": {"a", "\xe4"}} {
		s, err := digest.NewSecret(digest.SHA256, bad[0], realm, bad[1])
		if err == nil || !s.IsZero() {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, err := digest.NewSecret("SHA-1", "a", "b", "c"); err == nil {
		t.Error("SHA-1 is accepted")
	}
	for name, accounts := range map[string]map[string]string{"none": nil, "empty": {"": ""}, "colon": {"a:b": "c"}} {
		if lookup, err := digest.Passwords(accounts); err == nil || lookup != nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
