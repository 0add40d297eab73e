// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"net/netip"
	"time"
)

const (
	// A turn is remembered for a minute at least, and two at the most.
	remembered = time.Minute

	// maxSources bounds what is remembered. More sources than that have the older
	// ones forgotten.
	maxSources = 4096
)

// turns are how many hashes of each source were begun lately, with those that were
// given up in the queue: to hold places there must not be for nothing.
type turns struct {
	now, before map[netip.Prefix]int
	since       time.Time // when now began
}

func (t *turns) add(id netip.Prefix) {
	t.forget()
	t.now[id]++
}

func (t *turns) of(id netip.Prefix) int {
	t.forget()
	return t.now[id] + t.before[id]
}

func (t *turns) forget() {
	age := time.Since(t.since)
	if t.now != nil && age < remembered && len(t.now) < maxSources {
		return
	}
	if t.before = t.now; age >= 2*remembered {
		t.before = nil
	}
	t.now, t.since = make(map[netip.Prefix]int), time.Now()
}
