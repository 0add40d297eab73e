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
		Header: func(name string) []string { return lines(r.Header, http.CanonicalHeaderKey(name)) },
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

// newSent returns a request that is to be sent, with what schemes may know of it.
// Its Origin is empty if the URL has none, or if the target names another one.
func newSent(r *http.Request, origin string) *sent {
	req := &sent{request: r}
	req.described = scheme.Request{
		Method: r.Method,
		Target: r.URL.RequestURI(),
		Secure: r.URL.Scheme == "https",
		Peer:   loopback(r.URL),
		Header: func(name string) []string { return lines(r.Header, http.CanonicalHeaderKey(name)) },
	}
	if r.Method == "" {
		req.described.Method = http.MethodGet
	}
	if req.known() {
		req.described.Content = req.content
	}
	if isOriginForm(r.URL.Opaque) {
		req.described.Origin = origin
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
	host := u.Hostname()
	if host == "localhost" { // RFC 6761, Section 6.3
		return netip.IPv6Loopback()
	}
	if !mayBeAddr(host) {
		return netip.Addr{}
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || !addr.IsLoopback() {
		return netip.Addr{}
	}
	return addr
}

// mayBeAddr reports whether a host may be an IP address: for others package netip
// makes an error that nobody wants to see.
func mayBeAddr(host string) bool {
	return strings.Contains(host, ":") || host != "" && '0' <= host[len(host)-1] && host[len(host)-1] <= '9'
}
