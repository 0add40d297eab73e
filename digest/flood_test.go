// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// Ten million requests without credentials, and wrong answers: they take no memory
// at any time and drop no session.
func TestAttack_D13_ten_million_challenges(t *testing.T) {
	total, samples := 10_000_000, 20
	if raceDetector || testing.Short() {
		total /= 10
	}
	s := digest.New(accounts(t), &digest.Options{Nonces: digest.NewNonces(&digest.NonceOptions{Live: 1024})})
	use := func(a refAnswer, nc string, want error) {
		t.Helper()
		a.nc = nc
		if res, err := s.Authenticate(t.Context(), request(), a.form().credentials(t)); !errors.Is(err, want) || (res != nil) != (want == nil) {
			t.Errorf("nc=%s: %v", nc, err)
		}
	}
	honest := good(mint(t, s))
	use(honest, "00000001", nil)
	early := good(mint(t, s)) // is first used after the flood, as one of its midst is
	var amid refAnswer
	ctx, r, before := t.Context(), request(), digest.Heap()
	for sample := range samples {
		if sample == samples/2 {
			amid = good(mint(t, s))
		}
		for range total / samples {
			if chs, err := s.Challenge(ctx, r, scheme.ErrNoCredentials); err != nil || len(chs) != 1 {
				t.Fatal(chs, err)
			}
		}
		for range 1000 {
			a := good(mint(t, s))
			a.password = "wrong"
			if res, err := s.Authenticate(ctx, r, a.form().credentials(t)); res != nil || !errors.Is(err, scheme.ErrRejected) || errors.Is(err, digest.ErrStale) {
				t.Fatal(res, err)
			}
		}
		if grown := digest.Heap() - before; grown > 128<<10 {
			t.Errorf("after %d challenges there are %d bytes more", (sample+1)*total/samples, grown)
		}
	}
	use(honest, "00000002", nil)
	use(honest, "00000001", digest.ErrStale)
	use(honest, "00000002", digest.ErrStale)
	use(honest, "00000003", nil)
	use(early, "00000001", nil)
	use(amid, "00000001", nil)
	use(good(mint(t, s)), "00000001", nil) // one that was just issued
	t.Logf("%d challenges (ten million but with -race and -short), the heap looked at %d times", total, samples)
}

// What NonceOptions say of Live, for nonces that are first used after a flood:
// nobody who cannot authenticate makes them stale, and who can only with the nonce
// that was issued Live later.
func TestAttack_D13_first_used_after_a_flood(t *testing.T) {
	const live = 64
	uses := 0
	for issuedSince := range 4 * live {
		n := digest.NewNonces(&digest.NonceOptions{Live: live})
		early, used := mintFrom(t, n), ""
		for range issuedSince {
			used = mintFrom(t, n)
		}
		if issuedSince > 0 {
			uses++
			if _, err := n.Use(t.Context(), nil, used, 1); err != nil {
				t.Fatalf("the last of %d: %v", issuedSince, err)
			}
		}
		var want error
		if issuedSince > 0 && issuedSince%live == 0 {
			want = digest.ErrStale
		}
		for count := uint32(1); count <= 2; count++ {
			if _, err := n.Use(t.Context(), nil, early, count); err != want {
				t.Errorf("%d were issued since, and the last of them was used: %v, want %v", issuedSince, err, want)
			}
		}
	}
	if uses != 4*live-1 {
		t.Errorf("%d uses", uses)
	}
}

// D05, D29: ten million nonces are distinct, whoever asks for them at the same
// time, and each of their bits is as often 0 as 1.
func TestAttack_D05_D29_ten_million_distinct(t *testing.T) {
	const goroutines = 64
	each := 10_000_000 / goroutines
	if raceDetector || testing.Short() {
		each = 5_000
	}
	n, ctx := digest.NewNonces(nil), t.Context()
	halves := make([]uint64, goroutines*each) // a half of each: distinct halves are of distinct nonces
	var wg sync.WaitGroup
	for g := range goroutines {
		part := halves[g*each:][:each]
		wg.Go(func() {
			for i := range part {
				var b [16]byte
				nonce, err := n.Mint(ctx, nil)
				if size, bad := base64.RawURLEncoding.Decode(b[:], []byte(nonce)); err != nil || bad != nil || size != 16 || len(nonce) != 22 {
					t.Error(nonce, err, bad)
					return
				}
				part[i] = binary.BigEndian.Uint64(b[:])
			}
		})
	}
	wg.Wait()
	var ones [64]int
	for _, h := range halves {
		for ; h != 0; h &= h - 1 {
			ones[bits.TrailingZeros64(h)]++
		}
	}
	for bit, n := range ones {
		if half := len(halves) / 2; n < half-half/50 || n > half+half/50 {
			t.Errorf("bit %d is 1 in %d of %d", bit, n, len(halves))
		}
	}
	slices.Sort(halves)
	if left := len(slices.Compact(halves)); left != goroutines*each {
		t.Errorf("%d of %d nonces are distinct", left, goroutines*each)
	}
	t.Logf("%d nonces (ten million but with -race and -short)", goroutines*each)
}

// D05, a cluster: replicas with Nonces of their own know none of the others';
// with Nonces in common, an answer is good once among all of them.
func TestAttack_D05_replicas(t *testing.T) {
	shared := digest.NewNonces(nil)
	for _, tt := range []struct {
		name string
		of   func() digest.Nonces
		want int
	}{
		{"each its own", func() digest.Nonces { return digest.NewNonces(nil) }, 1},
		{"nil", func() digest.Nonces { return nil }, 1},
		{"shared", func() digest.Nonces { return shared }, 1},
	} {
		var replicas []*digest.Scheme
		for range 8 {
			replicas = append(replicas, digest.New(accounts(t), &digest.Options{Nonces: tt.of()}))
		}
		c := good(mint(t, replicas[3])).form().credentials(t)
		accepted := 0
		for range 3 {
			for i, s := range replicas {
				_, err := s.Authenticate(t.Context(), request(), c)
				switch {
				case err == nil && tt.name != "shared" && i != 3:
					t.Errorf("%s: replica %d knows the nonce of another", tt.name, i)
				case err == nil:
					accepted++
				case !errors.Is(err, digest.ErrStale):
					t.Errorf("%s: %v", tt.name, err)
				}
			}
		}
		if accepted != tt.want {
			t.Errorf("%s: accepted %d times", tt.name, accepted)
		}
	}
}

func TestNoncesAllocate(t *testing.T) {
	n := digest.NewNonces(nil)
	nonce, count := mintFrom(t, n), uint32(0)
	if allocs := testing.AllocsPerRun(1000, func() {
		count++
		if _, err := n.Use(t.Context(), nil, nonce, count); err != nil {
			t.Fatal(err)
		}
		if _, err := n.Use(t.Context(), nil, nonce, count); err != digest.ErrStale {
			t.Fatal(err)
		}
		if _, err := n.Use(t.Context(), nil, "AAAAAAAAAAAAAAAAAAAAAA", 1); err != digest.ErrStale {
			t.Fatal(err)
		}
	}); allocs != 0 {
		t.Errorf("Use allocates %v times", allocs)
	}
	if allocs := testing.AllocsPerRun(1000, func() { mintFrom(t, n) }); allocs > 1 {
		t.Errorf("Mint allocates %v times", allocs)
	}
}
