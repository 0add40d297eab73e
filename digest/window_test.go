// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"math/rand/v2"
	"testing"
)

func newWindow(size int) window { return window{new(uint32), make([]uint64, size/64)} }

// D10: requests in parallel arrive in any order, and each count works once.
func TestWindow(t *testing.T) {
	w := newWindow(256)
	for _, step := range []struct {
		count uint32
		want  bool
	}{
		{1, true}, {1, false}, {3, true}, {2, true}, {2, false}, {256, true}, {4, true},
		{257, true}, {1, false}, {258, true}, {2, false}, // 1 and 2 have left the window
		{600, true}, {345, true}, {344, false}, // 600-256 is the first below
		{0xffffffff, true}, {0xffffffff, false}, {1, false}, {601, false}, // D07, D09
		{0xffffff00, true}, {0xfffffeff, false},
	} {
		if got := w.use(step.count); got != step.want {
			t.Fatalf("count %d: %t", step.count, got)
		}
	}
}

// The window says what a list of all counts used would say.
func TestWindowAgainstModel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	accepted := 0
	for range 200 {
		w := newWindow(256)
		for i := range w.bits {
			w.bits[i] = r.Uint64() // of the nonce before
		}
		used, top := make(map[uint32]bool), uint32(0)
		for range 2000 {
			count := uint32(max(1, int64(top)+int64(r.IntN(400))-300))
			want := !used[count] && (count > top || top-count < 256)
			if got := w.use(count); got != want {
				t.Fatalf("count %d, top %d: %t", count, top, got)
			}
			if want {
				used[count], top = true, max(top, count)
				accepted++
			}
		}
	}
	if accepted < 10000 {
		t.Errorf("only %d counts were accepted", accepted)
	}
}
