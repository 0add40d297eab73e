// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// 64 requests on one nonce at the same time, in any order, each of them twice:
// each is accepted once. With the smallest window as well, as none is ahead of
// another by more than that.
func TestAttack_D10_64_in_parallel(t *testing.T) {
	const parallel, rounds = 64, 50
	for _, window := range []int{0, 64} {
		s := digest.New(accounts(t), &digest.Options{Nonces: digest.NewNonces(&digest.NonceOptions{Window: window})})
		for round := range rounds {
			a := good(mint(t, s))
			var creds [2 * parallel]header.Credentials
			for i := range creds {
				a.nc = fmt.Sprintf("%08x", i/2+1)
				creds[i] = a.form().credentials(t)
			}
			var accepted [parallel]atomic.Int32
			var wg sync.WaitGroup
			for _, i := range rand.New(rand.NewPCG(10, uint64(round))).Perm(len(creds)) {
				wg.Go(func() {
					switch res, err := s.Authenticate(t.Context(), request(), creds[i]); {
					case err == nil && res.Identity.Subject == user:
						accepted[i/2].Add(1)
					case !errors.Is(err, digest.ErrStale):
						t.Error(res, err)
					}
				})
			}
			wg.Wait()
			for i := range accepted {
				if n := accepted[i].Load(); n != 1 {
					t.Fatalf("window %d: count %d was accepted %d times", window, i+1, n)
				}
			}
		}
	}
}

// Whoever was overtaken by more than the window asks again, without a prompt.
func TestAttack_D10_overtaken(t *testing.T) {
	s := digest.New(accounts(t), nil) // a window of 256
	a := good(mint(t, s))
	for _, tt := range []struct {
		nc    string
		stale bool
	}{{"00000101", false}, {"00000001", true}, {"00000002", false}, {"00000002", true}} {
		a.nc = tt.nc
		_, err := s.Authenticate(t.Context(), request(), a.form().credentials(t))
		if errors.Is(err, digest.ErrStale) != tt.stale || (err != nil) != tt.stale {
			t.Errorf("nc=%s: %v", tt.nc, err)
		}
		if !tt.stale {
			continue
		}
		chs, err := s.Challenge(t.Context(), request(), err)
		if err != nil || len(chs) != 1 {
			t.Fatal(chs, err)
		}
		nonce, _ := chs[0].Param("nonce")
		if v, _ := chs[0].Param("stale"); v != "true" || nonce == a.nonce {
			t.Error(chs)
		}
	}
}

// D28: each request stands alone, whoever was authenticated before with the same
// nonce, and stale is said only of what is right.
func TestAttack_D28_each_request_stands_alone(t *testing.T) {
	s := digest.New(accounts(t), nil)
	a := good(mint(t, s))
	try := func(nc string, f func(form) form) error {
		a.nc = nc
		_, err := s.Authenticate(t.Context(), request(), f(a.form()).credentials(t))
		return err
	}
	right := func(f form) form { return f }
	wrong := func(f form) form { return f.with("response", refHash("SHA-256", "x"), true) }
	foreign := func(f form) form { return f.with("nonce", "x", true) }
	for i, step := range []struct {
		nc   string
		f    func(form) form
		want error
	}{
		{"00000001", wrong, scheme.ErrRejected}, // and the count is not used up
		{"00000001", right, nil},
		{"00000002", wrong, scheme.ErrRejected},
		{"00000001", wrong, scheme.ErrRejected}, // replayed, but not right
		{"00000001", right, digest.ErrStale},
		{"00000002", foreign, scheme.ErrRejected},
		{"00000002", right, nil},
	} {
		if err := try(step.nc, step.f); !errors.Is(err, step.want) || errors.Is(err, digest.ErrStale) != (step.want == digest.ErrStale) {
			t.Errorf("step %d: %v, want %v", i, err, step.want)
		}
	}
	a.nonce = "not-of-this-server" // with a response that is right for it
	if err := try("00000001", right); !errors.Is(err, digest.ErrStale) {
		t.Error(err)
	}
}
