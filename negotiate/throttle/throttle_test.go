// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle_test

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/throttle"
	"github.com/go-httpauth/httpauth/scheme"
)

// from returns a Try of an account from a source.
func from(source, name string) negotiate.Try {
	return negotiate.Try{Name: name, Scheme: "Basic", Realm: "r", Source: netip.MustParseAddr(source)}
}

// nth returns one of many sources.
func nth(i int) string { return fmt.Sprintf("198.%d.%d.%d", 18+i>>16&1, i>>8&255, i&255) }

// wait asks for a try, and returns how long it has to wait; 0 if it is admitted.
func wait(t testing.TB, g negotiate.Guard, try negotiate.Try) time.Duration {
	t.Helper()
	err := g.Admit(t.Context(), try)
	if err == nil {
		return 0
	}
	after, ok := errors.AsType[interface {
		error
		scheme.RetryAfter
	}](err)
	if !ok || !errors.Is(err, scheme.ErrThrottled) || after.RetryAfter() <= 0 {
		t.Fatal(err)
	}
	return after.RetryAfter()
}

// try makes a try as soon as it is admitted, and returns how long that took.
func try(t testing.TB, g negotiate.Guard, of negotiate.Try, o negotiate.Outcome) time.Duration {
	t.Helper()
	start := time.Now()
	for d := wait(t, g, of); d > 0; d = wait(t, g, of) {
		time.Sleep(d)
	}
	g.Report(t.Context(), of, o)
	return time.Since(start)
}

// Some failures cost nothing, then each delay is twice the one before, up to the
// bound. Nobody is locked out. From where somebody has logged in, the bound is that
// of what others may have caused, as they may be there, too.
func TestDelays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(nil)
		alice := from("192.0.2.1", "alice")
		for _, most := range []time.Duration{15 * time.Minute, 10 * time.Second} {
			var got []time.Duration
			for range 18 {
				got = append(got, try(t, g, alice, negotiate.Rejected))
			}
			want := make([]time.Duration, 5, 18)
			for d := time.Second; len(want) < 18; d *= 2 {
				want = append(want, min(d, most))
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%v\nwant %v", got, want)
			}
			if d := try(t, g, alice, negotiate.Accepted); d != most {
				t.Errorf("the right one after %v", d)
			}
			if d := try(t, g, alice, negotiate.Accepted); d != 0 {
				t.Errorf("and once more after %v", d)
			}
			time.Sleep(15 * time.Minute)
			try(t, g, alice, negotiate.Accepted) // clears, if the one before did not
		}
	})
}

// Whoever guesses from where the owner comes and goes has not all free tries again
// with each success of the owner.
func TestGuessesBetweenSuccesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(nil)
		alice := from("192.0.2.1", "alice")
		try(t, g, alice, negotiate.Accepted)
		guesses := 0
		for range 3600 {
			if g.Admit(t.Context(), alice) == nil {
				g.Report(t.Context(), alice, negotiate.Accepted)
			}
			for range 4 {
				if g.Admit(t.Context(), alice) == nil {
					g.Report(t.Context(), alice, negotiate.Rejected)
					guesses++
				}
			}
			time.Sleep(time.Second)
		}
		if guesses < 100 || guesses > 400 {
			t.Errorf("%d guesses in an hour", guesses)
		}
	})
}

// Only wrong credentials count, whatever else there is.
func TestOnlyGuessesCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		for _, o := range []negotiate.Outcome{negotiate.Accepted, negotiate.Anonymous, negotiate.Challenged, negotiate.Malformed, negotiate.Forbidden, negotiate.Throttled, negotiate.Broken} {
			g := throttle.New(nil)
			for i := range 1000 {
				n++
				if d := try(t, g, from("192.0.2.1", "alice"), o); d != 0 {
					t.Errorf("%v: the try %d had to wait %v", o, i, d)
				}
			}
		}
		if n != 7000 {
			t.Errorf("%d tries", n)
		}
	})
}

// A right answer that is stale, after failures, is followed by another at once.
func TestStaleAfterFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(nil)
		alice := from("192.0.2.1", "alice")
		for range 10 {
			try(t, g, alice, negotiate.Rejected)
		}
		try(t, g, alice, negotiate.Challenged)
		if d := try(t, g, alice, negotiate.Accepted); d != 0 {
			t.Errorf("had to wait %v", d)
		}
	})
}

