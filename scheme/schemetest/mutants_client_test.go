// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A wrappedClient does what a macClient does, but for the funcs that are not
// nil.
type wrappedClient struct {
	scheme.Client
	name  string
	begin func(r *scheme.Request)
	next  func(inner scheme.Exchange, offered []header.Challenge) (scheme.Answer, error)
}

func (c *wrappedClient) Name() string {
	if c.name != "" {
		return c.name
	}
	return c.Client.Name()
}

func (c *wrappedClient) Begin(ctx context.Context, r *scheme.Request) scheme.Exchange {
	if c.begin != nil {
		c.begin(r)
	}
	return &wrappedExchange{c.Client.Begin(ctx, r), c}
}

type wrappedExchange struct {
	scheme.Exchange
	client *wrappedClient
}

func (x *wrappedExchange) Next(ctx context.Context, offered []header.Challenge) (scheme.Answer, error) {
	if x.client.next != nil {
		return x.client.next(x.Exchange, offered)
	}
	return x.Exchange.Next(ctx, offered)
}

func wrappingClient(w wrappedClient) func() Config {
	return func() Config {
		cfg := macConfig()
		cfg.Client = func(t *testing.T) scheme.Client {
			c := w
			c.Client = newMACClient(macKey)(t)
			return &c
		}
		return cfg
	}
}

// answering returns macConfig with a client that has another Next.
func answering(f func(inner scheme.Exchange, offered []header.Challenge) (scheme.Answer, error)) func() Config {
	return wrappingClient(wrappedClient{next: f})
}

// clientMutants are wrong at the other end.
var clientMutants = []mutant{
	{"client of another name", "client", "not that of the scheme", wrappingClient(wrappedClient{name: "MACintosh"})},
	{"client that answers for another scheme", "client", "without Credentials of the scheme",
		answering(func(_ scheme.Exchange, offered []header.Challenge) (a scheme.Answer, err error) {
			if len(offered) > 0 {
				a.Challenge = offered[0]
			}
			a.Credentials, err = header.NewCredentials68("Bearer", "AAAA")
			return a, err
		})},
	{"client that has nothing to say, and no error", "client", "without Credentials of the scheme",
		answering(func(scheme.Exchange, []header.Challenge) (scheme.Answer, error) { return scheme.Answer{}, nil })},
	{"client that does not say what it answers", "client", "not one of those offered",
		answering(func(inner scheme.Exchange, offered []header.Challenge) (scheme.Answer, error) {
			a, err := inner.Next(context.Background(), offered)
			return scheme.Answer{Credentials: a.Credentials}, err
		})},
	{"client that answers a challenge before there is one", "client", "where none was offered",
		answering(func(scheme.Exchange, []header.Challenge) (a scheme.Answer, err error) {
			a.Credentials, err = header.NewCredentials68("MAC", "AAAA")
			chs, _ := header.ParseChallenges([]string{"MAC"})
			a.Challenge = chs[0]
			return a, err
		})},
	{"client without an answer", "accept", "no answer to the first challenge",
		answering(func(scheme.Exchange, []header.Challenge) (scheme.Answer, error) {
			return scheme.Answer{}, scheme.ErrDeclined
		})},
	{"client that changes the request", "request", "Begin and Next changes the Method",
		wrappingClient(wrappedClient{begin: func(r *scheme.Request) { r.Method = "POST" }})},
	{"client that knows one letter case", "letter-case", "challenges in other letters",
		answering(func(inner scheme.Exchange, offered []header.Challenge) (scheme.Answer, error) {
			if len(offered) > 0 && offered[0].Scheme() != "MAC" {
				return scheme.Answer{}, scheme.ErrDeclined
			}
			return inner.Next(context.Background(), offered)
		})},
	{"client that tells its key in an error", "secrets", "a secret is in an error",
		answering(func(inner scheme.Exchange, offered []header.Challenge) (scheme.Answer, error) {
			if len(offered) > 0 {
				return scheme.Answer{}, errors.New("mac: cannot sign with " + macKey)
			}
			return inner.Next(context.Background(), offered)
		})},
	{"client that believes anything", "info-tampered", "without any proof", func() Config {
		return macClientConfig("believes anything")
	}},
	{"client that believes any nonce", "info-tampered", "of another exchange", func() Config {
		return macClientConfig("believes any nonce")
	}},
	{"client that compares half a proof", "info-tampered", "a change of proof", func() Config {
		return macClientConfig("compares half a proof")
	}},
	{"client that panics on a challenge without a part", "hostile-server", "panic", func() Config {
		return macClientConfig("panics without a nonce")
	}},
	{"client that never gives up", "gives-up", "still has an answer", func() Config {
		return macClientConfig("never gives up")
	}},
	{"client that gives up with an error of its own", "gives-up", "neither ErrRejected nor ErrDeclined",
		answering(func(inner scheme.Exchange, offered []header.Challenge) (scheme.Answer, error) {
			a, err := inner.Next(context.Background(), offered)
			if errors.Is(err, scheme.ErrRejected) {
				err = errors.New("mac: wrong password")
			}
			return a, err
		})},
	{"more rounds than are allowed", "accept", "no end after 1 rounds", func() Config {
		cfg := twoStepConfig()
		cfg.Rounds = 1
		return cfg
	}},
}
