// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package scheme defines what an HTTP authentication scheme is, at both ends:
// a [Scheme] authenticates requests on a server, a [Client] answers challenges.
// Packages basic, bearer and digest implement them; so can you, in some twenty
// lines, and package schemetest shows whether you did it right.
//
// The two ends differ because HTTP does. On a server each message stands alone
// and may reach another replica, so a Scheme is a function of one request. A
// client drives one request through its rounds, so it has an [Exchange] for
// each. What is optional is a field of [Request], [Result] or [Response], nil
// if it is not there: new ones break nobody, and no wrapper loses them.
//
// A server that refuses says why by an error that wraps a [Reason]. Every other
// error is a fault of the server's own: it is never taken for a wrong password,
// and never for success.
//
// # Place in the map
//
// scheme imports package header and nothing else of this module. Package
// negotiate puts several schemes before one resource and turns Reasons into
// responses.
package scheme
