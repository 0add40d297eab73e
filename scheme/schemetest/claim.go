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
	c, f, err := s.unspent(s.client).next()
	if err != nil {
		return err
	}
	r := f.with(c)
	claims := 0
	r.Admit = func(name string) error {
		claims++
		return errTooMany
	}
	v, err := s.authenticate(s.ctx, r, c)
	switch {
	case err != nil:
		return err
	case claims == 0:
		return notTested("the scheme claims no name")
	case v.result != nil:
		return errors.New("the right client is accepted although its claim was refused")
	case !errors.Is(v.err, errTooMany):
		return fmt.Errorf("the claim of the right client was refused, and the error is another one: %s", v)
	}
	return nil
}
