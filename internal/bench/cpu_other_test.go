// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

//go:build !unix

package bench

import (
	"testing"
	"time"
)

var start = time.Now()

// cpuTime returns the time on the wall: there is no getrusage here.
func cpuTime(*testing.B) time.Duration { return time.Since(start) }
