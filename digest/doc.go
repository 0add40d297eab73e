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
// A [Scheme] offers SHA-256 with qop=auth unless [Options] say otherwise, which is
// what most clients can do. Nonces cost the server no memory before the first
// right answer, and requests in parallel may arrive in any order; each is accepted
// once. Several processes that serve the same clients share what was accepted by
// package redisnonce; package htdigest reads files of secrets.
//
// # The content
//
// With qop=auth-int the content is covered, of the request and of the response;
// the trailer and all other fields are not. The stack keeps the content until it
// was checked, up to a limit: a handler sees no byte that was not.
//
// # The method and the target
//
// The method is that of the wire: whatever rewrites it for handlers, such as
// X-HTTP-Method-Override, comes after the check. That of an extended CONNECT
// (RFC 8441) is CONNECT.
//
// The uri of credentials has to be the target of the request, byte by byte, but for
// these cases and no other:
//
//   - at a proxy, it may be the path and query of a target in absolute-form;
//   - at an origin, it may be the path and query of a target in absolute-form, or
//     the target those of a uri in absolute-form, if the origin in that form is
//     the one of the request: scheme, host, and the port unless it is the default
//     one, which must not be there;
//   - scheme and host of that origin may be in any letter case;
//   - the path of an absolute-form that has none is "/".
//
// # Place in the map
//
// digest imports packages scheme and header. Package negotiate puts it before a
// resource, alone or with other schemes.
package digest

const name = "Digest"
