// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"
	"slices"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A lack is one way to leave something out of credentials.
type lack struct {
	what  string
	leave func(header.Credentials) (header.Credentials, error)
}

// lacks returns the ways to leave something out of credentials like c.
func lacks(c header.Credentials) []lack {
	all := []lack{{"nothing but the scheme", func(c header.Credentials) (header.Credentials, error) {
		return header.NewCredentials(c.Scheme())
	}}}
	if _, ok := c.Token68(); ok {
		return append(all,
			lack{"the first half", part(func(n int) (int, int) { return 0, n / 2 })},
			lack{"the second half", part(func(n int) (int, int) { return n / 2, n })},
			lack{"the first byte", part(func(n int) (int, int) { return 0, 1 })},
			lack{"all but the first byte", part(func(n int) (int, int) { return 1, n })},
		)
	}
	for p := range c.Params().All() {
		all = append(all,
			lack{"all but " + p.Name, func(c header.Credentials) (header.Credentials, error) {
				return without(c, p.Name)
			}},
			lack{"an empty " + p.Name, func(c header.Credentials) (header.Credentials, error) {
				return withValue(c, header.Quoted(p.Name, ""))
			}},
		)
	}
	return all
}

// part returns a func that keeps a part of a token68, given its length.
func part(of func(n int) (from, to int)) func(header.Credentials) (header.Credentials, error) {
	return func(c header.Credentials) (header.Credentials, error) {
		token, _ := c.Token68()
		from, to := of(len(token))
		return header.NewCredentials68(c.Scheme(), token[min(from, len(token)):min(to, len(token))])
	}
}

// without returns credentials but for one parameter.
func without(c header.Credentials, name string) (header.Credentials, error) {
	params := slices.Collect(c.Params().All())
	params = slices.DeleteFunc(params, func(p header.Param) bool { return header.EqualFold(p.Name, name) })
	return header.NewCredentials(c.Scheme(), params...)
}

// withValue returns credentials with another value of one parameter.
func withValue(c header.Credentials, to header.Param) (header.Credentials, error) {
	params := slices.Collect(c.Params().All())
	for i, p := range params {
		if header.EqualFold(p.Name, to.Name) {
			params[i] = to
		}
	}
	return header.NewCredentials(c.Scheme(), params...)
}

func checkNearMiss(s *suite) error {
	if err := s.checkLacks(s.unspent(s.client), false); err != nil {
		return fmt.Errorf("the credentials of the right client: %w", err)
	}
	if err := s.checkLacks(s.unspent(s.wrong), true); err != nil {
		return fmt.Errorf("the credentials of the wrong client: %w", err)
	}
	return nil
}

func (s *suite) checkLacks(src *source, wrong bool) error {
	c, _, err := src.next()
	if err != nil {
		return err
	}
	for _, l := range lacks(c) {
		// Those from before would be refused as a replay, if for nothing else.
		c, f, err := src.next()
		if err != nil {
			return err
		}
		if c, err = l.leave(c); err != nil {
			continue // there is no such thing, as half a token68 of one byte
		}
		if err := s.checkLack(f, c, wrong); err != nil {
			return fmt.Errorf("%s: %w", l.what, err)
		}
	}
	return nil
}

// checkLack presents credentials that are not complete. What is missing of right
// ones may be of no importance.
func (s *suite) checkLack(f *fixture, c header.Credentials, wrong bool) (err error) {
	defer catch(&err)
	v, err := s.authenticate(s.ctx, f.with(c), c)
	switch {
	case err != nil:
		return err
	case v.result != nil && wrong:
		return errors.New("accepted")
	case v.result != nil:
		return s.accepted(v)
	case v.asks() || v.reason == scheme.ErrBadRequest:
		return nil
	}
	return fmt.Errorf("the verdict is not one on credentials: %s", v)
}
