// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

// A testCase is data: a rule, and the function that finds out whether it is
// kept.
type testCase struct {
	name  string
	rule  string // and where it is written, and the line of the case
	needs needs  // without which there is nothing to look at
	also  needs  // without which there is less to look at
	f     func(*suite) error
}

// needs are fields of Config.
type needs uint8

const (
	aClient needs = 1 << iota
	aWrong
)

// in returns which of them cfg does not have.
func (n needs) in(cfg Config) error {
	switch {
	case n&aClient != 0 && cfg.Client == nil:
		return notTested("Config.Client is nil")
	case n&aWrong != 0 && cfg.Wrong == nil:
		return notTested("Config.Wrong is nil")
	}
	return nil
}

// rule adds the line of its caller, which is that of the case.
func rule(text string) string {
	_, file, line, ok := runtime.Caller(1)
	if !ok {
		return text
	}
	return fmt.Sprintf("%s (%s:%d)", text, file, line)
}

// notTested is the reason why a case could not look at something.
type notTested string

func (e notTested) Error() string { return string(e) }

// check runs one case. It returns what is wrong with the scheme, or a notTested:
// then nothing is wrong with what was looked at.
// Failures are errors, and panics become errors, so that the tests of this
// package can look at those of broken schemes. Only the functions in cfg may end
// the test, through t.
func check(t *testing.T, cfg Config, c testCase) (err error) {
	if err := c.needs.in(cfg); err != nil {
		return err
	}
	s := &suite{t: t, ctx: t.Context(), cfg: cfg, subject: cfg.Subject}
	if s.scheme = cfg.Scheme(t); s.scheme == nil {
		return errors.New("Config.Scheme returned nil")
	}
	defer catch(&err)
	if err := c.f(s); err != nil {
		return err
	}
	return c.also.in(cfg)
}

// catch turns a panic into an error. It must be deferred itself.
func catch(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// A suite is what one case works with.
type suite struct {
	t       *testing.T
	ctx     context.Context
	cfg     Config
	scheme  scheme.Scheme // under test
	subject string        // of the first Identity, if it may be any
	forms   []string      // of the secrets
}

// client returns a new Client that must be accepted.
func (s *suite) client() scheme.Client { return s.made("Client", s.cfg.Client) }

// wrong returns a new Client that must be rejected.
func (s *suite) wrong() scheme.Client { return s.made("Wrong", s.cfg.Wrong) }

func (s *suite) made(field string, f func(*testing.T) scheme.Client) scheme.Client {
	c := f(s.t)
	if c == nil {
		s.t.Fatalf("schemetest: Config.%s returned nil", field)
	}
	return c
}

// rounds is how often one request may be answered.
func (s *suite) rounds() int {
	if s.cfg.Rounds > 0 {
		return s.cfg.Rounds
	}
	return 8
}
