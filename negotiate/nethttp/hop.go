// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"errors"
	"io"
	"net/http"

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
	route  route
	max    int64 // see Transport.MaxContent
	blunt  *bool // see outgoing

	// attempt is that of the sending before: the hop of a proxy sends the request
	// for as many times as the one of the origin does.
	attempt *negotiate.Attempt
}

func (h *hop) RoundTrip(req *http.Request) (*http.Response, error) {
	if len(lines(req.Header, h.side.field("Authorization"))) > 0 {
		return h.base.RoundTrip(req)
	}
	ctx := req.Context()
	content := &sent{request: req}
	defer content.close()
	attempt := h.begin(ctx, h.route.request(req, content, h.side))
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
	body := newOutgoing(req, h.blunt)
	out, err := body.load(h.with(req, c, content.asked), !c.IsZero())
	for err == nil {
		var resp *http.Response
		if resp, err = h.base.RoundTrip(out); err != nil {
			break
		}
		if !body.retract(resp) {
			asks := resp.StatusCode == h.side.status() && !h.route.strayed()
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
	if h.side == proxySide {
		return h.route.guard(out)
	}
	return out
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}

// maxDiscard bounds what is read of a response that nobody will see, so that its
// connection can be used again. A longer one costs the connection.
const maxDiscard = 16 << 10

func discard(resp *http.Response) {
	if resp.ContentLength <= maxDiscard {
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
	content := &reply{response: resp, side: h.side, max: h.max}
	if content.max <= 0 {
		content.max = maxResponse
	}
	err := attempt.Verify(ctx, &scheme.Response{Status: resp.StatusCode, Info: content.info, Content: content.content})
	if err == nil {
		err = content.pass()
	}
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}
