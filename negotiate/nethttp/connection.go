// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

type connectionKey struct{}

// A connection counts the requests with wrong credentials that came over it.
type connection struct{ failures atomic.Int64 }

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
	if c, ok := ctx.Value(connectionKey{}).(*connection); ok {
		return int(c.failures.Load())
	}
	return 0
}

var errConnection = fmt.Errorf("nethttp: %w on this connection", scheme.ErrThrottled)

// authenticate asks for the decision, unless the connection has brought too many
// failures. With the last one that it may bring, it is to be closed: over HTTP/2,
// net/http makes a GOAWAY of the field.
func (g *guard) authenticate(w http.ResponseWriter, r *http.Request, d *negotiate.Decision) (*scheme.Result, error) {
	c, _ := r.Context().Value(connectionKey{}).(*connection)
	if c == nil {
		return d.Authenticate()
	}
	most := int64(g.opts.MaxFailures)
	if most > 0 && c.failures.Load() >= most {
		w.Header().Set("Connection", "close")
		return nil, errConnection
	}
	res, err := d.Authenticate()
	if errors.Is(err, scheme.ErrRejected) && !errors.Is(err, scheme.ErrStale) && c.failures.Add(1) >= most && most > 0 {
		w.Header().Set("Connection", "close")
	}
	return res, err
}
