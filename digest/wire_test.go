// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A wire is a simulated network between clients and a server: requests and
// responses take 1 to 3 ms each, so that they overtake each other. It runs in a
// bubble of synctest, where time is virtual.
type wire struct {
	serve serve                                  // is called for one request at a time
	fault func(ctx context.Context, n int) error // what becomes of the nth request before it arrives; may be nil
	seed  uint64

	mu         sync.Mutex
	sent       int // requests
	challenges int // responses of status 401
	used       map[[3]string]bool
	repeated   int // counts of a nonce that were sent before
	gone       []time.Duration
	start      time.Time
}

// serve returns what a server says to a request with those credentials, which
// may be none.
type serve func(r *scheme.Request, c header.Credentials) reply

type reply struct {
	status int
	lines  []string // of WWW-Authenticate
	info   []string // of Authentication-Info
}

func newWire(s serve) *wire {
	return &wire{serve: s, seed: 1, used: make(map[[3]string]bool), start: time.Now()}
}

// trip sends one request.
func (w *wire) trip(ctx context.Context, r *scheme.Request, c header.Credentials) (reply, error) {
	w.mu.Lock()
	n := w.sent
	w.sent++
	w.gone = append(w.gone, time.Since(w.start))
	w.note(r, c)
	w.mu.Unlock()
	if w.fault != nil {
		if err := w.fault(ctx, n); err != nil {
			return reply{}, err
		}
	}
	if err := w.pass(ctx, n, 0); err != nil {
		return reply{}, err
	}
	w.mu.Lock()
	rep := w.serve(r, c)
	if rep.status == 401 {
		w.challenges++
	}
	w.mu.Unlock()
	return rep, w.pass(ctx, n, 1)
}

// pass takes 1 to 3 ms.
func (w *wire) pass(ctx context.Context, n, leg int) error {
	jitter := rand.New(rand.NewPCG(w.seed, uint64(2*n+leg))).Int64N(int64(2 * time.Millisecond))
	select {
	case <-time.After(time.Millisecond + time.Duration(jitter)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// note keeps account of the counts. mu is held.
func (w *wire) note(r *scheme.Request, c header.Credentials) {
	nonce, _ := c.Param("nonce")
	nc, counted := c.Param("nc")
	key := [3]string{r.Origin, nonce, nc}
	if !counted {
		return
	}
	if w.used[key] {
		w.repeated++
	}
	w.used[key] = true
}

// An outcome is what came of one request.
type outcome struct {
	status  int
	answers int
	mutual  bool
	err     error
}

// do is what a stack does for one request; see scheme.Client and scheme.Exchange.
func (w *wire) do(ctx context.Context, client scheme.Client, r *scheme.Request) (o outcome) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	x := client.Begin(ctx, r)
	a, err := x.Next(ctx, nil)
	for {
		if err != nil && !errors.Is(err, scheme.ErrDeclined) {
			return outcome{err: err, answers: o.answers}
		}
		if err == nil {
			o.answers++
		}
		rep, lost := w.trip(ctx, r, a.Credentials)
		if lost != nil {
			return outcome{err: lost, answers: o.answers}
		}
		if o.status = rep.status; rep.status != 401 {
			if o.answers > 0 { // as package negotiate does it
				o.mutual, o.err = x.Verify(ctx, rep.response())
			}
			return o
		}
		chs, _ := header.ParseChallenges(rep.lines)
		if a, err = x.Next(ctx, chs); errors.Is(err, scheme.ErrRejected) || errors.Is(err, scheme.ErrDeclined) {
			return o // the caller gets the 401
		}
	}
}

func (rep reply) response() *scheme.Response {
	return &scheme.Response{Status: rep.status, Info: func() (header.Info, error) { return header.ParseInfo(rep.info) }}
}

// A tally is what came of many requests.
type tally struct {
	ok, refused, failed int
	mutual              int
	maxAnswers          int
}

// run sends n requests, so many at a time, and waits for all.
func (w *wire) run(t *testing.T, client scheme.Client, n, atOnce int) (sum tally) {
	t.Helper()
	return w.runOn(t, client, n, atOnce, func(int) *scheme.Request { return request() })
}

// runOn does so with the requests that it is given.
func (w *wire) runOn(t *testing.T, client scheme.Client, n, atOnce int, ith func(i int) *scheme.Request) (sum tally) {
	t.Helper()
	var next atomic.Int64
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range atOnce {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				o := w.do(t.Context(), client, ith(i))
				mu.Lock()
				sum.add(o)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if w.repeated > 0 {
		t.Errorf("%d counts were sent twice", w.repeated)
	}
	return sum
}

func (s *tally) add(o outcome) {
	switch {
	case o.err != nil:
		s.failed++
	case o.status == 401:
		s.refused++
	default:
		s.ok++
	}
	if o.mutual {
		s.mutual++
	}
	s.maxAnswers = max(s.maxAnswers, o.answers)
}

// inBubble runs f with virtual time.
func inBubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}