// A count is dropped some time after the last failure and the delay for it.
func TestForget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(&throttle.Options{Free: 1, Delay: time.Minute, Forget: 30 * time.Second})
		alice := from("192.0.2.1", "alice")
		try(t, g, alice, negotiate.Rejected)
		for _, step := range []struct{ sleep, want time.Duration }{
			{0, time.Minute}, {40 * time.Second, 20 * time.Second}, {20 * time.Second, 0},
		} {
			if time.Sleep(step.sleep); wait(t, g, alice) != step.want {
				t.Errorf("not %v", step.want)
			}
		}
		g.Report(t.Context(), alice, negotiate.Rejected) // for the last one that was admitted
		if d := wait(t, g, alice); d != 2*time.Minute {
			t.Errorf("forgotten at the end of its delay: %v", d)
		}
		time.Sleep(2*time.Minute + 30*time.Second + 1)
		try(t, g, alice, negotiate.Rejected)
		if d := wait(t, g, alice); d != time.Minute {
			t.Errorf("not forgotten: %v", d)
		}
	})
}

// What is taken for one source, and for one account.
func TestKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		mallory := from("2001:db8:1:2::1", "alice")
		other := mallory
		tests := []struct {
			name   string
			change func(*negotiate.Try)
			same   bool
		}{
			{"the same", func(*negotiate.Try) {}, true},
			{"another scheme", func(o *negotiate.Try) { o.Scheme = "Digest" }, true},
			{"another realm", func(o *negotiate.Try) { o.Realm = "s" }, false},
			{"another name", func(o *negotiate.Try) { o.Name = "alicf" }, false},
			{"the realm with a part of the name", func(o *negotiate.Try) { o.Name, o.Realm = "lice", "ra" }, false},
			{"a proxy", func(o *negotiate.Try) { o.Proxy = true }, false},
			{"another address of the network", func(o *negotiate.Try) { o.Source = netip.MustParseAddr("2001:db8:1:2:ffff::5") }, true},
			{"another zone", func(o *negotiate.Try) { o.Source = netip.MustParseAddr("2001:db8:1:2::1%eth0") }, true},
			{"another part of it", func(o *negotiate.Try) { o.Source = netip.MustParseAddr("2001:db8:1:ff::1") }, true},
			{"another network", func(o *negotiate.Try) { o.Source = netip.MustParseAddr("2001:db8:1:102::1") }, false},
			{"no source", func(o *negotiate.Try) { o.Source = netip.Addr{} }, false},
		}
		for _, tt := range tests {
			g := throttle.New(nil)
			for range 6 {
				try(t, g, mallory, negotiate.Rejected)
			}
			other = mallory
			if tt.change(&other); (wait(t, g, other) > 0) != tt.same {
				t.Errorf("%s: the same: %t", tt.name, !tt.same)
			}
		}
		g := throttle.New(nil)
		for range 6 {
			try(t, g, from("192.0.2.1", "alice"), negotiate.Rejected)
		}
		if wait(t, g, from("::ffff:192.0.2.1", "alice")) == 0 || wait(t, g, from("192.0.2.2", "alice")) > 0 {
			t.Error("IPv4 in IPv6")
		}
		if len(tests) != 11 {
			t.Errorf("%d rows", len(tests))
		}
	})
}

// Attack K03: whoever sends hundreds of guesses at once, as over HTTP/2, gets no
// more of them than one after another.
func TestAttack_K03_guesses_in_parallel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for failed, want := range map[int]int{0: 64, 1: 32, 4: 4, 5: 1, 9: 1} {
			g := throttle.New(nil)
			mallory := from("192.0.2.1", "alice")
			for range failed {
				try(t, g, mallory, negotiate.Rejected)
			}
			time.Sleep(time.Minute)
			admitted := 0
			for range 250 {
				if wait(t, g, mallory) == 0 {
					admitted++
				}
			}
			if admitted != want {
				t.Errorf("%d of 250 after %d failures", admitted, failed)
			}
			for range admitted {
				g.Report(t.Context(), mallory, negotiate.Rejected)
			}
			if failed == 0 && wait(t, g, mallory) != 15*time.Minute {
				t.Errorf("%v after all of them", wait(t, g, mallory))
			}
		}
	})
}

