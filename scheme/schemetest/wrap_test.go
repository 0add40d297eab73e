// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A wrapped scheme does what the Scheme inside does, but for the methods that
// are not nil.
type wrapped struct {
	scheme.Scheme
	name         func() string
	challenge    func(r *scheme.Request, cause error) ([]header.Challenge, error)
	authenticate func(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error)
}

func (w *wrapped) Name() string {
	if w.name != nil {
		return w.name()
	}
	return w.Scheme.Name()
}

func (w *wrapped) Challenge(ctx context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if w.challenge != nil {
		return w.challenge(r, cause)
	}
	return w.Scheme.Challenge(ctx, r, cause)
}

func (w *wrapped) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	if w.authenticate != nil {
		return w.authenticate(ctx, r, c)
	}
	return w.Scheme.Authenticate(ctx, r, c)
}

// wrapping returns macConfig with a wrapped scheme, which f breaks.
func wrapping(f func(w *wrapped, inner scheme.Scheme)) Config {
	cfg := macConfig()
	cfg.Scheme = func(*testing.T) scheme.Scheme {
		inner := newMAC()
		w := &wrapped{Scheme: inner}
		f(w, inner)
		return w
	}
	return cfg
}

// challenging returns macConfig with another Challenge.
func challenging(f func(inner scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error)) Config {
	return wrapping(func(w *wrapped, inner scheme.Scheme) {
		w.challenge = func(r *scheme.Request, cause error) ([]header.Challenge, error) { return f(inner, r, cause) }
	})
}

// judging returns macConfig with an Authenticate that gets the right verdict and
// returns another one.
func judging(f func(res *scheme.Result, err error, c header.Credentials) (*scheme.Result, error)) Config {
	return wrapping(func(w *wrapped, inner scheme.Scheme) {
		w.authenticate = func(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			res, err := inner.Authenticate(ctx, r, c)
			return f(res, err, c)
		}
	})
}

// before returns macConfig with an Authenticate that does something first. What
// that returns, if anything, is the verdict.
func before(f func(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error)) Config {
	return wrapping(func(w *wrapped, inner scheme.Scheme) {
		w.authenticate = func(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			if res, err := f(ctx, r, c); res != nil || err != nil {
				return res, err
			}
			return inner.Authenticate(ctx, r, c)
		}
	})
}
