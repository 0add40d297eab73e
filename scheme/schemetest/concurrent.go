// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"fmt"
	"sync"

	"github.com/go-httpauth/httpauth/scheme"
)

const (
	// inParallel is how many requests are under way at the same time.
	inParallel = 64
	// inSequence is how many each goroutine makes. The second one finds what the
	// client has kept of the first ones, of all goroutines.
	inSequence = 2
)

func checkConcurrent(s *suite) error {
	o, err := s.dialog(s.client()).run()
	if err != nil {
		return err
	}
	if err := s.accepted(o.verdict); err != nil { // and now the Subject is known
		return err
	}
	right := s.client()
	var wrong scheme.Client
	if s.cfg.Wrong != nil {
		wrong = s.wrong()
	}
	var (
		wg    sync.WaitGroup
		start = make(chan struct{})
		errs  [inParallel]error
	)
	for i := range errs {
		var dialogs [inSequence]*dialog // made here: a Config is not called concurrently
		mustFail := wrong != nil && i%2 == 1
		for n := range dialogs {
			if dialogs[n] = s.dialog(right); mustFail {
				dialogs[n] = s.dialog(wrong)
			}
		}
		wg.Go(func() {
			defer catch(&errs[i])
			<-start
			for _, d := range dialogs {
				if errs[i] = d.oneOfMany(mustFail); errs[i] != nil {
					return
				}
			}
		})
	}
	close(start)
	wg.Wait()
	return firstOf(errs[:])
}

// oneOfMany runs the dialog while others run.
func (d *dialog) oneOfMany(mustFail bool) error {
	o, err := d.run()
	switch {
	case err != nil:
		return err
	case mustFail:
		return o.rejected("the wrong client")
	}
	if err := d.accepted(o.verdict); err != nil {
		return err
	}
	info, err := o.info()
	if err != nil {
		return err
	}
	_, err = o.exchange.Verify(d.suite.ctx, response(info))
	return err
}

// firstOf returns the first error, and says how many there are.
func firstOf(errs []error) error {
	var first error
	n := 0
	for _, err := range errs {
		if err == nil {
			continue
		}
		if first == nil {
			first = err
		}
		n++
	}
	if first == nil {
		return nil
	}
	return fmt.Errorf("%d of %d goroutines failed, the first one: %w", n, len(errs), first)
}
