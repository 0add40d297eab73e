// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer

import (
	"context"
	"fmt"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A Source returns the token for a request, or scheme.ErrDeclined. It is called
// concurrently: with a zero Challenge ahead of any, and with the challenge of
// the server if that refused the token or had none. Return another token then,
// or the same one: then the client gives up.
//
// A challenge is the word of whoever answered. Fetch no URL that it names
// without checking the URL against a list of your own.
type Source func(ctx context.Context, r *scheme.Request, ch header.Challenge) (token string, err error)

// Static returns a Source of one token that never changes.
func Static(token string) Source {
	return func(context.Context, *scheme.Request, header.Challenge) (string, error) { return token, nil }
}

// ClientOptions of [NewClient]. The zero value is the safe default.
type ClientOptions struct {
	// AllowCleartext sends tokens over connections that others can read.
	AllowCleartext bool
}

var errCleartext = fmt.Errorf("bearer: %w: the connection is not confidential, so the token is not sent", scheme.ErrDeclined)

// NewClient returns a client that sends the tokens of source, ahead of any
// challenge if source has one then. The options may be nil. A token that is not
// in the syntax of RFC 6750, Section 2.1, is an error of the answer. Over a
// connection that others can read, challenges are declined.
func NewClient(source Source, opts *ClientOptions) scheme.Client {
	if opts == nil {
		opts = new(ClientOptions)
	}
	cleartext := opts.AllowCleartext
	return scheme.NewClient(name, func(ctx context.Context, r *scheme.Request, ch header.Challenge) (header.Credentials, error) {
		if !cleartext && !r.Confidential() {
			return header.Credentials{}, errCleartext
		}
		token, err := source(ctx, r, ch)
		if err != nil {
			return header.Credentials{}, err
		}
		return encode(token)
	})
}
