// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package bearer implements the Bearer scheme of RFC 6750: a token that whoever
// holds it may use.
//
// Tokens are opaque here: a [Verifier] says what they are worth. They are taken
// from the Authorization field alone. Tokens in the URI (RFC 6750, Section 2.3)
// end in logs and in Referer fields, and OAuth 2.1 drops them; tokens in a form
// body (Section 2.2) would have to be read before anybody is authenticated.
// Neither is supported.
//
// # Place in the map
//
// bearer imports packages scheme and header. Package negotiate puts it before a
// resource, alone or with other schemes.
package bearer

const name = "Bearer"
