// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"fmt"
	"slices"

	"github.com/go-httpauth/httpauth/header"
)

func checkLetterCase(s *suite) error {
	nameOnly := func(c header.Credentials) (header.Credentials, error) { return swappedCredentials(c, false) }
	all := func(c header.Credentials) (header.Credentials, error) { return swappedCredentials(c, true) }
	for _, tt := range []struct {
		what        string
		credentials func(header.Credentials) (header.Credentials, error)
		challenges  func(header.Challenge) (header.Challenge, error)
	}{
		{"the scheme of the credentials in other letters", nameOnly, nil},
		{"the parameters of the credentials in other letters", all, nil},
		{"the challenges in other letters", nil, swappedChallenge},
	} {
		d := s.dialog(s.client())
		d.credentials, d.challenges = tt.credentials, tt.challenges
		o, err := d.run()
		if err == nil {
			err = s.accepted(o.verdict)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", tt.what, err)
		}
		if s.cfg.Wrong == nil {
			continue
		}
		d = s.dialog(s.wrong())
		d.credentials, d.challenges = tt.credentials, tt.challenges
		if o, err = d.run(); err == nil {
			err = o.rejected("the wrong client")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", tt.what, err)
		}
	}
	return nil
}

// swapped returns s with its ASCII letters in the other case.
func swapped(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' {
			b[i] = c ^ 0x20
		}
	}
	return string(b)
}

func swappedParams(ps header.Params) (all []header.Param) {
	for p := range ps.All() {
		p.Name = swapped(p.Name)
		all = append(all, p)
	}
	return all
}

func swappedCredentials(c header.Credentials, params bool) (header.Credentials, error) {
	name := swapped(c.Scheme())
	if token, ok := c.Token68(); ok {
		return header.NewCredentials68(name, token)
	}
	if params {
		return header.NewCredentials(name, swappedParams(c.Params())...)
	}
	return header.NewCredentials(name, slices.Collect(c.Params().All())...)
}

func swappedChallenge(ch header.Challenge) (header.Challenge, error) {
	name := swapped(ch.Scheme())
	if token, ok := ch.Token68(); ok {
		return header.NewChallenge68(name, token)
	}
	return header.NewChallenge(name, swappedParams(ch.Params())...)
}
