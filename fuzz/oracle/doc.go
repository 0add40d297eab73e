// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package oracle executes the grammar of the HTTP authentication fields the
// slow and obvious way, so that a fast parser can be compared with it.
//
// It is a transcription of RFC 9110, sections 5.6 and 11, and of the
// ext-value of RFC 8187, section 3.2.1: one function per ABNF rule, the rule
// quoted above the function. A rule for one octet says which octets it means;
// any other maps an input and a position to all its possible matches. Nothing
// looks ahead, nothing is preferred, and a field value is inside the grammar if
// some match ends where the input ends. The #rule is taken in the form that
// RFC 9110 prescribes for recipients (section 5.6.1.2), which tolerates empty
// list elements.
//
// Two things are added to the ABNF, both from the prose:
//
//   - blanks before and after a field value are no part of it (RFC 9110,
//     section 5.5);
//   - a parameter name occurs once per challenge, compared without ASCII case
//     (RFC 9110, section 11.2). A repeat is not outside the ABNF, so it has a
//     [Verdict] of its own.
//
// And four things are left out. There is no limit on length or on the number
// of empty list elements. Octets are not changed: a CR, LF or NUL is outside
// the grammar, not replaced by SP. Several field lines are the caller's to
// put together. Whether a scheme understands a parameter is no question of
// grammar.
//
// The package shares no code with the parsers it judges and is meant for
// tests. Time and memory grow with a small power of the length of the input:
// a few hundred octets are fine, a hostile header is not.
package oracle
