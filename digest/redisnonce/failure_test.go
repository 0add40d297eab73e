// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// fails checks that a right answer is neither accepted nor called wrong.
func fails(t *testing.T, what string, n *Nonces) {
	t.Helper()
	failsIn(t, t.Context(), what, n)
}

func failsIn(t *testing.T, ctx context.Context, what string, n *Nonces) {
	t.Helper()
	nonce := mint(t, n) // needs no Redis
	began := time.Now()
	renew, err := n.Use(ctx, nil, nonce, 1)
	if !errors.Is(err, scheme.ErrUnavailable) || errors.Is(err, scheme.ErrRejected) || renew {
		t.Fatalf("%s: %v", what, err)
	}
	if reason, _ := errors.AsType[scheme.Reason](err); reason != scheme.ErrUnavailable {
		t.Errorf("%s: %v", what, reason)
	}
	if strings.Contains(err.Error(), nonce) || strings.Contains(err.Error(), nonce[:20]) {
		t.Errorf("%s: the error holds the nonce: %v", what, err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("%s: took %v", what, took)
	}
}

func works(t *testing.T, what string, n *Nonces) {
	t.Helper()
	if _, err := n.Use(t.Context(), nil, mint(t, n), 1); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// impatient returns a client that gives up soon.
func impatient(t *testing.T, addr string) *redis.Client {
	client := redis.NewClient(&redis.Options{Addr: addr, MaxRetries: -1, DialerRetries: 1,
		DialTimeout: 200 * time.Millisecond, ReadTimeout: 200 * time.Millisecond, ContextTimeoutEnabled: true})
	t.Cleanup(func() { client.Close() })
	return client
}

func TestRedisRefuses(t *testing.T) {
	mini := miniredis.RunT(t)
	n := open(t, impatient(t, mini.Addr()), nil)
	texts := []string{
		"OOM command not allowed when used memory > 'maxmemory'.",
		"READONLY You can't write against a read only replica.",
		"LOADING Redis is loading the dataset in memory",
		"MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
		"CLUSTERDOWN The cluster is down",
		"MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
		"NOAUTH Authentication required.",
		"NOPERM User default has no permissions to run the 'evalsha' command",
		"NOSCRIPT No matching script.",
		"BUSY Redis is busy running a script.",
		"ERR unknown command 'evalsha', with args beginning with: 'abc' '1' 'httpauth:nonce:abc'",
	}
	for _, text := range texts {
		mini.SetError(text)
		fails(t, text, n)
		mini.SetError("")
		works(t, "after "+text, n)
	}
	if len(texts) != 11 {
		t.Errorf("%d rows, want 11", len(texts))
	}
	mini.Close()
	fails(t, "closed", n)
	if err := mini.Restart(); err != nil {
		t.Fatal(err)
	}
	works(t, "back again", n)
	if err := mini.Set(n.prefix+"x", "y"); err != nil {
		t.Fatal(err)
	}
	nonce := mint(t, n)
	if _, err := mini.Lpush(n.prefix+name(t, n, nonce), "not a string"); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Use(t.Context(), nil, nonce, 1); !errors.Is(err, scheme.ErrUnavailable) {
		t.Errorf("a key of another type: %v", err)
	}
}

// Whatever else the reply is, it is no permission.
func TestRepliesThatAreNoneOfOurs(t *testing.T) {
	replies := []any{nil, "1", "OK", int64(2), int64(-2), int(1), uint64(1), true, 1.0, []any{}, []any{int64(1)}, map[any]any{}, errors.New("1")}
	for _, reply := range replies {
		fails(t, "a reply", open(t, &counter{reply: reply}, nil))
	}
	if len(replies) != 13 {
		t.Errorf("%d rows, want 13", len(replies))
	}
	fails(t, "more uses than there may be", open(t, &counter{reply: int64(10)}, &Options{Uses: 9}))
	works(t, "the last use", open(t, &counter{reply: int64(9)}, &Options{Uses: 9}))
	works(t, "1", open(t, &counter{reply: int64(1)}, nil))
	for _, reply := range []int64{0, -1} {
		n := open(t, &counter{reply: reply}, nil)
		if _, err := n.Use(t.Context(), nil, mint(t, n), 1); err != digest.ErrStale {
			t.Errorf("%d: %v", reply, err)
		}
	}
}

// Something listens that is no Redis, or one that hangs.
func TestNoRedis(t *testing.T) {
	lines := []string{"", "+OK\r\n", ":2\r\n", "$1\r\n1\r\n", "$-1\r\n", "*0\r\n", "*1\r\n:1\r\n", "$99999999999\r\n", "*99999999\r\n",
		"nonsense\r\n", "\r\n", "HTTP/1.1 200 OK\r\n\r\n", "\x00\xff"}
	for _, line := range lines {
		fails(t, line, open(t, impatient(t, listen(t, line)), nil))
	}
	if len(lines) != 13 {
		t.Errorf("%d rows, want 13", len(lines))
	}
	fails(t, "nobody listens", open(t, impatient(t, freeAddr(t)), nil))
}

// listen answers each line with a text, or never if it is empty.
func listen(t *testing.T, text string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				for lines := bufio.NewScanner(conn); lines.Scan(); {
					io.WriteString(conn, text)
				}
			}()
		}
	}()
	return l.Addr().String()
}

