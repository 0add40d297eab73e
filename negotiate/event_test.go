// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A claiming scheme claims the token of the credentials, and then decides.
type claiming struct {
	fake
	decide func(r *scheme.Request, name string) (*scheme.Result, error)
}

func (c claiming) Authenticate(_ context.Context, r *scheme.Request, creds header.Credentials) (*scheme.Result, error) {
	name, _ := creds.Token68()
	if err := r.Claim(name); err != nil {
		return nil, err
	}
	return c.decide(r, name)
}

// verdict returns a scheme that claims a name and says that.
func verdict(name string, err error) claiming {
	return claiming{fake{name: name}, func(_ *scheme.Request, name string) (*scheme.Result, error) {
		if err != nil {
			return nil, err
		}
		return &scheme.Result{Identity: scheme.Identity{Subject: "sub-" + name}}, nil
	}}
}

// audited returns a server, and the events that it has told.
func audited(t *testing.T, opts negotiate.Options, schemes ...scheme.Scheme) (*negotiate.Server, *[]negotiate.Event) {
	t.Helper()
	events := new([]negotiate.Event)
	opts.Realm = "r"
	opts.Audit = func(_ context.Context, e negotiate.Event) { *events = append(*events, e) }
	s, err := negotiate.NewServer(opts, schemes...)
	if err != nil {
		t.Fatal(err)
	}
	return s, events
}

// Each request has one Event, of what became of it in the end.
func TestEvents(t *testing.T) {
	const let, refused = false, true
	tests := []struct {
		name    string
		lines   []string
		err     error // of the scheme
		refused bool  // with the error of Authenticate
		later   error // of the application
		outcome negotiate.Outcome
		class   string
		scheme  string
		subject string
	}{
		{"no credentials", nil, nil, refused, nil, negotiate.Challenged, "no credentials", "", ""},
		{"no credentials, let pass", nil, nil, let, nil, negotiate.Anonymous, "", "", ""},
		{"let pass, asked for credentials later", nil, nil, let, scheme.ErrNoCredentials, negotiate.Challenged, "no credentials", "", ""},
		{"not offered", []string{"X alice"}, nil, refused, nil, negotiate.Challenged, "no credentials", "", ""},
		{"accepted", []string{"a alice"}, nil, let, nil, negotiate.Accepted, "", "A", "sub-alice"},
		{"rejected", []string{"A alice"}, scheme.ErrRejected, refused, nil, negotiate.Rejected, "credentials rejected", "A", ""},
		{"rejected, and not refused", []string{"A alice"}, scheme.ErrRejected, let, nil, negotiate.Rejected, "credentials rejected", "A", ""},
		{"unknown user", []string{"A alice"}, fmt.Errorf("x: %w", scheme.ErrUnknownUser), refused, nil, negotiate.Rejected, "unknown user", "A", ""},
		{"stale", []string{"A alice"}, fmt.Errorf("x: %w", scheme.ErrStale), refused, nil, negotiate.Challenged, "stale credentials", "A", ""},
		{"another round", []string{"A alice"}, scheme.ErrContinue, refused, nil, negotiate.Challenged, "another round is needed", "A", ""},
		{"malformed", []string{"A alice"}, scheme.ErrMalformed, refused, nil, negotiate.Malformed, "malformed credentials", "A", ""},
		{"not in the grammar", []string{"A alice bob"}, nil, refused, nil, negotiate.Malformed, "malformed credentials", "", ""},
		{"A01 two lines", []string{"A alice", "A alice"}, nil, refused, nil, negotiate.Malformed, "bad request", "", ""},
		{"too large", []string{"A alice"}, scheme.ErrTooLarge, refused, nil, negotiate.Malformed, "content too large", "A", ""},
		{"forbidden", []string{"A alice"}, scheme.ErrForbidden, refused, nil, negotiate.Forbidden, "forbidden", "A", ""},
		{"forbidden later", []string{"A alice"}, nil, let, &scheme.Requirement{Strength: scheme.StrengthBound}, negotiate.Forbidden, "forbidden", "A", "sub-alice"},
		{"throttled by a verifier", []string{"A alice"}, scheme.ErrThrottled, refused, nil, negotiate.Throttled, "too many attempts", "A", ""},
		{"I04 unavailable", []string{"A alice"}, scheme.ErrUnavailable, refused, nil, negotiate.Broken, "unavailable", "A", ""},
		{"I04 unavailable later", []string{"A alice"}, nil, let, scheme.ErrUnavailable, negotiate.Broken, "unavailable", "A", "sub-alice"},
		{"canceled", []string{"A alice"}, context.Canceled, refused, nil, negotiate.Broken, "unavailable", "A", ""},
		{"rejected later", []string{"A alice"}, nil, let, scheme.ErrRejected, negotiate.Challenged, "credentials rejected", "A", "sub-alice"},
		{"a fault", []string{"A alice"}, errors.New("x"), refused, nil, negotiate.Broken, "", "A", ""},
		{"refused with nothing", []string{"A alice"}, nil, let, errNothing, negotiate.Broken, "", "A", "sub-alice"},
		{"I07 a panic", []string{"A alice"}, errPanic, let, nil, negotiate.Broken, "", "A", ""},
		{"the challenge fails", []string{"A alice"}, errChallenge, refused, nil, negotiate.Broken, "", "A", ""},
		{"no scheme is for this connection", nil, errCleartext, refused, nil, negotiate.Forbidden, "forbidden", "", ""},
	}
	for _, proxy := range []bool{false, true} {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				a, built := verdict("A", tt.err), false
				switch a.built = &built; tt.err {
				case errPanic:
					a.decide = func(*scheme.Request, string) (*scheme.Result, error) { panic("x") }
				case errChallenge:
					a = verdict("A", scheme.ErrRejected)
					a.fails, a.built = errors.New("x"), &built
				case errCleartext:
					a.fails = scheme.ErrForbidden
				}
				s, events := audited(t, negotiate.Options{}, a)
				built = true
				r := request(proxy, tt.lines...)
				r.Peer = netip.MustParseAddr("192.0.2.1")
				func() {
					v := s.Begin(t.Context(), r)
					defer func() { recover() }()
					defer v.End()
					_, err := v.Authenticate()
					if tt.refused {
						v.Refuse(err)
					}
					switch tt.later {
					case nil:
					case errNothing:
						v.Refuse(nil)
					default:
						v.Refuse(tt.later)
					}
					v.End() // and once more, which does nothing
				}()
				if len(*events) != 1 {
					t.Fatalf("%d events: %v", len(*events), *events)
				}
				e := (*events)[0]
				if e.Outcome != tt.outcome || e.Class() != tt.class || e.Scheme != tt.scheme || e.Identity.Subject != tt.subject ||
					e.Realm != "r" || e.Proxy != proxy || e.Source != r.Peer {
					t.Errorf("%+v %q", e, e.Class())
				}
				if claims := tt.scheme != "" && tt.subject == ""; (e.Claimed != "") != claims || strings.Contains(e.Claimed, "alice") {
					t.Errorf("claimed: %q", e.Claimed)
				}
				if (e.Err == nil) != (tt.outcome == negotiate.Accepted || tt.outcome == negotiate.Anonymous || tt.later == errNothing || tt.err == errPanic) {
					t.Errorf("error: %v", e.Err)
				}
			})
		}
	}
	if len(tests) != 26 {
		t.Errorf("%d rows", len(tests))
	}
}

