// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

// The shapes are what they are said to be, else P5 would measure how fast
// something else is refused.
func TestShapes(t *testing.T) {
	if len(shapes) < 12 {
		t.Errorf("only %d shapes", len(shapes))
	}
	for _, s := range shapes {
		for _, size := range p5Sizes {
			lines, bytes := s.lines(size.bytes), 0
			for _, l := range lines {
				bytes += len(l)
				if tablePass(l) != len(l) {
					t.Errorf("%s, %s: bytes that no field has", s.name, size.name)
				}
				if len(l) > header.MaxLength {
					t.Errorf("%s, %s: a line of %d bytes", s.name, size.name, len(l))
				}
			}
			least := size.bytes - size.bytes/8
			if s.name == "faulty lines" { // most of it are names
				least = size.bytes / 10
			}
			if bytes > size.bytes || bytes < least {
				t.Errorf("%s, %s: %d bytes", s.name, size.name, bytes)
			}
			if size.bytes > header.MaxLength {
				continue // refused in any case
			}
			if _, err := header.ParseChallenges(lines); (err == nil) != s.taken {
				t.Errorf("%s, %s: %v", s.name, size.name, err)
			}
		}
	}
	if _, err := header.ParseChallenges(shapes[0].build(1 << 20)); err == nil {
		t.Error("a line of 1 MiB is accepted")
	}
}

// The scanner allocates for no shape, except one error for a field that is
// refused.
func TestShapesScanWithoutAllocs(t *testing.T) {
	store := make([]header.Challenge, 0, header.MaxChallenges)
	for _, s := range shapes {
		for _, size := range p5Sizes {
			lines := s.lines(size.bytes)
			allocs, bytes := cost(func() int {
				chs, err := header.AppendChallenges(store, lines)
				failed = err
				return len(chs)
			})
			switch taken := s.taken && size.bytes <= header.MaxLength; {
			case taken && (allocs != 0 || bytes != 0), allocs > 1, bytes > 64:
				t.Errorf("%s, %s: %v allocations, %v bytes", s.name, size.name, allocs, bytes)
			}
		}
	}
}

// Reading all values may allocate, but no more than in proportion to the field.
func TestShapesReadInProportion(t *testing.T) {
	for _, s := range shapes {
		for _, size := range p5Sizes {
			lines := s.lines(size.bytes)
			if _, bytes := cost(func() int { return headerIter(lines) }); bytes > float64(6*size.bytes) {
				t.Errorf("%s, %s: %v bytes", s.name, size.name, bytes)
			}
		}
	}
}
