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

// A Transport is an http.RoundTripper that answers the challenges of one origin.
// Requests to other origins, such as those after a redirect, and requests that
// have an Authorization field already, pass through as they are.
//
// A response of status 401 comes back to the caller if there is no answer to it
// or the answer was refused. If there is one that must not be given, such as a
// password over a connection that others can read, the request fails. A request with a body can be sent again only if it
// has GetBody, as those of http.NewRequest have for the usual kinds of body; one
// that has not, and is challenged, fails with [ErrBody].
//
// The request is not changed. A Transport may be used concurrently.
type Transport struct {
	Client *negotiate.Client
	Base   http.RoundTripper // http.DefaultTransport if nil
}

// ErrBody says that a request was challenged and cannot be sent again because
// its body has been consumed. Set its GetBody.
var ErrBody = errors.New("nethttp: the request was challenged, and its body cannot be sent again without GetBody")

// RoundTrip sends a request, and sends it again as often as an answer to a
// challenge needs it.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	ctx := req.Context()
	attempt := t.Client.Begin(ctx, clientRequest(req))
	if attempt == nil || len(req.Header.Values("Authorization")) > 0 {
		return base.RoundTrip(req)
	}
	c, err := attempt.Ahead(ctx)
	if err != nil && !errors.Is(err, scheme.ErrDeclined) {
		closeBody(req)
		return nil, err
	}
	out := with(req, c)
	for {
		resp, err := base.RoundTrip(out)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode != http.StatusUnauthorized {
			resp.Request = req // not the one with the credentials
			return verified(ctx, attempt, resp)
		}
		c, err := attempt.Answer(ctx, resp.Header.Values("WWW-Authenticate"))
		if err == scheme.ErrDeclined || errors.Is(err, scheme.ErrRejected) {
			resp.Request = req
			return resp, nil
		}
		discard(resp)
		if err != nil {
			return nil, err
		}
		out = with(req, c)
		if out.Body, err = again(req); err != nil {
			return nil, err
		}
	}
}

// with returns a copy of req that has the credentials, if there are any.
func with(req *http.Request, c header.Credentials) *http.Request {
	out := req.WithContext(req.Context())
	out.Header = req.Header.Clone()
	if out.Header == nil {
		out.Header = make(http.Header)
	}
	if !c.IsZero() {
		out.Header.Set("Authorization", c.Reveal())
	}
	return out
}

// again returns the body of req for another time.
func again(req *http.Request) (io.ReadCloser, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return req.Body, nil
	}
	if req.GetBody == nil {
		return nil, ErrBody
	}
	return req.GetBody()
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}

// maxDiscard bounds what is read of a response that nobody will see, so that its
// connection can be used again. A longer one, or one of unknown length, costs the
// connection: reading it could take as long as its sender likes.
const maxDiscard = 4 << 10

func discard(resp *http.Response) {
	if resp.ContentLength >= 0 && resp.ContentLength <= maxDiscard {
		io.Copy(io.Discard, resp.Body)
	}
	resp.Body.Close()
}

// verified returns the final response if it may be used.
func verified(ctx context.Context, attempt *negotiate.Attempt, resp *http.Response) (*http.Response, error) {
	err := attempt.Verify(ctx, &scheme.Response{
		Status: resp.StatusCode,
		Info: func() (header.Info, error) {
			return header.ParseInfo(resp.Header.Values(negotiate.InfoField(false)))
		},
	})
	if err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}
