// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// ClientOptions of [NewClient].
type ClientOptions struct {
	// Origin is where the credentials may go, such as "https://api.example.com":
	// scheme, host and port; see the func Origin. Nothing sends them elsewhere: no
	// redirect and no challenge. For a Client that answers a proxy, it is the proxy.
	Origin string

	// Origins are more of them, for accounts that are good for several. What is
	// learnt of one is not used for another. At least one origin is required.
	Origins []string

	// Rounds bounds how often challenges to one request are answered, however often
	// it is sent. The default is 8. Schemes of one round need two at the most: see
	// there. A proxy may want one for each sending, such as that with an answer for
	// the origin.
	Rounds int

	// Sticky refuses to answer with a less preferred scheme than the same origin
	// has accepted before. Then whoever is in between cannot talk client and server
	// out of what both know; nor can the origin have parts for which it offers
	// nothing but a weaker scheme. Digest does likewise among its algorithms.
	Sticky bool

	// Trace is told each Step. It is called concurrently, and the request waits
	// for it.
	Trace func(ctx context.Context, s Step)
}

// A Step is what a Client did at one point of a request.
type Step struct {
	Origin  string
	Proxy   bool               // Origin is that of a proxy, which asks for itself
	Offered []header.Challenge // none: ahead of any challenge, or Final
	Faults  []error            // lines that are not in the grammar
	Scheme  string             // that was chosen; empty if none
	Answer  scheme.Answer      // zero if there is none
	Final   bool               // the response was checked: Mutual and Err say how
	Mutual  bool               // the server proved that it knows the secret
	Err     error              // why there is none: scheme.ErrDeclined if no scheme takes what is offered
}

// A Client authenticates requests to its origins, by the first of its schemes
// that has an answer: their order is the policy, whatever order the server
// offers them in, and what is not among them is never used. Within a scheme,
// that scheme chooses. Its methods are called concurrently.
type Client struct {
	opts    ClientOptions
	schemes []scheme.Client
	sites   map[string]*site // by origin; nothing is added later
	idn     bool             // see HasIDN
}

// NewClient returns a Client with the schemes in the order of preference: put
// the strongest first, and leave out what is too weak. The error says what is
// wrong with the configuration.
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
	if opts.Rounds <= 0 {
		opts.Rounds = 8
	}
	c := &Client{opts: opts, schemes: slices.Clone(schemes), sites: make(map[string]*site)}
	origins := opts.Origins
	if opts.Origin != "" || len(origins) == 0 {
		origins = append([]string{opts.Origin}, origins...)
	}
	for _, o := range origins {
		origin, err := parseOrigin(o)
		if err != nil {
			return nil, err
		}
		c.sites[origin] = new(site)
		c.idn = c.idn || strings.Contains(origin, "xn--")
	}
	return c, nil
}

// Format keeps the accounts out of logs.
func (c *Client) Format(f fmt.State, _ rune) { io.WriteString(f, "negotiate client [redacted]") }

// Covers reports whether the Client has accounts for an origin, as the func
// Origin writes it.
func (c *Client) Covers(origin string) bool {
	return c != nil && c.sites[origin] != nil
}

// HasIDN reports whether one of the origins has a name of other letters than those
// of ASCII, in its xn--... form: then a host in such letters may be that one.
func (c *Client) HasIDN() bool { return c != nil && c.idn }

// Begin starts the authentication of one request. It is nil if the request is
// for another origin than those of the Client: then no credentials may be sent.
//
// Whoever begins an Attempt ends it. In between, Ahead is called before the
// request is sent first, Answer for each challenge that comes back, and Verify
// for the response that is none; see the Example. The methods of the Attempt
// are given the context of the request, as Begin is.
func (c *Client) Begin(ctx context.Context, r *scheme.Request) *Attempt {
	if c == nil {
		return nil
	}
	site := c.sites[r.Origin]
	if site == nil {
		return nil
	}
	a := &Attempt{client: c, request: r, part: &site.parts[0], current: -1, bound: -1}
	if r.Proxy {
		a.part = &site.parts[1]
	}
	a.life.Context = ctx
	a.exchanges = a.few[:0]
	for _, sch := range c.schemes {
		a.exchanges = append(a.exchanges, sch.Begin(&a.life, r))
	}
	return a
}

// A site is what is known of an origin: of its own, and of it as a proxy.
type site struct{ parts [2]part }

// A part remembers schemes, by their index.
type part struct {
	last atomic.Int32 // that was used last with success
	best atomic.Int32 // the most preferred one that was, plus 1; 0 if none was
}

// success notes that an answer of the scheme was accepted. Whoever sees it in last
// sees it in best.
func (p *part) success(i int) {
	for {
		best := p.best.Load()
		if best != 0 && int(best)-1 <= i || p.best.CompareAndSwap(best, int32(i)+1) {
			break
		}
	}
	p.last.Store(int32(i))
}

// weaker reports whether a scheme is less preferred than one that succeeded.
func (p *part) weaker(i int) bool {
	best := int(p.best.Load())
	return best != 0 && i > best-1
}

// first returns the scheme that is asked first. The one that was used last may be
// weaker than another, if that was accepted meanwhile.
func (p *part) first(sticky bool) int {
	last := int(p.last.Load())
	if sticky && p.weaker(last) {
		return int(p.best.Load()) - 1
	}
	return last
}