var (
	errNothing   = errors.New("nothing")
	errPanic     = errors.New("panic")
	errChallenge = errors.New("challenge")
	errCleartext = errors.New("cleartext")
)

// Several schemes in one are said to not know a user only if all of them say so.
func TestClassOfSeveral(t *testing.T) {
	wrong, ghost, stale := scheme.ErrRejected, scheme.ErrUnknownUser, scheme.ErrStale
	for _, tt := range []struct {
		first, second error
		want          string
		outcome       negotiate.Outcome
	}{
		{wrong, ghost, "credentials rejected", negotiate.Rejected},
		{ghost, wrong, "credentials rejected", negotiate.Rejected},
		{ghost, ghost, "unknown user", negotiate.Rejected},
		{ghost, stale, "stale credentials", negotiate.Challenged},
		{stale, ghost, "stale credentials", negotiate.Challenged},
		{ghost, scheme.ErrMalformed, "unknown user", negotiate.Rejected},
		{ghost, scheme.ErrUnavailable, "unavailable", negotiate.Broken},
		{wrong, scheme.ErrUnavailable, "unavailable", negotiate.Broken},
	} {
		s, events := audited(t, negotiate.Options{}, negotiate.Any(verdict("A", tt.first), verdict("A", tt.second)))
		v := s.Begin(t.Context(), request(false, "A alice"))
		v.Authenticate()
		v.End()
		if e := (*events)[0]; e.Class() != tt.want || e.Outcome != tt.outcome {
			t.Errorf("%v, %v: %v, %q", tt.first, tt.second, e.Outcome, e.Class())
		}
	}
}

