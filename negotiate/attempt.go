// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// An Attempt authenticates one request. It is used by one goroutine at a time.
type Attempt struct {
	client    *Client
	request   *scheme.Request
	part      *part
	life      life
	exchanges []scheme.Exchange
	few       [2]scheme.Exchange // the exchanges, if there are no more
	current   int                // index of the scheme that gave the last answer, or -1
	bound     int                // index of the scheme that answered a challenge, or -1
	rounds    int
}

// Format keeps the accounts out of logs.
func (a *Attempt) Format(f fmt.State, _ rune) { io.WriteString(f, "negotiate attempt [redacted]") }

// End says that the request is over, whatever came of it: an answer that was
// used, an error, or nothing. Until then other requests may wait for what this
// one is told, so defer it right after Begin. It may be called more than once,
// and on a nil Attempt; no other method but Again may be called after it.
func (a *Attempt) End() {
	if a == nil {
		return
	}
	a.life.end()
	// Who keeps the context of Begin keeps the Attempt, but not the request.
	a.request, a.exchanges, a.few = nil, nil, [len(a.few)]scheme.Exchange{}
}

// Again begins another Attempt for the same request, which is to be sent once more
// although this Attempt has come to its end: a proxy that was content with an
// answer asks for the next sending anew, such as that with an answer for the
// origin. Rounds goes on counting, and no other scheme is tried than the one that
// has answered a challenge. On a nil Attempt it returns nil.
func (a *Attempt) Again(ctx context.Context, r *scheme.Request) *Attempt {
	if a == nil {
		return nil
	}
	next := a.client.Begin(ctx, r)
	if next != nil {
		next.bound, next.rounds = a.bound, a.rounds
	}
	return next
}

// Ahead returns credentials to send before there is a challenge. The error is
// scheme.ErrDeclined if there are none. Only one scheme is asked: the one that
// succeeded last, or if the policy is Sticky the best one that did, and at first
// the most preferred one, so that the answer of another does not forestall it.
func (a *Attempt) Ahead(ctx context.Context) (header.Credentials, error) {
	i := a.part.first(a.client.opts.Sticky)
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
// refuses the strong answer does not get the weak one. If the policy is Sticky,
// that holds for all requests to an origin.
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
		if a.client.opts.Sticky && a.part.weaker(i) {
			if declined == scheme.ErrDeclined {
				declined = errWeaker
			}
			break // those behind it are weaker still
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

var errWeaker = fmt.Errorf("negotiate: %w: only weaker schemes than before are offered", scheme.ErrDeclined)

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
	step.Mutual, step.Err = a.exchanges[a.current].Verify(ctx, resp)
	if step.Err == nil && accepted(a.request, resp) {
		a.part.success(a.current)
	}
	a.trace(ctx, step)
	return step.Err
}

// accepted reports whether an answer was: a fault of the server may have come
// first, and a challenge is none. That of an origin has passed the proxy.
func accepted(r *scheme.Request, resp *scheme.Response) bool {
	return resp.Status < 500 && resp.Status != 407 && (resp.Status != 401 || r.Proxy)
}

func (a *Attempt) trace(ctx context.Context, s Step) {
	if s.Origin, s.Proxy = a.request.Origin, a.request.Proxy; a.client.opts.Trace != nil {
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
