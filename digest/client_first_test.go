// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

var errLost = errors.New("connection reset by peer")

// public is a server that challenges nobody.
func public(*scheme.Request, header.Credentials) reply { return reply{status: 200} }

// basicOnly is a server that wants another scheme.
func basicOnly(*scheme.Request, header.Credentials) reply {
	return reply{status: 401, lines: []string{`Basic realm="r"`}}
}

// sentBy counts the requests that had been sent by then.
func (w *wire) sentBy(d time.Duration) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, at := range w.gone {
		if at <= d {
			n++
		}
	}
	return n
}

// Where nobody challenges, requests wait for at most two others, and then never
// again.
func TestFirstIsNotChallenged(t *testing.T) {
	for _, atOnce := range []int{1, 8, 64} {
		inBubble(t, "", func(t *testing.T) {
			w, c := newWire(public), digest.NewClient(user, password, nil)
			if sum := w.run(t, c, 1000, atOnce); sum.ok != 1000 || w.sent != 1000 || sum.maxAnswers > 0 {
				t.Errorf("%d requests, %+v", w.sent, sum)
			}
			// Each takes 4 ms on average, and two go before the others.
			if got, want := time.Since(w.start), time.Duration(1000/atOnce+5)*4500*time.Microsecond; got > want {
				t.Errorf("%d at once: %v, want at the most %v", atOnce, got, want)
			}
		})
	}
}

// A first request that dies passes the lead on to one other.
func TestFirstIsLost(t *testing.T) {
	for _, lost := range []int{1, 2} {
		inBubble(t, "", func(t *testing.T) {
			w, c := newWire(withNonces(t, digest.NewNonces(nil), false)), digest.NewClient(user, password, nil)
			w.fault = func(_ context.Context, n int) error {
				if n < lost {
					time.Sleep(time.Second)
					return errLost
				}
				return nil
			}
			sum := w.run(t, c, 1000, 64)
			want := 1000 - lost + 1 + 1 // one challenge, and those lost
			if lost == 2 {
				want = 1000 + 64 // nobody waits for a third
			}
			if sum.failed != lost || sum.ok != 1000-lost || w.sent > want {
				t.Errorf("%d lost: %d requests, want at the most %d; %+v", lost, w.sent, want, sum)
			}
		})
	}
}

// A caller that gives up frees the others at once.
func TestFirstIsCanceled(t *testing.T) {
	inBubble(t, "", func(t *testing.T) {
		w, c := newWire(withNonces(t, digest.NewNonces(nil), false)), digest.NewClient(user, password, nil)
		w.fault = hangFirst
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		done := make(chan outcome)
		go func() { done <- w.do(ctx, c, request()) }()
		for w.sentBy(time.Hour) == 0 {
			time.Sleep(time.Millisecond)
		}
		sum := w.run(t, c, 200, 64)
		if o := <-done; !errors.Is(o.err, context.DeadlineExceeded) {
			t.Error(o)
		}
		if sum.ok != 200 || w.sent != 202 || time.Since(w.start) > 1100*time.Millisecond {
			t.Errorf("%d requests, %v, %+v", w.sent, time.Since(w.start), sum)
		}
	})
}

// hangFirst never lets the first request through.
func hangFirst(ctx context.Context, n int) error {
	if n > 0 {
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
}

// Nobody waits longer than 5 seconds for a first request that hangs.
func TestFirstHangs(t *testing.T) {
	inBubble(t, "", func(t *testing.T) {
		w, c := newWire(withNonces(t, digest.NewNonces(nil), false)), digest.NewClient(user, password, nil)
		w.fault = hangFirst
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan outcome)
		go func() { done <- w.do(ctx, c, request()) }()
		for w.sentBy(time.Hour) == 0 {
			time.Sleep(time.Millisecond)
		}
		sum := w.run(t, c, 200, 64)
		if took := time.Since(w.start); sum.ok != 200 || took < 5*time.Second || took > 5100*time.Millisecond {
			t.Errorf("%v, %+v", took, sum)
		}
		if w.sent > 1+200+64 || w.sentBy(4999*time.Millisecond) != 1 {
			t.Errorf("%d requests, %d of them early", w.sent, w.sentBy(4999*time.Millisecond))
		}
		cancel()
		<-done
	})
}

// A request that waits can be given up.
func TestWaitingIsCanceled(t *testing.T) {
	inBubble(t, "", func(t *testing.T) {
		c := digest.NewClient(user, password, nil)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if _, err := c.Begin(ctx, request()).Next(ctx, nil); err != scheme.ErrDeclined {
			t.Fatal(err)
		}
		waiting, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		start := time.Now()
		_, err := c.Begin(waiting, request()).Next(waiting, nil)
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != time.Second {
			t.Error(err, time.Since(start))
		}
	})
}

// Where the client does not know the origin, nothing is used again, and nobody
// waits.
func TestAttack_F08_no_origin(t *testing.T) {
	inBubble(t, "", func(t *testing.T) {
		c := digest.NewClient(user, password, nil)
		r := request()
		r.Origin = ""
		for range 3 {
			x := c.Begin(t.Context(), r)
			if _, err := x.Next(t.Context(), nil); err != scheme.ErrDeclined {
				t.Fatal(err)
			}
			if _, err := x.Next(t.Context(), challenge(t, newScheme(t, digest.SHA256), nil)); err != nil {
				t.Fatal(err)
			}
			if _, err := x.Verify(t.Context(), new(scheme.Response)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
