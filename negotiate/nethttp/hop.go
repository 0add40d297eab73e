// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A side is who asks for credentials: the origin, or a proxy.
type side bool

const (
	originSide side = false
	proxySide  side = true
)

// field returns the name of a field on this side.
func (s side) field(name string) string {
	if s == proxySide {
		return "Proxy-" + name
	}
	return name
}

func (s side) challenges(r *http.Response) []string {
	if s == proxySide {
		return r.Header.Values("Proxy-Authenticate")
	}
	return r.Header.Values("WWW-Authenticate")
}

func (s side) status() int { return scheme.ErrNoCredentials.Status(bool(s)) }

// A hop is an http.RoundTripper that answers the challenges of one side. It is
// used for one request of the caller.
type hop struct {
	client *negotiate.Client
	base   http.RoundTripper
	side   side
	route  *route
	max    int64 // see Transport.MaxContent

	// attempt is that of the sending before: the hop of a proxy sends the request
	// for as many times as the one of the origin does.
	attempt *negotiate.Attempt
}

func (h *hop) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	content := newSent(req, h.route.origin)
	defer content.close()
	h.route.describe(content, h.side)
	attempt := h.begin(ctx, &content.described)
	if attempt == nil {
		return h.base.RoundTrip(req)
	}
	defer attempt.End()
	c, err := attempt.Ahead(ctx)
	if err != nil && !errors.Is(err, scheme.ErrDeclined) {
		closeBody(req)
		return nil, err
	}
	return h.converse(attempt, content, c)
}

// begin starts the authentication of one sending. All of them are of one request.
func (h *hop) begin(ctx context.Context, r *scheme.Request) *negotiate.Attempt {
	if h.attempt == nil {
		h.attempt = h.client.Begin(ctx, r)
	} else {
		h.attempt = h.attempt.Again(ctx, r)
	}
	return h.attempt
}

// converse sends the request until a response is to be given to the caller.
func (h *hop) converse(attempt *negotiate.Attempt, content *sent, c header.Credentials) (*http.Response, error) {
	req := content.request
	ctx := req.Context()
	body := newOutgoing(req, h.route)
	out, err := body.load(h.with(req, c, content.asked), !c.IsZero())
	for err == nil {
		var resp *http.Response
		if resp, err = h.send(out); err != nil {
			break
		}
		if !body.retract(resp) {
			asks := resp.StatusCode == h.side.status() && !h.route.strays
			if asks {
				c, err = attempt.Answer(ctx, h.side.challenges(resp))
			}
			if !asks || err == scheme.ErrDeclined || errors.Is(err, scheme.ErrRejected) {
				body.release()
				resp.Request = req // not the one with the credentials
				return h.result(ctx, attempt, resp)
			}
		}
		if err == nil { // before the rest of the response, while nothing is read of the body
			out, err = body.load(h.with(req, c, content.asked), !c.IsZero())
		}
		discard(resp)
	}
	body.abandon()
	return nil, err
}

var errNoResponse = errors.New("nethttp: the base transport has returned neither a response nor an error")

// send sends a request. Some transports leave out what http.Client fills in.
func (h *hop) send(out *http.Request) (*http.Response, error) {
	resp, err := h.base.RoundTrip(out)
	switch {
	case err != nil:
		return nil, err
	case resp == nil:
		return nil, errNoResponse
	case resp.Body == nil:
		resp.Body = http.NoBody
	}
	return resp, nil
}

// with returns a copy of req that has the credentials, if there are any. With
// authentic content it does not leave it to the base transport to ask for a
// content coding.
func (h *hop) with(req *http.Request, c header.Credentials, authentic bool) *http.Request {
	out := req.WithContext(req.Context())
	out.Header = req.Header.Clone()
	if out.Header == nil {
		out.Header = make(http.Header)
	}
	if !c.IsZero() {
		out.Header.Set(h.side.field("Authorization"), c.Reveal())
	}
	if authentic && len(out.Header["Accept-Encoding"]) == 0 {
		out.Header.Set("Accept-Encoding", "identity")
	}
	switch {
	case h.side == proxySide:
		return h.route.guard(out)
	case !c.IsZero() && h.route.proxy == nil && h.route.custom && req.URL.Scheme == "http" && loopback(req.URL).IsValid():
		return local(out)
	}
	return out
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}

// What is read of a response that nobody will see, so that its connection can be
// used again, and for how long. A longer one, or a slower one, costs the
// connection.
const (
	maxDiscard     = 16 << 10
	maxDiscardTime = time.Second
)

func discard(resp *http.Response) {
	if resp.ContentLength <= maxDiscard {
		late := time.AfterFunc(maxDiscardTime, func() { resp.Body.Close() })
		defer late.Stop()
		io.CopyN(io.Discard, resp.Body, maxDiscard+1) // one more, to see the end
	}
	resp.Body.Close()
}

// result returns the response if it may be used. A 401 is none that anybody has
// vouched for, nor is a 407: it says that the answer was refused, or that there
// is none.
func (h *hop) result(ctx context.Context, attempt *negotiate.Attempt, resp *http.Response) (*http.Response, error) {
	switch resp.StatusCode {
	case http.StatusProxyAuthRequired:
		return resp, nil
	case http.StatusUnauthorized:
		if h.side == originSide {
			return resp, nil
		}
	}
	content := newReply(resp, h.side, h.max)
	err := attempt.Verify(ctx, &content.described)
	if err == nil {
		err = content.pass()
	}
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}
