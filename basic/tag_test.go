// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"bytes"
	"strings"
	"testing"
)

// No password stays in a buffer that is used again, and none in one that was given
// up for a larger one: the one that is there holds all of it.
func TestNoPasswordStaysInTheBuffers(t *testing.T) {
	const canary = "canary"
	n := 0
	for _, size := range []int{0, 1, 16, 64, 4 << 10, 8 << 10} { // of the buffer that is there
		for _, long := range []int{1, 20, 1000} { // of the password
			for _, version := range []string{"", strings.Repeat("v", 100), strings.Repeat("v", 10_000)} {
				var ts tags
				ts.init()
				was := make([]byte, size)
				g := ts.pool.New().(*tagger)
				g.buf = was[:0]
				ts.pool.New = func() any { return g }
				newTag(&ts, "realm", "user", strings.Repeat(canary, long), version)
				n++
				if kept := g.buf[:cap(g.buf)]; bytes.Contains(kept, []byte(canary)) || bytes.Contains(was, []byte(canary)) {
					t.Errorf("%d bytes, %d passwords, version of %d: it is still there", size, long, len(version))
				}
				if len(g.buf) != 0 || cap(g.buf) > 8<<10 {
					t.Errorf("%d bytes, %d passwords: a buffer of %d bytes is kept", size, long, cap(g.buf))
				}
			}
		}
	}
	if n != 54 {
		t.Errorf("%d tags", n)
	}
}
