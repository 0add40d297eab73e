// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/scheme"
)

func checkAccept(s *suite) error {
	o, err := s.dialog(s.client()).run()
	if err != nil {
		return err
	}
	return s.accepted(o.verdict)
}

func checkReject(s *suite) error {
	o, err := s.dialog(s.wrong()).run()
	if err != nil {
		return err
	}
	if o.reason == scheme.ErrContinue {
		return errors.New("the wrong client has no answer to a second challenge; nothing was rejected")
	}
	return o.rejected("the wrong client")
}

func checkCanceled(s *suite) error {
	ctx, cancel := context.WithCancel(s.ctx)
	cancel()
	d := s.dialog(s.client())
	d.ctx = ctx
	o, err := d.run()
	if err != nil {
		return err
	}
	switch o.reason {
	case scheme.ErrUnavailable, 0:
	default:
		return fmt.Errorf("the right client got a verdict: %s", o)
	}
	if o.result != nil {
		if err := s.accepted(o.verdict); err != nil {
			return err
		}
	}
	if s.cfg.Wrong == nil {
		return nil
	}
	d = s.dialog(s.wrong())
	d.ctx = ctx
	if o, err = d.run(); err != nil {
		return err
	}
	if o.result != nil {
		return errors.New("the wrong client is accepted if the context is canceled")
	}
	// It may be that nobody has had the time to look at the challenge either.
	s.scheme.Challenge(ctx, s.fixture().bare(), nil)
	return nil
}
