// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"net/netip"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Guard slows down those who guess. Package throttle has one; nothing is
// throttled without. Its methods are called concurrently.
//
// It is asked once for each Try: by most schemes before they do anything
// expensive, and in place of a scheme that does not Claim a name after that has
// decided, so that nobody learns what it said. A request without credentials, with
// some that cannot be read, or with some of a scheme that is not offered, is no
// Try.
type Guard interface {
	// Admit returns nil, or an error that refuses the request, right or wrong:
	// one that wraps scheme.ErrThrottled, and has a RetryAfter, says that there were
	// too many failures, and scheme.ErrUnavailable that the Guard cannot tell.
	Admit(ctx context.Context, t Try) error

	// Report says what became of a Try that was admitted. Only Rejected means that
	// the credentials were wrong. The context is not done with the request.
	Report(ctx context.Context, t Try, o Outcome)
}

// A Try is an attempt to authenticate.
type Try struct {
	Name   string     // that is claimed, in its normal form; empty if the credentials have none
	Scheme string     // of the credentials
	Realm  string     // of the request
	Source netip.Addr // where it came from, see Options; may be the zero Addr
	Proxy  bool       // it is for a proxy
}

// A trial is what the Guard was asked about one request. Schemes that are several
// in one may claim several names, or one name several times.
type trial struct {
	decision *Decision
	scheme   string
	admitted []Try
	claimed  string // the first name
	refused  error  // of the Guard: it stands, whatever the scheme makes of it
}

// claim is the Admit of the request that schemes get.
func (t *trial) claim(name string) error {
	if t.claimed == "" {
		t.claimed = name
	}
	d := t.decision
	guard := d.server.opts.Guard
	if guard == nil || t.refused != nil {
		return t.refused
	}
	try := Try{Name: name, Scheme: t.scheme, Realm: d.inner.Realm, Source: d.source(), Proxy: d.inner.Proxy}
	for _, before := range t.admitted {
		if before == try {
			return nil
		}
	}
	if t.refused = guard.Admit(d.ctx, try); t.refused == nil {
		t.admitted = append(t.admitted, try)
	}
	return t.refused
}

// report ends the trial.
func (t *trial) report(o Outcome) {
	d := t.decision
	for _, try := range t.admitted {
		d.server.opts.Guard.Report(context.WithoutCancel(d.ctx), try, o)
	}
}

// ask asks the scheme, and the Guard if the scheme has not.
func (t *trial) ask(sch scheme.Scheme, c header.Credentials) (res *scheme.Result, err error) {
	o := Broken // a panic
	defer func() { t.report(o) }()
	res, err = authenticate(t.decision.ctx, sch, &t.decision.inner, c)
	if o := outcomeOf(err); len(t.admitted) == 0 && (o == Accepted || o == Rejected) {
		t.claim("")
	}
	if t.refused != nil {
		res, err = nil, t.refused
	}
	o = outcomeOf(err)
	return res, err
}
