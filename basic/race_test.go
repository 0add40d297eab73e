// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

// C08: nobody ever gets the identity of another: 64 goroutines, two users, a
// million requests, some of which find the cache full, the secret changed or the
// password wrong.
func TestAttack_C08_never_the_identity_of_another(t *testing.T) {
	const goroutines = 64
	requests := 1_000_000
	if testing.Short() {
		requests /= 20
	}
	var version atomic.Int64 // of both
	verify := func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
		if password != user+"'s secret" {
			return scheme.Identity{}, scheme.ErrRejected
		}
		return scheme.Identity{Subject: user, Value: password}, nil
	}
	opts := &basic.CacheOptions{Entries: 1, Version: func(context.Context, *scheme.Request, string) (string, error) {
		return fmt.Sprint(version.Load()), nil
	}}
	schemes := []*basic.Scheme{basic.New(verify, &basic.Options{Cache: opts}), basic.New(basic.Cache(verify, opts), nil)}
	var wg sync.WaitGroup
	var accepted, refused, busy atomic.Int64
	for g := range goroutines {
		user, other := "alice", "bob"
		if g%2 == 1 {
			user, other = other, user
		}
		right, wrong, r := sent(t, user, user+"'s secret"), sent(t, user, other+"'s secret"), request()
		ctx := t.Context()
		wg.Go(func() {
			for i := range requests / goroutines {
				if g == 0 && i%500 == 0 {
					version.Add(1)
				}
				c := right
				if i%16 == 15 {
					c = wrong
				}
				res, err := schemes[i/16%2].Authenticate(ctx, r, c)
				switch {
				case errors.Is(err, scheme.ErrUnavailable):
					busy.Add(1)
				case c == wrong && errors.Is(err, scheme.ErrRejected):
					refused.Add(1)
				case c == wrong || err != nil || res.Identity.Subject != user || !strings.HasPrefix(res.Identity.Value.(string), user):
					t.Errorf("%s: %v, %v", user, res, err)
					return
				default:
					accepted.Add(1)
				}
			}
		})
	}
	wg.Wait()
	total := accepted.Load() + refused.Load() + busy.Load()
	if total != int64(requests/goroutines*goroutines) || accepted.Load() < total/2 || refused.Load() < total/40 {
		t.Errorf("%d accepted, %d refused, %d busy", accepted.Load(), refused.Load(), busy.Load())
	}
	t.Logf("%d accepted, %d refused, %d busy", accepted.Load(), refused.Load(), busy.Load())
}
