// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"net/http"
	"net/http/httptrace"
	"slices"
)

// An outgoing is the body of a request on a client, which may have to be sent
// more than once: it is had again from GetBody, or sent only as long as nobody
// has read anything of it.
type outgoing struct {
	sent  bool
	route *route
	once  *onceBody // nil if there is no body, or GetBody
	probe bool      // it is sent with an Expect that is ours
}

// maxBlind bounds a body that is sent, and sent again, without asking first
// whether it is wanted.
const maxBlind = 1 << 20

func newOutgoing(r *http.Request, route *route) *outgoing {
	o := &outgoing{route: route}
	if r.Body != nil && r.Body != http.NoBody && r.GetBody == nil {
		o.once = &onceBody{body: r.Body}
	}
	return o
}

// load gives r, a copy of the request with a header of its own, a body. The error
// is that of GetBody, or ErrBody. Without credentials a challenge is likely.
func (o *outgoing) load(r *http.Request, credentials bool) (*http.Request, error) {
	again := o.sent
	o.sent = true
	if o.once == nil {
		o.expect(r, !credentials && r.Body != nil && r.ContentLength > maxBlind)
		if again && r.GetBody != nil && r.Body != nil {
			body, err := r.GetBody()
			r.Body = body
			return r, err
		}
		return r, nil
	}
	l, err := o.once.lend()
	if err != nil {
		return r, err
	}
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{
		GotFirstResponseByte: l.hold,
		Got100Continue:       l.resume,
	}))
	r.Body = l
	o.expect(r, mayExpect(r))
	return r, nil
}

// expect asks the server before the body is sent, if so asked itself.
func (o *outgoing) expect(r *http.Request, ask bool) {
	if o.probe = ask && !o.route.blunt && len(r.Header["Expect"]) == 0; o.probe {
		r.Header["Expect"] = []string{"100-continue"}
	}
}

// retract reports whether a response says that the server does not know the
// Expect that was sent (RFC 9110, Section 10.1.1), and the body can be sent
// without.
func (o *outgoing) retract(resp *http.Response) bool {
	if resp.StatusCode != http.StatusExpectationFailed || !o.probe || o.once != nil && !o.once.whole() {
		return false
	}
	o.route.blunt = true
	return true
}

// mayExpect reports whether it is certain that there is content: of the body of
// a GET and the like that has no length, net/http reads a byte ahead, to see.
func mayExpect(r *http.Request) bool {
	lacking := []string{"", "GET", "HEAD", "DELETE", "OPTIONS", "PROPFIND", "SEARCH"}
	return r.ContentLength > 0 || !slices.Contains(lacking, r.Method)
}

// release leaves the body to the base transport, which closes it.
func (o *outgoing) release() {
	if o.once != nil {
		o.once.release()
	}
}

// abandon closes the body, after a failure.
func (o *outgoing) abandon() {
	if o.once != nil {
		o.once.abandon()
	}
}
