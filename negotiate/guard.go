// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Guard slows down those who guess. Package throttle has one; nothing is
// throttled without. Its methods are called concurrently.
//
// It is asked once for each Try: by schemes that Claim a name before they do
// anything expensive, and for one that does not after that has decided, so that
// nobody learns what it said. A request without credentials, with some that cannot
// be read, or with some of a scheme that is not offered, is no Try.
type Guard interface {
	// Admit returns nil, or an error that refuses the request, right or wrong:
	// one that wraps scheme.ErrThrottled, and has a RetryAfter, says that there were
	// too many failures, and scheme.ErrUnavailable that the Guard cannot tell.
	Admit(ctx context.Context, t Try) error

	// Report says what became of a Try that was admitted. Only Rejected means that
	// the credentials were wrong: for one of several schemes in one (see Any), even
	// if what comes behind it is out of order. The context is not done with the
	// request.
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

// Format prints none of it: people type passwords where names belong.
func (t Try) Format(f fmt.State, _ rune) { io.WriteString(f, "negotiate try [redacted]") }

// A trial is what the Guard was asked about one request. Schemes that are several
// in one may claim several names, or one name several times.
type trial struct {
	decision *Decision
	scheme   string
	asked    bool // the Guard
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
	t.asked = true
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
	if !t.asked && outcomeOf(err) != Malformed && !errors.Is(err, scheme.ErrNoCredentials) {
		t.claim("")
	}
	o = outcomeOf(err)
	if e, ok := errors.AsType[*refusals](err); ok && e.wrong {
		o = Rejected
	}
	if t.refused != nil {
		return nil, t.refused
	}
	return res, err
}
