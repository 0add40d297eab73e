// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-httpauth/httpauth/negotiate"
)

// A ProxyDialer makes tunnels through an HTTP proxy with CONNECT, and answers
// the challenges of the proxy, however many rounds that takes. It is for the field
// DialContext of http.Transport, or for anything else that dials:
//
//	d := &nethttp.ProxyDialer{URL: u, Client: auth}
//	base := &http.Transport{DialContext: d.DialContext, Proxy: d.Proxy}
//	client := &http.Client{Transport: &nethttp.Transport{Proxy: auth, Base: base}}
//
// With the field Proxy, requests for http URLs go to the proxy as they are, where
// Transport answers for them; without it they go through tunnels too, which many
// proxies allow to port 443 only. HTTP/2 needs ForceAttemptHTTP2 of
// http.Transport.
//
// Its methods may be called concurrently.
type ProxyDialer struct {
	// URL is that of the proxy, such as "http://proxy.example:3128", or https for
	// one that speaks TLS itself. It has no user name, and a host in ASCII.
	URL *url.URL

	// Client has the accounts for the proxy, which must be one of its origins. If
	// it is nil or of other origins, no challenge is answered.
	Client *negotiate.Client

	// TLS is for tunnels through a proxy with an https URL. If it is nil, the
	// system decides which certificates are good. Requests that need no tunnel go
	// by the TLSClientConfig of http.Transport.
	TLS *tls.Config

	// Dial connects to the proxy; with a net.Dialer if it is nil.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// A ConnectError says that a proxy made no tunnel.
type ConnectError struct {
	Status int   // of its response
	Err    error // why its challenge was not answered, if there is more to say
}

// Error returns a text that has nothing of the response but its status.
func (e *ConnectError) Error() string {
	text := "nethttp: the proxy answered CONNECT with status " + strconv.Itoa(e.Status)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns Err.
func (e *ConnectError) Unwrap() error { return e.Err }

var (
	errDialURL     = errors.New("nethttp: the URL of a proxy has the scheme http or https, a host in ASCII and no user name")
	errDialNetwork = errors.New("nethttp: tunnels through a proxy are for TCP")
	errDialAddr    = errors.New("nethttp: the address for a tunnel is HOST:PORT")
)

// Proxy is for the field of that name of http.Transport: it returns the URL of the
// proxy for requests that go there in clear, and nil for those that go through
// a tunnel of DialContext.
func (d *ProxyDialer) Proxy(r *http.Request) (*url.URL, error) {
	if r.URL.Scheme != "http" {
		return nil, nil
	}
	return d.URL, d.check()
}

func (d *ProxyDialer) check() error {
	u := d.URL
	if u == nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || !isASCII(u.Host) || u.User != nil {
		return errDialURL
	}
	return nil
}

// maxConnect bounds how long a tunnel takes. http.Transport goes on with it when
// the request that asked for it is gone.
const maxConnect = time.Minute

// DialContext connects to addr through a tunnel; to the proxy itself without. If
// the proxy makes none, the error is a [*ConnectError]. ctx is for the time until
// the connection is made, of which there is at most a minute.
func (d *ProxyDialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(network, "tcp") {
		return nil, errDialNetwork
	}
	if _, _, err := net.SplitHostPort(addr); err != nil || strings.ContainsFunc(addr, isUnsafe) {
		return nil, errDialAddr // the other error quotes its input
	}
	if addr == proxyAddr(d.URL) {
		return d.dial(ctx, network, addr)
	}
	ctx, cancel := context.WithTimeout(ctx, maxConnect)
	defer cancel()
	return d.tunnel(ctx, network, addr)
}

// isUnsafe reports whether a rune has no place in an address.
func isUnsafe(r rune) bool { return r <= ' ' || r >= 0x7f }

func (d *ProxyDialer) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if d.Dial != nil {
		return d.Dial(ctx, network, addr)
	}
	return new(net.Dialer).DialContext(ctx, network, addr)
}

// connect connects to the proxy.
func (d *ProxyDialer) connect(ctx context.Context, network string) (net.Conn, error) {
	conn, err := d.dial(ctx, network, proxyAddr(d.URL))
	if err != nil || d.URL.Scheme != "https" {
		return conn, err
	}
	config := d.TLS.Clone() // of nil too
	if config == nil {
		config = new(tls.Config)
	}
	if config.ServerName == "" {
		config.ServerName = d.URL.Hostname()
	}
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}
