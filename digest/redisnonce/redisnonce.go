// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"context"
	"crypto/fips140"
	"encoding/binary"
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
// in all processes, but for Prefix.
type Options struct {
	// Life is for how long a nonce may be used: it keeps the Life of the process
	// that issued it. The default is 5 minutes. It must be longer than the clocks
	// of the hosts may differ, or what one issues is stale at another.
	//
	// Past the half of it the nonce is to be renewed.
	Life time.Duration

	// Uses is how often a nonce may be used; 1 makes one-time nonces, which cost
	// most clients a challenge for every request. The default is no limit. Past
	// the half of it the nonce is to be renewed.
	Uses uint32

	// Prefix of the names of the keys in Redis. The default is "httpauth:nonce:".
	// A nonce is good under the Prefix that it was issued with, and no other.
	Prefix string
}

const (
	defaultLife   = 5 * time.Minute
	maxLife       = math.MaxUint32 * time.Millisecond
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
	errReply  = errors.New("the reply is none of ours")
)

// Nonces are shared by all processes that have a key and a Redis in common. It
// implements digest.Nonces.
type Nonces struct {
	client redis.Scripter
	script *redis.Script
	life   time.Duration
	uses   uint32
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
	if o.Uses == 0 {
		o.Uses = math.MaxUint32
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
	if !ok || count == 0 || count > n.uses {
		return false, digest.ErrStale
	}
	switch age := n.now().Sub(t.issued); { // by the wall clock: it is of another host
	case age < -maxSkew:
		return false, errFuture
	case age > t.life:
		return false, digest.ErrStale
	default:
		renew = age > t.life/2 || count > n.uses/2
	}
	if err := n.mark(ctx, t, count); err != nil {
		return false, err
	}
	return renew, nil
}

// window is how many counts of one nonce may be under way at once, as it is in
// digest.NewNonces.
const window = 256

// markScript is one atomic step in Redis. Its key is a ring of slots of 4 bytes.
// The slot of a count is the count modulo the window, and holds the highest
// count that was used there: only a higher one is accepted. So no count is
// accepted twice, any may be skipped, and nothing that a client sends makes the
// key longer than 1 KiB.
//
// A key that does not exist is a nonce that was not used yet, which is why it
// must not go before the nonce does. Both ends are at the same moment of the
// same clock, that of Redis, whatever the clocks of the processes show.
const markScript = `
local time = redis.call('TIME')
if time[1] * 1000 + time[2] / 1000 >= tonumber(ARGV[3]) then return -1 end
local function number(slot)
	local a, b, c, d = string.byte(slot, 1, 4)
	return a and ((a * 256 + b) * 256 + c) * 256 + d or 0
end
local start = tonumber(ARGV[2])
if number(redis.call('GETRANGE', KEYS[1], start, start + 3)) >= number(ARGV[1]) then return 0 end
redis.call('SETRANGE', KEYS[1], start, ARGV[1])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
return 1
`

// mark marks a count as used. After an error nobody knows whether Redis did it:
// the answer is not accepted, and perhaps never will be.
func (n *Nonces) mark(ctx context.Context, t token, count uint32) error {
	if err := ctx.Err(); err != nil {
		return unavailable(err)
	}
	var slot [4]byte
	binary.BigEndian.PutUint32(slot[:], count)
	// Later than any process with a clock that is right takes the nonce.
	end := t.issued.Add(t.life + maxSkew).UnixMilli()
	reply, err := n.script.Run(ctx, n.client, []string{n.prefix + t.name}, slot[:], 4*(count%window), end).Result()
	if err != nil {
		return unavailable(err)
	}
	switch reply {
	case int64(1):
		return nil
	case int64(0), int64(-1):
		return digest.ErrStale
	}
	return unavailable(errReply)
}

// unavailable says that it is not known whether an answer is good. The text of
// Redis may quote the name of a key, which is not the nonce and tells nothing
// about it.
func unavailable(err error) error {
	return fmt.Errorf("redisnonce: %w: %w", scheme.ErrUnavailable, err)
}
