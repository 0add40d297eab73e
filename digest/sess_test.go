// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// D25: the key of a -sess form is that of the nonce and the cnonce of the request
// at hand, not that of the first ones: whatever of both changes, changes it.
func TestAttack_D25_session_keys(t *testing.T) {
	for _, algorithm := range []digest.Algorithm{digest.SHA256Sess, digest.SHA512256Sess} {
		s := digest.New(accounts(t), &digest.Options{Algorithms: []digest.Algorithm{algorithm}})
		first := good(mint(t, s))
		first.algorithm = string(algorithm)
		count := 0
		try := func(a refAnswer, response string, want error) {
			t.Helper()
			res, err := s.Authenticate(t.Context(), request(), a.form().with("response", response, true).credentials(t))
			if !errors.Is(err, want) || (res != nil) != (want == nil) || errors.Is(err, digest.ErrStale) {
				t.Errorf("%s: %v, want %v", algorithm, err, want)
			}
		}
		for _, change := range []func(*refAnswer){
			func(*refAnswer) {},
			func(a *refAnswer) { a.cnonce = "another" },
			func(a *refAnswer) { a.nonce = mint(t, s) },
			func(a *refAnswer) { a.nonce, a.cnonce = mint(t, s), "a third" },
		} {
			a := first
			change(&a)
			count++
			a.nc = fmt.Sprintf("%08x", count)
			key := first.ha1() // the one of the first request
			if a != first && (a.nonce != first.nonce || a.cnonce != first.cnonce) {
				try(a, responseOf(a, key), scheme.ErrRejected)
			}
			plain := a
			plain.algorithm = algorithmBase(algorithm) // without the last step
			try(a, plain.response(), scheme.ErrRejected)
			try(a, a.response(), nil)
		}
	}
}

func algorithmBase(a digest.Algorithm) string {
	if a == digest.SHA512256Sess {
		return "SHA-512-256"
	}
	return "SHA-256"
}

// D03, D04: an answer works once, for all of the life of its nonce and behind it,
// for every algorithm and qop.
func TestAttack_D04_an_answer_works_once(t *testing.T) {
	for _, algorithm := range []digest.Algorithm{digest.SHA256, digest.SHA512256Sess} {
		for _, qop := range []string{"auth", "auth-int", ""} {
			if qop == "" && algorithm == digest.SHA512256Sess {
				continue
			}
			for _, uses := range []uint32{0, 1} {
				replay(t, algorithm, qop, uses)
			}
		}
	}
}
