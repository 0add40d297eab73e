// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

// A Strength says how a party showed that it knows its secret: how much of it
// whoever reads the message learns, and what else of the message it vouches for.
// Stronger is greater. It says nothing of the secret itself, which may be easy to
// guess, nor of the connection.
//
// Each scheme sets it. The zero Strength is that of a scheme that does not say.
type Strength uint8

const (
	// StrengthSent: the secret itself was sent, as with Basic and Bearer.
	StrengthSent Strength = iota + 1
	// StrengthMD5: it was proved, by a hash that is broken, as with Digest and MD5.
	StrengthMD5
	// StrengthProved: it was proved, as with Digest and SHA-256.
	StrengthProved
	// StrengthBound: it was proved, and the proof covers the content, or the
	// connection, too, as with Digest and auth-int.
	StrengthBound
)

var strengths = [...]string{
	StrengthSent:   "secret sent",
	StrengthMD5:    "secret proved, MD5",
	StrengthProved: "secret proved",
	StrengthBound:  "secret proved, and bound",
}

// String returns a short text, for logs.
func (s Strength) String() string {
	if int(s) < len(strengths) && strengths[s] != "" {
		return strengths[s]
	}
	return "unknown strength"
}
