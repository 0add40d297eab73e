// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// anybody knows whoever can have a Secret, all by the same password, and notes
// what it is asked for.
type anybody struct{ asked []digest.Query }

func (a *anybody) lookup(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
	a.asked = append(a.asked, q)
	s, err := digest.NewSecret(q.Algorithm, q.User, q.Realm, password)
	return s, scheme.Identity{Subject: q.User}, err
}

// The ext-value group of the conformance vectors, as names of users: ids ext-1 to
// ext-20. Every response is right for the name that is in the value.
func TestUsernameStar(t *testing.T) {
	tests := []struct {
		value, name string
		want        error
	}{
		{"UTF-8''J%C3%A4s%C3%B8n%20Doe", "J\u00e4s\u00f8n Doe", nil},                // RFC 7616 section 3.9.2
		{"iso-8859-1'en'%A3%20rates", "\u00a3 rates", scheme.ErrMalformed},          // RFC 5987; need not be known any more
		{"UTF-8''%c2%a3%20and%20%e2%82%ac%20rates", "\u00a3 and \u20ac rates", nil}, // RFC 8187 section 3.2.3
		{"utf-8'en'%C2%A3%20rates", "\u00a3 rates", nil},
		{"UTF-8''A%c5%82%c3%a2dd%c3%adn", "A\u0142\u00e2dd\u00edn", nil}, // neon
		{"UTF-8''foo%22bar", `foo"bar`, nil},
		{"utf-8'en-GB'abc", "abc", nil},
		{"utf-8''", "", scheme.ErrMalformed}, // no name
		{"utf-8'abc", "abc", scheme.ErrMalformed},
		{"''abc", "abc", scheme.ErrMalformed},
		{"UTF-8''a%2", "a", scheme.ErrMalformed},
		{"UTF-8''a%zz", "a", scheme.ErrMalformed},
		{"UTF-8''a b", "a b", scheme.ErrMalformed}, // no token: quoted below
		{"UTF-8''%ff", "\xff", scheme.ErrMalformed},
		{"UTF-8''a*b", "a*b", scheme.ErrMalformed},
		{"UTF-8''%ed%a0%80", "\xed\xa0\x80", scheme.ErrMalformed},
		{"UTF-8''%c0%80", "\xc0\x80", scheme.ErrMalformed},
		{"UTF-8''a%3Ab", "a:b", scheme.ErrRejected}, // D19
		{"UTF-8''a%00b", "a\x00b", scheme.ErrMalformed},
		{"us-ascii''abc", "abc", scheme.ErrMalformed},
	}
	for i, tt := range tests {
		var users anybody
		s := digest.New(users.lookup, &digest.Options{UserHash: true})
		for _, quoted := range []bool{strings.Contains(tt.value, " "), true} {
			want := tt.want
			if quoted && !strings.Contains(tt.value, " ") {
				want = scheme.ErrMalformed // RFC 8187: never in quotes
			}
			a := good(mint(t, s))
			a.user = tt.name
			f := a.form().without("username").with("username*", tt.value, quoted)
			res, err := s.Authenticate(t.Context(), request(), f.credentials(t))
			if !errors.Is(err, want) || (res != nil) != (want == nil) || res != nil && res.Identity.Subject != tt.name {
				t.Errorf("ext-%d, quoted %t: %v, want %v", i+1, quoted, err, want)
			}
		}
		if tt.want != nil && len(users.asked) > 0 || tt.want == nil && len(users.asked) != 1 {
			t.Errorf("ext-%d: the Lookup was asked for %v", i+1, users.asked)
		}
	}
	if len(tests) != 20 {
		t.Errorf("%d values", len(tests))
	}
}

