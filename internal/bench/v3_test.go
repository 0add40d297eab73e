// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/netip"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

const (
	arrivals = 200                  // of the good user, in one operation
	interval = 1 * time.Millisecond // between two of them
)

// fromAddr is a request from an address.
func fromAddr(addr string) *scheme.Request {
	return &scheme.Request{Method: "GET", Target: "/", Realm: basicRealm, Secure: true, Peer: netip.MustParseAddr(addr)}
}

// guess tries one wrong password after the other until stop is closed, and
// returns how many were refused.
func guess(s *basic.Scheme, n int, stop <-chan struct{}) (refused int) {
	r := fromAddr("192.0.2.66")
	for i := 0; ; i++ {
		select {
		case <-stop:
			return refused
		default:
		}
		userPass := basicUser + ":guess " + strconv.Itoa(n) + "." + strconv.Itoa(i)
		c, err := header.NewCredentials68("Basic", base64.StdEncoding.EncodeToString([]byte(userPass)))
		must(err)
		if _, err := s.Authenticate(context.Background(), r, c); err != nil {
			refused++
		}
	}
}

// V3: how long a user waits whose password is cached, while eight guessers send
// one wrong password after the other from one address. Requests of the user are due
// at fixed times. The metric p99-ns is of the login alone, as a handler has it;
// due-p99-ns counts from when a request was due, so that one which keeps others
// waiting shows in all of them. uncached-p99-ns is of a user elsewhere who has to
// wait for a hash. Without guessers it shows what the timers and the rest of the
// machine take.
func BenchmarkV3(b *testing.B) {
	for _, m := range []struct {
		name     string
		guessers int
		gate     *basic.Gate
	}{{"gate", 8, nil}, {"nogate", 8, basic.NewGate(&basic.GateOptions{Hashes: 1 << 10})}, {"nobody", 0, nil}} {
		b.Run(m.name, func(b *testing.B) { flood(b, openUsers(b, &htpasswd.Options{Gate: m.gate}), m.guessers) })
	}
}

func flood(b *testing.B, users *htpasswd.File, guessers int) {
	s := basic.New(users.Verify, &basic.Options{Cache: cached(users)})
	op := login(s)
	if op() == 0 {
		b.Fatal("refused")
	}
	stop := make(chan struct{})
	var refused atomic.Int64
	var wg sync.WaitGroup
	for n := range guessers {
		wg.Go(func() { refused.Add(int64(guess(s, n, stop))) })
	}
	var uncached []time.Duration
	wg.Go(func() { uncached = elsewhere(b, basic.New(users.Verify, nil), stop) })
	before := cpuTime(b)
	var logins, waits []time.Duration
	for b.Loop() {
		logins, waits = arrive(b, op, logins, waits)
	}
	b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N), "cpu-ns/op")
	close(stop)
	wg.Wait()
	slices.Sort(logins)
	slices.Sort(waits)
	slices.Sort(uncached)
	b.ReportMetric(float64(logins[len(logins)*99/100]), "p99-ns")
	b.ReportMetric(float64(logins[len(logins)-1]), "max-ns")
	b.ReportMetric(float64(waits[len(waits)/2]), "due-p50-ns")
	b.ReportMetric(float64(waits[len(waits)*99/100]), "due-p99-ns")
	b.ReportMetric(float64(uncached[len(uncached)*99/100]), "uncached-p99-ns")
	b.ReportMetric(float64(refused.Load())/float64(b.N), "guesses/op")
}

// elsewhere logs a user in that no cache knows, one time after the other until stop
// is closed, and returns how long each took.
func elsewhere(b *testing.B, s *basic.Scheme, stop <-chan struct{}) (took []time.Duration) {
	r := fromAddr("192.0.2.1")
	c, err := header.ParseCredentials([]string{basicLine})
	must(err)
	for {
		start := time.Now()
		if _, err := s.Authenticate(context.Background(), r, c); err != nil {
			b.Error("the user who is not cached: ", err)
		}
		took = append(took, time.Since(start))
		select {
		case <-stop:
			return took
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// arrive appends how long each login took, and how late it was done.
func arrive(b *testing.B, op func() int, logins, waits []time.Duration) (l, w []time.Duration) {
	start := time.Now()
	for i := range arrivals {
		due := time.Duration(i) * interval
		time.Sleep(due - time.Since(start))
		begun := time.Since(start)
		if op() == 0 {
			b.Error("refused")
		}
		done := time.Since(start)
		logins, waits = append(logins, done-begun), append(waits, done-due)
	}
	return logins, waits
}

// What was guessed leaves nothing behind, not a byte, and the user is not thrown
// out.
func TestV3(t *testing.T) {
	slow := 0
	s := basic.New(func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
		if slow++; password != basicPassword {
			return scheme.Identity{}, scheme.ErrRejected
		}
		return scheme.Identity{Subject: user}, nil
	}, &basic.Options{Cache: &basic.CacheOptions{TTL: time.Hour}})
	op := login(s)
	wrong := make([]header.Credentials, 1000)
	for i := range wrong {
		var err error
		wrong[i], err = header.NewCredentials68("Basic", base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s:%2000d", basicUser, i)))
		must(err)
	}
	r := &scheme.Request{Method: "GET", Target: "/", Realm: basicRealm, Secure: true}
	try := func() {
		for _, c := range wrong {
			if _, err := s.Authenticate(t.Context(), r, c); err == nil {
				t.Fatal("a wrong password")
			}
		}
	}
	try() // now the pool has its buffers
	if op() == 0 || slow != 1001 {
		t.Fatalf("%d verifications", slow)
	}
	before := heap()
	for range 20 {
		try()
	}
	if grown := heap() - before; grown > 4<<10 { // the test's own
		t.Errorf("20,000 wrong passwords of 2,000 bytes leave %d bytes", grown)
	}
	if op() == 0 || slow != 21_001 {
		t.Errorf("the user is not known any more: %d verifications", slow)
	}
	runtime.KeepAlive(wrong)
}
