// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// K01: a few sources do not keep out one who does not take more than each of them:
// many networks in one site, six addresses, which are as many as fit into Wait, and
// that whether each has many requests wait or one.
func TestAttack_K01_a_few_sources(t *testing.T) {
	n := 0
	for name, tt := range map[string]struct {
		attackers []int
		from      func(i int) string
	}{
		"thirty networks of one site": {crowds(), func(i int) string { return fmt.Sprintf("2001:db8:0:%x::1", i%30) }},
		"six addresses":               {[]int{6, 30, 64}, func(i int) string { return fmt.Sprintf("192.0.2.%d", 66+i%6) }},
		"seven addresses":             {[]int{30, 64}, func(i int) string { return fmt.Sprintf("192.0.2.%d", 66+i%7) }},
	} {
		for _, attackers := range tt.attackers {
			n++
			synctest.Test(t, func(t *testing.T) {
				h := &hash{takes: 250 * time.Millisecond}
				s := basic.New(h.verify, &basic.Options{Cache: &basic.CacheOptions{Gate: basic.NewGate(&basic.GateOptions{Hashes: 1})}})
				for range 30 { // by then, it is known how long a hash takes
					login(t, s, "alice", "early guess")
				}
				took, refused := flood{attackers, tt.from, "192.0.2.1"}.run(t, s)
				if worst := slices.Max(append(took, 0)); refused != 0 || len(took) != logins || worst >= 2*time.Second {
					t.Errorf("%d attackers, %s: %d refused, %d served, at the worst after %v", attackers, name, refused, len(took), worst)
				}
			})
		}
	}
	if n != len(crowds())+5 {
		t.Errorf("%d floods", n)
	}
}

// A siege is one by attackers with a request each, from so many addresses, where
// the next attempt of each may come from another one.
type siege struct {
	attackers int
	from      func(attacker, attempt int) string
}

// run has an honest user log in so many times, three minutes apart, and returns how
// often he was refused. If he was let in, it must be soon.
func (s siege) run(t *testing.T, logins int) (refused int) {
	g := basic.NewGate(&basic.GateOptions{Hashes: 1})
	v := g.Verifier((&hash{takes: 250 * time.Millisecond}).verify, one)
	ctx, stop := context.WithCancel(t.Context())
	var attack sync.WaitGroup
	for i := range s.attackers {
		attack.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				if _, err := v(t.Context(), from(s.from(i, n)), "alice", "guess"); errors.Is(err, scheme.ErrUnavailable) {
					time.Sleep(time.Second / 4)
				}
			}
		})
	}
	for range logins {
		time.Sleep(3*time.Minute + 7*time.Millisecond)
		start := time.Now()
		switch _, err := v(t.Context(), from("192.0.2.1"), "alice", "secret"); {
		case isBusy(t, err):
			refused++
		case err != nil:
			t.Error(err)
		case time.Since(start) > 2*time.Second:
			t.Error("let in after", time.Since(start))
		}
	}
	stop()
	attack.Wait()
	return refused
}

// K01: what the doc of Gate promises a user who has not logged in for two minutes:
// with a hash of a quarter of a second, 240 sources do not keep him out. Those who
// have a new source for each guess do, and that is what the doc says.
func TestAttack_K01_many_sources(t *testing.T) {
	for _, tt := range []struct {
		name string
		siege
		refused bool
	}{
		{"240 addresses", siege{240, func(i, _ int) string { return fmt.Sprintf("198.51.100.%d", i) }}, false},
		{"240 sites", siege{240, func(i, n int) string { return fmt.Sprintf("2001:db8:%x:%x::", i, n%256) }}, false},
		{"a new source for each guess", siege{30, func(i, n int) string { return fmt.Sprintf("2001:db8:%x:%x::", i, n%256<<8) }}, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			const logins = 3
			refused := tt.run(t, logins)
			t.Logf("%s: %d of %d refused", tt.name, refused, logins)
			if (refused > 0) != tt.refused {
				t.Errorf("%s: %d of %d refused", tt.name, refused, logins)
			}
		})
	}
}

// K01: one who wants more than the others has as many turns as they have, not less.
func TestAttack_K01_a_fair_share(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1})
		v := g.Verifier((&hash{takes: 250 * time.Millisecond}).verify, one)
		const sources = 30
		var served [sources]atomic.Int64
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for i := range sources {
			for range 1 + 4*(i%2) { // half of them are greedier
				all.Go(func() {
					for ctx.Err() == nil {
						if _, err := v(t.Context(), from(fmt.Sprintf("192.0.2.%d", i)), "alice", "secret"); err == nil {
							served[i].Add(1)
						} else {
							time.Sleep(100 * time.Millisecond)
						}
					}
				})
			}
		}
		time.Sleep(10 * time.Minute)
		stop()
		all.Wait()
		least, most := served[0].Load(), served[0].Load()
		for i := range served {
			least, most = min(least, served[i].Load()), max(most, served[i].Load())
		}
		t.Logf("from %d to %d turns", least, most)
		if least < 60 || most > 100 { // 80 each
			t.Errorf("from %d to %d turns", least, most)
		}
	})
}

// K01: to hold places in the queue, and to give them up before the turn comes,
// counts as turns do.
func TestAttack_K01_giving_up_counts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 1})
		for range 20 { // now a hash takes long
			leave := enter(t, g, one)
			time.Sleep(time.Second)
			leave()
		}
		leave := enter(t, g, one)
		try := func(ctx context.Context, addr string) error {
			leave, err := g.Enter(ctx, from(addr), one)
			if err == nil {
				leave()
			}
			return err
		}
		var all sync.WaitGroup
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		all.Go(func() { try(ctx, "192.0.2.1") })
		all.Go(func() { try(ctx, "192.0.2.2") })
		all.Wait()
		var refused atomic.Int64
		for _, addr := range []string{"192.0.2.1", "192.0.2.2"} {
			all.Go(func() {
				if isBusy(t, try(t.Context(), addr)) {
					refused.Add(1)
				}
			})
		}
		synctest.Wait()
		all.Go(func() {
			if err := try(t.Context(), "198.51.100.1"); err != nil {
				t.Error("an honest user:", err)
			}
		})
		synctest.Wait()
		leave()
		all.Wait()
		if refused.Load() != 1 {
			t.Errorf("%d gave way", refused.Load())
		}
	})
}
