// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// A size is how long a hostile field is. The largest goes beyond MaxLength, by
// which header refuses what is left.
type size struct {
	name  string
	bytes int
}

var p5Sizes = []size{{"8K", 8 << 10}, {"64K", 64 << 10}, {"128K", header.MaxLength}, {"1M", 1 << 20}}

// lines returns a field of the shape. Where one line would be refused for its
// length alone, there are as many of half the limit as fit, so that the work
// up to the limit is done.
func (s shape) lines(n int) []string {
	if n <= header.MaxLength {
		return s.build(n)
	}
	const each = header.MaxLength / 2
	var all []string
	for range n / each {
		all = append(all, s.build(each)...)
	}
	return all
}

// P5: hostile fields, every parameter of every challenge read that the iterator
// yields, and no line given up for the faults of another.
func BenchmarkP5(b *testing.B) {
	for _, s := range shapes {
		b.Run(strings.ReplaceAll(s.name, " ", "_"), func(b *testing.B) {
			for _, size := range p5Sizes {
				lines := s.lines(size.bytes)
				members := []member{{"header", func() int { return headerIter(lines) }}}
				if size.name == "64K" {
					wire := onWire(lines)
					members = append(members, member{"table", func() int { return tablePass(wire) }})
				}
				b.Run(size.name, func(b *testing.B) { run(b, members) })
			}
		})
	}
	// One line of 1 MiB is refused before any byte of it is read.
	line := shapes[0].build(1 << 20)
	run(b, []member{{"refusal", func() int { return headerIter(line) }}})
}
