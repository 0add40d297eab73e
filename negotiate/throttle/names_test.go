// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/throttle"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack B13: whoever writes a name in 32 ways, where the store takes all of them
// for one, has no more guesses than whoever writes it in one.
func TestAttack_B13_one_name_in_many_forms(t *testing.T) {
	verify, err := basic.Passwords(map[string]string{"alice": "open sesame"})
	if err != nil {
		t.Fatal(err)
	}
	lower := func(name string) (string, error) { return strings.ToLower(name), nil }
	guard := new(later) // FIPS 140 mode has no randomness for a bubble
	s, err := negotiate.NewServer(negotiate.Options{Realm: "r", Guard: guard}, basic.New(verify, &basic.Options{NormalizeUser: lower}))
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		guard.Guard = throttle.New(nil)
		refused := map[scheme.Reason]int{}
		login := func(name, password string) error {
			r := &scheme.Request{Method: "GET", Target: "/", Secure: true, Peer: netip.MustParseAddr("192.0.2.1")}
			answer, err := basic.NewClient(name, password, &basic.ClientOptions{Preemptive: true}).Begin(t.Context(), r).Next(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Header = func(string) []string { return []string{answer.Credentials.Reveal()} }
			_, err = s.Begin(t.Context(), r).Authenticate()
			return err
		}
		const name = "alice"
		for form := range 1 << len(name) {
			b := []byte(name)
			for i := range b {
				if form>>i&1 == 1 {
					b[i] -= 'a' - 'A'
				}
			}
			reason, _ := errors.AsType[scheme.Reason](login(string(b), "wrong"))
			refused[reason]++
		}
		if refused[scheme.ErrRejected] != 5 || refused[scheme.ErrThrottled] != 27 {
			t.Error(refused)
		}
		time.Sleep(time.Second)
		if err := login("aLiCe", "open sesame"); err != nil {
			t.Error(err)
		}
	})
}

// later is a Guard that is not there yet.
type later struct{ negotiate.Guard }
