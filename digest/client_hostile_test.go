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

// G05, D-086: a server that never accepts anything gets at most two answers to a
// request, and a third only where others of ours have overtaken the second.
func TestAttack_G05_servers_that_always_challenge(t *testing.T) {
	const n = 500
	accounts := func(password string) func(t *testing.T) serve {
		return func(t *testing.T) serve {
			lookup, err := digest.Passwords(map[string]string{user: password})
			if err != nil {
				t.Fatal(err)
			}
			return guarded(t, digest.New(lookup, nil))
		}
	}
	changing := func(line string) func(t *testing.T) serve {
		return func(t *testing.T) serve {
			i := 0
			return func(*scheme.Request, header.Credentials) reply {
				i++
				return reply{status: 401, lines: []string{fmt.Sprintf(line, i)}}
			}
		}
	}
	cells := 0
	for name, s := range map[string]func(*testing.T) serve{
		"always stale":    func(t *testing.T) serve { return withNonces(t, &nonces{use: never}, false) },
		"wrong password":  accounts("another password"),
		"one nonce":       changing(`Digest realm="r", qop="auth", algorithm=SHA-256, nonce="n", opaque="%d"`),
		"one stale nonce": changing(`Digest realm="r", qop="auth", algorithm=SHA-256, nonce="n", stale=true, opaque="%d"`),
		"a realm each":    changing(`Digest realm="r%d", qop="auth", algorithm=SHA-256, nonce="%[1]d"`),
		"a domain each":   changing(`Digest realm="r", qop="auth", algorithm=SHA-256, nonce="%d", stale=true, domain="/%[1]d /"`),
		"no answer to it": changing(`Digest realm="r", qop="auth", algorithm=MD5, nonce="%d"`),
	} {
		for _, atOnce := range []int{1, 8, 64} {
			cells++
			inBubble(t, fmt.Sprintf("%s, %d at once", name, atOnce), func(t *testing.T) {
				w := newWire(s(t))
				sum := w.run(t, digest.NewClient(user, password, nil), n, atOnce)
				t.Logf("%s, %d at once: %d requests, at the most %d answers", name, atOnce, w.sent, sum.maxAnswers)
				if sum.refused != n || w.sent > 2*n+2*atOnce {
					t.Errorf("%d requests, %+v", w.sent, sum)
				}
				if limit := min(atOnce+1, 3); sum.maxAnswers > limit { // one at a time: 2
					t.Errorf("%d answers to one request", sum.maxAnswers)
				}
			})
		}
	}
	if cells != 21 {
		t.Errorf("%d cells", cells)
	}
}

// After a wrong password nothing is different: the next request asks first.
func TestWrongPasswordIsNotSentAhead(t *testing.T) {
	s := newScheme(t, digest.SHA256)
	c := digest.NewClient(user, "another password", nil)
	x := c.Begin(t.Context(), request())
	if _, err := x.Next(t.Context(), challenge(t, s, nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Next(t.Context(), challenge(t, s, scheme.ErrRejected)); err == nil {
		t.Fatal("the same password twice")
	}
	if a, err := c.Begin(t.Context(), request()).Next(t.Context(), nil); err != scheme.ErrDeclined {
		t.Error(a, err)
	}
}
