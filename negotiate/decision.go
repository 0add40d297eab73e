// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Decision is what a Server decides on one request. It is used by one goroutine
// at a time, but for Refuse and End after Authenticate has returned.
type Decision struct {
	server  *Server
	ctx     context.Context
	request *scheme.Request
	inner   scheme.Request // with its realm: what schemes get
	realm   error          // why there is none
	known   bool           // inner and realm are set
	asked   int            // index of the scheme of the credentials, or -1
	trial   *trial         // nil if nobody wants to know
	record  *record        // nil if there is no Audit
	from    *netip.Addr    // once somebody has asked
}

// Begin starts the decision on one request, and whoever begins a Decision ends
// it: Authenticate is called first, Refuse if that returns an error or the
// application finds one later, and End when the request is over; see the Example.
func (s *Server) Begin(ctx context.Context, r *scheme.Request) *Decision {
	d := &Decision{server: s, ctx: ctx, request: r, asked: -1}
	if s.made() && s.opts.Audit != nil {
		d.record = newRecord()
	}
	return d
}

// Format keeps the names that were claimed out of logs.
func (d *Decision) Format(f fmt.State, _ rune) { io.WriteString(f, "negotiate decision [redacted]") }

// Authenticate authenticates the request. The error is to be given to Refuse. In
// the Identity of the Result, Scheme and Realm are set.
func (d *Decision) Authenticate() (*scheme.Result, error) {
	if !d.server.made() {
		return nil, errNoServer
	}
	err := d.inRealm()
	if d.record != nil {
		d.source()
	}
	var res *scheme.Result
	if err == nil {
		res, err = d.authenticate()
	}
	d.record.authenticated(res, err)
	return res, err
}

// End tells Audit of the Event. It may be called more than once, and on a nil
// Decision; no other method may be called after it.
func (d *Decision) End() {
	if d == nil {
		return
	}
	e, ok := d.record.end()
	if !ok {
		return
	}
	if d.asked >= 0 {
		e.Scheme = d.server.schemes[d.asked].Name()
	}
	if d.trial != nil && e.Identity.Subject == "" {
		e.Claimed = hashClaim(d.server.opts.ClaimKey, d.trial.claimed)
	}
	e.Realm, e.Source, e.Proxy = d.inner.Realm, d.source(), d.request.Proxy
	d.server.opts.Audit(d.ctx, e)
}

// source returns where the request came from. A handler may change the request
// before that is asked again.
func (d *Decision) source() netip.Addr {
	if d.from == nil {
		addr := d.request.Peer
		if f := d.server.opts.Source; f != nil {
			addr = f(d.ctx, d.request)
		}
		d.from = &addr
	}
	return *d.from
}

// inRealm finds the realm of the request.
func (d *Decision) inRealm() error {
	if d.known {
		return d.realm
	}
	d.inner = *d.request
	d.inner.Realm = d.server.opts.Realm
	if f := d.server.opts.RealmFor; f != nil {
		d.inner.Realm = f(d.ctx, d.request)
		d.realm = checkRealm(d.inner.Realm)
	}
	d.known = true
	return d.realm
}

func (d *Decision) authenticate() (*scheme.Result, error) {
	c, err := d.credentials()
	if err != nil {
		return nil, err
	}
	if d.asked = d.server.find(c.Scheme()); d.asked < 0 {
		return nil, fmt.Errorf("%w of a scheme that is offered", scheme.ErrNoCredentials)
	}
	sch := d.server.schemes[d.asked]
	var res *scheme.Result
	if opts := &d.server.opts; opts.Guard == nil && opts.Audit == nil {
		res, err = authenticate(d.ctx, sch, &d.inner, c)
	} else {
		d.trial = &trial{decision: d, scheme: sch.Name()}
		d.inner.Admit = d.trial.claim
		res, err = d.trial.ask(sch, c)
		d.inner.Admit = nil
	}
	if err != nil {
		return nil, err
	}
	out := *res
	out.Identity.Scheme, out.Identity.Realm = sch.Name(), d.inner.Realm
	return &out, nil
}

// credentials returns those of the request.
func (d *Decision) credentials() (c header.Credentials, err error) {
	field := "Authorization"
	if d.request.Proxy {
		field = "Proxy-Authorization"
	}
	lines := d.request.Lines(field)
	switch {
	case len(lines) == 0:
		return c, scheme.ErrNoCredentials
	case len(lines) > 1:
		return c, fmt.Errorf("negotiate: %w: more than one line of credentials", scheme.ErrBadRequest)
	}
	if _, rest, _ := strings.Cut(lines[0], " "); len(rest) > d.server.opts.MaxCredentials {
		return c, fmt.Errorf("negotiate: %w: too long", scheme.ErrMalformed)
	}
	if c, err = header.ParseCredentials(lines); err != nil {
		return c, fmt.Errorf("%w: %w", scheme.ErrMalformed, err)
	}
	return c, nil
}
