// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

func checkName(s *suite) error {
	name := s.scheme.Name()
	if !header.IsToken(name) {
		return errors.New("the name is no token")
	}
	for range 3 {
		// A scheme that counts, or learns, does so here.
		if _, err := s.scheme.Challenge(s.ctx, s.fixture().bare(), nil); err != nil {
			return fmt.Errorf("method Challenge failed: %w", err)
		}
		c, err := header.NewCredentials68(name, "AAAA")
		if err != nil {
			return err
		}
		s.scheme.Authenticate(s.ctx, s.fixture().with(c), c) // another case looks at the verdict
		if s.scheme.Name() != name {
			return errors.New("the name has changed")
		}
	}
	return nil
}

var (
	errNoChallenge = errors.New("method Challenge returned no challenge")
	errForeign     = errors.New("method Challenge returned the challenge of another scheme")
)

// ofScheme says whether a challenge is of another scheme, or zero.
func ofScheme(name string, chs []header.Challenge) error {
	for _, ch := range chs {
		if !ch.Is(name) {
			return errForeign
		}
	}
	return nil
}

// wellMade says what is wrong with challenges, but for their number.
func (s *suite) wellMade(realm string, chs []header.Challenge) error {
	if err := ofScheme(s.scheme.Name(), chs); err != nil {
		return err
	}
	for i, ch := range chs {
		again, err := header.ParseChallenges([]string{ch.String()})
		if err != nil || len(again) != 1 || !again[0].Equal(ch) {
			return errors.New("method Challenge returned a challenge that reads as something else")
		}
		if got, ok := ch.Param("realm"); ok && got != realm {
			return errors.New("the realm of a challenge is not that of the request")
		}
		if slices.ContainsFunc(chs[:i], ch.Equal) {
			return errors.New("two challenges mean the same")
		}
		if s.leaks(ch.String()) {
			return errors.New("a secret is in a challenge")
		}
	}
	return nil
}

// realms are hard to quote, each in its way. A scheme may refuse some of them:
// none but that of the request has to work.
var realms = []string{
	otherRealm,
	"a",
	`"`,
	`\`,
	`ends with \`,
	`x", charset="UTF-8`,
	`x", Basic realm="y`,
	", a=b",
	" blanks around ",
	"d\u00e9partement \u2603", // UTF-8
	"Latin-1 \xe9",            // not UTF-8; fields have no encoding
	"",
	"a:b", // a part of what Digest hashes
	"a\r\nb",
	"\x00",
}

func checkChallenge(s *suite) error {
	f := s.fixture()
	chs, err := s.scheme.Challenge(s.ctx, f.bare(), nil)
	if err != nil {
		return fmt.Errorf("method Challenge failed: %w", err)
	}
	if len(chs) == 0 {
		return errNoChallenge
	}
	if err := s.wellMade(f.request.Realm, chs); err != nil {
		return err
	}
	// One after the other: a challenge must not remember the realm before.
	for _, realm := range realms {
		chs, err := s.scheme.Challenge(s.ctx, f.in(realm).bare(), nil)
		if err != nil {
			continue
		}
		if err := s.wellMade(realm, chs); err != nil {
			return fmt.Errorf("in the realm %s: %w", realm, err)
		}
	}
	return nil
}

// A foreignError is of a type that no scheme knows.
type foreignError struct{ err error }

func (e foreignError) Error() string { return "an error of the application" }
func (e foreignError) Unwrap() error { return e.err }

// causes are what Challenge may get.
func causes() []error {
	all := []error{
		nil,
		errors.New("an error without a Reason"),
		foreignError{},
		context.Canceled,
		context.DeadlineExceeded,
		scheme.Reason(0),
		scheme.Reason(255),
		scheme.ErrUnknownUser,
	}
	for reason := scheme.ErrNoCredentials; reason <= scheme.ErrUnavailable; reason++ {
		all = append(all, reason, foreignError{reason}, errors.Join(foreignError{}, reason))
	}
	return all
}

func checkCauses(s *suite) error {
	f := s.fixture()
	for _, cause := range causes() {
		what := "the cause nil"
		if cause != nil {
			what = fmt.Sprintf("the cause %T, %v", cause, cause)
		}
		if err := s.checkCause(f, cause); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}

func (s *suite) checkCause(f *fixture, cause error) (err error) {
	defer catch(&err)
	chs, err := s.scheme.Challenge(s.ctx, f.bare(), cause)
	reason, _ := errors.AsType[scheme.Reason](cause)
	status := reason.Status(false)
	if cause == nil {
		status = 401
	}
	switch {
	case err != nil && (status == 401 || status == 400 || status == 403):
		return fmt.Errorf("method Challenge failed: %w", err)
	case err != nil:
		return nil // there will be no challenge in the response
	case status == 401 && len(chs) == 0:
		return errNoChallenge
	}
	return s.wellMade(f.request.Realm, chs)
}
