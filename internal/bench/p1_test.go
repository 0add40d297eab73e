// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import "testing"

// P1: one full line of Digest credentials, every parameter read.
//
// containerd reads challenges only; a line of credentials has the same form.
var p1 = func() []member {
	lines := []string{digestLine}
	h := fields(lines)
	return []member{
		{"header", func() int { return headerCredentials(lines) }},
		{"table", func() int { return tablePass(digestLine) }},
		{"swar", func() int { return swarPass(digestLine) }},
		{"abbot", func() int { return abbotParams(digestLine) }},
		{"icholy", func() int { return icholyCredentials(digestLine) }},
		{"containerd", func() int { return containerdChallenges(h) }},
	}
}()

func BenchmarkP1(b *testing.B) { run(b, p1) }
