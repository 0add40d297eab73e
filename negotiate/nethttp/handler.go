// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"maps"
	"net/http"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// Bounds of what is kept of a message whose content is authenticated. Whoever
// sends many such messages at once makes a server keep that much for each.
const (
	maxContent = 1 << 20
	bufferInfo = 64 << 10
)

// Options of [Handler] and [Proxy]. The zero value is the safe default.
type Options struct {
	// Secure reports whether a request came over TLS although r.TLS is nil,
	// because a proxy in front has terminated it. It must not believe a field
	// that clients can send past that proxy.
	Secure func(r *http.Request) bool

	// KeepCredentials leaves Authorization, or Proxy-Authorization, in the
	// request that next gets. Without it a handler can neither log nor forward
	// them by mistake, and another Handler inside this one refuses everything.
	KeepCredentials bool

	// MaxContent bounds, in bytes, the content of a request that a scheme
	// authenticates, such as Digest with qop=auth-int: it is kept in memory until
	// all of it was verified. A longer one is refused with 413. The default is
	// 1 MiB. Other schemes do not ask for it, and nothing is kept.
	MaxContent int64

	// BufferInfo bounds, in bytes, what is kept of a response whose content is
	// authenticated. A shorter one gets Authentication-Info in the header, a
	// longer one, or one that is flushed before its end, in the trailer; clients
	// of HTTP/1.0 get none then. The default is 64 KiB.
	BufferInfo int
}

// Handler returns a handler that passes on the requests which s authenticates,
// and refuses the others. The Identity is in the context of the request, see
// scheme.FromContext. The options may be nil. If s is nil, because NewServer
// failed, every request is refused.
//
// If the scheme authenticates the content, next gets the one that was verified,
// and no trailer: of a request, nothing but what the credentials cover can be
// trusted, that is neither header nor trailer fields. Its response goes through
// a ResponseWriter that supports http.Flusher and http.ResponseController; one
// that cannot get its Info in the end breaks off, so that nobody takes it for
// complete. With all other schemes next gets the ResponseWriter as it is.
func Handler(s *negotiate.Server, next http.Handler, opts *Options) http.Handler {
	return newGuard(s, next, opts, false)
}

// Proxy is Handler for a forward proxy: it refuses with 407 and takes the
// credentials from Proxy-Authorization. Authorization, which is for the origin,
// passes through untouched.
func Proxy(s *negotiate.Server, next http.Handler, opts *Options) http.Handler {
	return newGuard(s, next, opts, true)
}

func newGuard(s *negotiate.Server, next http.Handler, opts *Options, proxy bool) *guard {
	g := &guard{server: s, next: next, proxy: proxy, field: "Authorization"}
	if proxy {
		g.field = "Proxy-Authorization"
	}
	if opts != nil {
		g.opts = *opts
	}
	if g.opts.MaxContent <= 0 {
		g.opts.MaxContent = maxContent
	}
	if g.opts.BufferInfo <= 0 {
		g.opts.BufferInfo = bufferInfo
	}
	return g
}

type guard struct {
	server *negotiate.Server
	next   http.Handler
	opts   Options
	proxy  bool
	field  string
}

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	content := &received{request: r, max: g.opts.MaxContent}
	req := serverRequest(r, g.proxy, &g.opts, content)
	res, err := g.server.Authenticate(ctx, req)
	inner := r
	if err == nil {
		inner = g.inner(r, req, res)
		err = content.pass(inner)
	}
	if err == nil {
		err = announce(w.Header(), res, g.proxy)
	}
	if err == nil {
		err = g.serve(w, inner, res)
	}
	if err != nil {
		WriteRefusal(w, r, g.server.Refuse(ctx, req, err))
	}
}

// inner returns the request that the handler gets.
func (g *guard) inner(r *http.Request, req *scheme.Request, res *scheme.Result) *http.Request {
	ctx := scheme.NewContext(r.Context(), res.Identity)
	ctx = context.WithValue(ctx, guardKey{}, guarded{g.server, req})
	inner := r.WithContext(ctx)
	if !g.opts.KeepCredentials {
		inner.Header = maps.Clone(r.Header)
		inner.Header.Del(g.field)
	}
	return inner
}

// serve calls the handler. After an error nothing was sent.
func (g *guard) serve(w http.ResponseWriter, r *http.Request, res *scheme.Result) error {
	if res.Content == nil {
		g.next.ServeHTTP(w, r)
		return nil
	}
	iw := newInfoWriter(w, r, res, negotiate.InfoField(g.proxy), g.opts.BufferInfo)
	g.next.ServeHTTP(iw, r)
	err := iw.finish() // not deferred: a handler that panics has no response
	if err != nil {
		iw.reset()
	}
	return err
}

// announce adds what goes with a successful response and is known before it.
func announce(h http.Header, res *scheme.Result, proxy bool) error {
	challenge := "WWW-Authenticate"
	if proxy {
		challenge = "Proxy-Authenticate"
	}
	for _, ch := range res.Challenges {
		h.Add(challenge, ch.String())
	}
	if res.Info == nil || res.Content != nil {
		return nil
	}
	info, err := res.Info()
	if err == nil && !info.IsZero() {
		h.Add(negotiate.InfoField(proxy), info.String())
	}
	return err
}
