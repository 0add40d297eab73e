// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package leak fails the tests of a package that leave goroutines behind.
//
// # Place in the map
//
// leak imports nothing of this module. The tests of what starts goroutines are
// run by it, which package fuzz sees to.
package leak

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// patience is how long goroutines may take to end after the last test: those of
// connections hear of it over the network.
const patience = 5 * time.Second

// ours is what the stack of a goroutine must have to be of this module, or of
// what is built on it. Those of others come and go as the runtime wants.
var ours = [...]string{"github.com/go-httpauth/httpauth/", "net/http.", "net/http/"}

// Main runs the tests and exits, in the place of m.Run:
//
//	func TestMain(m *testing.M) { leak.Main(m) }
//
// If they pass, but goroutines of this module or of net/http are left that were not
// there before, it prints their stacks and fails. None is excused: an idle
// connection ends when its server is closed, or by CloseIdleConnections. What
// waits for a time or a context without a goroutine it cannot see.
func Main(m *testing.M) { os.Exit(run(m.Run, patience, os.Stderr)) }

func run(tests func() int, wait time.Duration, out io.Writer) int {
	before := make(map[string]bool)
	for _, g := range goroutines() {
		before[g.id] = true
	}
	if code := tests(); code != 0 {
		return code // what failed may have left anything
	}
	left := remaining(before)
	for deadline := time.Now().Add(wait); len(left) > 0 && time.Now().Before(deadline); left = remaining(before) {
		<-time.After(time.Millisecond)
	}
	if len(left) == 0 {
		return 0
	}
	fmt.Fprintf(out, "leak: %d goroutines are left %s after the tests\n", len(left), wait)
	for _, g := range left {
		fmt.Fprintf(out, "\n%s\n", g.stack)
	}
	return 1
}

// remaining returns the goroutines that are ours and were not there before.
func remaining(before map[string]bool) (left []goroutine) {
	for _, g := range goroutines() {
		if !before[g.id] && g.isOurs() {
			left = append(left, g)
		}
	}
	return left
}

// A goroutine is one of the process: its number, which no other one ever gets,
// and its stack.
type goroutine struct{ id, stack string }

// goroutines returns all but the one that asks.
func goroutines() (all []goroutine) {
	buf := make([]byte, 1<<16)
	n := runtime.Stack(buf, true)
	for n == len(buf) {
		buf = make([]byte, 2*len(buf))
		n = runtime.Stack(buf, true)
	}
	for stack := range bytes.SplitSeq(bytes.TrimSpace(buf[:n]), []byte("\n\n")) {
		id, _, _ := strings.Cut(strings.TrimPrefix(string(stack), "goroutine "), " ")
		all = append(all, goroutine{id, string(stack)})
	}
	return all[1:]
}

// isOurs reports whether a frame is ours, or who started it.
func (g goroutine) isOurs() bool {
	for line := range strings.Lines(g.stack) {
		function := strings.TrimPrefix(line, "created by ")
		for _, prefix := range ours {
			if strings.HasPrefix(function, prefix) {
				return true
			}
		}
	}
	return false
}
