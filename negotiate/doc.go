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
// connects the two, and any other stack can be connected likewise, see below and
// the Example noNetHTTP.
//
// # Another stack
//
// For each request, begin a Decision, and end it when the response is out. Give the
// scheme.Request the address of the other end, or Secure: a request of which neither
// is known came from afar, in clear.
//
// If Authenticate returns an error, give it to Refuse, and send the Status, the
// Fields, and the Body with its media type. If it returns a Result, then before
// anything is sent:
//
//   - take the credentials from the request, and put the Identity where the handler
//     finds it;
//   - add a field for each of its Challenges, WWW-Authenticate or at a proxy
//     Proxy-Authenticate;
//   - call Info, unless it is nil or there is a Content, and if what it returns is
//     not zero, add the field that InfoField names. An error goes to Refuse;
//   - add Cache-Control: private and Vary: Authorization, but not at a proxy.
//
// If there is a Content, write the content of the response to it as it is sent, and
// call Info behind that, for a trailer; or keep a short response back until then.
// What the handler refuses later goes to Refuse, too.
//
// # Place in the map
//
// negotiate imports packages scheme and header. The schemes do not import it.
package negotiate
