// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// A route is the way of one request of the caller, through a proxy or not, and
// what is learnt on it.
type route struct {
	origin string   // of the URL, if it has one
	proxy  *url.URL // nil if there is none
	plain  bool     // the request itself goes to the proxy, not a tunnel
	own    bool     // the caller has set Authorization

	// custom is set if the base transport may connect to another host than that of
	// the URL.
	custom bool

	// strays is set if the base transport goes another way than it has said, as
	// a Proxy func may that does not always return the same for a request.
	strays bool

	// blunt is set if somebody on it does not know Expect: none of ours is to be
	// sent, by no hop.
	blunt bool
}

// route asks which way the base transport will go.
func (t *Transport) route(req *http.Request) (*route, error) {
	proxy, err := t.via(req)
	r := &route{origin: originOfURL(req.URL), proxy: proxy}
	if err != nil || proxy == nil {
		r.custom = t.dials()
		return r, err
	}
	isHTTP := proxy.Scheme == "http" || proxy.Scheme == "https"
	r.plain = isHTTP && req.URL.Scheme == "http"
	return r, nil
}

// dials reports whether the base transport may have a dialer of its own, such as
// that of a ProxyDialer.
func (t *Transport) dials() bool {
	switch base := t.base().(type) {
	case *Transport:
		return base.dials()
	case *http.Transport:
		return base != http.DefaultTransport
	}
	return true
}

func (t *Transport) via(req *http.Request) (*url.URL, error) {
	if t.Via != nil {
		return t.Via(req)
	}
	switch base := t.base().(type) {
	case *Transport:
		return base.via(req)
	case *http.Transport:
		if base.Proxy != nil {
			return base.Proxy(req)
		}
	}
	return nil, nil
}

// describe says what the schemes of one side may know of a request.
func (r *route) describe(out *sent, s side) {
	to := &out.described
	if r.proxy != nil && !to.Secure {
		to.Peer = netip.Addr{} // others pass it on, to wherever the origin is
	}
	if s == proxySide {
		to.Proxy = true
		to.Origin = originOfURL(r.proxy)
		to.Secure = r.proxy.Scheme == "https"
		to.Peer = loopback(r.proxy)
		to.Target = absolute(out.request)
	}
}

// absolute returns the target of a request to a proxy, in absolute-form (RFC
// 9112, Section 3.2.2), as http.Transport writes it.
func absolute(req *http.Request) string {
	host := req.Host
	if host == "" {
		host = req.URL.Host
	}
	if zone := strings.IndexByte(host, '%'); zone >= 0 && strings.HasPrefix(host, "[") {
		if end := strings.IndexByte(host[zone:], ']'); end >= 0 {
			host = host[:zone] + host[zone+end:]
		}
	}
	target := req.URL.RequestURI()
	if req.URL.Opaque != "" || !isASCII(host) { // the latter is not written as it is
		return target
	}
	return req.URL.Scheme + "://" + host + target
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

// guard takes the credentials back if http.Transport does not go to the proxy
// that it named before. It asks for the way a second time, and tells where that
// leads before it writes anything.
func (r *route) guard(out *http.Request) *http.Request {
	want := proxyAddr(r.proxy)
	r.strays = false
	return out.WithContext(httptrace.WithClientTrace(out.Context(), &httptrace.ClientTrace{
		GetConn: func(hostPort string) {
			if hostPort != want {
				r.strays = true
				out.Header.Del("Proxy-Authorization")
			}
		},
	}))
}

// local takes the credentials back if the connection leaves the machine although
// the name of the host says that it does not.
func local(out *http.Request) *http.Request {
	return out.WithContext(httptrace.WithClientTrace(out.Context(), &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			if a, ok := info.Conn.RemoteAddr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
				out.Header.Del("Authorization")
			}
		},
	}))
}

// proxyAddr returns where a proxy is connected to.
func proxyAddr(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// clean returns req without what is not meant for where it goes: an
// Authorization of the caller that was for another origin, and if there is a
// client for proxies, Proxy-Authorization where no proxy gets it.
func (t *Transport) clean(req *http.Request, route *route) *http.Request {
	astray := carried(req)
	proxyAuthorization := t.Proxy != nil && !route.plain && len(lines(req.Header, "Proxy-Authorization")) > 0
	if len(astray) == 0 && !proxyAuthorization {
		return req
	}
	out := req.WithContext(req.Context())
	if len(astray) > 0 {
		out.Header = without(out.Header, "Authorization")
		for _, line := range lines(req.Header, "Authorization") {
			if !slices.Contains(astray, line) { // net/http has made it of the URL
				out.Header["Authorization"] = append(out.Header["Authorization"], line)
			}
		}
	}
	if proxyAuthorization {
		out.Header = without(out.Header, "Proxy-Authorization")
	}
	return out
}

// sameOrigin reports whether two URLs have one origin, be it one that has no normal
// form.
func sameOrigin(u, v *url.URL) bool {
	origin := originOfURL(u)
	if origin == "" {
		return u.Scheme == v.Scheme && u.Host == v.Host
	}
	return origin == originOfURL(v)
}

// carried returns the lines of Authorization that a request has from the first
// one in a chain of redirects, which went to another origin. http.Client minds
// neither scheme nor port there, and allows for subdomains.
func carried(req *http.Request) []string {
	if req.Response == nil {
		return nil
	}
	all := lines(req.Header, "Authorization")
	first := req
	for first.Response != nil {
		if first = first.Response.Request; first == nil || first.URL == nil {
			return all // nobody knows where it was
		}
	}
	if sameOrigin(first.URL, req.URL) {
		return nil
	}
	own := lines(first.Header, "Authorization")
	return slices.DeleteFunc(slices.Clone(all), func(line string) bool { return !slices.Contains(own, line) })
}
