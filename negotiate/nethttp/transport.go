// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/go-httpauth/httpauth/negotiate"
)

// A Transport is an http.RoundTripper that answers the challenges of the origins
// of its Client, and of its proxies. Requests to other origins, such as those
// after a redirect, and requests that have an Authorization field already, pass
// through as they are. A Transport for other origins may be its Base.
//
// A response of status 401 comes back to the caller if there is no answer to it
// or the answer was refused. If there is one that must not be given, such as a
// password over a connection that others can read, the request fails. 403 is
// final, and so is a 407 unless the request went to a proxy of Proxy in clear.
//
// A request to an origin of the Client also fails if its URL has a user name, as
// http.Client would send that in place of the account, or if its Host field names
// an origin that is not of the Client: whoever serves the one may serve many.
// With httputil.ReverseProxy, SetURL has Host name the URL; what keeps the one that
// came in, such as httputil.NewSingleHostReverseProxy, needs a Client that has it
// among its Origins, with the scheme of the URL. The account is that of the URL.
//
// If the Client has an origin in its xn--... form, a host that is not ASCII fails
// the request, as it may be that one: net/http looks it up in another form. Convert
// it before, as with Lookup.ToASCII of golang.org/x/net/idna.
//
// An Authorization field that the caller has set is not for other origins
// either: with a redirect it is removed if the first request had the same one and
// was for another origin. So a RoundTripper that sets it for each request anew
// belongs below a Transport, not above.
//
// Credentials for an http URL of localhost go nowhere else: if the connection leads
// to another machine, by a dialer of Base, they are taken back.
//
// A request is sent once, once more for each challenge that is answered, and once
// more if the server does not know Expect, which see below. Rounds of
// negotiate.ClientOptions bounds the answers to either side; so that is at the most
// 2 + Rounds of Client + Rounds of Proxy times, whatever origin and proxy say in
// turn. Then the last response comes back. With schemes of one round it is two
// times at the most, or four if both sides ask, and with Expect three and six; but
// Digest answers once more where other requests have overtaken this one with its
// nonce.
//
// A request with a body can be sent again if it has GetBody, as those of
// http.NewRequest have for the usual kinds of body. One that has not, or a body of
// more than 1 MiB for which there are no credentials yet, is sent with
// "Expect: 100-continue", so that nothing of it is sent before the challenge.
// That takes a base transport that waits, as http.DefaultTransport does (see
// ExpectContinueTimeout of http.Transport), and a server that does its part.
// Without GetBody, and if anything of the body was read, a challenge fails the
// request with [ErrBody].
//
// A scheme that authenticates the content, such as Digest with qop=auth-int, has
// that of requests from GetBody. It has the one of responses before the caller
// has any of it. Such a request asks for an identity encoding unless the caller
// has set Accept-Encoding, as http.Transport hides the content that was sent when
// it decompresses it. Of the fields, in header or trailer, nothing is
// authenticated by this.
//
// The request is not changed, and cookies of a response that was answered are not
// for anybody. A Transport may be used concurrently. Its passwords come from its
// clients alone, never from files or the environment. What is none of its business
// is a user name in the URL of a proxy, such as one that http.ProxyFromEnvironment
// has found in HTTP_PROXY, which Base sends to that proxy; but if there is an
// account for it, too, the request fails.
type Transport struct {
	Client *negotiate.Client
	Base   http.RoundTripper // http.DefaultTransport if nil

	// Proxy answers the proxies that are its origins, such as
	// "http://proxy.example:3128". It does that for requests that go to the proxy
	// in clear, those for http URLs: the tunnels for https URLs are made by Base,
	// so see [ProxyDialer] and [Connect]. Nothing of it is sent to an origin, nor to
	// another proxy, and no other 407 is answered.
	Proxy *negotiate.Client

	// Via returns the URL of the proxy that Base sends a request to, or nil, as
	// the field Proxy of http.Transport does. It is needed where Base is neither
	// an http.Transport nor a Transport, which are asked.
	Via func(*http.Request) (*url.URL, error)

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

var (
	errUserinfo = errors.New("nethttp: the URL has a user name, and there is an account for its origin: leave out one of them")
	errHost     = errors.New("nethttp: there is an account for the origin of the URL, but not for the one that Host names: leave Host empty, or name both to the Client")
	errASCII    = errors.New("nethttp: a host is not in ASCII, so it is not known whether there is an account for it: write it in its xn--... form")
	errProxyURL = errors.New("nethttp: the URL of the proxy, which may be one of the environment, has a user name, and there is an account for it: leave out one of them")
	errNoURL    = errors.New("nethttp: the request has no URL")
)

// RoundTrip sends a request, and sends it again as often as an answer to a
// challenge needs it.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL == nil {
		closeBody(req)
		return nil, errNoURL
	}
	out := req
	route, err := t.route(req)
	if err == nil {
		out = t.clean(req, route)
		err = t.check(out, route)
	}
	if err != nil {
		closeBody(req)
		return nil, err
	}
	next := t.base()
	if route.plain && t.Proxy != nil && len(lines(out.Header, "Proxy-Authorization")) == 0 {
		next = &hop{client: t.Proxy, base: next, side: proxySide, route: route, max: t.MaxContent}
	}
	if !route.own {
		next = &hop{client: t.Client, base: next, side: originSide, route: route, max: t.MaxContent}
	}
	return restore(req, out, next)
}

// restore sends out in the place of req, which the response is for.
func restore(req, out *http.Request, next http.RoundTripper) (*http.Response, error) {
	resp, err := next.RoundTrip(out)
	if resp != nil && (out != req || resp.Request == nil) {
		resp.Request = req
	}
	return resp, err
}

// CloseIdleConnections closes those of Base, as http.Client.CloseIdleConnections
// asks for.
func (t *Transport) CloseIdleConnections() {
	if base, ok := t.base().(interface{ CloseIdleConnections() }); ok {
		base.CloseIdleConnections()
	}
}

func (t *Transport) base() http.RoundTripper {
	if t.Base == nil {
		return http.DefaultTransport
	}
	return t.Base
}

// check refuses what would be sent in place of an account or to somebody else, and
// hosts that nobody can tell from one with an account.
func (t *Transport) check(req *http.Request, route *route) error {
	route.own = len(lines(req.Header, "Authorization")) > 0
	covered := t.Client.Covers(route.origin)
	switch {
	case covered && req.URL.User != nil:
		return errUserinfo
	case covered && !route.own && !t.hostCovered(req):
		return errHost
	case !route.own && !isASCII(req.URL.Host) && t.Client.HasIDN():
		return errASCII
	case route.proxy != nil && route.proxy.User != nil && t.Proxy.Covers(originOfURL(route.proxy)):
		return errProxyURL
	case route.plain && !isASCII(route.proxy.Host) && t.Proxy.HasIDN():
		return errASCII
	}
	return nil
}

// hostCovered reports whether there are accounts for what Host says, too.
func (t *Transport) hostCovered(req *http.Request) bool {
	return req.Host == "" || req.Host == req.URL.Host || t.Client.Covers(originOf(req.Host, req.URL.Scheme == "https"))
}

// originOfURL returns the origin of a URL, or nothing if it has none.
func originOfURL(u *url.URL) string {
	origin, err := negotiate.Origin(u)
	if err != nil {
		return ""
	}
	return origin
}
