// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"testing"

	"github.com/go-httpauth/httpauth/basic"
)

// I01: a Gate that NewGate has not made lets nobody in, wherever it stands.
func TestAttack_I01_the_zero_gate_refuses(t *testing.T) {
	store := newStore("alice", "secret")
	for _, g := range []*basic.Gate{new(basic.Gate), nil} {
		if leave, err := g.Enter(t.Context(), nil, basic.Weight{}); err == nil || leave != nil || reasonOf(err) != 0 {
			t.Errorf("Enter: %v", err)
		}
		if g.Fits(basic.Weight{}) {
			t.Error("it fits")
		}
		if _, err := g.Verifier(store.verify, one)(t.Context(), request(), "alice", "secret"); err == nil || reasonOf(err) != 0 {
			t.Errorf("Verifier: %v", err)
		}
	}
	for name, s := range cached(store.verify, &basic.CacheOptions{Gate: new(basic.Gate)}) {
		if _, err := login(t, s, "alice", "secret"); err == nil {
			t.Error(name)
		}
	}
	store.called(t, 0)
}

// K02: what is said to weigh less than nothing weighs nothing: it makes no room.
func TestAttack_K02_negative_weights(t *testing.T) {
	g := basic.NewGate(&basic.GateOptions{Hashes: 2, Memory: 100})
	leave := enter(t, g, basic.Weight{Threads: -5, Memory: -1000})
	expectGate(t, g, 1, 100, 0)
	leave()
	expectGate(t, g, 2, 100, 0)
}
