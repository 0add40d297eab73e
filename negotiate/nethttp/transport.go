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
// password over a connection that others can read, the request fails.
//
// A request with a body can be sent again if it has GetBody, as those of
// http.NewRequest have for the usual kinds of body. One that has not is sent with
// "Expect: 100-continue", and again if it is challenged before anything of the
// body was read: that takes a base transport that waits, as
// http.DefaultTransport does (see ExpectContinueTimeout of http.Transport).
// Otherwise it fails with [ErrBody].
//
// A scheme that authenticates the content, such as Digest with qop=auth-int, has
// that of requests from GetBody. It has the one of responses before the caller
// has any of it. Such a request asks for an identity encoding unless the caller
// has set Accept-Encoding, as http.Transport hides the content that was sent when
// it decompresses it. Of the fields, in header or trailer, nothing is
// authenticated by this.
//
// The request is not changed. A Transport may be used concurrently.
type Transport struct {
	Client *negotiate.Client
	Base   http.RoundTripper // http.DefaultTransport if nil

	// MaxContent bounds, in bytes, the content of a response that a scheme
	// authenticates: it is kept in memory until all of it was verified. For a
	// longer one the scheme gets an error that wraps scheme.ErrTooLarge, and so
	// does the caller, unless the scheme accepts the response without, such as
	// Digest where no proof is required. The default is 8 MiB, more than a server
	// has, as a client chooses what it asks for, and how much of it at a time.
	// Other schemes do not ask for it, and nothing is kept.
	MaxContent int64
}

// maxResponse is the default of Transport.MaxContent.
const maxResponse = 8 << 20

// ErrBody says that a request was challenged and cannot be sent again because
// its body has been read. Set its GetBody.
var ErrBody = errors.New("nethttp: the request was challenged, and its body cannot be sent again without GetBody")

// RoundTrip sends a request, and sends it again as often as an answer to a
// challenge needs it.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	base := t.Base
	if base == nil {
		base = http.DefaultTransport
	}
	if len(req.Header.Values("Authorization")) > 0 {
		return base.RoundTrip(req)
	}
	ctx := req.Context()
	content := &sent{request: req}
	defer content.close()
	attempt := t.Client.Begin(ctx, clientRequest(req, content))
	if attempt == nil {
		return base.RoundTrip(req)
	}
	defer attempt.End()
	c, err := attempt.Ahead(ctx)
	if err != nil && !errors.Is(err, scheme.ErrDeclined) {
		closeBody(req)
		return nil, err
	}
	return t.converse(base, attempt, content, c)
}

// converse sends the request until a response is to be given to the caller.
func (t *Transport) converse(base http.RoundTripper, attempt *negotiate.Attempt, content *sent, c header.Credentials) (*http.Response, error) {
	req := content.request
	ctx := req.Context()
	body := newOutgoing(req)
	out, err := body.load(with(req, c, content.asked))
	for err == nil {
		var resp *http.Response
		if resp, err = base.RoundTrip(out); err != nil {
			break
		}
		if !body.retract(resp) {
			if resp.StatusCode == http.StatusUnauthorized {
				c, err = attempt.Answer(ctx, resp.Header.Values("WWW-Authenticate"))
			}
			if resp.StatusCode != http.StatusUnauthorized || err == scheme.ErrDeclined || errors.Is(err, scheme.ErrRejected) {
				body.release()
				resp.Request = req // not the one with the credentials
				return t.result(ctx, attempt, resp)
			}
		}
		if err == nil { // before the rest of the response, while nothing is read of the body
			out, err = body.load(with(req, c, content.asked))
		}
		discard(resp)
	}
	body.abandon()
	return nil, err
}

// with returns a copy of req that has the credentials, if there are any. With
// authentic content it does not leave it to the base transport to ask for a
// content coding.
func with(req *http.Request, c header.Credentials, authentic bool) *http.Request {
	out := req.WithContext(req.Context())
	out.Header = req.Header.Clone()
	if out.Header == nil {
		out.Header = make(http.Header)
	}
	if !c.IsZero() {
		out.Header.Set("Authorization", c.Reveal())
	}
	if authentic && len(out.Header["Accept-Encoding"]) == 0 {
		out.Header.Set("Accept-Encoding", "identity")
	}
	return out
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

// result returns the response if it may be used. A 401 is none that anybody has
// vouched for: it says that the answer was refused, or that there is none.
func (t *Transport) result(ctx context.Context, attempt *negotiate.Attempt, resp *http.Response) (*http.Response, error) {
	if resp.StatusCode == http.StatusUnauthorized {
		return resp, nil
	}
	content := &reply{response: resp, max: t.MaxContent}
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
