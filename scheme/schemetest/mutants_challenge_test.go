// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"strconv"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A mutant is a scheme or a client that is broken on purpose, in one way.
type mutant struct {
	name string
	by   string // the case that must catch it; others may
	want string // in what that case finds
	cfg  func() Config
}

// mutants are all of them.
func mutants() []mutant {
	var all []mutant
	for _, some := range [][]mutant{challengeMutants, verdictMutants, stateMutants, secretMutants, clientMutants} {
		all = append(all, some...)
	}
	return all
}

// challengeMutants are wrong about names and challenges.
var challengeMutants = []mutant{
	{"name that is no token", "name", "no token", func() Config {
		return wrapping(func(w *wrapped, _ scheme.Scheme) { w.name = func() string { return "My Scheme" } })
	}},
	{"name that changes", "name", "has changed", func() Config {
		return wrapping(func(w *wrapped, _ scheme.Scheme) {
			n := 0
			w.name = func() string { n++; return "MAC" + strconv.Itoa(n/4) }
			w.challenge = func(*scheme.Request, error) ([]header.Challenge, error) { return nil, nil }
		})
	}},
	{"no challenge", "challenge", "no challenge", func() Config {
		return challenging(func(scheme.Scheme, *scheme.Request, error) ([]header.Challenge, error) { return nil, nil })
	}},
	{"zero challenge", "challenge", "another scheme", func() Config {
		return challenging(func(scheme.Scheme, *scheme.Request, error) ([]header.Challenge, error) {
			return make([]header.Challenge, 1), nil
		})
	}},
	{"challenge of another name", "challenge", "another scheme", func() Config {
		return challenging(func(_ scheme.Scheme, r *scheme.Request, _ error) ([]header.Challenge, error) {
			return one(header.NewChallenge("Other", header.Quoted("realm", r.Realm)))
		})
	}},
	{"fixed realm", "challenge", "not that of the request", func() Config {
		return challenging(func(scheme.Scheme, *scheme.Request, error) ([]header.Challenge, error) {
			return one(header.NewChallenge("MAC", header.Quoted("realm", "staff"), header.Quoted("nonce", "a")))
		})
	}},
	{"realm of the first request", "challenge", "in the realm", func() Config {
		return wrapping(func(w *wrapped, inner scheme.Scheme) {
			var realm *string
			w.challenge = func(r *scheme.Request, cause error) ([]header.Challenge, error) {
				if realm == nil {
					realm = &r.Realm
				}
				first := *r
				first.Realm = *realm
				return inner.Challenge(context.Background(), &first, cause)
			}
		})
	}},
	{"realm quoted twice", "challenge", "not that of the request", func() Config {
		return challenging(func(_ scheme.Scheme, r *scheme.Request, _ error) ([]header.Challenge, error) {
			return one(header.NewChallenge("MAC", header.Quoted("realm", `"`+r.Realm+`"`)))
		})
	}},
	{"the same challenge twice", "challenge", "mean the same", func() Config {
		return challenging(func(inner scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error) {
			chs, err := inner.Challenge(context.Background(), r, cause)
			return append(chs, chs...), err
		})
	}},
	{"secret in a challenge", "challenge", "a secret", func() Config {
		return challenging(func(_ scheme.Scheme, r *scheme.Request, _ error) ([]header.Challenge, error) {
			hint := encoded("ab" + macKey)
			return one(header.NewChallenge("MAC", header.Quoted("realm", r.Realm), header.Quoted("nonce", hint)))
		})
	}},
	{"no challenge for malformed credentials", "causes", "no challenge", func() Config {
		return challenging(func(inner scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error) {
			if errors.Is(cause, scheme.ErrMalformed) {
				return nil, nil
			}
			return inner.Challenge(context.Background(), r, cause)
		})
	}},
	{"panic on a cause of another type", "causes", "panic", func() Config {
		return challenging(func(inner scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error) {
			if cause != nil && cause.(scheme.Reason) == scheme.ErrForbidden {
				return nil, nil
			}
			return inner.Challenge(context.Background(), r, cause)
		})
	}},
	{"failure on what needs no challenge", "causes", "Challenge failed", func() Config {
		return challenging(func(inner scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error) {
			if errors.Is(cause, scheme.ErrForbidden) {
				return nil, cause
			}
			return inner.Challenge(context.Background(), r, cause)
		})
	}},
}

// one returns what Challenge returns if there is one challenge.
func one(ch header.Challenge, err error) ([]header.Challenge, error) {
	if err != nil {
		return nil, err
	}
	return []header.Challenge{ch}, nil
}
