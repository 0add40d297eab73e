// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/fips140"
	"crypto/rand"
	"runtime"
	"testing"
	"testing/synctest"
)

// Bubble runs f in a bubble with a clock of its own. In FIPS 140 mode, the first
// random bytes of each processor take time, which does not pass in there.
func Bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	if fips140.Enabled() {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
		rand.Read(make([]byte, 1))
	}
	synctest.Test(t, f)
}
