// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

type connectionKey struct{}

// A connection counts the requests with wrong credentials that came over it, and
// those that are under way.
type connection struct {
	mu       sync.Mutex
	failures int
	underway int
}

// maxUnderway is how many requests with credentials a connection may have under
// way at once as long as none has failed: browsers send many.
const maxUnderway = 128

// begin reports whether one more request may be looked at.
func (c *connection) begin(most int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if most > 0 && (c.failures+c.underway >= max(most, maxUnderway) || c.failures > 0 && c.failures+c.underway >= most) {
		return false
	}
	c.underway++
	return true
}

// end reports whether the connection has brought all failures that it may.
func (c *connection) end(err error, most int) (full bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.underway--
	if errors.Is(err, scheme.ErrRejected) && !errors.Is(err, scheme.ErrStale) {
		c.failures++
	}
	return most > 0 && c.failures >= most
}

// CountFailures is a ConnContext of an http.Server: it has the handlers of this
// package count the failures of each connection, for Options.MaxFailures and for
// [Failures].
//
//	srv := &http.Server{Handler: handler, ConnContext: nethttp.CountFailures}
func CountFailures(ctx context.Context, _ net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, new(connection))
}

// Failures returns how many requests with wrong credentials have come over the
// connection of a request, given its context. It is 0 without [CountFailures].
func Failures(ctx context.Context) int {
	c, ok := ctx.Value(connectionKey{}).(*connection)
	if !ok {
		return 0
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failures
}

// tooMany is the error of a request on a connection that has brought too many
// failures, or has too many requests under way that may be some.
type tooMany struct{}

func (tooMany) Error() string             { return "nethttp: too many failures on this connection" }
func (tooMany) Unwrap() error             { return scheme.ErrThrottled }
func (tooMany) RetryAfter() time.Duration { return time.Second }

// authenticate asks for the decision, unless the connection has brought too many
// failures. With the last one that it may bring, it is to be closed: over HTTP/2,
// net/http makes a GOAWAY of the field.
func (g *guard) authenticate(w http.ResponseWriter, r *http.Request, d *negotiate.Decision) (res *scheme.Result, err error) {
	c, _ := r.Context().Value(connectionKey{}).(*connection)
	if c == nil || len(lines(r.Header, g.field)) == 0 {
		return d.Authenticate()
	}
	if !c.begin(g.opts.MaxFailures) {
		w.Header().Set("Connection", "close")
		return nil, tooMany{}
	}
	defer func() {
		if c.end(err, g.opts.MaxFailures) {
			w.Header().Set("Connection", "close")
		}
	}()
	return d.Authenticate()
}
