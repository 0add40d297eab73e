// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle

import (
	"net/netip"
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
	fail(now, 501)
	if wait := u.rule.wait(u.count, now); wait != most {
		t.Errorf("after a success: %v", wait)
	}
	for key := range uint64(countsPerSet - 1) {
		if u := tab.find(now, key+1); u.count.failures != 1 || u.rule.most != time.Hour {
			t.Errorf("key %d: %+v", key+1, u)
		}
	}
	now += 2*time.Hour + most + 1
	if u := tab.find(now, 600); u.count == &tab.counts[0] || u.count.failures != 0 {
		t.Error("there is no place when the others are over")
	}
}

// A login is kept rather than an older one, and rather than one whose count must
// be kept; and an account has no more than half of them.
func TestLogins(t *testing.T) {
	r := rule{5, time.Second, time.Hour, time.Hour, maxTries}
	ls := newLogins(1)
	pair := func(n uint64) keys { return keys{account: n, pair: n} }
	for i := range uint64(loginsPerSet) {
		ls.remember(time.Duration(i), pair(i+1), r, 0)
	}
	r.end(&ls.find(100, pair(1)).count, 100, negotiate.Rejected)
	ls.find(100, pair(2)).succeed(101, time.Hour) // is not the second oldest any more
	ls.remember(102, pair(50), r, 3)
	for n, want := range map[uint64]bool{1: true, 2: true, 3: false, 4: true, 50: true} {
		if got := ls.find(103, pair(n)) != nil; got != want {
			t.Errorf("pair %d: %t", n, got)
		}
	}
	if l := ls.find(103+remembered, pair(50)); l == nil || l.count.tries != 3 {
		t.Error("with tries under way")
	}
	ls.find(103, pair(50)).count.tries = 0
	if ls.find(102+remembered, pair(50)) == nil || ls.find(103+remembered, pair(50)) != nil {
		t.Error("after 30 days")
	}
	for i := range uint64(20) {
		ls.remember(200+time.Duration(i), keys{account: 7, pair: 700 + i}, r, 0)
	}
	own := 0
	for i := range ls {
		if ls[i].account == 7 {
			own++
		}
	}
	if own != loginsPerSet/2 || ls.find(300, keys{account: 7, pair: 719}) == nil {
		t.Errorf("%d of one account", own)
	}
	for i := range ls {
		r.end(&ls[i].count, 103, negotiate.Rejected)
	}
	if ls.remember(104, pair(60), r, 0); ls.find(105, pair(60)) != nil {
		t.Error("a count was dropped")
	}
}

// When all tries have ended, none is left anywhere, whatever came of those beside
// them.
func TestNoTriesLeft(t *testing.T) {
	g := New(nil)
	try := negotiate.Try{Name: "alice", Realm: "r", Source: netip.MustParseAddr("192.0.2.1")}
	outcomes := []negotiate.Outcome{negotiate.Rejected, negotiate.Challenged, negotiate.Accepted, negotiate.Broken, negotiate.Accepted, negotiate.Accepted}
	for range 3 {
		admitted := 0
		for range outcomes {
			if g.Admit(t.Context(), try) == nil {
				admitted++
			}
		}
		if admitted != len(outcomes) {
			t.Fatalf("%d were admitted", admitted)
		}
		for _, o := range outcomes {
			g.Report(t.Context(), try, o)
		}
	}
	seen := 0
	check := func(c count) {
		if c.key != 0 {
			seen++
		}
		if c.tries > 0 {
			t.Errorf("%+v", c)
		}
	}
	for i := range g.accounts {
		for _, c := range g.accounts[i].pairs.counts {
			check(c)
		}
		for _, l := range g.accounts[i].logins {
			check(l.count)
		}
	}
	if seen == 0 {
		t.Error("there is no count")
	}
}