// Attack K03: nor does it help to hold the tries back, or to know an account.
func TestAttack_K03_guesses_that_take_their_time(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(nil)
		mallory := from("192.0.2.1", "alice")
		for range 5 {
			try(t, g, mallory, negotiate.Rejected)
		}
		admitted := 0
		for range 15 * 60 {
			if time.Sleep(time.Second); wait(t, g, mallory) == 0 {
				admitted++
			}
		}
		if admitted > 10 {
			t.Errorf("%d tries at once, of which none has ended", admitted)
		}
		g = throttle.New(nil)
		try(t, g, mallory, negotiate.Accepted)
		admitted = 0
		for range 10_000 {
			if wait(t, g, mallory) == 0 {
				admitted++
			}
		}
		if admitted != 256 {
			t.Errorf("%d at once from where somebody has logged in", admitted)
		}
	})
}

// Tries that are under way while another one succeeds are not counted for ever.
func TestTriesEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, others := range []int{0, 8, 100} { // that displace the login
			g := throttle.New(nil)
			alice := from("192.0.2.1", "alice")
			for range 50 {
				for range 6 {
					if wait(t, g, alice) > 0 {
						t.Fatal("not admitted")
					}
				}
				for range 6 {
					g.Report(t.Context(), alice, negotiate.Accepted)
				}
				for i := range others {
					try(t, g, from(nth(i), "alice"), negotiate.Accepted)
				}
				time.Sleep(31 * 24 * time.Hour)
			}
			try(t, g, alice, negotiate.Rejected)
			for range 4 {
				if wait(t, g, alice) > 0 {
					t.Errorf("%d others: not admitted after one failure", others)
				}
			}
		}
	})
}

// From no known source, such as where a stack does not tell it, nobody waits for
// long: it may be anybody.
func TestNoSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(nil)
		alice := negotiate.Try{Name: "alice", Scheme: "Basic", Realm: "r"}
		for i := range 30 {
			if d := try(t, g, alice, negotiate.Rejected); d > 10*time.Second || i > 10 && d < 8*time.Second {
				t.Errorf("try %d waits %v", i, d)
			}
		}
	})
}

// Options beyond what can be computed with are cut.
func TestLargeOptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const most = time.Duration(1<<63 - 1)
		g := throttle.New(&throttle.Options{Free: 1, Delay: 3 * time.Second, MaxDelay: most, MaxShared: most, Forget: most})
		alice := from("192.0.2.1", "alice")
		before := time.Duration(0)
		for range 100 {
			d := try(t, g, alice, negotiate.Rejected)
			if d < before || d > 365*24*time.Hour {
				t.Fatalf("%v after %v", d, before)
			}
			before = d
		}
		if before != 365*24*time.Hour {
			t.Error(before)
		}
	})
}

// Attack K04: failures are not forgotten because a million other names are tried,
// from one source or from many, and no memory is taken for them.
func TestAttack_K04_a_million_other_names(t *testing.T) {
	fakes := 1_000_000
	if testing.Short() || raceDetector {
		fakes = 50_000
	}
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(&throttle.Options{Counts: 2048})
		alice := from("192.0.2.1", "alice")
		for range 20 {
			try(t, g, alice, negotiate.Rejected)
		}
		owner := from("192.0.2.9", "alice")
		try(t, g, owner, negotiate.Accepted)
		admitted := 0
		for i := range fakes {
			fake := from(nth(i), fmt.Sprint(i))
			if i%2 == 0 {
				fake = from("203.0.113.5", fmt.Sprint(i))
			}
			if g.Admit(t.Context(), fake) == nil {
				g.Report(t.Context(), fake, negotiate.Rejected)
				admitted++
			}
		}
		if d := wait(t, g, alice); d != 15*time.Minute {
			t.Errorf("the delay is %v", d)
		}
		if d := wait(t, g, owner); d != 0 {
			t.Errorf("the owner waits %v", d)
		}
		// Somebody new, who shares a count with the others, waits some seconds.
		for i := range 100 {
			if d := wait(t, g, from("192.0.2.77", fmt.Sprint("new", i))); d > 10*time.Second {
				t.Errorf("somebody new waits %v", d)
			}
		}
		t.Logf("%d of %d fakes were admitted", admitted, fakes)
		if admitted < 1000 || admitted == fakes {
			t.Errorf("%d fakes were admitted", admitted)
		}
	})
}

