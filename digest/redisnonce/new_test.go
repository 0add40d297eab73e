// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
)

// What cannot be right is refused without asking Redis.
func TestAsksOnlyIfItMayBeRight(t *testing.T) {
	c := new(counter)
	n := open(t, c, &Options{Uses: 9})
	if _, err := n.Use(t.Context(), nil, mint(t, n), 0); err != digest.ErrStale {
		t.Errorf("a count of 0: %v", err)
	}
	if _, err := n.Use(t.Context(), nil, mint(t, open(t, c, nil, key(1))), 1); err != digest.ErrStale {
		t.Errorf("of another: %v", err)
	}
	if got := c.calls.Load(); got != 0 {
		t.Errorf("asked %d times", got)
	}
}

func TestNew(t *testing.T) {
	tests := []struct {
		client redis.Scripter
		keys   [][]byte
		opts   *Options
		want   error
	}{
		{new(counter), [][]byte{key(0)}, nil, nil},
		{new(counter), [][]byte{key(0), key(1)}, &Options{Life: time.Millisecond}, nil},
		{nil, [][]byte{key(0)}, nil, errClient},
		{new(counter), nil, nil, errKeys},
		{new(counter), [][]byte{key(0), key(1), key(2)}, nil, errKeys},
		{new(counter), [][]byte{key(0)[1:]}, nil, errShort},
		{new(counter), [][]byte{key(0), key(1)[1:]}, nil, errShort},
		{new(counter), [][]byte{key(0), nil}, nil, errShort},
		{new(counter), [][]byte{key(0)}, &Options{Life: 50 * 24 * time.Hour}, errLife},
		{new(counter), [][]byte{key(0)}, &Options{Life: time.Microsecond}, errLife},
	}
	for i, test := range tests {
		n, err := New(test.client, test.keys, test.opts)
		if !errors.Is(err, test.want) || (n == nil) != (err != nil) {
			t.Errorf("row %d: %v, %v", i, n != nil, err)
		}
	}
	if len(tests) != 10 {
		t.Errorf("%d rows, want 10", len(tests))
	}
}

// A counter counts what is asked of Redis, and fails.
type counter struct {
	redis.Scripter
	calls atomic.Int64
	reply any
	err   error
}

func (c *counter) EvalSha(context.Context, string, []string, ...any) *redis.Cmd {
	c.calls.Add(1)
	return redis.NewCmdResult(c.reply, c.err)
}