func TestCanceled(t *testing.T) {
	calls := &counter{reply: int64(1)}
	n := open(t, calls, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	failsIn(t, ctx, "canceled", n)
	if calls.calls.Load() != 0 {
		t.Error("Redis was asked for a request that is gone")
	}
	ctx, cancel = context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	failsIn(t, ctx, "deadline", open(t, impatient(t, listen(t, "")), nil))
}

// Real servers say it in their own words.
func TestServerFails(t *testing.T) {
	everyServer(t, func(t *testing.T, s *server) {
		ctx := t.Context()
		client := impatient(t, s.addr)
		n := open(t, client, nil)
		command := func(args ...any) {
			t.Helper()
			if err := client.Do(ctx, args...).Err(); err != nil {
				t.Fatal(args, err)
			}
		}
		works(t, "a server", n)
		command("SCRIPT", "FLUSH")
		works(t, "without the script", n)
		command("CONFIG", "SET", "maxmemory", "1")
		fails(t, "no memory", n)
		if keys, err := client.DBSize(ctx).Result(); err != nil || keys != 2 {
			t.Errorf("%d keys, %v", keys, err)
		}
		command("CONFIG", "SET", "maxmemory", "0")
		works(t, "memory again", n)
		command("REPLICAOF", "127.0.0.1", "1")
		fails(t, "a replica", n)
		command("REPLICAOF", "NO", "ONE")
		works(t, "no replica any more", n)
		command("CLIENT", "PAUSE", "600", "ALL")
		fails(t, "paused", n)
		time.Sleep(600 * time.Millisecond)
		works(t, "after a pause", n)
		s.end()
		fails(t, "killed", n)
		if !s.run() {
			t.Fatal("it does not start again")
		}
		works(t, "started again", n)
	})
}

// A client sees 503, no challenge, and its password is not asked for again.
func TestUnavailableOverHTTP(t *testing.T) {
	mini := miniredis.RunT(t)
	handler, err := guarded(open(t, impatient(t, mini.Addr()), nil))
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(handler)
	defer srv.Close()
	mini.Close()
	c := newCaller(t)
	nonce := c.nonce(srv.URL)
	resp := c.get(srv.URL, nonce, 1, password)
	if resp.StatusCode != http.StatusServiceUnavailable || len(resp.Header.Values("WWW-Authenticate")) > 0 {
		t.Errorf("%s, %q", resp.Status, resp.Header.Values("WWW-Authenticate"))
	}
	if resp := c.get(srv.URL, nonce, 1, "wrong"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("with a wrong password: %s", resp.Status)
	}
}
