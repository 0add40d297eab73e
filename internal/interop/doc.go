// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package interop runs the command of this module against real HTTP clients, and
// package htpasswd against the programs that write password files. It holds nothing
// but tests.
//
// The command is built once and runs as a process of its own, as it does for
// everybody: what is tested is what is on the wire. A program that is missing is
// a failure, not a skip; .ci/run installs it.
//
// Run it with go test -count=1: the cache of go test does not know what the
// command is made of.
package interop
