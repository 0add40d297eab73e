// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"time"
)

// A stay is what a request has of a Gate, from when it is let in until it leaves.
type stay struct {
	gate   *Gate
	weight Weight
	ctx    context.Context
	begun  time.Time
	left   bool // guarded by the lock of the Gate
}

// insideKey is for the stay of a request in a context.
type insideKey struct{}

// leave ends the stay with its hash. To leave again does nothing.
func (s *stay) leave() { s.end(func(took time.Duration) { s.gate.learn(took, s.ctx.Err() != nil) }) }

// giveBack ends a stay that is not used.
func (s *stay) giveBack() { s.end(func(time.Duration) {}) }

func (s *stay) end(learn func(took time.Duration)) {
	s.gate.mu.Lock()
	defer s.gate.mu.Unlock()
	if s.left {
		return
	}
	s.left = true
	learn(time.Since(s.begun))
	s.gate.give(s.weight)
}
