// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// serverRequest returns what schemes may know of a request that was received.
// Without a content they cannot have it.
func serverRequest(r *http.Request, proxy bool, opts *Options, content *received) *scheme.Request {
	req := &scheme.Request{
		Method: r.Method,
		Target: r.RequestURI, // not r.URL, which routers rewrite
		Proxy:  proxy,
		Secure: r.TLS != nil || opts.Secure != nil && opts.Secure(r),
		Header: func(name string) []string { return lines(r.Header, name) },
	}
	if peer, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		req.Peer = peer.Addr()
	}
	if !proxy { // there it is for another origin
		req.Origin = originOf(r.Host, req.Secure)
	}
	if content != nil {
		req.Content = content.content
	}
	return req
}

// originOf returns the origin that a Host names, or nothing if it is no host.
func originOf(host string, secure bool) string {
	u := url.URL{Scheme: "http", Host: host}
	if secure {
		u.Scheme = "https"
	}
	origin, err := negotiate.Origin(&u)
	if err != nil {
		return ""
	}
	return origin
}

// clientRequest returns what schemes may know of a request that is to be sent.
// Its Origin is empty if the URL has none, or if the target names another one.
func clientRequest(r *http.Request, content *sent) *scheme.Request {
	req := &scheme.Request{
		Method: r.Method,
		Target: r.URL.RequestURI(),
		Secure: r.URL.Scheme == "https",
		Peer:   loopback(r.URL),
		Header: func(name string) []string { return lines(r.Header, name) },
	}
	if req.Method == "" {
		req.Method = http.MethodGet
	}
	if content.known() {
		req.Content = content.content
	}
	if isOriginForm(r.URL.Opaque) {
		req.Origin = originOfURL(r.URL)
	}
	return req
}

// isOriginForm reports whether what is sent in place of the target, if anything,
// leaves it to the URL whose it is: net/http writes it as it is, but for two
// slashes, before which it puts the scheme.
func isOriginForm(opaque string) bool {
	return opaque == "" || opaque[0] == '/' && !strings.HasPrefix(opaque, "//")
}

// loopback returns the address of a host that is this machine by its name.
func loopback(u *url.URL) netip.Addr {
	if u.Hostname() == "localhost" { // RFC 6761, Section 6.3
		return netip.IPv6Loopback()
	}
	addr, err := netip.ParseAddr(u.Hostname())
	if err != nil || !addr.IsLoopback() {
		return netip.Addr{}
	}
	return addr
}
