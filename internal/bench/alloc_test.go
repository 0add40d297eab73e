// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import "testing"

// What is header's own allocates nothing, to the byte.
func TestNoAllocs(t *testing.T) {
	n := 0
	check := func(name string, members []member) {
		for _, m := range members {
			switch m.name {
			case "header", "iter", "lines":
			default:
				continue
			}
			n++
			if allocs, bytes := cost(m.op); allocs != 0 || bytes != 0 {
				t.Errorf("%s, %s: %v allocations, %v bytes", name, m.name, allocs, bytes)
			}
		}
	}
	check("P1", p1)
	for _, n := range p2Sizes {
		check("P2", p2(n))
	}
	check("P3", p3)
	check("P4", p4)
	if n != 12 {
		t.Errorf("%d members were looked at", n)
	}
}

// cost itself sees an allocation.
func TestCost(t *testing.T) {
	if allocs, bytes := cost(func() int { sink = make([]byte, 24); return 0 }); allocs != 1 || bytes != 24 {
		t.Errorf("%v allocations, %v bytes", allocs, bytes)
	}
}

var sink []byte
