// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle

import (
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/negotiate"
)

// Those that find no place in a full set share a count: its delay is bounded, no
// success of one of them clears it, and it is dropped when it is over.
func TestSharedCount(t *testing.T) {
	const most = 10 * time.Second
	tab := newTable(rule{5, time.Second, time.Hour, 2 * time.Hour, maxTries}, most, 1)
	fail := func(now time.Duration, key uint64) {
		u := tab.find(now, key)
		u.rule.begin(u.count, now)
		u.rule.end(u.count, now, negotiate.Rejected)
	}
	for key := range uint64(countsPerSet - 1) {
		fail(0, key+1)
	}
	var now time.Duration
	for key := range uint64(100) {
		u := tab.find(now, 100+key)
		if u.count != &tab.counts[0] {
			t.Fatalf("key %d has a place", key)
		}
		wait := u.rule.wait(u.count, now)
		if want := []time.Duration{0, 0, 0, 0, 0, 1, 2, 4, 8, 10}[min(key, 9)] * time.Second; wait != want {
			t.Errorf("try %d waits %v, not %v", key, wait, want)
		}
		now += wait
		fail(now, 100+key)
	}
	u := tab.find(now, 500)
	u.rule.end(u.count, now, negotiate.Accepted)
	u.forgive(true)
	fail(now, 501)
	if wait := u.rule.wait(u.count, now); wait != most {
		t.Errorf("after a success: %v", wait)
	}
	for key := range uint64(countsPerSet - 1) {
		if u := tab.find(now, key+1); u.count.failures != 1 || u.rule.most != time.Hour {
			t.Errorf("key %d: %+v", key+1, u)
		}
	}
	now += 2*time.Hour + time.Second
	if u := tab.find(now, 600); u.count == &tab.counts[0] || u.count.failures != 0 {
		t.Error("there is no place when the others are over")
	}
}

// A login is kept rather than an older one, and rather than one whose count must
// be kept.
func TestLogins(t *testing.T) {
	r := rule{5, time.Second, time.Hour, time.Hour, maxTries}
	ls := newLogins(1)
	for i := range uint64(loginsPerSet) {
		ls.remember(time.Duration(i), keys{pair: i + 1}, r)
	}
	oldest := ls.find(100, keys{pair: 1})
	r.end(&oldest.count, 100, negotiate.Rejected)
	ls.remember(101, keys{pair: 2}, r) // is not the second oldest any more
	ls.remember(102, keys{pair: 50}, r)
	for pair, want := range map[uint64]bool{1: true, 2: true, 3: false, 4: true, 50: true} {
		if got := ls.find(103, keys{pair: pair}) != nil; got != want {
			t.Errorf("pair %d: %t", pair, got)
		}
	}
	if ls.find(102+remembered, keys{pair: 50}) == nil || ls.find(103+remembered, keys{pair: 50}) != nil {
		t.Error("after 30 days")
	}
	for i := range ls {
		r.end(&ls[i].count, 103, negotiate.Rejected)
	}
	if ls.remember(104, keys{pair: 60}, r); ls.find(105, keys{pair: 60}) != nil {
		t.Error("a count was dropped")
	}
}
