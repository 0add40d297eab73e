// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// markScript is one atomic step in Redis. Its key is a ring of slots of 4 bytes.
// The slot of a count is the count modulo the window, and holds the highest
// count that was used there: only a higher one is accepted. So no count is
// accepted twice, any may be skipped, and nothing that a client sends makes the
// key longer than 4 KiB. If the uses are limited, how many there were stands
// before the ring.
//
// A key that does not exist is a nonce that was not used yet, which is why it
// must not go before the nonce does. Both ends are at the same moment of the
// same clock, that of Redis, whatever the clocks of the processes show.
//
// The reply is the number of uses, if they are limited, or else 1; 0 is a count
// that was used, -1 a nonce that is too old.
const markScript = `
local time = redis.call('TIME')
if time[1] * 1000 + time[2] / 1000 >= tonumber(ARGV[3]) then return -1 end
local function number(slot)
	local a, b, c, d = string.byte(slot, 1, 4)
	return a and ((a * 256 + b) * 256 + c) * 256 + d or 0
end
local start, limit, uses = tonumber(ARGV[2]), tonumber(ARGV[4]), 1
if number(redis.call('GETRANGE', KEYS[1], start, start + 3)) >= number(ARGV[1]) then return 0 end
if limit > 0 then
	uses = number(redis.call('GETRANGE', KEYS[1], 0, 3)) + 1
	if uses > limit then return 0 end
	local function byte(of) return math.floor(uses / of) % 256 end
	redis.call('SETRANGE', KEYS[1], 0, string.char(byte(16777216), byte(65536), byte(256), byte(1)))
end
redis.call('SETRANGE', KEYS[1], start, ARGV[1])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
return uses
`

var errReply = errors.New("the reply is none of ours")

// mark marks a count as used; if late is true, half of the uses are over. After an
// error nobody knows whether Redis did it: the answer is not accepted, and perhaps
// never will be.
func (n *Nonces) mark(ctx context.Context, t token, count uint32) (late bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, unavailable(err)
	}
	var slot [4]byte
	binary.BigEndian.PutUint32(slot[:], count)
	start, most := 4*(count%t.window), int64(1)
	if t.uses > 0 {
		start, most = start+4, int64(t.uses)
	}
	// Later than any process with a clock that is right takes the nonce.
	end := t.issued.Add(t.life + maxSkew).UnixMilli()
	reply, err := n.script.Run(ctx, n.client, []string{n.prefix + t.name}, slot[:], start, end, t.uses).Result()
	if err != nil {
		return false, unavailable(err)
	}
	switch uses, ok := reply.(int64); {
	case !ok || uses < -1 || uses > most:
		return false, unavailable(errReply)
	case uses < 1:
		return false, digest.ErrStale
	default:
		return t.uses > 0 && uses > most/2, nil
	}
}

// unavailable says that it is not known whether an answer is good. The text of
// Redis may quote the name of a key, which is not the nonce and tells nothing
// about it.
func unavailable(err error) error {
	return fmt.Errorf("redisnonce: %w: %w", scheme.ErrUnavailable, err)
}
