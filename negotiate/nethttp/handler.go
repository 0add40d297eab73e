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
}

// Handler returns a handler that passes on the requests which s authenticates,
// and refuses the others. The Identity is in the context of the request, see
// scheme.FromContext. The options may be nil. If s is nil, because NewServer
// failed, every request is refused.
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
	req := serverRequest(r, g.proxy, &g.opts)
	res, err := g.server.Authenticate(ctx, req)
	if err == nil {
		err = announce(w.Header(), res, g.proxy)
	}
	if err != nil {
		WriteRefusal(w, r, g.server.Refuse(ctx, req, err))
		return
	}
	ctx = scheme.NewContext(ctx, res.Identity)
	ctx = context.WithValue(ctx, guardKey{}, guarded{g.server, req})
	inner := r.WithContext(ctx)
	if !g.opts.KeepCredentials {
		inner.Header = maps.Clone(r.Header)
		inner.Header.Del(g.field)
	}
	g.next.ServeHTTP(w, inner)
}

// announce adds what goes with a successful response.
func announce(h http.Header, res *scheme.Result, proxy bool) error {
	challenge := "WWW-Authenticate"
	if proxy {
		challenge = "Proxy-Authenticate"
	}
	for _, ch := range res.Challenges {
		h.Add(challenge, ch.String())
	}
	if res.Info == nil {
		return nil
	}
	info, err := res.Info()
	if err == nil && !info.IsZero() {
		h.Add(negotiate.InfoField(proxy), info.String())
	}
	return err
}
