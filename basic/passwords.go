// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"errors"

	"github.com/go-httpauth/httpauth/scheme"
)

var errNoAccounts = errors.New("basic: no accounts")

// Passwords returns a Verifier for accounts that are known in clear: user name
// to password. It is for tests, demonstrations and machine accounts with random
// passwords. Passwords that people choose belong into a store that keeps slow
// hashes.
//
// It keeps no password, only tags of them under a random key. An unknown user
// costs what a wrong password costs. The error says that there is no account,
// or that one could not be used by any client.
func Passwords(accounts map[string]string) (Verifier, error) {
	if len(accounts) == 0 {
		return nil, errNoAccounts
	}
	p := &passwords{of: make(map[string]tag, len(accounts))}
	p.tags.init()
	for user, password := range accounts {
		if err := check(user, password, false, false); err != nil {
			return nil, err
		}
		p.of[user] = p.tag(password)
	}
	return p.verify, nil
}

type passwords struct {
	tags tags
	of   map[string]tag
}

func (p *passwords) tag(password string) tag { return newTag(&p.tags, "", "", password, "") }

func (p *passwords) verify(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
	want, known := p.of[user] // all zero, which no one can aim at, if there is none
	got := p.tag(password)
	right := got.equal(&want)
	switch {
	case !known:
		return scheme.Identity{}, scheme.ErrUnknownUser
	case !right:
		return scheme.Identity{}, scheme.ErrRejected
	}
	return scheme.Identity{Subject: user}, nil
}
