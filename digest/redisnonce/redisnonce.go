// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"context"
	"crypto/fips140"
	"errors"
	"fmt"
	"math"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// Options of [New]. The zero value has the defaults. They need not be the same
// in all processes, but for Prefix: a nonce keeps the Life, Uses and Window of the
// process that issued it.
type Options struct {
	// Life is for how long a nonce may be used. The default is 5 minutes. It must
	// be longer than the clocks of the hosts may differ, or what one issues is
	// stale at another. Past the half of it the nonce is to be renewed.
	Life time.Duration

	// Uses is how often a nonce may be used, whatever the counts are; 1 makes
	// one-time nonces, which cost most clients a challenge for every request. The
	// default is no limit. Past the half of it the nonce is to be renewed.
	Uses uint32

	// Window is how many counts of one nonce may be under way at once: only a
	// request that more than so many have overtaken may be stale. It is rounded up
	// to a multiple of 64, and is 1024 at the most. The default is 256.
	Window int

	// Prefix of the names of the keys in Redis. The default is "httpauth:nonce:".
	// A nonce is good under the Prefix that it was issued with, and no other.
	Prefix string
}

const (
	defaultLife   = 5 * time.Minute
	maxLife       = math.MaxUint32 * time.Millisecond
	defaultWindow = 256
	maxWindow     = 1024
	defaultPrefix = "httpauth:nonce:"

	// maxSkew is by how much the clocks of two hosts may differ. Hosts that keep
	// their time differ by milliseconds; one that was paused is wrong by as long
	// until it is told.
	maxSkew = time.Minute
)

var (
	errClient = errors.New("redisnonce: no client")
	errLife   = errors.New("redisnonce: Life is shorter than 1 ms or longer than 49 days")

	// errFuture is told apart from other stale nonces for those who read logs:
	// clients see no difference.
	errFuture = fmt.Errorf("%w, issued in the future: the clocks of two hosts differ", digest.ErrStale)
)

// Nonces are shared by all processes that have a key and a Redis in common. It
// implements digest.Nonces.
type Nonces struct {
	client redis.Scripter
	script *redis.Script
	life   time.Duration
	uses   uint32 // 0 is no limit
	window int
	prefix string
	keys   atomic.Pointer[[][]byte]
	now    func() time.Time
}

var _ digest.Nonces = (*Nonces)(nil)

// New returns Nonces for one process of several. The client may be of a single
// Redis, of Sentinel or of a cluster; its timeouts are how long a request waits
// for Redis. The keys are those of SetKeys. The options may be nil.
func New(client redis.Scripter, keys [][]byte, opts *Options) (*Nonces, error) {
	var o Options
	if opts != nil {
		o = *opts
	}
	if o.Life <= 0 {
		o.Life = defaultLife
	}
	if o.Window <= 0 {
		o.Window = defaultWindow
	}
	if o.Prefix == "" {
		o.Prefix = defaultPrefix
	}
	switch {
	case client == nil:
		return nil, errClient
	case o.Life < time.Millisecond || o.Life > maxLife:
		return nil, errLife
	}
	n := &Nonces{client: client, life: o.Life, uses: o.Uses, prefix: o.Prefix, now: time.Now}
	n.window = (min(o.Window, maxWindow) + 63) / 64 * 64
	// Redis names scripts by their SHA-1: it protects nothing.
	fips140.WithoutEnforcement(func() { n.script = redis.NewScript(markScript) })
	if err := n.SetKeys(keys); err != nil {
		return nil, err
	}
	return n, nil
}

// Mint returns a fresh nonce. It asks nobody and stores nothing.
func (n *Nonces) Mint(context.Context, *scheme.Request) (string, error) {
	return n.issue(), nil
}

// Use marks a count of a nonce as used, in one round trip to Redis.
func (n *Nonces) Use(ctx context.Context, _ *scheme.Request, nonce string, count uint32) (renew bool, err error) {
	t, ok := n.open(nonce)
	if !ok || count == 0 {
		return false, digest.ErrStale
	}
	age := n.now().Sub(t.issued) // by the wall clock: it is of another host
	switch {
	case age < -maxSkew:
		return false, errFuture
	case age > t.life:
		return false, digest.ErrStale
	}
	late, err := n.mark(ctx, t, count)
	if err != nil {
		return false, err
	}
	return late || age > t.life/2, nil
}
