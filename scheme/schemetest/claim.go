// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/scheme"
)

// errTooMany is what a claim is refused with.
var errTooMany = fmt.Errorf("schemetest: %w", scheme.ErrThrottled)

func checkClaim(s *suite) error {
	claims, v, err := s.claim(s.client)
	switch {
	case err != nil:
		return err
	case !claims:
		return notTested("the scheme claims no name")
	case v.result != nil:
		return errors.New("the right client is accepted although its claim was refused")
	case !errors.Is(v.err, errTooMany):
		return fmt.Errorf("the claim of the right client was refused, and the error is another one: %s", v)
	}
	if s.cfg.Wrong == nil {
		return nil
	}
	// Or failures would not be counted.
	claims, v, err = s.claim(s.wrong)
	switch {
	case err != nil:
		return err
	case !claims:
		return errors.New("the name of the right client is claimed, and that of the wrong one is not")
	case !errors.Is(v.err, errTooMany):
		return fmt.Errorf("the claim of the wrong client was refused, and the error is another one: %s", v)
	}
	return nil
}

// claim presents the credentials of a client, and refuses what they claim.
func (s *suite) claim(client func() scheme.Client) (claims bool, v verdict, err error) {
	c, f, err := s.unspent(client).next()
	if err != nil {
		return false, verdict{}, err
	}
	r := f.with(c)
	r.Admit = func(string) error {
		claims = true
		return errTooMany
	}
	v, err = s.authenticate(s.ctx, r, c)
	return claims, v, err
}
