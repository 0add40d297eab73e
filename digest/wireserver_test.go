// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// guarded returns a server that wants the answers of a scheme.
func guarded(t *testing.T, s scheme.Scheme) serve {
	return func(r *scheme.Request, c header.Credentials) reply {
		cause := error(scheme.ErrNoCredentials)
		if !c.IsZero() {
			res, err := s.Authenticate(t.Context(), r, c)
			if err == nil {
				info, err := res.Info()
				if err != nil {
					t.Error(err)
				}
				return reply{status: 200, info: []string{info.String()}}
			}
			cause = err
		}
		chs, err := s.Challenge(t.Context(), r, cause)
		if err != nil {
			t.Error(err)
		}
		rep := reply{status: 401}
		for _, ch := range chs {
			rep.lines = append(rep.lines, ch.String())
		}
		return rep
	}
}

// withNonces returns a server of our own with those nonces.
func withNonces(t *testing.T, n digest.Nonces, next bool) serve {
	t.Helper()
	lookup, err := digest.Passwords(map[string]string{user: password})
	if err != nil {
		t.Fatal(err)
	}
	return guarded(t, digest.New(lookup, &digest.Options{Nonces: n, NextNonce: next}))
}

// nonces are Nonces with another rule of what may be used.
type nonces struct {
	minted int
	top    map[string]uint32
	use    func(top, count uint32) error
	renew  bool
}

func (n *nonces) Mint(context.Context, *scheme.Request) (string, error) {
	n.minted++
	return fmt.Sprintf("nonce%d", n.minted), nil
}

func (n *nonces) Use(_ context.Context, _ *scheme.Request, nonce string, count uint32) (bool, error) {
	if n.top == nil {
		n.top = make(map[string]uint32)
	}
	err := n.use(n.top[nonce], count)
	if err == nil {
		n.top[nonce] = count
	}
	return n.renew, err
}

// The rules of some servers: which count of a nonce they accept, where top is
// the one that they have accepted last, or 0.

// growing is the rule of abbot/go-http-auth, and of Apache with AuthDigestNcCheck:
// a count must exceed all before. The refusal does not say that it is stale.
func growing(top, count uint32) error {
	if count <= top {
		return scheme.ErrRejected
	}
	return nil
}

// growingOrStale is the rule of http-auth on npm, and of libmicrohttpd.
func growingOrStale(top, count uint32) error {
	if count <= top {
		return digest.ErrStale
	}
	return nil
}

// once is the rule of one-time nonces: the first count, whatever it is.
func once(top, _ uint32) error {
	if top > 0 {
		return digest.ErrStale
	}
	return nil
}

func never(_, _ uint32) error  { return digest.ErrStale }
func always(_, _ uint32) error { return nil }

// restarting returns a server that forgets all its nonces after so many requests.
// If it does not say stale, it refuses what it does not know without a word.
func restarting(t *testing.T, after int, saysStale bool) serve {
	before, now := withNonces(t, digest.NewNonces(nil), false), withNonces(t, digest.NewNonces(nil), false)
	n := 0
	return func(r *scheme.Request, c header.Credentials) reply {
		if n++; n <= after {
			return before(r, c)
		}
		rep := now(r, c)
		if !saysStale {
			rep.lines = without(t, rep.lines, "stale")
		}
		return rep
	}
}

// without returns challenges without a parameter.
func without(t *testing.T, lines []string, name string) (all []string) {
	t.Helper()
	for _, ch := range parse(t, lines...) {
		params := slices.DeleteFunc(slices.Collect(ch.Params().All()), func(p header.Param) bool { return header.EqualFold(p.Name, name) })
		ch, err := header.NewChallenge(ch.Scheme(), params...)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, ch.String())
	}
	return all
}

// withOpaques returns a server that sends another opaque with each challenge, and
// wants it back with that nonce and those that follow it.
func withOpaques(t *testing.T, s serve) serve {
	opaques := make(map[string]string)
	return func(r *scheme.Request, c header.Credentials) reply {
		nonce, _ := c.Param("nonce")
		if !c.IsZero() {
			opaque, _ := c.Param("opaque")
			if opaques[nonce] != opaque {
				t.Errorf("nonce %s with opaque %s, not %s", nonce, opaque, opaques[nonce])
			}
			params := slices.DeleteFunc(slices.Collect(c.Params().All()), func(p header.Param) bool { return p.Name == "opaque" })
			var err error
			if c, err = header.NewCredentials(c.Scheme(), params...); err != nil {
				t.Error(err)
			}
		}
		rep := s(r, c)
		if info, err := header.ParseInfo(rep.info); err == nil {
			next, _ := info.Param("nextnonce")
			opaques[next] = opaques[nonce]
		}
		for i, ch := range parse(t, rep.lines...) {
			nonce, _ := ch.Param("nonce")
			opaques[nonce] = fmt.Sprint("opaque", len(opaques))
			rep.lines[i] += fmt.Sprintf(`, opaque="%s"`, opaques[nonce])
		}
		return rep
	}
}

// An era is a nonce that a server issues to everybody until it has been used so
// often. It accepts each count once, also of the era before.
type era struct {
	uses, done int
	used       map[string]bool
}

func (e *era) name(back int) string { return fmt.Sprint("era", e.done/e.uses-back) }

func (e *era) Mint(context.Context, *scheme.Request) (string, error) { return e.name(0), nil }

func (e *era) Use(_ context.Context, _ *scheme.Request, nonce string, count uint32) (bool, error) {
	use := fmt.Sprint(nonce, count)
	if nonce != e.name(0) && nonce != e.name(1) || e.used[use] {
		return false, digest.ErrStale
	}
	e.done++
	e.used[use] = true
	return false, nil
}
