// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// outage is what a store says that can be reached again later.
type outage struct{}

func (outage) Error() string             { return "the store is away" }
func (outage) Unwrap() error             { return scheme.ErrUnavailable }
func (outage) RetryAfter() time.Duration { return time.Minute }

// I04: what a store that fails says is kept as it is, and nobody is let in. An
// error with a Reason keeps it; one without is a fault of the server.
func TestLookupFails(t *testing.T) {
	tests := map[string]error{
		"broken": errors.New("broken"), "away": outage{}, "away, wrapped": fmt.Errorf("ldap: %w", outage{}), "canceled": context.Canceled,
		"throttled": fmt.Errorf("too many: %w", scheme.ErrThrottled), "locked": fmt.Errorf("locked: %w", scheme.ErrForbidden),
	}
	for name, broken := range tests {
		right, err := digest.NewSecret(digest.SHA256, user, realm, password)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []digest.Secret{{}, right} { // it fails, whatever comes with it
			s := digest.New(func(context.Context, digest.Query) (digest.Secret, scheme.Identity, error) {
				return secret, scheme.Identity{Subject: user}, broken
			}, nil)
			res, err := s.Authenticate(t.Context(), request(), good(mint(t, s)).form().credentials(t))
			if res != nil || err != broken {
				t.Errorf("%s: %v, %v", name, res, err)
			}
			var later scheme.RetryAfter
			if ok := errors.As(err, &later); ok != errors.Is(broken, scheme.ErrUnavailable) {
				t.Errorf("%s: RetryAfter: %t", name, ok)
			}
		}
	}
	// One that does not know the user gives no secret away, whatever comes with it.
	for _, unknown := range []error{scheme.ErrUnknownUser, fmt.Errorf("wrapped: %w", scheme.ErrUnknownUser)} {
		s := digest.New(func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
			secret, _ := digest.NewSecret(q.Algorithm, user, realm, password)
			return secret, scheme.Identity{Subject: user}, unknown
		}, nil)
		if res, err := s.Authenticate(t.Context(), request(), good(mint(t, s)).form().credentials(t)); res != nil || err != unknown {
			t.Error(res, err)
		}
	}
}

// Nonces that fail let nobody in either, and are no reason to ask for a password.
func TestNoncesFail(t *testing.T) {
	tests := map[string]error{"broken": errors.New("broken"), "away": outage{}, "away, wrapped": fmt.Errorf("redis: %w", outage{}), "deadline": context.DeadlineExceeded}
	for name, broken := range tests {
		class := func(when string, err error) {
			t.Helper()
			reason, ok := errors.AsType[scheme.Reason](err)
			if !errors.Is(err, broken) || ok != errors.Is(broken, scheme.ErrUnavailable) || ok && reason.Status(false) != 503 {
				t.Errorf("%s, %s: %v", name, when, err)
			}
		}
		chs, err := digest.New(accounts(t), &digest.Options{Nonces: renewing{mint: broken}}).Challenge(t.Context(), request(), nil)
		if class("Mint", err); chs != nil {
			t.Errorf("%s: %v", name, chs)
		}
		c := good("x").form().credentials(t)
		res, err := digest.New(accounts(t), &digest.Options{Nonces: renewing{used: broken}}).Authenticate(t.Context(), request(), c)
		if class("Use", err); res != nil {
			t.Errorf("%s: accepted", name)
		}
		// A wrong answer does not come as far as that.
		wrong := good("x").form().with("username", "ghost", true).credentials(t)
		if _, err := digest.New(accounts(t), &digest.Options{Nonces: renewing{used: broken}}).Authenticate(t.Context(), request(), wrong); !errors.Is(err, scheme.ErrUnknownUser) {
			t.Errorf("%s: a wrong answer: %v", name, err)
		}
		res, err = digest.New(accounts(t), &digest.Options{Nonces: renewing{mint: broken}, NextNonce: true}).Authenticate(t.Context(), request(), c)
		if class("Mint of the next", err); res != nil {
			t.Errorf("%s: accepted", name)
		}
		if res, err := digest.New(accounts(t), &digest.Options{Nonces: renewing{mint: broken}}).Authenticate(t.Context(), request(), c); err != nil {
			t.Errorf("%s: without NextNonce: %v, %v", name, res, err)
		}
	}
}

// Nonces that issue what cannot be sent are a fault of the server, not a header
// that says something else.
func TestNoncesThatCannotBeSent(t *testing.T) {
	for _, nonce := range []string{"", "\r\nSet-Cookie: x=1", "\x00", "a\nb", "\x7f", "a:b", `a"b`, `a\b`, "a b", "\u00e9"} {
		s := digest.New(accounts(t), &digest.Options{Nonces: renewing{next: nonce}, NextNonce: true})
		if chs, err := s.Challenge(t.Context(), request(), nil); chs != nil || err == nil {
			t.Errorf("%q: %v, %v", nonce, chs, err)
		}
		if res, err := s.Authenticate(t.Context(), request(), good("x").form().credentials(t)); res != nil || err == nil || errors.Is(err, scheme.ErrRejected) {
			t.Errorf("%q as nextnonce: %v, %v", nonce, res, err)
		}
	}
}

// Options.NextNonce: clients that read it never meet a stale nonce, and those who
// are still under way with the one before do not either.
func TestNextNonceOverlap(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := digest.New(accounts(t), &digest.Options{NextNonce: true, Nonces: digest.NewNonces(&digest.NonceOptions{Uses: 20, Life: time.Minute})})
		a := good(mint(t, s))
		type sent struct {
			nonce string
			count int
		}
		var pipeline []sent
		nonce, count, renewed := a.nonce, 0, 0
		for i := range 2000 {
			count++
			pipeline = append(pipeline, sent{nonce, count})
			time.Sleep(time.Second)
			if len(pipeline) < 8 { // eight are under way at once
				continue
			}
			first := pipeline[i%3] // and they overtake each other
			pipeline = append(pipeline[:i%3:i%3], pipeline[i%3+1:]...)
			a.nonce, a.nc = first.nonce, fmt.Sprintf("%08x", first.count)
			res, err := s.Authenticate(t.Context(), request(), a.form().credentials(t))
			if err != nil {
				t.Fatalf("request %d: count %d: %v", i, first.count, err)
			}
			if next, ok := infoOf(t, res)["nextnonce"]; ok && first.nonce == nonce {
				nonce, count, renewed = next, 0, renewed+1
			}
		}
		if renewed < 50 {
			t.Errorf("%d nonces were renewed", renewed)
		}
	})
}

// Without NextNonce, nobody is given one; nor before half of the uses are over.
func TestNextNonceOption(t *testing.T) {
	for _, on := range []bool{false, true} {
		s := digest.New(accounts(t), &digest.Options{NextNonce: on, Nonces: digest.NewNonces(&digest.NonceOptions{Uses: 4})})
		a := good(mint(t, s))
		for count := 1; count <= 4; count++ {
			a.nc = fmt.Sprintf("%08x", count)
			res, err := s.Authenticate(t.Context(), request(), a.form().credentials(t))
			if err != nil {
				t.Fatal(count, err)
			}
			next, ok := infoOf(t, res)["nextnonce"]
			if ok != (on && count > 2) || next == a.nonce {
				t.Errorf("NextNonce %t, use %d: %q", on, count, next)
			}
			if b := good(next); ok {
				if _, err := s.Authenticate(t.Context(), request(), b.form().credentials(t)); err != nil {
					t.Errorf("the next nonce: %v", err)
				}
			}
		}
	}
}
