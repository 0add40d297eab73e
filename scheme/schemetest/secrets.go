// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

func checkSecrets(s *suite) error {
	if err := s.secretsInJunk(); err != nil {
		return err
	}
	if s.cfg.Wrong != nil {
		if err := s.secretsOf(s.wrong); err != nil {
			return fmt.Errorf("with the wrong client: %w", err)
		}
	}
	if s.cfg.Client == nil {
		return notTested("Config.Client is nil: only the refusal of others was looked at")
	}
	if err := s.secretsOf(s.client); err != nil {
		return fmt.Errorf("with the right client: %w", err)
	}
	if err := s.secretsAfterSuccess(); err != nil {
		return err
	}
	if len(s.cfg.Secrets) == 0 {
		return notTested("Config.Secrets is empty: only parts of the credentials were looked for")
	}
	return nil
}

var (
	errSecretChallenge = errors.New("a secret is in a challenge")
	errSecretInfo      = errors.New("a secret is in the Info")
)

// secretsInJunk presents garbage, and each secret where it should not be.
func (s *suite) secretsInJunk() error {
	name := s.scheme.Name()
	all, err := junkCredentials(name)
	if err != nil {
		return err
	}
	for _, secret := range s.cfg.Secrets {
		for _, text := range []string{
			" " + secret,
			" " + encoded(secret),
			" " + encoded("a:"+secret),
			everyParam(secret),
		} {
			if c, err := header.ParseCredentials([]string{name + text}); err == nil {
				all = append(all, c)
			}
		}
		c, err := header.NewCredentials(name, header.Quoted("username", secret), header.Quoted("password", secret))
		if err == nil {
			all = append(all, c)
		}
	}
	for _, c := range all {
		if err := s.secretsIn(s.ctx, s.fixture(), c, nil); err != nil {
			return err
		}
	}
	return nil
}

// secretsIn presents credentials and looks at what comes of it, if they are
// refused.
func (s *suite) secretsIn(ctx context.Context, f *fixture, c header.Credentials, offered []header.Challenge) error {
	_, err := s.scheme.Authenticate(ctx, f.with(c), c) // other cases look at the verdict
	if err == nil {
		return nil
	}
	if err := s.leaksError(err, partsOf(c, f.values(offered))); err != nil {
		return err
	}
	chs, err := s.scheme.Challenge(s.ctx, f.bare(), err)
	for _, ch := range chs {
		if s.leaks(ch.String()) {
			return errSecretChallenge
		}
	}
	return s.leaksError(err, nil)
}

// secretsOf presents the credentials of a client as they are, incomplete, in
// other requests than theirs, and when nobody waits for the verdict any more.
func (s *suite) secretsOf(client func() scheme.Client) error {
	src := s.unspent(client)
	c, f, err := src.next()
	if err != nil {
		return s.orLeak(err)
	}
	for _, l := range lacks(c) {
		less, err := l.leave(c)
		if err != nil {
			continue
		}
		if err := s.secretsIn(s.ctx, f, less, src.offered); err != nil {
			return fmt.Errorf("%s: %w", l.what, err)
		}
	}
	for _, change := range []func(*scheme.Request){
		func(r *scheme.Request) { r.Realm = otherRealm },
		func(r *scheme.Request) { r.Secure = false },
		func(r *scheme.Request) { r.Target = "/elsewhere" },
	} {
		g := *f
		change(&g.request)
		if err := s.secretsIn(s.ctx, &g, c, src.offered); err != nil {
			return err
		}
	}
	canceled, cancel := context.WithCancel(s.ctx)
	cancel()
	for _, ctx := range []context.Context{canceled, s.ctx, s.ctx} { // the last one may be a replay
		if err := s.secretsIn(ctx, f, c, src.offered); err != nil {
			return err
		}
	}
	// The client itself may refuse to say anything where others can listen.
	d := s.dialog(client())
	d.fixture.request.Secure = false
	_, err = d.run()
	return s.leaksError(err, nil)
}

// orLeak returns err, or that there is a secret in it.
func (s *suite) orLeak(err error) error {
	if leak := s.leaksError(err, nil); leak != nil {
		return leak
	}
	return err
}

// secretsAfterSuccess looks at what goes out with a successful response, and to
// those who write logs.
func (s *suite) secretsAfterSuccess() error {
	o, info, err := s.success()
	if err != nil {
		return s.orLeak(err)
	}
	for _, err := range o.refusals {
		if err := s.leaksError(err, nil); err != nil {
			return err
		}
	}
	if s.leaks(info.String()) {
		return errSecretInfo
	}
	for _, ch := range append(o.offered, o.result.Challenges...) {
		if s.leaks(ch.String()) {
			return errSecretChallenge
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		if s.leaks(fmt.Sprintf(verb, o.result.Identity)) {
			return errors.New("a secret is in the Identity, printed with " + verb)
		}
	}
	if _, err := o.exchange.Verify(s.ctx, response(info)); err != nil {
		return s.orLeak(err)
	}
	return nil
}
