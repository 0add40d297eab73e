// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
)

func TestAttack_D05_nonces_of_others(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		a, b := open(t, client, nil, key(0)), open(t, client, nil, key(1))
		other := open(t, client, &Options{Prefix: "other:"}, key(0))
		good := mint(t, a)
		bad := []string{"", "x", good + "A", good[1:], good[:63], good[:63] + "\n", "\r\n" + good[:62], good + "\n",
			strings.Repeat("A", 64), strings.Repeat("\n", 64), strings.Repeat("=", 64), mint(t, b), mint(t, other), mint(t, digest.NewNonces(nil))}
		for i := range len(good) {
			for _, c := range "AB_" {
				if c := string(c); good[i:i+1] != c {
					bad = append(bad, good[:i]+c+good[i+1:])
				}
			}
		}
		for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" {
			if c := string(c); good[63:] != c {
				bad = append(bad, good[:63]+c)
			}
		}
		for _, nonce := range bad {
			if _, err := a.Use(t.Context(), nil, nonce, 1); err != digest.ErrStale {
				t.Errorf("%q: %v", nonce, err)
			}
		}
		if _, err := b.Use(t.Context(), nil, good, 1); err != digest.ErrStale {
			t.Errorf("under another key: %v", err)
		}
		if _, err := other.Use(t.Context(), nil, good, 1); err != digest.ErrStale {
			t.Errorf("under another prefix: %v", err)
		}
		if _, err := a.Use(t.Context(), nil, good, 1); err != nil {
			t.Error(err)
		}
		if len(bad) < 200 {
			t.Errorf("only %d nonces", len(bad))
		}
	})
}

// Two processes change keys as SetKeys says, one step after the other, while
// one session goes on with the nonce that it has, and others begin.
func TestKeyRotation(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		a, b := open(t, client, nil, key(0)), open(t, client, nil, key(0))
		both := []*Nonces{a, b}
		session, count := mint(t, a), uint32(0)
		steps := [][][]byte{
			{key(0)},
			{key(0), key(1)},
			{key(1), key(0)},
			{key(1)},
			{key(1), key(2)},
			{key(2), key(1)},
		}
		for i, keys := range steps {
			for _, changed := range both {
				if err := changed.SetKeys(keys); err != nil {
					t.Fatal(err)
				}
				for _, issuer := range both {
					nonce := mint(t, issuer)
					for c, asked := range both {
						if _, err := asked.Use(t.Context(), nil, nonce, uint32(c+1)); err != nil {
							t.Errorf("step %d: a nonce that was just issued: %v", i, err)
						}
					}
				}
				if i < 3 {
					for _, asked := range both {
						count++
						if _, err := asked.Use(t.Context(), nil, session, count); err != nil {
							t.Errorf("step %d: the session: %v", i, err)
						}
						if _, err := asked.Use(t.Context(), nil, session, 1); err != digest.ErrStale {
							t.Errorf("step %d: a replay: %v", i, err)
						}
					}
				}
			}
		}
		if _, err := a.Use(t.Context(), nil, session, count+1); err != digest.ErrStale {
			t.Errorf("the key is gone: %v", err)
		}
		if err := a.SetKeys(nil); err != errKeys {
			t.Error(err)
		}
		if _, err := a.Use(t.Context(), nil, mint(t, b), 1); err != nil {
			t.Errorf("after SetKeys failed: %v", err)
		}
	})
}

func TestSetKeysConcurrently(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		n := open(t, client, nil)
		changing := key(0)
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 100 {
					if _, err := n.Use(context.Background(), nil, mint(t, n), 1); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Go(func() {
			for i := range 1000 {
				keys := [][]byte{changing, key(1)}
				if i%2 == 0 {
					keys = [][]byte{key(1), changing}
				}
				if err := n.SetKeys(keys); err != nil {
					t.Error(err)
				}
				keys[0] = nil // it is the caller's
			}
		})
		wg.Wait()
		copy(changing, key(5))
		if _, err := n.Use(t.Context(), nil, mint(t, open(t, client, nil)), 1); err != nil {
			t.Errorf("a key was not copied: %v", err)
		}
	})
}

// Redis lost all. What was used can be used again, as the package comment says,
// until the key is another one.
func TestLostData(t *testing.T) {
	mini := miniredis.RunT(t)
	n := open(t, connect(t, mini.Addr()), nil)
	nonce := mint(t, n)
	use := func() error { _, err := n.Use(t.Context(), nil, nonce, 1); return err }
	if err := use(); err != nil {
		t.Fatal(err)
	}
	mini.FlushAll()
	if err := use(); err != nil {
		t.Errorf("this is no longer so, and the comment is to be changed: %v", err)
	}
	mini.FlushAll()
	if err := n.SetKeys([][]byte{key(1)}); err != nil {
		t.Fatal(err)
	}
	if err := use(); err != digest.ErrStale {
		t.Errorf("under another key: %v", err)
	}
}

func TestPrintsNoKey(t *testing.T) {
	n := open(t, new(counter), nil)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		for _, v := range []any{n, struct{ n *Nonces }{n}} {
			got := fmt.Sprintf(verb, v)
			if strings.Contains(got, "aaaa") || strings.Contains(got, "6161") || strings.Contains(got, "97, 97") || strings.Contains(got, "97 97") {
				t.Errorf("%s prints %s", verb, got)
			}
		}
	}
}
