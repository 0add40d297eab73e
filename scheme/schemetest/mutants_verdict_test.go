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

// verdictMutants return what they must not return.
var verdictMutants = []mutant{
	{"rejects all", "accept", "not accepted", func() Config {
		return before(func(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
			return nil, scheme.ErrRejected
		})
	}},
	{"no Subject", "accept", "without a Subject", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err == nil {
				res.Identity = scheme.Identity{Value: "alice"}
			}
			return res, err
		})
	}},
	{"Subject of somebody else", "accept", "has the Subject", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err == nil {
				res.Identity.Subject = "root"
			}
			return res, err
		})
	}},
	{"another round, always", "accept", "another round is needed", func() Config {
		return before(func(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
			return nil, scheme.ErrContinue
		})
	}},
	{"challenge of another scheme with success", "accept", "another scheme", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err == nil {
				res.Challenges, err = one(header.NewChallenge("Basic", header.Quoted("realm", "x")))
			}
			return res, err
		})
	}},
	{"swallows the error", "reject", "neither", func() Config {
		return judging(func(res *scheme.Result, _ error, _ header.Credentials) (*scheme.Result, error) { return res, nil })
	}},
	{"both a Result and an error", "reject", "both", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err != nil {
				res = new(scheme.Result)
			}
			return res, err
		})
	}},
	{"error without a Reason", "reject", "no Reason", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err != nil {
				err = errors.New("wrong")
			}
			return res, err
		})
	}},
	{"Reason that does not exist", "reject", "does not exist", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err != nil {
				err = scheme.Reason(99)
			}
			return res, err
		})
	}},
	{"403 for a wrong password", "reject", "not one for 401", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if errors.Is(err, scheme.ErrRejected) {
				err = scheme.ErrForbidden
			}
			return res, err
		})
	}},
	{"accepts all", "reject", "accepted", func() Config {
		return before(func(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
			return &scheme.Result{Identity: scheme.Identity{Subject: "alice"}}, nil
		})
	}},
	{"accepts the scheme alone", "garbage", "nothing at all", func() Config {
		return before(func(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			if _, ok := c.Token68(); ok || !c.Params().IsZero() {
				return nil, nil
			}
			return &scheme.Result{Identity: scheme.Identity{Subject: "anonymous"}}, nil
		})
	}},
	{"panic on odd input", "garbage", "panic", func() Config {
		return before(func(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			if token, ok := c.Token68(); ok {
				_ = token[:4]
			}
			return nil, nil
		})
	}},
	{"throttles what it cannot read", "garbage", "neither ErrMalformed", func() Config {
		return before(func(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			if _, ok := c.Param("proof"); !ok {
				return nil, scheme.ErrThrottled
			}
			return nil, nil
		})
	}},
	{"goes on with what it cannot read", "garbage", "neither ErrMalformed", func() Config {
		return before(func(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			if _, ok := c.Param("proof"); !ok {
				return nil, scheme.ErrContinue
			}
			return nil, nil
		})
	}},
	{"compares as much as there is", "near-miss", "accepted", func() Config { return macConfig("compares a prefix") }},
	{"panic on right credentials without a part", "near-miss", "panic", func() Config {
		return macConfig("panics without a proof")
	}},
	{"rejects when the context is canceled", "canceled", "verdict", func() Config {
		return before(func(ctx context.Context, _ *scheme.Request, _ header.Credentials) (*scheme.Result, error) {
			if ctx.Err() != nil {
				return nil, fmt.Errorf("%w: %w", scheme.ErrRejected, ctx.Err())
			}
			return nil, nil
		})
	}},
	{"accepts when the context is canceled", "canceled", "the wrong client is accepted", func() Config {
		return before(func(ctx context.Context, _ *scheme.Request, _ header.Credentials) (*scheme.Result, error) {
			if ctx.Err() != nil {
				return &scheme.Result{Identity: scheme.Identity{Subject: "alice"}}, nil
			}
			return nil, nil
		})
	}},
}
