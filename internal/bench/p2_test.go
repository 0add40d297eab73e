// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"strconv"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// p2Sizes are the numbers of challenges that are read.
var p2Sizes = []int{1, 3, 8}

// P2: n challenges, every parameter of each read. Who reads one challenge of a
// line only gets each on its own line; "lines" is header with those same lines.
func p2(n int) []member {
	one, own := oneLine(n), ownLines(n)
	h, r := fields(own), response(own)
	store := make([]header.Challenge, 0, n)
	return []member{
		{"header", func() int { return headerSlice(store, one) }},
		{"iter", func() int { return headerIter(one) }},
		{"table", func() int { return tablePass(one[0]) }},
		{"swar", func() int { return swarPass(one[0]) }},
		{"mcp", func() int { return mcpChallenges(one) }},
		{"lines", func() int { return headerSlice(store, own) }},
		{"containerd", func() int { return containerdChallenges(h) }},
		{"distribution", func() int { return distributionChallenges(r) }},
	}
}

func BenchmarkP2(b *testing.B) {
	for _, n := range p2Sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) { run(b, p2(n)) })
	}
}
