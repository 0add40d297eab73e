// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-httpauth/httpauth/header"
)

// A Client answers the challenges of one scheme, with one account. What may be
// used again, such as a nonce or a token, it keeps itself. Its methods are
// called concurrently.
type Client interface {
	// Name returns the name of the scheme.
	Name() string

	// Begin starts the authentication of one request. It is over when ctx is
	// done: whoever calls Begin sees to that, whatever came of the request, as
	// other requests may wait for what this one is told.
	Begin(ctx context.Context, r *Request) Exchange
}

// An Exchange authenticates one request, over one or more rounds. It is used by
// one goroutine at a time.
type Exchange interface {
	// Next answers one of the challenges that the server offered. They are all
	// of this scheme and in the order received; which is best is for the
	// Exchange to say. It is called with none before the request is first sent,
	// for credentials ahead of any challenge.
	//
	// The error is ErrDeclined if there is nothing to answer, and ErrRejected
	// if the server has refused the answer before.
	Next(ctx context.Context, offered []header.Challenge) (Answer, error)

	// Verify checks the final response. It reports whether the server proved
	// that it knows the secret too; most schemes have no such proof. An error
	// means that the response must not be used.
	Verify(ctx context.Context, resp *Response) (mutual bool, err error)
}

// An Answer is the response to a challenge.
type Answer struct {
	Challenge   header.Challenge // the one answered; zero if ahead of any
	Credentials header.Credentials
}

type declined string

func (e declined) Error() string { return string(e) }

// ErrDeclined is returned by Next if the Exchange does not answer: something
// else may be tried. An error that wraps it says why, and is what the request
// fails with if nothing else has an answer.
const ErrDeclined declined = "scheme: challenge declined"

// NewClient returns a Client for a scheme of one round: the answer is a
// function of the request and the challenge. The challenge is zero for
// credentials ahead of any; return ErrDeclined if there are none. Several
// challenges are tried in the order received. A request gets at most one answer to
// a challenge, and one ahead of any; credentials that were refused are not sent
// again.
func NewClient(name string, answer func(context.Context, *Request, header.Challenge) (header.Credentials, error)) Client {
	return client{name, answer}
}

type client struct {
	name   string
	answer func(context.Context, *Request, header.Challenge) (header.Credentials, error)
}

func (c client) Name() string { return c.name }

func (c client) Begin(_ context.Context, r *Request) Exchange {
	return &oneRound{answer: c.answer, request: r}
}

type oneRound struct {
	answer   func(context.Context, *Request, header.Challenge) (header.Credentials, error)
	request  *Request
	sent     header.Credentials // ahead of any challenge
	answered bool
}

// Format keeps the credentials, and what made them, out of logs.
func (x *oneRound) Format(f fmt.State, _ rune) { io.WriteString(f, "scheme exchange [redacted]") }

func (x *oneRound) Next(ctx context.Context, offered []header.Challenge) (Answer, error) {
	if len(offered) == 0 {
		c, err := x.answer(ctx, x.request, header.Challenge{})
		x.sent = c
		return Answer{Credentials: c}, err
	}
	if x.answered {
		return Answer{}, ErrRejected
	}
	declined := error(ErrDeclined)
	for _, ch := range offered {
		c, err := x.answer(ctx, x.request, ch)
		switch {
		case errors.Is(err, ErrDeclined):
			declined = err
			continue
		case err != nil:
			return Answer{}, err
		case c == x.sent:
			return Answer{}, ErrRejected
		}
		x.answered = true
		return Answer{ch, c}, nil
	}
	return Answer{}, declined
}

func (x *oneRound) Verify(context.Context, *Response) (bool, error) { return false, nil }
