// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack H08: there is no realm but the one that somebody has chosen: not the
// name of the host, not its address.
func TestAttack_H08_no_default_realm(t *testing.T) {
	good := fake{name: "A"}
	if s, err := negotiate.NewServer(negotiate.Options{}, good); err == nil || s != nil {
		t.Error("a server without a realm")
	}
	s, err := negotiate.NewServer(negotiate.Options{RealmFor: func(context.Context, *scheme.Request) string { return "" }}, good)
	if err != nil {
		t.Fatal(err)
	}
	r := request(false)
	r.Origin = "https://internal.example"
	if d := s.Begin(t.Context(), r).Refuse(scheme.ErrNoCredentials); d.Status != 500 || len(d.Challenges) != 0 {
		t.Error(d, d.Challenges)
	}
}

// Attack E05: who looks at the Result besides an error finds none, whatever a
// scheme returns.
func TestAttack_E05_no_identity_besides_an_error(t *testing.T) {
	good := &scheme.Result{Identity: scheme.Identity{Subject: "evil", Roles: scheme.NewSet("admin")}}
	errs := []error{scheme.ErrNoCredentials, scheme.ErrRejected, scheme.ErrContinue, scheme.ErrMalformed, scheme.ErrBadRequest, scheme.ErrForbidden,
		scheme.ErrThrottled, scheme.ErrUnavailable, scheme.ErrTooLarge, scheme.ErrUnknownUser, scheme.Reason(200), context.Canceled, errors.New("x")}
	for _, e := range errs {
		for _, result := range []*scheme.Result{nil, good, {}} {
			for _, sch := range []scheme.Scheme{fake{name: "A", result: result, err: e}, negotiate.Any(fake{name: "A", result: result, err: e})} {
				told := scheme.Identity{Subject: "nobody told"}
				s, err := negotiate.NewServer(negotiate.Options{Realm: "r", Audit: func(_ context.Context, e negotiate.Event) { told = e.Identity }}, sch)
				if err != nil {
					t.Fatal(err)
				}
				v := s.Begin(t.Context(), request(false, "A x"))
				res, err := v.Authenticate()
				if v.End(); res != nil || err == nil || told != (scheme.Identity{}) {
					t.Errorf("%v: %v, %v, %v", e, res, err, told)
				}
			}
		}
	}
}

// Attack I06: no scheme sees credentials that are too long, and nobody has to
// set the bound.
func TestAttack_I06_the_length_of_credentials(t *testing.T) {
	for _, tt := range []struct {
		max, length int
		passes      bool
	}{
		{0, 16 << 10, true}, {0, 16<<10 + 1, false}, {-1, 16<<10 + 1, false}, {8, 8, true}, {8, 9, false}, {64 << 10, 64 << 10, true},
	} {
		for _, line := range []string{"A " + strings.Repeat("x", tt.length), "A a=" + strings.Repeat("x", tt.length-2), `A a="` + strings.Repeat("x", tt.length-4) + `"`} {
			asked := 0
			s, err := negotiate.NewServer(negotiate.Options{Realm: "r", MaxCredentials: tt.max}, counting{&asked})
			if err != nil {
				t.Fatal(err)
			}
			v := s.Begin(t.Context(), request(false, line))
			_, err = v.Authenticate()
			if (err == nil) != tt.passes || (asked == 1) != tt.passes || err != nil && !errors.Is(err, scheme.ErrMalformed) {
				t.Errorf("%d, at most %d: %v, asked %d times", len(line), tt.max, err, asked)
			}
		}
	}
}

// A counting scheme accepts everything.
type counting struct{ asked *int }

func (counting) Name() string { return "A" }

func (counting) Challenge(context.Context, *scheme.Request, error) ([]header.Challenge, error) {
	return header.ParseChallenges([]string{"A"})
}

func (c counting) Authenticate(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
	*c.asked++
	return &scheme.Result{Identity: scheme.Identity{Subject: "x"}}, nil
}

// PD-010: the problem details of 403, and of nothing else, say what is missing.
func TestRequired(t *testing.T) {
	roles, scopes := scheme.NewSet("b", `a"<`), scheme.NewSet("read")
	tests := []struct {
		name string
		err  error
		want string // members
	}{
		{"a role", &scheme.Requirement{Roles: roles}, `"required_role":["a\"<","b"]`},
		{"a scope", &scheme.Requirement{Scopes: scopes}, `"required_scope":["read"]`},
		{"both", fmt.Errorf("x: %w", &scheme.Requirement{Roles: roles, Scopes: scopes}), `"required_role":["a\"<","b"],"required_scope":["read"]`},
		{"a strength", &scheme.Requirement{Strength: scheme.StrengthBound}, ``},
		{"nobody says", scheme.ErrForbidden, ``},
		{"not with 401", fmt.Errorf("%w: %w", scheme.ErrRejected, &scheme.Requirement{Roles: roles}), ``},
		{"not with 500", errors.New("x"), ``},
		{"not if the challenge fails", fmt.Errorf("fails: %w", &scheme.Requirement{Roles: roles}), ``},
	}
	for _, tt := range tests {
		built := false
		a := fake{name: "A", challenges: []string{"A"}, result: &scheme.Result{Identity: scheme.Identity{Subject: "x"}}}
		if strings.HasPrefix(tt.err.Error(), "fails") {
			a.built, a.fails = &built, scheme.ErrUnavailable
		}
		s := newServer(t, a)
		built = true
		v := s.Begin(t.Context(), request(false, "A x"))
		v.Authenticate()
		d := v.Refuse(tt.err)
		_, body := d.Body(nil)
		var got map[string]any
		if err := json.Unmarshal(body, &got); err != nil || got["status"] != float64(d.Status) || got["type"] != "about:blank" {
			t.Errorf("%s: %s, %v", tt.name, body, err)
		}
		delete(got, "type")
		delete(got, "title")
		delete(got, "status")
		var want map[string]any
		if err := json.Unmarshal([]byte("{"+tt.want+"}"), &want); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %s", tt.name, body)
		}
		if (d.Required != nil) != (d.Status == 403 && tt.err != scheme.ErrForbidden) {
			t.Errorf("%s: %d, %v", tt.name, d.Status, d.Required)
		}
		if media, text := d.Body([]string{"text/plain"}); strings.Count(string(text), "\n") != 1 || strings.Contains(string(text), "b") && d.Status == 403 && strings.Contains(string(text), "read") {
			t.Errorf("%s: %s %s", tt.name, media, text)
		}
	}
	if len(tests) != 8 {
		t.Errorf("%d tests", len(tests))
	}
	for _, status := range []int{400, 401, 407, 413, 429, 500, 503} {
		with, without := &negotiate.Refusal{Status: status, Required: &scheme.Requirement{Roles: roles}}, &negotiate.Refusal{Status: status}
		_, a := with.Body(nil)
		if _, b := without.Body(nil); string(a) != string(b) {
			t.Errorf("%d: %s", status, a)
		}
	}
}
