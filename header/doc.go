// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package header reads and writes the HTTP authentication fields of RFC 9110,
// Section 11:
//
//	WWW-Authenticate     Proxy-Authenticate             a list of challenges
//	Authorization        Proxy-Authorization            one set of credentials
//	Authentication-Info  Proxy-Authentication-Info      a list of parameters
//
// All functions take every line of a field, as r.Header.Values gives them, and
// never just the first.
//
// # Values
//
// A [Challenge], [Credentials] or [Info] is made by a Parse or a New function
// only, so one that is not zero is well-formed (what a [Parser] with quirks returns
// is at least written so): writing it can neither inject a field nor lose one,
// whatever a realm holds. They are small, immutable and
// comparable; == tells whether two were written in the same bytes, Equal
// whether they mean the same. Their strings are parts of the parsed line, not
// copies of it.
//
// Credentials print as their scheme and "[redacted]" under every verb of fmt,
// in JSON and in slog. This holds for pointers, slices and maps of them, and
// for exported fields; fmt prints the unexported fields of a struct of yours
// without asking, so give such a struct a Format method of its own.
//
// # Grammar
//
// What is accepted is the grammar of RFC 9110, Sections 5.6 and 11, in the form
// for recipients: empty list elements, bad white space round "=", quoted pairs,
// bytes above 7F inside quotes as they are. Nothing else is, unless a [Parser] is
// told of the quirks of a certain server. Three rules go beyond it:
//
//   - a parameter that occurs twice in one challenge, in whatever letter case,
//     is an error (Section 11.2 forbids it and leaves open what to do);
//   - each line of a field stands alone: a line that is not in the grammar
//     yields nothing, and does not touch its neighbours;
//   - lengths and counts are bounded, see [MaxLength], [MaxParams] and
//     [MaxChallenges].
//
// # Place in the map
//
// header imports nothing else of this module; all its other packages stand on
// it. Do not use it to decide who somebody is: that is what package negotiate
// and the schemes are for.
package header
