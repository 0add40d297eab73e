// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"fmt"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// ClientOptions of [NewClient]. The zero value is the safe default.
type ClientOptions struct {
	// AllowCleartext sends the password over connections that others can read.
	AllowCleartext bool
}

var errCleartext = fmt.Errorf("basic: %w: the connection is not confidential, so the password is not sent", scheme.ErrDeclined)

// NewClient returns a client that answers challenges with user and password.
// The options may be nil.
//
// A user name or password that cannot be sent (RFC 7617, Section 2: no colon in
// a user name, no control characters) is an error of the first answer. Over a
// connection that others can read, challenges are declined.
func NewClient(user, password string, opts *ClientOptions) scheme.Client {
	if opts == nil {
		opts = new(ClientOptions)
	}
	cleartext := opts.AllowCleartext
	return scheme.NewClient(name, func(_ context.Context, r *scheme.Request, ch header.Challenge) (header.Credentials, error) {
		if ch.IsZero() {
			return header.Credentials{}, scheme.ErrDeclined
		}
		if _, ok := ch.Param("realm"); !ok { // required, RFC 7617, Section 2
			return header.Credentials{}, scheme.ErrDeclined
		}
		if err := check(user, password); err != nil {
			return header.Credentials{}, err
		}
		if !cleartext && !r.Confidential() {
			return header.Credentials{}, errCleartext
		}
		return encode(user, password)
	})
}
