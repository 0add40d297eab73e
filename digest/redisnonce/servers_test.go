// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
	"github.com/go-httpauth/httpauth/scheme/schemetest"
)

func TestConformance(t *testing.T) {
	everyStore(t, func(t *testing.T, client redis.UniversalClient) {
		n := open(t, client, nil)
		lookup, err := digest.Passwords(map[string]string{user: password})
		if err != nil {
			t.Fatal(err)
		}
		answers := func(password string) func(*testing.T) scheme.Client {
			return func(*testing.T) scheme.Client { return digest.NewClient(user, password, nil) }
		}
		schemetest.Run(t, schemetest.Config{
			Scheme:  func(*testing.T) scheme.Scheme { return digest.New(lookup, &digest.Options{Nonces: n}) },
			Client:  answers(password),
			Wrong:   answers("another password"),
			Subject: user,
			Secrets: []string{password, string(key(0))},
		})
	})
}

// The package comment says which commands are needed, and what a nonce takes.
func TestServerClaims(t *testing.T) {
	everyServer(t, func(t *testing.T, s *server) {
		admin := connect(t, s.addr)
		rule := []any{"ACL", "SETUSER", "nonces", "on", ">secret", "resetkeys"}
		for word := range strings.FieldsSeq(aclRule) {
			rule = append(rule, word)
		}
		if err := admin.Do(t.Context(), rule...).Err(); err != nil {
			t.Fatal(err)
		}
		client := redis.NewClient(&redis.Options{Addr: s.addr, Username: "nonces", Password: "secret"})
		defer client.Close()
		n := open(t, client, nil)
		works(t, "with few rights", n)
		if err := admin.ScriptFlush(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		works(t, "and without the script", n)
		fails(t, "with another prefix", open(t, client, &Options{Prefix: "other:"}))

		rows := 0
		for limit, opts := range map[int64]*Options{2 << 10: nil, 8 << 10: {Window: maxWindow, Uses: 10_000}} {
			n := open(t, client, opts)
			for _, counts := range []uint32{1, 10, 100, 256, 1000, 3000} {
				rows++
				nonce := mint(t, n)
				for count := range counts {
					if _, err := n.Use(t.Context(), nil, nonce, count+1); err != nil {
						t.Fatal(err)
					}
				}
				bytes, err := admin.MemoryUsage(t.Context(), n.prefix+name(t, n, nonce)).Result()
				if err != nil || bytes > min(limit, 120+8*int64(counts)) {
					t.Errorf("window %d: %d counts take %d bytes, %v", n.window, counts, bytes, err)
				}
				t.Logf("window %d: %d counts take %d bytes", n.window, counts, bytes)
			}
		}
		if rows != 12 {
			t.Errorf("%d rows", rows)
		}
	})
}

const aclRule = "+eval +evalsha +time +getrange +setrange +pexpireat ~httpauth:nonce:*"

// In a cluster a script may touch no key that it does not name, and is sent to
// the node of that key.
func TestCluster(t *testing.T) {
	rows := 0
	for _, command := range servers(t) {
		rows++
		t.Run(command, func(t *testing.T) {
			_, port, _ := strings.Cut(freeAddr(t), ":")
			s := start(t, command, "--cluster-enabled", "yes", "--cluster-port", port)
			node := connect(t, s.addr)
			if err := node.ClusterAddSlotsRange(t.Context(), 0, 16383).Err(); err != nil {
				t.Fatal(err)
			}
			for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
				info, err := node.ClusterInfo(t.Context()).Result()
				if strings.Contains(info, "cluster_state:ok") {
					break
				}
				if time.Now().After(deadline) {
					t.Fatal(info, err)
				}
			}
			client := redis.NewClusterClient(&redis.ClusterOptions{Addrs: []string{s.addr}})
			defer client.Close()
			n := open(t, client, nil)
			for range 50 { // slots
				nonce := mint(t, n)
				if _, err := n.Use(t.Context(), nil, nonce, 1); err != nil {
					t.Fatal(err)
				}
				if _, err := n.Use(t.Context(), nil, nonce, 1); !errors.Is(err, digest.ErrStale) {
					t.Errorf("a replay: %v", err)
				}
			}
		})
	}
	t.Logf("%d clusters", rows)
}