// What stands for a name is the same for the same one, and for one key alone.
func TestClaimed(t *testing.T) {
	ask := func(key string, names ...string) (hashes []string) {
		opts := negotiate.Options{}
		copy(opts.ClaimKey[:], key)
		s, events := audited(t, opts, verdict("A", scheme.ErrRejected))
		for _, name := range names {
			v := s.Begin(t.Context(), request(false, "A "+name))
			v.Authenticate()
			v.End()
		}
		for _, e := range *events {
			hashes = append(hashes, e.Claimed)
		}
		return hashes
	}
	one, same, other, random := ask("key", "alice", "bob", "alice"), ask("key", "alice"), ask("other key", "alice"), ask("", "alice")
	if one[0] != one[2] || one[0] == one[1] || one[0] != same[0] || one[0] == other[0] || random[0] == one[0] || random[0] == ask("", "alice")[0] {
		t.Error(one, same, other, random)
	}
	for _, hash := range one {
		if len(hash) != 32 {
			t.Errorf("%q", hash)
		}
	}
}

// The duration is that of the decision, not of the handler.
func TestDuration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := claiming{fake{name: "A"}, func(*scheme.Request, string) (*scheme.Result, error) {
			time.Sleep(time.Second)
			return nil, scheme.ErrRejected
		}}
		s, events := audited(t, negotiate.Options{}, slow)
		v := s.Begin(t.Context(), request(false, "A x"))
		_, err := v.Authenticate()
		time.Sleep(time.Minute)
		v.Refuse(err)
		v.End()
		if e := (*events)[0]; e.Duration != time.Second {
			t.Error(e.Duration)
		}
	})
}

// Where a request came from is what Source says.
func TestSource(t *testing.T) {
	from := netip.MustParseAddr("198.51.100.7")
	s, events := audited(t, negotiate.Options{Source: func(_ context.Context, r *scheme.Request) netip.Addr {
		addr, _ := netip.ParseAddr(strings.Join(r.Lines("X-Real-Ip"), ""))
		return addr
	}}, verdict("A", nil))
	r := request(false, "A x")
	fields := r.Header
	r.Header = func(name string) []string {
		if name == "X-Real-Ip" {
			return []string{from.String()}
		}
		return fields(name)
	}
	v := s.Begin(t.Context(), r)
	v.Authenticate()
	v.End()
	if e := (*events)[0]; e.Source != from {
		t.Error(e.Source)
	}
}

// A log has a line for each request, no name that was only claimed, and the text
// of an error only where something is broken. A first request without credentials
// is no warning.
func TestLog(t *testing.T) {
	tests := []struct {
		err  error
		line string
		want string
	}{
		{nil, "", "level=DEBUG msg=challenged class=\"no credentials\" realm=r source=192.0.2.1 duration=0s"},
		{nil, "A alice", "level=INFO msg=accepted scheme=A subject=sub-alice realm=r source=192.0.2.1 duration=0s"},
		{fmt.Errorf("canary: %w", scheme.ErrUnknownUser), "A alice", "level=WARN msg=rejected class=\"unknown user\" scheme=A claimed=HASH realm=r source=192.0.2.1 duration=0s"},
		{scheme.ErrForbidden, "A alice", "level=INFO msg=forbidden class=forbidden scheme=A claimed=HASH realm=r source=192.0.2.1 duration=0s"},
		{scheme.ErrThrottled, "A alice", "level=WARN msg=throttled class=\"too many attempts\" scheme=A claimed=HASH realm=r source=192.0.2.1 duration=0s"},
		{scheme.ErrMalformed, "A alice", "level=WARN msg=malformed class=\"malformed credentials\" scheme=A claimed=HASH realm=r source=192.0.2.1 duration=0s"},
		{fmt.Errorf("x: %w", context.Canceled), "A alice", "level=DEBUG msg=broken class=unavailable scheme=A claimed=HASH realm=r source=192.0.2.1 duration=0s error=\"x: context canceled\""},
		{errors.New("the store is on fire"), "A alice", "level=ERROR msg=broken scheme=A claimed=HASH realm=r source=192.0.2.1 duration=0s error=\"the store is on fire\""},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			var out bytes.Buffer
			log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
				switch a.Key {
				case "time":
					return slog.Attr{}
				case "claimed":
					a.Value = slog.StringValue("HASH")
				}
				return a
			}}))
			s, err := negotiate.NewServer(negotiate.Options{Realm: "r", Audit: negotiate.Log(log)}, verdict("A", tt.err))
			if err != nil {
				t.Fatal(err)
			}
			r := request(false)
			if tt.line != "" {
				r = request(false, tt.line)
			}
			r.Peer = netip.MustParseAddr("192.0.2.1")
			v := s.Begin(t.Context(), r)
			if _, err := v.Authenticate(); err != nil {
				v.Refuse(err)
			}
			v.End()
			if got := strings.TrimSuffix(out.String(), "\n"); got != tt.want {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
	if len(tests) != 8 {
		t.Errorf("%d rows", len(tests))
	}
}
