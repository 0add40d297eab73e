// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"net/http"

	"github.com/go-httpauth/httpauth/header"
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
	// request that next, NotFound and Refuse get. Without it none of them can log
	// or forward them by mistake, and another Handler inside this one refuses
	// everything.
	KeepCredentials bool

	// Optional lets requests without credentials pass as anonymous: next finds no
	// Identity in the context. It can still ask for one, by Refuse with
	// scheme.ErrNoCredentials. Credentials that are there must be good: those that
	// are wrong, malformed or of a scheme that is not offered never pass.
	Optional bool

	// MaxFailures bounds how many requests with wrong credentials one connection
	// may bring. Then it is closed, and what still comes over it with credentials
	// is refused with 429 and not looked at. Those that are under way count as if
	// they failed, but for the first 128 as long as none has: so over HTTP/2, with
	// hundreds at once, no more than that are looked at. It takes CountFailures as
	// the ConnContext of the server. The default is no bound, and behind a proxy,
	// which has the requests of many on one connection, none should be set.
	MaxFailures int

	// NotFound, if not nil, answers what would be 403. Give it what answers for
	// resources that do not exist, such as http.NotFoundHandler, so that nobody
	// learns of those that they may not use (RFC 9110, Section 15.5.4).
	//
	// With Optional this is not enough: anonymous requests are asked for credentials
	// where a handler wants some, and get 404 elsewhere. Then let a handler for
	// everything else want some, too, such as http.NotFoundHandler behind a Require
	// with a check that returns nil.
	NotFound http.Handler

	// Refuse, if not nil, writes the refusals in place of WriteRefusal, which it
	// may call. It may redirect, or answer with another error; but a refusal does
	// not become a success, even if it wants that: in place of a status below 300,
	// of 304, and of a 401 or 407 that the Refusal is not, there is the status of
	// the Refusal. The challenges, Retry-After and Cache-Control: no-store are added
	// if they are missing, and if it writes nothing, WriteRefusal does. The
	// ResponseWriter that it gets supports nothing else.
	Refuse func(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal)

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
// failed, every request is refused. If a func or a scheme that is asked for the
// decision panics, so does the handler, after it has answered with 500: where
// somebody in front recovers that, it is no success.
//
// The response has Vary: Authorization and, unless the request is anonymous,
// Cache-Control: private, whatever next makes of these fields. It is the word of
// next that counts only if it is stricter, that is no-store, or explicit: public or
// s-maxage, in a Cache-Control that it sets, lets shared caches have the response
// (RFC 9111, Section 3.5).
//
// If the scheme authenticates the content, next gets the one that was verified,
// and no trailer: of a request, nothing but what the credentials cover can be
// trusted, that is neither header nor trailer fields. Its response goes through
// a ResponseWriter that supports http.Flusher and http.ResponseController; one
// that cannot get its Info in the end breaks off, so that nobody takes it for
// complete. With all other schemes that of next is an http.Flusher, http.Hijacker,
// io.ReaderFrom or http.Pusher if the one that Handler got from net/http is.
func Handler(s *negotiate.Server, next http.Handler, opts *Options) http.Handler {
	return newGuard(s, next, opts, false)
}

// Proxy is Handler for a forward proxy: it refuses with 407 and takes the
// credentials from Proxy-Authorization. That is removed, in whatever letter case,
// from what next forwards. Authorization, which is for the origin, passes through
// untouched, and responses, which are the origin's, get no fields for caches.
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
	inner, d, res := g.admit(w, r)
	defer d.End()
	if inner != nil {
		g.serve(w, inner, d, res)
	}
}

// admit returns the request that the handler gets and, unless it is anonymous,
// a Result. It returns no request if it has refused it. The Decision is to be
// ended.
func (g *guard) admit(w http.ResponseWriter, r *http.Request) (inner *http.Request, d *negotiate.Decision, res *scheme.Result) {
	decided := false
	defer func() {
		if !decided {
			fault(w, r)
			d.End()
		}
	}()
	content := &received{request: r, max: g.opts.MaxContent}
	req := serverRequest(r, g.proxy, &g.opts, content)
	// What a guard in front has found out is not about these credentials.
	d = g.server.Begin(scheme.NewContext(r.Context(), scheme.Identity{}), req)
	res, err := g.authenticate(w, r, d)
	if g.opts.Optional && err == scheme.ErrNoCredentials && len(req.Lines(g.field)) == 0 {
		err = nil
	}
	if err == nil {
		inner = g.inner(r, d, res)
		err = content.pass(inner)
	}
	if err == nil {
		err = g.announce(w.Header(), res)
	}
	if err != nil {
		inner = nil
		g.write(w, r, d.Refuse(err))
	}
	decided = true
	return inner, d, res
}

// inner returns the request that the handler gets.
func (g *guard) inner(r *http.Request, d *negotiate.Decision, res *scheme.Result) *http.Request {
	var id scheme.Identity
	if res != nil {
		id = res.Identity
	}
	ctx := scheme.NewContext(r.Context(), id)
	ctx = context.WithValue(ctx, guardKey{}, guarded{g, d})
	return g.stripped(ctx, r)
}

// stripped returns a copy of r without the credentials, unless the options want
// to keep them.
func (g *guard) stripped(ctx context.Context, r *http.Request) *http.Request {
	r = r.WithContext(ctx)
	if !g.opts.KeepCredentials {
		r.Header = without(r.Header, g.field)
	}
	return r
}

// serve calls the handler.
func (g *guard) serve(w http.ResponseWriter, r *http.Request, d *negotiate.Decision, res *scheme.Result) {
	w, cw := g.caching(w, res == nil)
	defer cw.end()
	if res == nil || res.Content == nil {
		g.next.ServeHTTP(w, r)
		return
	}
	iw := newInfoWriter(w, r, res, negotiate.InfoField(g.proxy), g.opts.BufferInfo)
	finished := false
	defer func() {
		if !finished && iw.stage == keeping { // a panic: what was kept is no response
			iw.reset()
			fault(w, r)
		}
	}()
	g.next.ServeHTTP(iw, r)
	if err := iw.finish(); err != nil {
		iw.reset()
		g.write(w, r, d.Refuse(err))
	}
	finished = true
}

// announce adds what the scheme wants to go with a successful response and is
// known before it, or nothing.
func (g *guard) announce(h http.Header, res *scheme.Result) error {
	if res == nil {
		return nil
	}
	var info header.Info
	if res.Info != nil && res.Content == nil {
		var err error
		if info, err = res.Info(); err != nil {
			return err
		}
	}
	challenge := "WWW-Authenticate"
	if g.proxy {
		challenge = "Proxy-Authenticate"
	}
	for _, ch := range res.Challenges {
		h.Add(challenge, ch.String())
	}
	if !info.IsZero() {
		h.Add(negotiate.InfoField(g.proxy), info.String())
	}
	return nil
}
