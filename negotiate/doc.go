// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package negotiate puts several authentication schemes before one resource,
// and chooses among the challenges of a server.
//
// A [Server] begins a [Decision] for each request. That finds the scheme of its
// credentials and asks it; if the request is to be refused, it turns the
// [scheme.Reason] into a [Refusal]: the status code, the challenges of all schemes,
// and the body; and at the end it tells an audit the [Event]. [Any] makes one scheme
// of several that have the same name. A [Guard] slows down those who guess. A
// [Client] answers the challenge that its policy prefers, for the origins that it
// is bound to.
//
// The package is not about the scheme with the name Negotiate (RFC 4559), and
// knows no scheme by name. Neither does it know net/http: package nethttp
// connects the two, and any other stack can be connected likewise, with a
// [scheme.Request] going in and the fields of a Refusal coming out.
//
// # Place in the map
//
// negotiate imports packages scheme and header. The schemes do not import it.
package negotiate
