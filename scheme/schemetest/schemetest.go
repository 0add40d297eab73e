// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

// A Config says what is tested. Only Scheme is required; the more of the rest
// there is, the more is tested.
type Config struct {
	// Scheme returns the scheme under test, a new one for each case.
	Scheme func(*testing.T) scheme.Scheme

	// Client returns a client that the scheme must accept. Each call should
	// return a new one, which has no nonce, token or the like yet. Cases that
	// need a Client are reported as NOT TESTED if it is nil.
	Client func(*testing.T) scheme.Client

	// Wrong returns a client that the scheme must reject, for the same user if
	// there are users: a wrong password is a harder test than an unknown name.
	// Its secret should not begin with the right one, since half of a wrong
	// secret must be wrong too. Cases that need it are reported as NOT TESTED if
	// it is nil.
	Wrong func(*testing.T) scheme.Client

	// Subject is that of the Identity that Client must get. Empty is any, as
	// long as it is always the same.
	Subject string

	// Secrets must not occur in any error, challenge, Authentication-Info or
	// Identity, neither as they are nor in hexadecimal digits or base64. Name
	// passwords and keys of the Client here. Each has six bytes at least, or it
	// could be found by chance.
	Secrets []string

	// Request returns the request to authenticate, a new one for each call. If
	// it is nil, that is a GET of / over a secure connection. If it has no
	// Realm, it gets one with a quote, a backslash and a comma. Credentials are
	// put into its Header by the suite.
	Request func() *scheme.Request

	// Rounds is how often one request may be answered at the most. The default
	// is 8.
	Rounds int
}

// Run runs the cases as subtests of t. It fails at once if the Config cannot be
// used. Some hundred requests are authenticated, so give the scheme a store that
// is at hand and, if it hashes passwords, cheap.
func Run(t *testing.T, cfg Config) {
	t.Helper()
	if err := cfg.validate(); err != nil {
		t.Fatal(err)
	}
	var not []string
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := check(t, cfg, c)
			if _, ok := errors.AsType[notTested](err); ok {
				not = append(not, c.name)
			}
			report(t, c, err)
		})
	}
	if len(not) > 0 {
		t.Logf("schemetest: NOT TESTED, wholly or in part: %s", strings.Join(not, ", "))
	}
}

// reporter is the part of testing.T that report uses.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Skipf(format string, args ...any)
}

// report reports what check has found. A case that was not tested, or not as a
// whole, is no success: it is shown as skipped, with the reason.
func report(t reporter, c testCase, err error) {
	t.Helper()
	not, untested := errors.AsType[notTested](err)
	switch {
	case untested:
		t.Skipf("NOT TESTED: %s", string(not))
	case err != nil:
		t.Errorf("%v\nrule: %s", err, c.rule)
	}
}

// minSecret is the length of a secret that does not occur by chance, in base64
// of random bytes for one.
const minSecret = 6

func (cfg *Config) validate() error {
	if cfg.Scheme == nil {
		return errors.New("schemetest: Config.Scheme is nil")
	}
	for _, secret := range cfg.Secrets {
		if len(secret) < minSecret {
			return errors.New("schemetest: one of Config.Secrets has fewer than six bytes")
		}
	}
	if cfg.Request != nil && cfg.Request() == nil {
		return errors.New("schemetest: Config.Request returned nil")
	}
	return nil
}
