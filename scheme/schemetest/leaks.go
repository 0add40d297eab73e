// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// leaks reports whether one of the secrets is in a text.
func (s *suite) leaks(text string) bool {
	if s.forms == nil {
		for _, secret := range s.cfg.Secrets {
			s.forms = append(s.forms, forms(secret)...)
		}
	}
	return slices.ContainsFunc(s.forms, func(form string) bool { return strings.Contains(text, form) })
}

// forms returns how a secret looks as it is, in hexadecimal digits, and somewhere
// in base64.
func forms(secret string) []string {
	digits := hex.EncodeToString([]byte(secret))
	all := []string{secret, digits, strings.ToUpper(digits)}
	urlSafe := strings.NewReplacer("+", "-", "/", "_")
	for before := range 3 {
		// The characters that are made of bits of the secret alone.
		b := append(make([]byte, before), secret...)
		form := base64.RawStdEncoding.EncodeToString(b)[(8*before+5)/6 : 8*len(b)/6]
		all = append(all, form, urlSafe.Replace(form))
	}
	return all
}

// leaksError reports whether one of the secrets is in an error or in what it
// wraps, or one of the parts of credentials.
func (s *suite) leaksError(err error, parts []string) error {
	for _, e := range tree(err) {
		for _, verb := range []string{"%v", "%+v", "%#v"} {
			text := fmt.Sprintf(verb, e)
			if s.leaks(text) {
				return errors.New("a secret is in an error, printed with " + verb)
			}
			for _, part := range parts {
				if strings.Contains(text, part) {
					return errors.New("a part of the credentials is in an error, printed with " + verb)
				}
			}
		}
	}
	return nil
}

// tree returns an error and all that it wraps.
func tree(err error) []error {
	if err == nil {
		return nil
	}
	all := []error{err}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		all = append(all, tree(e.Unwrap())...)
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			all = append(all, tree(inner)...)
		}
	}
	return all
}

// minPart is the length of a part of credentials that does not occur in an error
// by chance, as "auth" or "SHA-256" would.
const minPart = 8

// partsOf returns the parts of credentials that only the client can have said.
// Those of digits alone are left out: an address in memory may look like that.
func partsOf(c header.Credentials, known map[string]bool) []string {
	var parts []string
	if token, ok := c.Token68(); ok {
		parts = append(parts, token)
		if b, err := base64.StdEncoding.DecodeString(token); err == nil {
			parts = append(parts, strings.Split(string(b), ":")...)
		}
	}
	for p := range c.Params().All() {
		parts = append(parts, p.Value())
	}
	return slices.DeleteFunc(parts, func(part string) bool {
		return len(part) < minPart || known[part] || strings.Trim(part, "0123456789") == ""
	})
}
