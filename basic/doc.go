// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package basic implements the Basic scheme of RFC 7617: a user name and a
// password, readable by anybody who sees the request.
//
// Use it over TLS only; both ends refuse it elsewhere, but for connections that
// do not leave the machine, unless told otherwise. Where the server has to store
// secrets for people anyway, it is the better choice than Digest, as it can
// store them as slow, salted hashes.
//
// Deviations from RFC 7617: base64 must be canonical (no missing padding, no
// stray bits); user names and passwords must be UTF-8, as the charset parameter
// of the challenge says; an empty user name or password is refused.
//
// # Place in the map
//
// basic imports packages scheme and header. Package negotiate puts it before a
// resource, alone or with other schemes.
package basic

const name = "Basic"
