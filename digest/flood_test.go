// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// Ten million requests without credentials, and as many wrong answers as there is
// time for: they take no memory and drop no session.
func TestAttack_D13_ten_million_challenges(t *testing.T) {
	total, challenges, wrong := 10_000_000, 100_000, 20_000
	if raceDetector || testing.Short() {
		total, challenges, wrong = total/10, challenges/10, wrong/10
	}
	n := digest.NewNonces(&digest.NonceOptions{Live: 1024})
	s := digest.New(accounts(t), &digest.Options{Nonces: n})
	honest := good(mint(t, s))
	session := func(nc string, want error) {
		t.Helper()
		honest.nc = nc
		if res, err := s.Authenticate(t.Context(), request(), honest.form().credentials(t)); !errors.Is(err, want) || (res != nil) != (want == nil) {
			t.Errorf("nc=%s: %v", nc, err)
		}
	}
	session("00000001", nil)
	before := heap()
	for range challenges {
		if chs, err := s.Challenge(t.Context(), request(), scheme.ErrNoCredentials); err != nil || len(chs) != 1 {
			t.Fatal(chs, err)
		}
	}
	for range wrong {
		a := good(mint(t, s))
		a.password = "wrong"
		if res, err := s.Authenticate(t.Context(), request(), a.form().credentials(t)); res != nil || !errors.Is(err, scheme.ErrRejected) || errors.Is(err, digest.ErrStale) {
			t.Fatal(res, err)
		}
	}
	ctx := t.Context()
	for range total - challenges - wrong {
		if nonce, err := n.Mint(ctx, nil); nonce == "" || err != nil {
			t.Fatal(err)
		}
	}
	if grown := heap() - before; grown > 128<<10 {
		t.Errorf("%d nonces take %d bytes", total, grown)
	}
	session("00000002", nil)
	session("00000001", digest.ErrStale)
	session("00000002", digest.ErrStale)
	session("00000003", nil)
	honest = good(mint(t, s))
	session("00000001", nil) // one that was just issued
}

// D05, D29: nonces are distinct, whoever asks for them at the same time, and each
// of their bits is as often 0 as 1.
func TestAttack_D29_distinct_in_parallel(t *testing.T) {
	const goroutines = 64
	each := 100_000
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
