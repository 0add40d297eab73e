// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package reload

// Blind returns options for a file system that does not tell of changes but by
// size, time of modification and identity.
func Blind(opts Options) Options {
	opts.blind = true
	return opts
}
