// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// stateMutants are wrong about what they share, keep, or compare. They sleep as
// if to ask a store, in the time of a bubble: all that run concurrently meet
// there.
var stateMutants = []mutant{
	{"both ends read the start of the content", "content", "another content: accepted", func() Config {
		cfg := macConfig("reads the start of the content")
		cfg.Client = newMACClient(macKey, "reads the start of the content")
		return cfg
	}},
	{"reads the start of the response", "content", "another content, or none", func() Config {
		const flaw = "reads the start of the content"
		cfg := macConfig(flaw)
		cfg.Client = newMACClient(macKey, flaw)
		// Nothing of the requests is beyond the start.
		cfg.Request = func() *scheme.Request {
			r := defaultRequest()
			r.Content = reading("")
			return r
		}
		return cfg
	}},
	{"takes unread content for wrong", "content", "not the error of it", func() Config { return macConfig("takes unread content for wrong") }},
	{"takes unread content for none", "content", "not the error of it", func() Config { return macConfig("takes unread content for none") }},
	{"client that takes unread content for proved", "content", "none that can be read", func() Config {
		return macClientConfig("takes unread content for proved")
	}},
	// The race detector sees nothing here: the verdicts are what is wrong.
	{"one place for the credentials of all", "concurrent", "", func() Config {
		return wrapping(func(w *wrapped, inner scheme.Scheme) {
			var current atomic.Pointer[header.Credentials]
			w.authenticate = func(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
				current.Store(&c)
				time.Sleep(time.Millisecond)
				return inner.Authenticate(ctx, r, *current.Load())
			}
		})
	}},
	{"panic if called concurrently", "concurrent", "panic", func() Config {
		return wrapping(func(w *wrapped, inner scheme.Scheme) {
			var busy atomic.Bool
			w.authenticate = func(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
				if !busy.CompareAndSwap(false, true) {
					panic("concurrent use")
				}
				defer busy.Store(false)
				time.Sleep(time.Millisecond)
				return inner.Authenticate(ctx, r, c)
			}
		})
	}},
	{"changes the request", "request", "Authenticate changes the Method", func() Config {
		return before(func(_ context.Context, r *scheme.Request, _ header.Credentials) (*scheme.Result, error) {
			defer func(method string) { r.Method = "HEAD" }(r.Method)
			return nil, nil
		})
	}},
	{"changes the request for a challenge", "request", "Challenge changes the Proxy", func() Config {
		return challenging(func(inner scheme.Scheme, r *scheme.Request, cause error) ([]header.Challenge, error) {
			r.Proxy = true
			return inner.Challenge(context.Background(), r, cause)
		})
	}},
	{"sorts the lines of a field", "request", "lines of the field Via", func() Config {
		return before(func(_ context.Context, r *scheme.Request, _ header.Credentials) (*scheme.Result, error) {
			slices.Sort(r.Lines("Via"))
			return nil, nil
		})
	}},
	{"takes the credentials away", "request", "lines of the field Authorization", func() Config {
		return before(func(_ context.Context, r *scheme.Request, _ header.Credentials) (*scheme.Result, error) {
			r.Lines("Authorization")[0] = ""
			return nil, nil
		})
	}},
	{"another Header", "request", "Authenticate changes the Header", func() Config {
		return before(func(_ context.Context, r *scheme.Request, _ header.Credentials) (*scheme.Result, error) {
			r.Header = func(string) []string { return nil }
			return nil, nil
		})
	}},
	{"keeps the request", "request", "once the request is gone", func() Config { return macConfig("keeps the request") }},
	{"ignores that its claim was refused", "claim", "accepted", func() Config { return macConfig("ignores its claim") }},
	{"claims what is right alone", "claim", "that of the wrong one is not", func() Config { return macConfig("claims in the end") }},
	{"makes a rejection of a claim that was refused", "claim", "another one", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if errors.Is(err, scheme.ErrThrottled) {
				err = scheme.ErrRejected
			}
			return res, err
		})
	}},
	{"ignores the realm", "realm", "accepted", func() Config { return macConfig("ignores the realm") }},
	{"another realm is forbidden", "realm", "not one for 401", func() Config {
		return before(func(_ context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			if realm, ok := c.Param("realm"); ok && realm != r.Realm {
				return nil, scheme.ErrForbidden
			}
			return nil, nil
		})
	}},
	{"accepts replays", "replay", "once more", func() Config { return macConfig("forgets nonces") }},
	{"accepts replays at the same time", "replay", "at the same time", func() Config {
		return macConfig("looks before it notes")
	}},
	{"knows its name in one letter case", "letter-case", "scheme of the credentials", func() Config {
		return before(func(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			if c.Scheme() != "MAC" {
				return nil, scheme.ErrMalformed
			}
			return nil, nil
		})
	}},
	{"knows parameters in one letter case", "letter-case", "parameters of the credentials", func() Config {
		return before(func(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
			for p := range c.Params().All() {
				if p.Name == "user" {
					return nil, nil
				}
			}
			return nil, scheme.ErrMalformed
		})
	}},
	{"Info that fails", "info", "Info failed", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err == nil {
				res.Info = func() (header.Info, error) { return header.Info{}, errors.New("no Info") }
			}
			return res, err
		})
	}},
	{"wrong Info", "info", "not satisfied", func() Config {
		return judging(func(res *scheme.Result, err error, _ header.Credentials) (*scheme.Result, error) {
			if err == nil {
				res.Info = func() (header.Info, error) { return header.NewInfo(header.Token("proof", "00")) }
			}
			return res, err
		})
	}},
}
