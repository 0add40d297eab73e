// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"

	"github.com/go-httpauth/httpauth/scheme"
)

// A Query asks a [Lookup] for a Secret. It may be the key of a map.
type Query struct {
	Algorithm Algorithm // that the Secret must have; never a -sess form
	Realm     string    // that the Secret must have been made for
	User      string    // UTF-8, not empty, without colon and control characters
	UserHash  bool      // User is what was sent for the UserHash of the user, which is in lower case
}

// A Lookup returns the Secret of a user, and who it is. It is called
// concurrently.
//
// It returns scheme.ErrUnknownUser if there is no such user, or none with a
// Secret of that algorithm and realm, and scheme.ErrUnavailable if it cannot
// tell. It must do the same work for an unknown user as for a known one, or the
// time taken tells who exists.
type Lookup func(ctx context.Context, q Query) (Secret, scheme.Identity, error)

// UserHash returns what clients send in place of the user name where userhash is
// offered (RFC 7616, Section 3.4.4): the hash of user name and realm. A store
// keeps an index from it to the user. The error is that of [NewSecret].
func UserHash(a Algorithm, user, realm string) (string, error) {
	if _, err := NewSecret(a, user, realm, "-"); err != nil {
		return "", err
	}
	return string(a.appendHex(nil, []byte(user+":"+realm))), nil
}