// D-039, D-040: there is one name, however empty the other is, and an extended
// one is no hash.
func TestOneName(t *testing.T) {
	tests := []struct {
		username, extended, userhash string // "-": not there
		want                         error
	}{
		{user, "-", "-", nil},
		{user, "-", "false", nil},
		{"-", user, "-", nil},
		{"-", user, "false", nil},
		{"-", user, "FALSE", scheme.ErrMalformed},
		{user, "-", "False", scheme.ErrMalformed},
		{user, "-", "TRUE", scheme.ErrMalformed},
		{user, user, "-", scheme.ErrMalformed},
		{"", user, "-", scheme.ErrMalformed},
		{user, "", "-", scheme.ErrMalformed},
		{"", "-", "-", scheme.ErrMalformed},
		{"-", "-", "-", scheme.ErrMalformed},
		{"-", user, "true", scheme.ErrMalformed},
		{user, "-", "maybe", scheme.ErrMalformed},
		{user, "-", "", scheme.ErrMalformed},
		{user, "-", "true", scheme.ErrRejected}, // no hash of anybody
	}
	for _, tt := range tests {
		s := digest.New(accounts(t), &digest.Options{UserHash: true})
		f := good(mint(t, s)).form().without("username")
		if tt.username != "-" {
			f = f.with("username", tt.username, true)
		}
		if tt.extended != "-" {
			f = f.with("username*", extValue(tt.extended), false)
		}
		if tt.userhash != "-" {
			f = f.with("userhash", tt.userhash, tt.userhash == "")
		}
		if res, err := s.Authenticate(t.Context(), request(), f.credentials(t)); !errors.Is(err, tt.want) || (res != nil) != (tt.want == nil) {
			t.Errorf("%+v: %v", tt, err)
		}
	}
	if len(tests) != 16 {
		t.Errorf("%d tests", len(tests))
	}
}

func TestNormalizeUser(t *testing.T) {
	const secretName = "canary-of-a-name"
	var users anybody
	s := digest.New(users.lookup, &digest.Options{UserHash: true, NormalizeUser: func(name string) (string, error) {
		switch name {
		case secretName:
			return "", fmt.Errorf("bad name %q", name)
		case "empty":
			return "", nil
		case "full\uff1awidth": // precis maps the wide colon to the narrow one
			return "full:width", nil
		case "control":
			return "a\nb", nil
		case "bytes":
			return "\xff", nil
		}
		return strings.ToLower(name), nil
	}})
	refuse := func(f form) error {
		t.Helper()
		res, err := s.Authenticate(t.Context(), request(), f.credentials(t))
		if res != nil || !errors.Is(err, scheme.ErrUnknownUser) {
			t.Errorf("%v, %v", res, err)
		}
		return err
	}
	a := good(mint(t, s))
	a.user = "mufasa"
	if res, err := s.Authenticate(t.Context(), request(), a.form().with("username", "MUFASA", true).credentials(t)); err != nil || res.Identity.Subject != "mufasa" {
		t.Error(res, err)
	}
	users.asked = nil
	// Query promises what a User is, whatever NormalizeUser makes of it.
	for _, name := range []string{secretName, "empty", "full\uff1awidth", "control", "bytes"} {
		a.user = name
		if err := refuse(a.form()); err != nil && strings.Contains(err.Error(), name) {
			t.Errorf("the error tells the name: %v", err)
		}
	}
	if len(users.asked) > 0 {
		t.Errorf("the Lookup was asked for %v", users.asked)
	}
	// A hash is left alone.
	a.user = "mufasa"
	s.Authenticate(t.Context(), request(), a.form().with("username", "CANARY", true).with("userhash", "true", false).credentials(t))
	if len(users.asked) != 1 || users.asked[0].User != "CANARY" || !users.asked[0].UserHash {
		t.Errorf("the Lookup was asked for %v", users.asked)
	}
}

// The response for a name that cannot be normalized reads the content, as that
// for any other: J02, and the same answer as for an unknown user.
func TestNormalizeUserReadsContent(t *testing.T) {
	reads := 0
	s := digest.New(accounts(t), &digest.Options{QOP: []digest.QOP{digest.AuthInt}, NormalizeUser: func(string) (string, error) { return "", errors.New("no") }})
	a := good(mint(t, s))
	a.qop = "auth-int"
	r := withContent(request(), "")
	content := r.Content
	r.Content = func() (io.Reader, error) { reads++; return content() }
	if _, err := s.Authenticate(t.Context(), r, a.form().credentials(t)); !errors.Is(err, scheme.ErrUnknownUser) || reads != 1 {
		t.Errorf("%v, read %d times", err, reads)
	}
}
