// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

//go:build race

package throttle_test

// raceDetector says that everything is some ten times as slow.
const raceDetector = true
