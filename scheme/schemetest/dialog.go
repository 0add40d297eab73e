// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A dialog authenticates one request, in as many rounds as that takes, the way
// package negotiate does: credentials ahead of any challenge if there are some,
// then a challenge for each refusal, until the client has no other answer.
type dialog struct {
	*suite
	fixture *fixture
	client  scheme.Client
	ctx     context.Context // that Authenticate gets
	stop    int             // if not 0: end before credentials are presented for that time

	// What happens on the way; nil is nothing.
	content     func() (io.Reader, error) // of the request as the server gets it
	credentials func(header.Credentials) (header.Credentials, error)
	challenges  func(header.Challenge) (header.Challenge, error)
	watch       func(method string, r *scheme.Request) (after func())
}

// dialog returns a dialog with a client, about a new request.
func (s *suite) dialog(c scheme.Client) *dialog {
	return &dialog{suite: s, fixture: s.fixture(), client: c, ctx: s.ctx}
}

// An outcome is what came of a dialog.
type outcome struct {
	verdict                        // on the last credentials
	presented   int                // how often there were credentials
	stopped     bool               // the last ones were not presented
	credentials header.Credentials // the last ones
	offered     []header.Challenge // all of them
	refusals    []error            // of all rounds
	exchange    scheme.Exchange    // the end of the client
}

var errSilent = errors.New("the client has no answer to the first challenge")

// run returns the outcome, or an error if one of the two ends broke a rule that
// holds whatever the credentials are worth.
func (d *dialog) run() (*outcome, error) {
	r := d.fixture.client()
	defer d.watching("Begin and Next", r)()
	o := &outcome{exchange: d.client.Begin(d.suite.ctx, r)}
	if o.exchange == nil {
		return nil, errors.New("method Begin returned no Exchange")
	}
	var offered []header.Challenge
	for {
		answer, err := o.exchange.Next(d.suite.ctx, offered)
		switch {
		case err == nil:
			if o.credentials, err = d.sent(answer, offered); err != nil {
				return nil, err
			}
			if o.presented+1 == d.stop {
				o.stopped = true
				return o, nil
			}
			if done, err := d.present(o); done || err != nil {
				return o, err
			}
		case errors.Is(err, scheme.ErrDeclined) && len(offered) == 0:
			// Nothing ahead of a challenge.
		case errors.Is(err, scheme.ErrDeclined), errors.Is(err, scheme.ErrRejected):
			if o.presented == 0 {
				return nil, errSilent
			}
			return o, nil
		default:
			return nil, fmt.Errorf("method Next failed: %w", err)
		}
		if offered, err = d.challenge(o.verdict.err); err != nil {
			return nil, err
		}
		o.offered = append(o.offered, offered...)
	}
}

func (d *dialog) watching(method string, r *scheme.Request) (after func()) {
	if d.watch == nil {
		return func() {}
	}
	return d.watch(method, r)
}

// sent returns the credentials of an answer as the server gets them.
func (d *dialog) sent(a scheme.Answer, offered []header.Challenge) (header.Credentials, error) {
	if err := checkAnswer(d.scheme.Name(), a, offered); err != nil {
		return header.Credentials{}, err
	}
	c, err := header.ParseCredentials([]string{a.Credentials.Reveal()})
	if err == nil && d.credentials != nil {
		c, err = d.credentials(c)
	}
	return c, err
}

// checkAnswer says what is wrong with an answer to those challenges.
func checkAnswer(name string, a scheme.Answer, offered []header.Challenge) error {
	switch {
	case !a.Credentials.Is(name):
		return errors.New("method Next returned an Answer without Credentials of the scheme")
	case len(offered) == 0 && !a.Challenge.IsZero():
		return errors.New("method Next returned an Answer with a Challenge where none was offered")
	case len(offered) > 0 && !slices.Contains(offered, a.Challenge):
		return errors.New("method Next returned an Answer whose Challenge is not one of those offered")
	}
	return nil
}

// present shows the credentials of o to the scheme. It is done if the server
// would not ask again.
func (d *dialog) present(o *outcome) (done bool, err error) {
	if o.presented == d.rounds() {
		return true, fmt.Errorf("there is no end after %d rounds", o.presented)
	}
	o.presented++
	r := d.fixture.with(o.credentials)
	if d.content != nil {
		r.Content = d.content
	}
	defer d.watching("Authenticate", r)()
	if o.verdict, err = d.authenticate(d.ctx, r, o.credentials); err != nil {
		return true, err
	}
	if o.err != nil {
		o.refusals = append(o.refusals, o.err)
	}
	return !o.asks(), nil
}

// challenge returns the challenges of the scheme as the client gets them.
func (d *dialog) challenge(cause error) ([]header.Challenge, error) {
	r := d.fixture.bare()
	defer d.watching("Challenge", r)()
	chs, err := d.scheme.Challenge(d.suite.ctx, r, cause)
	if err != nil {
		return nil, fmt.Errorf("method Challenge failed: %w", err)
	}
	if len(chs) == 0 {
		return nil, errNoChallenge
	}
	if err := ofScheme(d.scheme.Name(), chs); err != nil {
		return nil, err
	}
	lines := make([]string, len(chs))
	for i, ch := range chs {
		if d.challenges != nil {
			if ch, err = d.challenges(ch); err != nil {
				return nil, err
			}
		}
		lines[i] = ch.String()
	}
	return header.ParseChallenges(lines)
}

// info returns the Authentication-Info of the Result, zero if there is none. It
// is called once, as Result.Info is.
func (o *outcome) info() (header.Info, error) {
	if w := o.result.Content; w != nil {
		for _, part := range []string{responseContent[:5], responseContent[5:]} {
			if _, err := io.WriteString(w, part); err != nil {
				return header.Info{}, fmt.Errorf("the Content of the Result cannot be written to: %w", err)
			}
		}
	}
	if o.result.Info == nil {
		return header.Info{}, nil
	}
	info, err := o.result.Info()
	if err != nil {
		return header.Info{}, fmt.Errorf("func Info failed: %w", err)
	}
	return info, nil
}

// response returns a successful response. An Info of no parameters is not sent.
func response(info header.Info) *scheme.Response {
	var lines []string
	if !info.IsZero() {
		lines = []string{info.String()}
	}
	return &scheme.Response{
		Status:  200,
		Info:    func() (header.Info, error) { return header.ParseInfo(lines) },
		Content: reading(responseContent),
	}
}
