// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

func checkClient(s *suite) error {
	c := s.client()
	name := c.Name()
	if !header.EqualFold(name, s.scheme.Name()) {
		return errors.New("the name of the client is not that of the scheme")
	}
	// The dialog looks at the answers. The second one may be ahead of a
	// challenge.
	for range 2 {
		if _, err := s.dialog(c).run(); err != nil {
			return err
		}
		if c.Name() != name {
			return errors.New("the name of the client has changed")
		}
	}
	return nil
}

func checkGivesUp(s *suite) error {
	d := s.dialog(s.client())
	x := d.client.Begin(s.ctx, d.fixture.client())
	if _, err := x.Next(s.ctx, nil); err != nil && !errors.Is(err, scheme.ErrDeclined) {
		return fmt.Errorf("method Next failed: %w", err)
	}
	for range s.rounds() {
		offered, err := d.challenge(scheme.ErrRejected)
		if err != nil {
			return err
		}
		switch _, err := x.Next(s.ctx, offered); {
		case errors.Is(err, scheme.ErrRejected), errors.Is(err, scheme.ErrDeclined):
			return nil
		case err != nil:
			return fmt.Errorf("method Next returned neither ErrRejected nor ErrDeclined: %w", err)
		}
	}
	return fmt.Errorf("the client still has an answer after %d rounds", s.rounds())
}

func checkHostileServer(s *suite) error {
	name := s.scheme.Name()
	var all []header.Challenge
	for _, j := range junk {
		chs, err := header.ParseChallenges([]string{name + j.text})
		if err != nil {
			return fmt.Errorf("%s: %w", j.why, err)
		}
		all = append(all, chs...)
		if err := s.checkOffer(chs); err != nil {
			return fmt.Errorf("%s: %w", j.why, err)
		}
	}
	if err := s.checkOffer(all); err != nil {
		return fmt.Errorf("all at once: %w", err)
	}
	// Parts of a real challenge.
	d := s.dialog(s.client())
	offered, err := d.challenge(nil)
	if err != nil {
		return err
	}
	for _, ch := range offered {
		for p := range ch.Params().All() {
			less, err := header.NewChallenge(name, others(ch.Params(), p.Name)...)
			if err != nil {
				return err
			}
			if err := s.checkOffer([]header.Challenge{less}); err != nil {
				return fmt.Errorf("a challenge without %s: %w", p.Name, err)
			}
		}
	}
	return nil
}

// others returns the parameters but for one.
func others(ps header.Params, name string) (all []header.Param) {
	for p := range ps.All() {
		if !header.EqualFold(p.Name, name) {
			all = append(all, p)
		}
	}
	return all
}

// checkOffer makes a new client an offer, before and after which it gets odd
// responses.
func (s *suite) checkOffer(offered []header.Challenge) (err error) {
	defer catch(&err)
	x := s.client().Begin(s.ctx, s.fixture().client())
	oddResponses(s, x)
	answer, err := x.Next(s.ctx, offered)
	if err == nil {
		err = checkAnswer(s.scheme.Name(), answer, offered)
	} else {
		err = nil // to answer this is not asked of it
	}
	oddResponses(s, x)
	return err
}

// oddResponses lets an exchange verify responses that no server sends. Whether
// they may be used is not looked at here.
func oddResponses(s *suite, x scheme.Exchange) {
	x.Verify(s.ctx, new(scheme.Response))
	for _, r := range []struct {
		status int
		lines  []string
	}{
		{200, nil},
		{200, []string{""}},
		{200, []string{"="}},
		{200, []string{everyParam("0") + ", rspauth=0, nextnonce=0"}},
		{200, []string{everyParam(`""`) + `, rspauth="", nextnonce=""`}},
		{500, nil},
		{401, nil},
		{0, nil},
	} {
		x.Verify(s.ctx, &scheme.Response{Status: r.status, Info: func() (header.Info, error) { return header.ParseInfo(r.lines) }})
	}
}
