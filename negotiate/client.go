// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// ClientOptions of [NewClient].
type ClientOptions struct {
	// Origin is where the credentials may go, such as "https://api.example.com".
	// It is required. Nothing sends them elsewhere: no redirect and no challenge.
	Origin string

	// Rounds bounds how often one request is answered. The default is 8.
	Rounds int

	// Trace is told each Step. It is called concurrently, and the request waits
	// for it.
	Trace func(ctx context.Context, s Step)
}

// A Step is what a Client did at one point of a request.
type Step struct {
	Origin  string
	Offered []header.Challenge // none: ahead of any challenge, or Final
	Faults  []error            // lines that are not in the grammar
	Scheme  string             // that was chosen; empty if none
	Answer  scheme.Answer      // zero if there is none
	Final   bool               // the response was checked: Mutual and Err say how
	Mutual  bool               // the server proved that it knows the secret
	Err     error
}

// A Client authenticates requests to one origin, by the first of its schemes
// that has an answer: their order is the policy, whatever order the server
// offers them in. Within a scheme, that scheme chooses. Its methods are called
// concurrently.
type Client struct {
	opts    ClientOptions
	schemes []scheme.Client
	last    atomic.Int32 // index of the scheme that was used last with success
}

// NewClient returns a Client with the schemes in the order of preference: put
// the strongest first. The error says what is wrong with the configuration.
func NewClient(opts ClientOptions, schemes ...scheme.Client) (*Client, error) {
	if len(schemes) == 0 {
		return nil, errNoScheme
	}
	for i, sch := range schemes {
		if sch == nil || !header.IsToken(sch.Name()) {
			return nil, errName
		}
		for _, other := range schemes[:i] {
			if header.EqualFold(sch.Name(), other.Name()) {
				return nil, errSameName
			}
		}
	}
	origin, err := parseOrigin(opts.Origin)
	if err != nil {
		return nil, err
	}
	opts.Origin = origin
	if opts.Rounds <= 0 {
		opts.Rounds = 8
	}
	return &Client{opts: opts, schemes: slices.Clone(schemes)}, nil
}

// Begin starts the authentication of one request. It is nil if the request is
// for another origin, as [Origin] writes it: then no credentials may be sent.
//
// Whoever begins an Attempt ends it. In between, Ahead is called before the
// request is sent first, Answer for each challenge that comes back, and Verify
// for the response that is none; see the Example. The methods of the Attempt
// are given the context of the request, as Begin is.
func (c *Client) Begin(ctx context.Context, r *scheme.Request) *Attempt {
	if c == nil || len(c.schemes) == 0 || r.Origin != c.opts.Origin {
		return nil
	}
	ctx, end := context.WithCancel(ctx)
	a := &Attempt{client: c, end: end, exchanges: make([]scheme.Exchange, len(c.schemes)), current: -1, bound: -1}
	for i, sch := range c.schemes {
		a.exchanges[i] = sch.Begin(ctx, r)
	}
	return a
}

// An Attempt authenticates one request. It is used by one goroutine at a time.
type Attempt struct {
	client    *Client
	end       context.CancelFunc
	exchanges []scheme.Exchange
	current   int // index of the scheme that gave the last answer, or -1
	bound     int // index of the scheme that answered a challenge, or -1
	rounds    int
}

// End says that the request is over, whatever came of it: an answer that was
// used, an error, or nothing. Until then other requests may wait for what this
// one is told, so defer it right after Begin. It may be called more than once,
// and on a nil Attempt; no other method may be called after it.
func (a *Attempt) End() {
	if a != nil {
		a.end()
	}
}

// Ahead returns credentials to send before there is a challenge. The error is
// scheme.ErrDeclined if there are none. Only one scheme is asked: the one that
// succeeded last, and at first the most preferred one, so that the answer of
// another does not forestall it.
func (a *Attempt) Ahead(ctx context.Context) (header.Credentials, error) {
	i := int(a.client.last.Load())
	answer, err := a.exchanges[i].Next(ctx, nil)
	if errors.Is(err, scheme.ErrDeclined) {
		return header.Credentials{}, scheme.ErrDeclined
	}
	return a.settle(ctx, i, Step{Answer: answer, Err: err})
}

// Answer answers the challenges in the lines of WWW-Authenticate of a 401, or
// of Proxy-Authenticate of a 407. Lines that are not in the grammar are left
// out. The error is scheme.ErrDeclined if no scheme has an answer, and wraps
// scheme.ErrRejected if the server refused the last one: then the response is the
// result. Any other error is a failure of the request; one that wraps
// scheme.ErrDeclined says why a scheme did not answer.
//
// Once a challenge was answered by one scheme, no other is tried: a server that
// refuses the strong answer does not get the weak one.
func (a *Attempt) Answer(ctx context.Context, lines []string) (header.Credentials, error) {
	step := Step{}
	for ch, err := range header.Challenges(lines) {
		if err != nil {
			step.Faults = append(step.Faults, err)
			continue
		}
		step.Offered = append(step.Offered, ch)
	}
	if a.rounds++; a.rounds > a.client.opts.Rounds {
		step.Err = scheme.ErrRejected
		return a.settle(ctx, a.bound, step)
	}
	declined := error(scheme.ErrDeclined)
	for i, sch := range a.client.schemes {
		offered := of(sch.Name(), step.Offered)
		if len(offered) == 0 || a.bound >= 0 && a.bound != i {
			continue
		}
		step.Answer, step.Err = a.exchanges[i].Next(ctx, offered)
		if errors.Is(step.Err, scheme.ErrDeclined) {
			if step.Err != scheme.ErrDeclined {
				declined = step.Err
			}
			continue
		}
		a.bound = i
		return a.settle(ctx, i, step)
	}
	if step.Err = declined; a.bound >= 0 {
		step.Err = scheme.ErrRejected
	}
	return a.settle(ctx, -1, step)
}

// settle reports what came of asking the scheme with that index, if any.
func (a *Attempt) settle(ctx context.Context, i int, step Step) (header.Credentials, error) {
	if i >= 0 {
		step.Scheme = a.client.schemes[i].Name()
	}
	c := step.Answer.Credentials
	if step.Err == nil && !c.Is(step.Scheme) {
		step.Err = errForeignAnswer
	}
	if step.Err != nil {
		step.Answer = scheme.Answer{}
		c = header.Credentials{}
	} else {
		a.current = i
	}
	a.trace(ctx, step)
	return c, step.Err
}

var errForeignAnswer = errors.New("negotiate: a scheme returned the credentials of another")

// Verify checks the final response, that is one that is not a challenge any
// more. An error means that it must not be used.
func (a *Attempt) Verify(ctx context.Context, resp *scheme.Response) error {
	if a.current < 0 {
		return nil
	}
	step := Step{Final: true, Scheme: a.client.schemes[a.current].Name()}
	if step.Mutual, step.Err = a.exchanges[a.current].Verify(ctx, resp); step.Err == nil {
		a.client.last.Store(int32(a.current))
	}
	a.trace(ctx, step)
	return step.Err
}

func (a *Attempt) trace(ctx context.Context, s Step) {
	if s.Origin = a.client.opts.Origin; a.client.opts.Trace != nil {
		a.client.opts.Trace(ctx, s)
	}
}

// of returns the challenges of one scheme.
func of(name string, offered []header.Challenge) (chs []header.Challenge) {
	for _, ch := range offered {
		if ch.Is(name) {
			chs = append(chs, ch)
		}
	}
	return chs
}