// Attack K05: a thousand sources try one account for a day. From where the owner
// has logged in before nothing has changed; from elsewhere the owner waits some
// seconds once they pause, and the guessers do not get far.
func TestAttack_K05_the_owner_gets_in(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(nil)
		home, abroad := from("192.0.2.1", "alice"), from("192.0.2.2", "alice")
		try(t, g, home, negotiate.Accepted)
		guesses := 0
		for second := range 24 * 60 * 60 {
			for i := range 3 {
				mallory := from(nth((3*second+i)%1000), "alice")
				if g.Admit(t.Context(), mallory) == nil {
					g.Report(t.Context(), mallory, negotiate.Rejected)
					guesses++
				}
			}
			if second%1000 == 0 {
				if d := try(t, g, home, negotiate.Accepted); d != 0 {
					t.Fatalf("at home it takes %v", d)
				}
			}
			time.Sleep(time.Second)
		}
		if guesses > 50+24*60*60/10+1 {
			t.Errorf("%d guesses in a day", guesses)
		}
		if d := try(t, g, abroad, negotiate.Accepted); d > 10*time.Second {
			t.Errorf("abroad it takes %v", d)
		}
		if d := try(t, g, abroad, negotiate.Accepted); d != 0 {
			t.Errorf("then it takes %v", d)
		}
		t.Logf("%d guesses", guesses)
	})
}

// One source that tries one password on many accounts is slowed down, and those
// who share it and have logged in before are not.
func TestSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := throttle.New(nil)
		const source = "192.0.2.1"
		colleague := from(source, "colleague")
		try(t, g, colleague, negotiate.Accepted)
		for i := range 300 {
			d := try(t, g, from(source, fmt.Sprint("account", i)), negotiate.Rejected)
			if i < 100 && d != 0 || i >= 104 && d != 10*time.Second {
				t.Errorf("try %d after %v", i, d)
			}
			if d := try(t, g, from(source, ""), negotiate.Accepted); d != 0 { // a token pays for nothing
				t.Errorf("a token waits %v", d)
			}
		}
		if d := try(t, g, colleague, negotiate.Accepted); d != 0 {
			t.Errorf("a colleague waits %v", d)
		}
	})
}

// What names nobody, such as a token, is never slowed down.
func TestNoName(t *testing.T) {
	g := throttle.New(nil)
	token := from("192.0.2.1", "")
	for range 10_000 {
		if wait(t, g, token) > 0 {
			t.Fatal("a token waits")
		}
		g.Report(t.Context(), token, negotiate.Rejected)
	}
}

// Many at once, of few accounts and sources: nothing is lost or counted twice.
func TestParallel(t *testing.T) {
	g := throttle.New(&throttle.Options{Delay: time.Hour, MaxShared: time.Hour})
	var admitted atomic.Int32
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for n := range 2000 {
				mallory := from(nth(i%2), fmt.Sprint(n%8))
				if g.Admit(t.Context(), mallory) != nil {
					continue
				}
				admitted.Add(1)
				g.Report(t.Context(), mallory, negotiate.Rejected)
				g.Admit(t.Context(), from(nth(i), ""))
				g.Report(t.Context(), from(nth(i), ""), negotiate.Broken)
			}
		})
	}
	wg.Wait()
	// 16 pairs have 5 failures each for free, and one more may be under way for
	// each of 16 goroutines.
	if n := admitted.Load(); n < 16*5 || n > 16*(5+16) {
		t.Errorf("%d tries were admitted", n)
	}
}

// A request without failures costs no allocation.
func TestNoAllocs(t *testing.T) {
	g := throttle.New(nil)
	ctx, alice, token := t.Context(), from("192.0.2.1", "alice"), from("192.0.2.1", "")
	var err error
	n := testing.AllocsPerRun(100, func() {
		for _, try := range []negotiate.Try{alice, token} {
			if e := g.Admit(ctx, try); e != nil {
				err = e
			}
			g.Report(ctx, try, negotiate.Accepted)
		}
	})
	if n != 0 || err != nil {
		t.Errorf("%v allocations, %v", n, err)
	}
}

func BenchmarkThrottle(b *testing.B) {
	g := throttle.New(nil)
	ctx := b.Context()
	for name, try := range map[string]negotiate.Try{"known": from("192.0.2.1", "alice"), "token": from("192.0.2.1", "")} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if g.Admit(ctx, try) == nil {
					g.Report(ctx, try, negotiate.Accepted)
				}
			}
		})
	}
}
