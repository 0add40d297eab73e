// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// FuzzExchange plays any sequence of moves between a client and a server of
// Digest, and holds the server to a model: an answer is accepted if and only if
// it is right and its count of that nonce is new.
//
// Each byte of the script is a move: ask for a nonce, or answer with one of the
// nonces so far, a count, and perhaps a fault.
func FuzzExchange(f *testing.F) {
	f.Add([]byte{0, 1, 1, 1})             // a replay
	f.Add([]byte{0, 1, 5, 9, 13, 1})      // counts in order
	f.Add([]byte{0, 13, 9, 5, 1})         // counts in reverse
	f.Add([]byte{0, 3, 1, 0, 1})          // a fault, then the same again
	f.Add([]byte{1, 0, 65, 0, 129, 1, 0}) // several nonces
	f.Fuzz(func(t *testing.T, script []byte) {
		lookup, err := digest.Passwords(map[string]string{"user": canary})
		if err != nil {
			t.Fatal(err)
		}
		server := digest.New(lookup, nil)
		var nonces []header.Challenge
		used := make(map[[2]int]bool)
		for _, move := range script[:min(len(script), 64)] {
			if move&1 == 0 || len(nonces) == 0 {
				chs, err := server.Challenge(t.Context(), fuzzRequest(), nil)
				if err != nil {
					t.Fatal(err)
				}
				nonces = append(nonces, chs...)
				continue
			}
			fault, count, nonce := move&2 != 0, int(move>>2&15), int(move>>6)%len(nonces)
			c := answerWith(t, nonces[nonce], count, fault)
			res, err := server.Authenticate(t.Context(), fuzzRequest(), c)
			key := [2]int{nonce, count}
			if want := !fault && !used[key]; (err == nil) != want || (res != nil) != want {
				t.Fatalf("nonce %d, count %d, fault %t, used %t: %v", nonce, count, fault, used[key], err)
			}
			if stale := errors.Is(err, digest.ErrStale); stale != (!fault && used[key]) {
				t.Errorf("stale %t: %v", stale, err)
			}
			if err == nil {
				used[key] = true
			}
		}
	})
}

// answerWith returns the answer of a client that has used the nonce count times
// before.
func answerWith(t *testing.T, ch header.Challenge, count int, fault bool) header.Credentials {
	t.Helper()
	password := canary
	if fault {
		password = strings.ToLower(canary)
	}
	client := digest.NewClient("user", password, nil)
	a, err := client.Begin(t.Context(), fuzzRequest()).Next(t.Context(), []header.Challenge{ch})
	for range count {
		if err == nil {
			a, err = client.Begin(t.Context(), fuzzRequest()).Next(t.Context(), nil)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return a.Credentials
}

// Whatever a server offers, and whatever it says in the end, the client of each
// scheme answers with its own scheme or not at all, tells no secret in an error,
// and does not go on for ever.
func FuzzClient(f *testing.F) {
	seedLines(f, "WWW-Authenticate")
	f.Add(`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256, stale=true`)
	f.Add(`Digest nonce="n", qop="auth"`) // attack G06
	f.Fuzz(func(t *testing.T, line string) {
		var offered []header.Challenge
		for ch, err := range header.Challenges([]string{line}) {
			if err == nil {
				offered = append(offered, ch)
			}
		}
		for _, client := range newClients() {
			x := client.Begin(t.Context(), fuzzRequest())
			answers := 0
			for round := range 10 {
				ahead := round == 0 || len(offered) == 0
				if ahead && round > 0 {
					break
				}
				var challenges []header.Challenge
				if !ahead {
					challenges = offered
				}
				a, err := x.Next(t.Context(), challenges)
				if ahead && errors.Is(err, scheme.ErrDeclined) {
					continue
				}
				if err != nil {
					if text := err.Error(); strings.Contains(text, canary) || len(line) > 20 && strings.Contains(text, line) {
						t.Errorf("%s: %s", client.Name(), text)
					}
					if !a.Credentials.IsZero() {
						t.Errorf("%s: an error and an answer", client.Name())
					}
					break
				}
				answers++
				checkText(t, a.Credentials.Reveal())
			}
			if answers > 2 {
				t.Errorf("%s answers %d times", client.Name(), answers)
			}
			if _, err := x.Verify(t.Context(), &scheme.Response{Status: 200, Info: func() (header.Info, error) {
				return header.ParseInfo([]string{line})
			}}); err != nil && strings.Contains(err.Error(), canary) {
				t.Errorf("%s: %v", client.Name(), err)
			}
		}
	})
}
