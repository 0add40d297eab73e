// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"fmt"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// TestWire is target C1: how many requests are on the wire for 2000, so many at
// once, against servers of all manners. No 401 comes back to the caller, and no
// count of a nonce is sent twice.
func TestWire(t *testing.T) {
	const n = 2000
	own := func(opts digest.NonceOptions, next bool) func(*testing.T) serve {
		return func(t *testing.T) serve { return withNonces(t, digest.NewNonces(&opts), next) }
	}
	ruled := func(rule func(top, count uint32) error, next bool) func(*testing.T) serve {
		return func(t *testing.T) serve { return withNonces(t, &nonces{use: rule, renew: next}, next) }
	}
	atOnce := [...]int{1, 8, 64}
	one := [...]int{n + 1, n + 1, n + 1}
	each := [...]int{n + 1, n + 1 + 8, n + 1 + 64} // a nonce for each request under way
	cells := 0
	for _, tt := range []struct {
		name  string
		serve func(*testing.T) serve
		max   [len(atOnce)]int
	}{
		{"window", own(digest.NonceOptions{}, false), one},
		{"window of 64", own(digest.NonceOptions{Window: 64}, false), one},
		{"nextnonce always", ruled(always, true), one},
		{"D10 strict nc", ruled(growing, false), each},
		{"D10 strict nc, stale", ruled(growingOrStale, false), [...]int{n + 1, n + 2 + 8, n + 2 + 64}},
		{"D10 strict nc, nextnonce", ruled(growing, true), each},
		{"50 uses", own(digest.NonceOptions{Uses: 50}, false), [...]int{n + n/50, n + n/50 + 8, n + n/50 + 64}},
		{"50 uses, nextnonce", own(digest.NonceOptions{Uses: 50}, true), [...]int{n + 1, n + 1, n + 64}},
		{"one use, nextnonce", own(digest.NonceOptions{Uses: 1}, true), each},
		{"one-time, nextnonce", ruled(once, true), each},
		{"one use", own(digest.NonceOptions{Uses: 1}, false), [...]int{2 * n, 2 * n, 2 * n}},
		{"one-time", ruled(once, false), [...]int{2 * n, 2 * n, 2 * n}},
		{"restart", func(t *testing.T) serve { return restarting(t, n/2, true) }, [...]int{n + 2, n + 2 + 8, n + 2 + 64}},
		{"restart, not stale", func(t *testing.T) serve { return restarting(t, n/2, false) }, [...]int{n + 2, n + 2 + 8, n + 2 + 64}},
		{"an opaque each", func(t *testing.T) serve { return withOpaques(t, ruled(growing, false)(t)) }, each},
		{"an opaque each, nextnonce", func(t *testing.T) serve { return withOpaques(t, own(digest.NonceOptions{Uses: 50}, true)(t)) }, [...]int{n + 1, n + 1, n + 64}},
		{"a nonce for all", func(t *testing.T) serve { return withNonces(t, &era{uses: 400, used: make(map[string]bool)}, false) }, [...]int{n + 3, n + 4*8, n + 4*64}},
	} {
		for i, c := range atOnce {
			cells++
			inBubble(t, fmt.Sprintf("%s, %d at once", tt.name, c), func(t *testing.T) {
				w := newWire(tt.serve(t))
				sum := w.run(t, digest.NewClient(user, password, nil), n, c)
				t.Logf("%s, %d at once: %d requests, at the most %d answers", tt.name, c, w.sent, sum.maxAnswers)
				if sum.ok != n || sum.refused != 0 || w.sent > tt.max[i] || w.sent <= n {
					t.Errorf("%d requests, want at the most %d; %+v", w.sent, tt.max[i], sum)
				}
				if sum.maxAnswers > 3 {
					t.Errorf("G05: %d answers to one request", sum.maxAnswers)
				}
			})
		}
	}
	if cells != 51 {
		t.Errorf("%d cells", cells)
	}
}

// D-053: RFC 2069 costs a challenge for each request, as its answers have no
// count; with nextnonce it does not.
func TestWireOfLegacy(t *testing.T) {
	const n = 200
	for next, want := range map[bool]int{false: 2 * n, true: n + 1 + 8} {
		for _, atOnce := range []int{1, 8} {
			inBubble(t, "", func(t *testing.T) {
				lookup, err := digest.Passwords(map[string]string{user: password})
				if err != nil {
					t.Fatal(err)
				}
				s := digest.New(lookup, &digest.Options{QOP: []digest.QOP{digest.Legacy}, Nonces: &nonces{use: once, renew: next}, NextNonce: next})
				w := newWire(guarded(t, s))
				sum := w.run(t, digest.NewClient(user, password, &digest.ClientOptions{QOP: []digest.QOP{digest.Legacy}}), n, atOnce)
				if sum.ok != n || w.sent > want {
					t.Errorf("%d requests, want at the most %d; %+v", w.sent, want, sum)
				}
			})
		}
	}
}

// Two realms of one origin, without a domain to tell where each is: a nonce that
// comes to the wrong one is not lost, and nobody gets a 401 for it.
func TestWireOfTwoRealms(t *testing.T) {
	const n = 1000
	for _, atOnce := range []int{1, 8, 64} {
		inBubble(t, "", func(t *testing.T) {
			lookup, err := digest.Passwords(map[string]string{user: password})
			if err != nil {
				t.Fatal(err)
			}
			one := guarded(t, digest.New(lookup, nil))
			w := newWire(func(r *scheme.Request, c header.Credentials) reply {
				r = &scheme.Request{Method: r.Method, Target: r.Target, Realm: "realm " + r.Target[:2]}
				return one(r, c)
			})
			client := digest.NewClient(user, password, nil)
			sum := w.runOn(t, client, n, atOnce, func(i int) *scheme.Request {
				r := request()
				r.Target = []string{"/a", "/b"}[i/10%2]
				return r
			})
			t.Logf("%d at once: %d requests, at the most %d answers", atOnce, w.sent, sum.maxAnswers)
			if sum.ok != n || w.sent > 2*n || sum.maxAnswers > 2 || atOnce == 1 && w.sent != n+n/10 {
				t.Errorf("%d at once: %d requests, %+v", atOnce, w.sent, sum)
			}
		})
	}
}
