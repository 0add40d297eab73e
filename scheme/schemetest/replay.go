// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/go-httpauth/httpauth/header"
)

func checkReplay(s *suite) error {
	f := s.fixture()
	chs, err := s.scheme.Challenge(s.ctx, f.bare(), nil)
	if err != nil {
		return fmt.Errorf("method Challenge failed: %w", err)
	}
	if !slices.ContainsFunc(chs, hasNonce) {
		return notTested("the challenges have no nonce")
	}
	src := s.unspent(s.client)
	c, f, err := src.next()
	if err != nil {
		return err
	}
	v, err := s.authenticate(s.ctx, f.with(c), c)
	if err != nil {
		return err
	}
	if err := s.accepted(v); err != nil {
		return err
	}
	for range 3 {
		v, err := s.authenticate(s.ctx, f.with(c), c)
		if err != nil {
			return err
		}
		if err := v.rejected("the same credentials once more"); err != nil {
			return err
		}
	}
	for range atOnceTries {
		c, f, err := src.next()
		if err != nil {
			return err
		}
		if err := s.checkAtOnce(f, c); err != nil {
			return err
		}
	}
	return nil
}

func hasNonce(ch header.Challenge) bool {
	_, ok := ch.Param("nonce")
	return ok
}

const (
	// atOnce is how often the same credentials are presented at the same time.
	atOnce = 16
	// atOnceTries is how often that is tried: who comes first is a matter of luck.
	atOnceTries = 4
)

// checkAtOnce presents the same credentials from several goroutines: to look
// whether a nonce was used and to note that it was must be one step.
func (s *suite) checkAtOnce(f *fixture, c header.Credentials) error {
	var (
		wg       sync.WaitGroup
		start    = make(chan struct{})
		accepted atomic.Int32
		errs     [atOnce]error
	)
	for i := range errs {
		r := f.with(c)
		wg.Go(func() {
			defer catch(&errs[i])
			<-start
			v, err := s.authenticate(s.ctx, r, c)
			if errs[i] = err; v.result != nil {
				accepted.Add(1)
			}
		})
	}
	close(start)
	wg.Wait()
	if err := firstOf(errs[:]); err != nil {
		return err
	}
	if accepted.Load() > 1 {
		return errors.New("the same credentials, presented at the same time, are accepted more than once")
	}
	return nil
}
