// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"runtime"
	"testing"
)

// A member is one way to do what all members of a group do.
type member struct {
	name string
	op   func() int // returns how many bytes it read, for a test to check
}

// run measures the members, in order. The metric cpu-ns/op is what ratios are
// made of.
func run(b *testing.B, members []member) {
	for _, m := range members {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			before := cpuTime(b)
			for b.Loop() {
				m.op()
			}
			b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N), "cpu-ns/op")
		})
	}
}

// cost returns what one call of op allocates. It does not round: what allocates
// once in some calls is seen too.
func cost(op func() int) (allocs, bytes float64) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const runs = 50
	best := [2]float64{-1, -1}
	for range 3 { // the runtime allocates too, but not each time
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range runs {
			op()
		}
		runtime.ReadMemStats(&after)
		a, n := float64(after.Mallocs-before.Mallocs)/runs, float64(after.TotalAlloc-before.TotalAlloc)/runs
		if best[0] < 0 || a < best[0] {
			best[0] = a
		}
		if best[1] < 0 || n < best[1] {
			best[1] = n
		}
	}
	return best[0], best[1]
}
