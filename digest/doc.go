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
// # Deviations
//
// Where RFC 7616 leaves a choice, or clients do something else than it says:
//
//   - Each parameter of credentials may be quoted or a token, and they may be in any
//     order. Names of parameters and of algorithms are compared without letter
//     case. Nothing else is lenient: qop, userhash, response and the hash of a name
//     are compared byte by byte, so that they are wrong in other letter case.
//   - nc has to be eight digits and not 00000000, although a few clients send nc=1
//     or count from 0: counts start at 1 (Section 3.4). They may start higher, and
//     a client may go on counting when it gets another nonce.
//   - A -sess form hashes the nonce and cnonce of the request at hand, see
//     [Algorithm].
//   - User names and realms with a colon are refused (Section 3.4.2 would take one
//     user for another).
//   - The client answers the algorithm that it likes best, not the first (Section
//     3.7), and sends nothing ahead where a URI of domain is a prefix but no whole
//     segments, or is of another origin (Section 3.3).
//   - Parameters that are missing or improper are answered with 401, not with 400
//     (Section 3.4): another answer may be right.
//
// # Place in the map
//
// digest imports packages scheme and header. Package negotiate puts it before a
// resource, alone or with other schemes.
package digest

const name = "Digest"
