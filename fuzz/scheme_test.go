// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// canary stands for every secret: it must not come out anywhere.
const canary = "Canary68"

// newSchemes returns one of each scheme. Nobody can authenticate: a user or a
// token that is found is found to be wrong.
func newSchemes() []scheme.Scheme {
	secret, err := digest.NewSecret(digest.SHA256, "user", "realm", canary)
	if err != nil {
		panic(err)
	}
	return []scheme.Scheme{
		digest.New(func(context.Context, digest.Query) (digest.Secret, scheme.Identity, error) {
			return secret, scheme.Identity{Subject: canary}, nil
		}, nil),
		bearer.New(func(context.Context, *scheme.Request, string) (scheme.Identity, error) {
			return scheme.Identity{Subject: canary}, scheme.ErrRejected
		}, nil),
		basic.New(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
			return scheme.Identity{Subject: canary}, scheme.ErrRejected
		}, nil),
	}
}

func fuzzRequest(lines ...string) *scheme.Request {
	return &scheme.Request{
		Method: "GET", Target: "/", Realm: "realm", Origin: "http://127.0.0.1", Peer: netip.MustParseAddr("127.0.0.1"),
		Header: func(name string) []string {
			if name == "Authorization" {
				return lines
			}
			return nil
		},
	}
}

// Whatever the credentials, a scheme does not accept them, has a Reason, and
// neither its error nor its challenge holds a secret or the input.
func FuzzAuthenticate(f *testing.F) {
	seedLines(f, "Authorization")
	f.Add(`Digest username="user", realm="realm", nonce="x", uri="/", algorithm=SHA-256, qop=auth, nc=00000001, cnonce="x", response="` + strings.Repeat("0", 64) + `"`)
	f.Add("Basic dXNlcjpwYXNzd29yZA==")
	f.Add("Basic Og==") // attack B09
	f.Add("Bearer x")
	schemes := newSchemes()
	f.Fuzz(func(t *testing.T, line string) {
		c, err := header.ParseCredentials([]string{line})
		if err != nil || len(line) > header.MaxLength-growth {
			return
		}
		for _, s := range schemes {
			c := renamed(t, c, s.Name())
			r := fuzzRequest()
			res, err := s.Authenticate(t.Context(), r, c)
			if res != nil || err == nil {
				t.Fatalf("%s accepts %q", s.Name(), c.Reveal())
			}
			reason, ok := errors.AsType[scheme.Reason](err)
			if !ok || reason.Status(false) != 401 && reason != scheme.ErrBadRequest {
				t.Errorf("%s: %v", s.Name(), err)
			}
			chs, challengeErr := s.Challenge(t.Context(), r, err)
			if challengeErr != nil || len(chs) == 0 {
				t.Errorf("%s has no challenge after %v: %v", s.Name(), err, challengeErr)
			}
			for _, ch := range chs {
				if text := ch.String(); strings.Contains(text, canary) || !ch.Is(s.Name()) {
					t.Errorf("%s: %s", s.Name(), text)
				}
			}
			if text := err.Error(); strings.Contains(text, canary) || len(line) > 20 && strings.Contains(text, line) {
				t.Errorf("%s: %s", s.Name(), text)
			}
		}
	})
}

// growth bounds what credentials grow by when they are renamed: a longer name, a
// space after each comma, and the quotes of the realm.
const growth = 16 + header.MaxParams

// renamed returns credentials with the scheme of another name. What was read can
// be written.
func renamed(t *testing.T, c header.Credentials, name string) header.Credentials {
	t.Helper()
	var out header.Credentials
	var err error
	if token, ok := c.Token68(); ok {
		out, err = header.NewCredentials68(name, token)
	} else {
		out, err = header.NewCredentials(name, collect(c.Params())...)
	}
	if err != nil {
		t.Fatalf("%q cannot be written: %v", c.Reveal(), err)
	}
	return out
}

// Whatever lines Authorization has, the negotiator refuses them with a response
// that is complete: a 401 has a challenge for each scheme, and all fields can be
// read. It tells one Event, that agrees with the response and has no part of the
// credentials, and every Try that it admits is reported.
func FuzzServer(f *testing.F) {
	f.Add("Basic dXNlcjpwYXNz", "", 1)
	f.Add("Basic dXNlcjpwYXNz", "Bearer x", 2) // attack A01
	f.Add("", "", 0)
	f.Add(`Digest username, realm="r"`, "", 1) // attack A03
	f.Add("Bearer a=b", "", 1)                 // RFC 6750, invalid_request
	var told []negotiate.Event
	tries := new(tally)
	audit := func(_ context.Context, e negotiate.Event) { told = append(told, e) }
	server, err := negotiate.NewServer(negotiate.Options{Realm: "realm", Audit: audit, Guard: tries}, newSchemes()...)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line1, line2 string, n int) {
		lines := []string{line1, line2}[:max(0, min(n, 2))]
		r := fuzzRequest(lines...)
		told, *tries = nil, tally{}
		v := server.Begin(t.Context(), r)
		res, err := v.Authenticate()
		if res != nil || err == nil {
			t.Fatalf("%q is accepted", lines)
		}
		d := v.Refuse(err)
		var challenges []string
		for name, value := range d.Fields() {
			checkText(t, value)
			if name == "WWW-Authenticate" {
				challenges = append(challenges, value)
			}
		}
		chs, err := header.ParseChallenges(challenges)
		switch {
		case err != nil || len(chs) != len(challenges):
			t.Errorf("%q: %v", challenges, err)
		case len(lines) == 2 && d.Status != 400, d.Status != 400 && d.Status != 401:
			t.Errorf("%q: status %d", lines, d.Status)
		case d.Status == 401 && len(chs) != 3:
			t.Errorf("%q: %q", lines, challenges)
		}
		v.End()
		outcomes := []negotiate.Outcome{negotiate.Malformed}
		if d.Status == 401 {
			outcomes = append(outcomes, negotiate.Challenged, negotiate.Rejected)
		}
		if len(told) != 1 || !slices.Contains(outcomes, told[0].Outcome) || told[0].Err == nil || told[0].Identity.Subject != "" {
			t.Fatalf("%q: status %d, %+v", lines, d.Status, told)
		}
		if tries.admitted != tries.reported || tries.wrong > 0 != (told[0].Outcome == negotiate.Rejected) {
			t.Errorf("%q: %v, %+v", lines, told[0].Outcome, *tries)
		}
	})
}

// A tally is a Guard that admits all.
type tally struct{ admitted, reported, wrong int }

func (g *tally) Admit(context.Context, negotiate.Try) error {
	g.admitted++
	return nil
}

func (g *tally) Report(_ context.Context, _ negotiate.Try, o negotiate.Outcome) {
	if g.reported++; o == negotiate.Rejected {
		g.wrong++
	}
}
