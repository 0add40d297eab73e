// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A recorder is a Guard that writes down what it is asked and told.
type recorder struct {
	log    *[]string
	refuse error
	of     string // refuses this name alone, if it is not empty
}

func (g recorder) Admit(_ context.Context, t negotiate.Try) error {
	*g.log = append(*g.log, fmt.Sprintf("admit %q %s %s", t.Name, t.Scheme, t.Realm))
	if g.of != "" && g.of != t.Name {
		return nil
	}
	return g.refuse
}

func (g recorder) Report(ctx context.Context, t negotiate.Try, o negotiate.Outcome) {
	if ctx.Err() != nil {
		o = 0
	}
	*g.log = append(*g.log, fmt.Sprintf("report %q %v", t.Name, o))
}

// A Guard is asked once for each Try, before the scheme decides if that claims a
// name, and is told what became of each that it has admitted.
func TestGuard(t *testing.T) {
	const admit = `admit "alice" A r`
	accepts := &scheme.Result{Identity: scheme.Identity{Subject: "x"}}
	tests := []struct {
		name   string
		lines  []string
		scheme func(log *[]string) scheme.Scheme
		refuse error
		of     string
		want   string
		status int // 0 if it is accepted
	}{
		{"no credentials", nil, says(nil), nil, "", "", 401},
		{"not in the grammar", []string{"A alice bob"}, says(nil), nil, "", "", 401},
		{"two lines", []string{"A alice", "A alice"}, says(nil), nil, "", "", 400},
		{"not offered", []string{"X alice"}, says(nil), nil, "", "", 401},
		{"right", []string{"A alice"}, says(nil), nil, "", admit + `, hashed, report "alice" accepted`, 0},
		{"wrong", []string{"A alice"}, says(scheme.ErrRejected), nil, "", admit + `, hashed, report "alice" rejected`, 401},
		{"unknown user", []string{"A alice"}, says(scheme.ErrUnknownUser), nil, "", admit + `, hashed, report "alice" rejected`, 401},
		{"stale", []string{"A alice"}, says(scheme.ErrStale), nil, "", admit + `, hashed, report "alice" challenged`, 401},
		{"another round", []string{"A alice"}, says(scheme.ErrContinue), nil, "", admit + `, hashed, report "alice" challenged`, 401},
		{"I04 unavailable", []string{"A alice"}, says(scheme.ErrUnavailable), nil, "", admit + `, hashed, report "alice" broken`, 503},
		{"canceled", []string{"A alice"}, says(context.Canceled), nil, "", admit + `, hashed, report "alice" broken`, 503},
		{"I07 a panic", []string{"A alice"}, says(errPanic), nil, "", admit + `, hashed, report "alice" broken`, 500},
		{"too many failures, and right", []string{"A alice"}, says(nil), later{scheme.ErrThrottled}, "", admit, 429},
		{"the guard is out of order, and right", []string{"A alice"}, says(nil), scheme.ErrUnavailable, "", admit, 503},
		{"the guard is at fault, and right", []string{"A alice"}, says(nil), errors.New("x"), "", admit, 500},
		{"a scheme that does not listen", []string{"A alice"}, func(*[]string) scheme.Scheme { return deaf{fake{name: "A", result: accepts}} }, later{scheme.ErrThrottled}, "", admit, 429},
		{"a scheme that names nobody, right", []string{"A alice"}, func(*[]string) scheme.Scheme { return fake{name: "A", result: accepts} }, nil, "", `admit "" A r, report "" accepted`, 0},
		{"a scheme that names nobody, wrong", []string{"A alice"}, func(*[]string) scheme.Scheme { return fake{name: "A", err: scheme.ErrRejected} }, nil, "", `admit "" A r, report "" rejected`, 401},
		{"a scheme that names nobody, too many failures", []string{"A alice"}, func(*[]string) scheme.Scheme { return fake{name: "A", result: accepts} }, later{scheme.ErrThrottled}, "", `admit "" A r`, 429},
		{"a scheme that names nobody, malformed", []string{"A alice"}, func(*[]string) scheme.Scheme { return fake{name: "A", err: scheme.ErrMalformed} }, nil, "", "", 401},
		{"two schemes, one name", []string{"A alice"}, both(scheme.ErrRejected, nil, ""), nil, "", admit + `, hashed, hashed, report "alice" accepted`, 0},
		{"two schemes, two names", []string{"A alice"}, both(scheme.ErrRejected, nil, "@b"), nil, "", admit + `, hashed, admit "alice@b" A r, hashed, report "alice" accepted, report "alice@b" accepted`, 0},
		{"two schemes, the second name is refused", []string{"A alice"}, both(scheme.ErrRejected, nil, "@b"), later{scheme.ErrThrottled}, "alice@b", admit + `, hashed, admit "alice@b" A r, report "alice" rejected`, 429},
		{"two schemes, the second one is out of order", []string{"A alice"}, both(scheme.ErrRejected, scheme.ErrUnavailable, ""), nil, "", admit + `, hashed, hashed, report "alice" rejected`, 503},
		{"two schemes, the first one does not know the user, the second one is out of order", []string{"A alice"}, both(scheme.ErrUnknownUser, scheme.ErrUnavailable, ""), nil, "", admit + `, hashed, hashed, report "alice" broken`, 503},
		{"two schemes, the first one says it is stale, the second one that it is wrong", []string{"A alice"}, both(scheme.ErrStale, scheme.ErrRejected, ""), nil, "", admit + `, hashed, hashed, report "alice" rejected`, 401},
		{"a scheme that names nobody, forbidden, too many failures", []string{"A alice"}, func(*[]string) scheme.Scheme { return fake{name: "A", err: scheme.ErrForbidden} }, later{scheme.ErrThrottled}, "", `admit "" A r`, 429},
		{"a scheme that names nobody, nothing of its own", []string{"A alice"}, func(*[]string) scheme.Scheme { return fake{name: "A", err: scheme.ErrNoCredentials} }, nil, "", "", 401},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var log []string
			s, err := negotiate.NewServer(negotiate.Options{Realm: "r", Guard: recorder{&log, tt.refuse, tt.of}}, tt.scheme(&log))
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel() // a report must not be lost for that
			v := s.Begin(ctx, request(false, tt.lines...))
			var res *scheme.Result
			err = errors.New("it panicked")
			func() {
				defer func() { recover() }()
				res, err = v.Authenticate()
			}()
			if got := strings.Join(log, ", "); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
			status, retry := 0, 0.0
			if err != nil {
				d := v.Refuse(err)
				status, retry = d.Status, d.RetryAfter.Seconds()
			}
			if status != tt.status || (res != nil) != (tt.status == 0) || (retry > 0) != (tt.status == 429) {
				t.Errorf("%d, %v, %v", status, res, retry)
			}
		})
	}
	if len(tests) != 28 {
		t.Errorf("%d rows", len(tests))
	}
}

