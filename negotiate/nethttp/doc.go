// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package nethttp connects package negotiate to net/http: [Handler] and [Proxy]
// on servers, [Transport] on clients. Routers that are made of http.Handler,
// such as chi and gorilla/mux, need nothing else.
//
// Wrap the handler itself, or a whole subtree of it. There is no rule here that
// leaves out paths or methods: what is not to be protected is not wrapped. A
// framework that decodes the body before the handler runs should stand behind
// this package, not in front of it, as the first request of some clients has
// none.
//
// # Content
//
// A scheme that authenticates the content of messages, such as Digest with
// qop=auth-int, makes both ends keep it in memory until it was verified, within
// the bounds that Options and Transport have; no other scheme does. Trailer
// fields are not part of the content, nor are header fields.
//
// # Who may do what
//
// [Handler] finds out who it is. [Require] behind it asks checks, such as those of
// package scheme for roles, scopes and strength, and [Refuse] is for what only a
// handler can find. The Identity is in the context of the request and nowhere else:
// no field of a request makes one, and none is made of it.
//
// # Requests of other sites
//
// Browsers send passwords that somebody has typed in once with every request, also
// with those that another site makes them send. Where such a request changes
// something, put http.CrossOriginProtection in front. OPTIONS is a method like any
// other here: if a preflight (CORS) has to be answered without credentials, which
// browsers do not send with it, answer it in front, and nothing else.
//
// # Caches
//
// Refusals have Cache-Control: no-store. Other responses have Vary: Authorization
// and Cache-Control: private, also where a handler sets Vary, or forgets one of
// them with an error. One that writes public or s-maxage says that shared caches may
// have what everybody with credentials gets; one that says no-store is stricter.
//
// # Place in the map
//
// nethttp imports packages negotiate, scheme and header, and net/http.
package nethttp
