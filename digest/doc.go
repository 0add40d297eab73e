// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package digest implements the Digest scheme of RFC 7616: the client shows
// that it knows the password without sending it, and so does the server.
//
// Digest protects the password on connections that others can read, and
// nothing else. The server has to store what is as good as the password within
// one realm (a [Secret]), and a weak password can be guessed from one observed
// request. Behind TLS, Basic with slow hashes on the server is the better
// choice for passwords of people. Use Digest for devices, for peers that speak
// nothing else, and where a second layer below TLS is wanted.
//
// What is there: the algorithms SHA-256, SHA-512-256 and, only when asked for,
// MD5; qop=auth; nonces that cost the server no memory before the first right
// answer; a replay window, so that requests in parallel may arrive in any order;
// stale; rspauth, checked by the client whenever it is sent.
//
// # Place in the map
//
// digest imports packages scheme and header. Package negotiate puts it before a
// resource, alone or with other schemes.
package digest

const name = "Digest"
