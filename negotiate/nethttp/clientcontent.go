// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A sent is a request on a client, and its content.
type sent struct {
	request   *http.Request
	described scheme.Request // what schemes may know of it
	asked     bool           // for the content
	open      []io.Closer
}

// known reports whether the content can be read and sent all the same.
func (c *sent) known() bool {
	return c.none() || c.request.GetBody != nil && c.request.Method != http.MethodConnect
}

func (c *sent) none() bool { return c.request.Body == nil || c.request.Body == http.NoBody }

// content is the Content of a scheme.Request, if it is known.
func (c *sent) content() (io.Reader, error) {
	c.asked = true
	if c.none() {
		return http.NoBody, nil
	}
	body, err := c.request.GetBody()
	if err != nil {
		return nil, err
	}
	c.open = append(c.open, body)
	return body, nil
}

// close closes what was opened, whether it was read or not.
func (c *sent) close() {
	for _, body := range c.open {
		body.Close()
	}
}

// A reply is the content of a response on a client. Nothing of it is read before
// a scheme asks for it.
type reply struct {
	response  *http.Response
	described scheme.Response // what schemes may know of it
	side      side
	max       int64
	asked     bool
	kept      buffer
	err       error
	broken    error // what ended the content before its end
}

func newReply(resp *http.Response, s side, limit int64) *reply {
	c := &reply{response: resp, side: s, max: limit}
	if limit <= 0 {
		c.max = maxResponse
	}
	c.described = scheme.Response{Status: resp.StatusCode, Info: c.info, Content: c.content}
	return c
}

var errDecoded = errors.New("nethttp: the base transport has decompressed the content, which is not what was sent; set Accept-Encoding")

// content is the Content of a scheme.Response.
func (c *reply) content() (io.Reader, error) {
	if !c.asked {
		c.asked = true
		c.err = c.keep()
	}
	if c.err != nil {
		return nil, c.err
	}
	return c.kept.reader(), nil
}

func (c *reply) keep() error {
	switch resp := c.response; {
	case c.none():
		return nil
	case resp.Uncompressed:
		return errDecoded
	case resp.ContentLength > c.max:
		return fmt.Errorf("%w: %w", scheme.ErrTooLarge, errTooLong)
	}
	err := c.kept.fill(c.response.Body, c.max)
	if err == errTooLong {
		return fmt.Errorf("%w: %w", scheme.ErrTooLarge, err)
	}
	c.broken = err
	return err
}

func (c *reply) none() bool { return !hasContent(c.response.Request.Method, c.response.StatusCode) }

// info is the Info of a scheme.Response. The trailer is there once the content
// was read.
func (c *reply) info() (header.Info, error) {
	field := negotiate.InfoField(bool(c.side))
	lines := c.response.Header[field]
	if len(lines) == 0 && c.asked {
		lines = c.response.Trailer[field]
	}
	return header.ParseInfo(lines)
}

// pass gives the response the content that was read. A scheme that accepts a
// response although the content is too long for it has nothing against the rest
// either; one that breaks off is no response.
func (c *reply) pass() error {
	if c.kept.size == 0 || c.broken != nil {
		return c.broken
	}
	whole := c.kept.reader()
	if c.err != nil {
		whole = io.MultiReader(whole, c.response.Body)
	}
	c.response.Body = body{whole, c.response.Body}
	return nil
}
