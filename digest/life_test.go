// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/digest"
)

// bubble runs f in a bubble with a clock of its own. In FIPS 140 mode, entropy is
// not to be had first in there.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	digest.NewNonces(nil)
	synctest.Test(t, f)
}

// A nonce is good for all of its life, whenever it was issued, and whatever else
// is issued meanwhile; it is not past its life, but for the second that it is
// counted in.
func TestAttack_D06_good_for_all_of_its_life(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(6, 6))
		good, bad := 0, 0
		for _, life := range []time.Duration{time.Millisecond, 500 * time.Millisecond, time.Second, 1500 * time.Millisecond, time.Minute, 24 * time.Hour} {
			n := digest.NewNonces(&digest.NonceOptions{Life: life})
			for range 300 {
				time.Sleep(time.Duration(r.Int64N(int64(3 * life)))) // minted at any time
				nonce, minted := mintFrom(t, n), time.Now()
				if _, err := n.Use(t.Context(), nil, nonce, 1); err != nil {
					t.Fatalf("life %v: a nonce that was just issued: %v", life, err)
				}
				for count := uint32(2); count < 5; count++ {
					time.Sleep(time.Duration(r.Int64N(int64(life))))
					mintFrom(t, n) // may replace the key
					age := time.Since(minted)
					_, err := n.Use(t.Context(), nil, nonce, count)
					switch {
					case age < life && err != nil:
						t.Fatalf("life %v, age %v: %v", life, age, err)
					case age >= life+time.Second && err != digest.ErrStale:
						t.Fatalf("life %v, age %v: %v", life, age, err)
					case age < life:
						good++
					case age >= life+time.Second:
						bad++
					}
				}
			}
		}
		if good < 1000 || bad < 500 {
			t.Errorf("%d within their life, %d past it", good, bad)
		}
	})
}

// D14, the key: nonces of the one before live on, for as long as they have.
func TestAttack_D14_keys_are_replaced(t *testing.T) {
	bubble(t, func(t *testing.T) {
		n := digest.NewNonces(&digest.NonceOptions{Life: time.Minute})
		good := func(nonce string, count uint32, want error) {
			t.Helper()
			if _, err := n.Use(t.Context(), nil, nonce, count); err != want {
				t.Errorf("after %v: %v", time.Now(), err)
			}
		}
		time.Sleep(59 * time.Second)
		first := mintFrom(t, n)
		time.Sleep(2 * time.Second) // 1:01
		second := mintFrom(t, n)    // has the second key
		good(first, 1, nil)
		good(second, 1, nil)
		time.Sleep(57 * time.Second) // 1:58
		good(first, 2, nil)
		time.Sleep(2*time.Second + time.Second/2)
		third := mintFrom(t, n) // 2:00.5, still with the second key
		good(first, 3, digest.ErrStale)
		good(second, 2, nil)
		time.Sleep(2 * time.Second)
		fourth := mintFrom(t, n) // 2:02.5, with the third key
		good(first, 4, digest.ErrStale)
		good(second, 3, digest.ErrStale)
		good(third, 1, nil)
		good(fourth, 1, nil)
		time.Sleep(57 * time.Second)
		good(third, 2, nil)
		time.Sleep(time.Hour) // nobody came
		for _, old := range []string{first, second, third, fourth} {
			good(old, 9, digest.ErrStale)
		}
		good(mintFrom(t, n), 1, nil)
	})
}

// D14: many years are no reason to accept or to refuse anything.
func TestAttack_D14_years(t *testing.T) {
	bubble(t, func(t *testing.T) {
		n := digest.NewNonces(&digest.NonceOptions{Life: time.Minute})
		var old []string
		for range 80 {
			nonce := mintFrom(t, n)
			for _, o := range old {
				if _, err := n.Use(t.Context(), nil, o, 1); err != digest.ErrStale {
					t.Fatal("a nonce of long ago:", err)
				}
			}
			if _, err := n.Use(t.Context(), nil, nonce, 1); err != nil {
				t.Fatal(err)
			}
			old = append(old, mintFrom(t, n))
			time.Sleep(365 * 24 * time.Hour)
		}
	})
}

// Past the half of its life, or of its uses, a nonce is to be renewed, and not
// before.
func TestRenew(t *testing.T) {
	bubble(t, func(t *testing.T) {
		n := digest.NewNonces(&digest.NonceOptions{Life: time.Minute, Uses: 10})
		nonce := mintFrom(t, n)
		for count := uint32(1); count <= 12; count++ {
			renew, err := n.Use(t.Context(), nil, nonce, count)
			if (err == nil) != (count <= 10) || renew != (count > 5 && count <= 10) {
				t.Errorf("use %d: renew %t, %v", count, renew, err)
			}
		}
		nonce = mintFrom(t, n)
		for count, want := range []bool{false, false, false, true, true} { // 0, 14, 28, 42, 56 seconds
			if renew, err := n.Use(t.Context(), nil, nonce, uint32(count+1)); renew != want || err != nil {
				t.Errorf("after %d s: renew %t, %v", 14*count, renew, err)
			}
			time.Sleep(14 * time.Second)
		}
		once := digest.NewNonces(&digest.NonceOptions{Uses: 1}) // D04: one-time nonces
		nonce = mintFrom(t, once)
		for i, want := range []error{nil, digest.ErrStale, digest.ErrStale} {
			if renew, err := once.Use(t.Context(), nil, nonce, uint32(1+i/2)); err != want || renew != (err == nil) {
				t.Errorf("use %d of a one-time nonce: renew %t, %v", i+1, renew, err)
			}
		}
	})
}

func replay(t *testing.T, algorithm digest.Algorithm, qop string, uses uint32) {
	bubble(t, func(t *testing.T) {
		n := digest.NewNonces(&digest.NonceOptions{Life: 5 * time.Minute, Uses: uses})
		s := digest.New(accounts(t), &digest.Options{Nonces: n, Algorithms: []digest.Algorithm{algorithm}, QOP: []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy}})
		a := good(mint(t, s))
		a.algorithm, a.qop = string(algorithm), qop
		c, accepted := a.form().credentials(t), 0
		for range 1000 {
			switch res, err := s.Authenticate(t.Context(), withContent(request(), ""), c); {
			case err == nil && res != nil:
				accepted++
			case !errors.Is(err, digest.ErrStale):
				t.Fatal(res, err)
			}
			time.Sleep(time.Second)
		}
		if accepted != 1 {
			t.Errorf("%s, qop %q, %d uses: accepted %d times", algorithm, qop, uses, accepted)
		}
	})
}
