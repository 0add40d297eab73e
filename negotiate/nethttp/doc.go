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
// # Place in the map
//
// nethttp imports packages negotiate, scheme and header, and net/http.
package nethttp