// says returns a scheme that claims the name, writes down that it hashes, and says
// that.
func says(err error) func(log *[]string) scheme.Scheme {
	return func(log *[]string) scheme.Scheme {
		a := verdict("A", err)
		decide := a.decide
		a.decide = func(r *scheme.Request, name string) (*scheme.Result, error) {
			*log = append(*log, "hashed")
			if err == errPanic {
				panic("x")
			}
			return decide(r, name)
		}
		return a
	}
}

// both returns two such schemes in one. The second one has its own form of names.
func both(first, second error, suffix string) func(log *[]string) scheme.Scheme {
	return func(log *[]string) scheme.Scheme {
		return negotiate.Any(says(first)(log), renaming{says(second)(log), suffix})
	}
}

type renaming struct {
	scheme.Scheme
	suffix string
}

func (s renaming) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	inner := *r
	inner.Admit = func(name string) error { return r.Claim(name + s.suffix) }
	return s.Scheme.Authenticate(ctx, &inner, c)
}

// A deaf scheme claims a name and does not look at what comes of it.
type deaf struct{ fake }

func (s deaf) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	name, _ := c.Token68()
	r.Claim(name)
	return s.fake.Authenticate(ctx, r, c)
}

// Without a Guard and an Audit, nobody asks for names.
func TestNobodyAsks(t *testing.T) {
	asked := false
	s := newServer(t, claiming{fake{name: "A"}, func(r *scheme.Request, _ string) (*scheme.Result, error) {
		asked = r.Admit != nil
		return nil, scheme.ErrRejected
	}})
	if _, err := s.Begin(t.Context(), request(false, "A x")).Authenticate(); asked || err != scheme.ErrRejected {
		t.Error(asked, err)
	}
}
