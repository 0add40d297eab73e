// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/go-httpauth/httpauth/scheme"
)

// hasContent reports whether a response to the method may have content, whatever
// its handler writes (RFC 9110, Section 6.4.1).
func hasContent(method string, status int) bool {
	switch {
	case method == http.MethodHead, status < 200, status == http.StatusNoContent, status == http.StatusNotModified:
		return false
	case method == http.MethodConnect && status < 300:
		return false // what follows is the tunnel
	}
	return true
}

// A received is the content of a request on a server. Nothing of it is read
// before a scheme asks for it, and then all of it is, or nothing is handed on.
type received struct {
	request *http.Request
	max     int64
	asked   bool
	passed  bool // the handler has the body
	kept    buffer
	err     error
}

var (
	errPassed = errors.New("nethttp: the content was not asked for before the handler got it")
	errTunnel = errors.New("nethttp: the body of a CONNECT is the tunnel, which has no end")
)

// content is the Content of a scheme.Request.
func (c *received) content() (io.Reader, error) {
	if !c.asked {
		if c.passed {
			return nil, errPassed
		}
		c.asked = true
		c.err = c.keep()
	}
	if c.err != nil {
		return nil, c.err
	}
	return c.kept.reader(), nil
}

func (c *received) keep() error {
	r := c.request
	switch {
	case r.Body == nil, r.Body == http.NoBody:
		return nil
	case r.Method == http.MethodConnect && r.ProtoMajor >= 2:
		return fmt.Errorf("%w: %w", scheme.ErrBadRequest, errTunnel)
	case r.ContentLength > c.max:
		return fmt.Errorf("%w: %w", scheme.ErrTooLarge, errTooLong)
	}
	err := c.kept.fill(r.Body, c.max)
	if err == nil {
		return nil
	}
	c.kept = buffer{}              // nobody gets a part of it
	reason := scheme.ErrBadRequest // the framing is wrong, or the client is gone
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok || err == errTooLong {
		reason = scheme.ErrTooLarge
	}
	return fmt.Errorf("%w: %w", reason, err)
}

// pass makes r, a copy of the request, what the handler gets. The error is that
// of the content if a scheme accepted the request although it could not have it.
func (c *received) pass(r *http.Request) error {
	c.passed = true
	if !c.asked || c.err != nil {
		return c.err
	}
	r.Trailer = nil // nobody has vouched for it
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = body{c.kept.reader(), r.Body}
	}
	return nil
}
