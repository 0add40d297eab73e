// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// tunnel asks the proxy for a tunnel, until it has one or is refused.
func (d *ProxyDialer) tunnel(ctx context.Context, network, addr string) (net.Conn, error) {
	req := connectRequest(addr)
	attempt := d.Client.Begin(ctx, d.request(req))
	defer attempt.End()
	var c header.Credentials
	if attempt != nil {
		var err error
		if c, err = attempt.Ahead(ctx); err != nil && !errors.Is(err, scheme.ErrDeclined) {
			return nil, err
		}
	}
	var conn *connecting
	for {
		if conn == nil {
			raw, err := d.connect(ctx, network)
			if err != nil {
				return nil, err
			}
			conn = newConnecting(ctx, raw)
		}
		resp, err := conn.ask(req, c)
		if err != nil {
			conn.Close()
			if conn.asked > 1 && ctx.Err() == nil { // the proxy did not keep it after all
				conn = nil
				continue
			}
			return nil, orContext(ctx, err)
		}
		if resp.StatusCode/100 == 2 {
			return conn.finish(ctx, attempt, resp)
		}
		if c, err = answer(ctx, attempt, resp); err != nil {
			conn.Close()
			return nil, err
		}
		if !conn.again(resp) {
			conn.Close()
			conn = nil
		}
	}
}

// orContext returns why ctx is done rather than what came of it.
func orContext(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// connectRequest returns the request for a tunnel to addr.
func connectRequest(addr string) *http.Request {
	return &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: addr}, Host: addr, Header: make(http.Header)}
}

func (d *ProxyDialer) request(req *http.Request) *scheme.Request {
	return &scheme.Request{
		Method: req.Method,
		Target: req.Host,
		Origin: originOfURL(d.URL),
		Proxy:  true,
		Secure: d.URL.Scheme == "https",
		Peer:   loopback(d.URL),
		Header: req.Header.Values,
	}
}

// answer answers a response that is not the tunnel.
func answer(ctx context.Context, attempt *negotiate.Attempt, resp *http.Response) (c header.Credentials, err error) {
	if attempt == nil || resp.StatusCode != proxySide.status() {
		return c, &ConnectError{Status: resp.StatusCode}
	}
	c, err = attempt.Answer(ctx, proxySide.challenges(resp))
	if err == scheme.ErrDeclined {
		return c, &ConnectError{Status: resp.StatusCode}
	}
	if err != nil {
		return c, &ConnectError{resp.StatusCode, err}
	}
	return c, nil
}

// A connecting is a connection to a proxy that is to become a tunnel.
type connecting struct {
	net.Conn
	limit *io.LimitedReader // of in
	in    *bufio.Reader
	stop  func() bool // the wait for the end of the context
	asked int         // requests
}

// Bounds of what a proxy may send before the tunnel.
const (
	maxConnectHeader = 64 << 10
	maxInterim       = 8 // responses of status 1xx
)

func newConnecting(ctx context.Context, conn net.Conn) *connecting {
	c := &connecting{Conn: conn, limit: &io.LimitedReader{R: conn}}
	c.in = bufio.NewReader(c.limit)
	c.stop = context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) }) // long ago
	return c
}

func (c *connecting) Close() error {
	c.stop()
	return c.Conn.Close()
}

var errInterim = errors.New("nethttp: the proxy sends no final response to CONNECT")

// ask sends the request, and returns the response without its content.
func (c *connecting) ask(req *http.Request, credentials header.Credentials) (*http.Response, error) {
	c.asked++
	out := *req
	out.Header = req.Header.Clone()
	if !credentials.IsZero() {
		out.Header.Set("Proxy-Authorization", credentials.Reveal())
	}
	if err := out.Write(c.Conn); err != nil {
		return nil, err
	}
	c.limit.N = maxConnectHeader
	for range maxInterim {
		resp, err := http.ReadResponse(c.in, req)
		if err != nil {
			return nil, errConnectResponse // the other error may quote it
		}
		if resp.StatusCode/100 != 1 {
			return resp, nil
		}
	}
	return nil, errInterim
}

var errConnectResponse = errors.New("nethttp: the proxy gave no response to CONNECT that can be read")

// again reads the rest of a response, and reports whether the connection is good
// for another request.
func (c *connecting) again(resp *http.Response) bool {
	c.limit.N = maxDiscard
	n, err := io.CopyN(io.Discard, resp.Body, maxDiscard)
	return err == io.EOF && n < maxDiscard && !resp.Close
}

// finish returns the tunnel, with what the other end has sent through it already.
func (c *connecting) finish(ctx context.Context, attempt *negotiate.Attempt, resp *http.Response) (net.Conn, error) {
	err := verifyConnect(ctx, attempt, resp)
	if err == nil && !c.stop() {
		err = orContext(ctx, context.Canceled)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	if c.in.Buffered() == 0 {
		return c.Conn, nil
	}
	early, _ := c.in.Peek(c.in.Buffered())
	return &tunnel{Conn: c.Conn, early: early}, nil
}

// verifyConnect checks the response that made a tunnel, which has no content.
func verifyConnect(ctx context.Context, attempt *negotiate.Attempt, resp *http.Response) error {
	if attempt == nil {
		return nil
	}
	return attempt.Verify(ctx, &scheme.Response{
		Status: resp.StatusCode,
		Info: func() (header.Info, error) {
			return header.ParseInfo(resp.Header.Values(negotiate.InfoField(true)))
		},
	})
}

// A tunnel is a connection of which some was read too early.
type tunnel struct {
	net.Conn
	early []byte
}

func (t *tunnel) Read(p []byte) (int, error) {
	if len(t.early) == 0 {
		return t.Conn.Read(p)
	}
	n := copy(p, t.early)
	t.early = t.early[n:]
	return n, nil
}
