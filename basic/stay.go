// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"sync/atomic"
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

// An offer is a stay in the context of a request: whoever enters a Gate with that
// takes it over, and nobody twice.
type offer struct {
	*stay
	taken atomic.Bool
}

// offerKey is for the offer in a context.
type offerKey struct{}

// takeOver returns the stay that is offered, if it is one in g and so much. Any other
// is given back: to wait in two places might be for ever.
func (g *Gate) takeOver(ctx context.Context, w Weight) *stay {
	o, ok := ctx.Value(offerKey{}).(*offer)
	if !ok || !o.taken.CompareAndSwap(false, true) {
		return nil
	}
	if o.gate == g && w.Threads <= o.weight.Threads && w.Memory <= o.weight.Memory {
		return o.stay
	}
	o.giveBack()
	return nil
}

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
