// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package bench compares this module with the libraries that people would pick
// instead, and with the least work that the same bytes need, side by side in
// one test binary. All of it is in the tests; see README.md.
//
// The command ratios runs the benchmarks and prints each ratio beside its
// target.
package bench
