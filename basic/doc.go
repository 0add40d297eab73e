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
// A slow hash for each request costs more than all the rest: [Cache] remembers
// what was verified, and its [Gate] keeps a flood of guesses from taking all
// processors. A Verifier without a cache has [Gate.Verifier] for that.
//
// Deviations from RFC 7617: base64 must be canonical (no missing padding, no
// stray bits); user names and passwords must be UTF-8, as the charset parameter
// of the challenge says; an empty user name or password is refused unless it is
// allowed; user name and password have 4 KiB at the most. They are not normalized
// unless there is a hook for it. A client sends credentials ahead of a challenge
// in the directory of a request that was accepted, and below, as Section 2.2 has
// it, but not where the path has dot segments, empty segments, or slashes, dots or
// percent signs that are encoded: a server might take it for another one.
//
// # Place in the map
//
// basic imports packages scheme and header. Package negotiate puts it before a
// resource, alone or with other schemes.
package basic

const name = "Basic"
