// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"sync"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// Nonces issues nonces and sees to it that each count of a nonce is used at
// most once. Its methods are called concurrently.
type Nonces interface {
	// Mint returns a nonce that nobody can guess: base64 or hexadecimal digits,
	// without a colon. It is called for each challenge, for anybody, and should
	// store nothing. An error that wraps scheme.ErrUnavailable says that it has
	// none for now.
	Mint(ctx context.Context, r *scheme.Request) (string, error)

	// Use marks a count of a nonce as used. It is called once the answer of the
	// client was found right. It returns ErrStale if the nonce is too old, not
	// known, or the count is not acceptable (any more): the client asks again
	// with a fresh nonce, and nobody is asked for a password. A nonce that was
	// just issued is never stale, or some clients ask for ever. An error that
	// wraps scheme.ErrUnavailable says that it cannot tell.
	//
	// If renew is true, the nonce comes to its end soon: the client may be given
	// the next one. This one is good until then, as other answers are under way.
	Use(ctx context.Context, r *scheme.Request, nonce string, count uint32) (renew bool, err error)
}

type stale string

func (e stale) Error() string { return string(e) }
func (e stale) Unwrap() error { return scheme.ErrRejected }

// ErrStale says that an answer is right but for the age of its nonce or for its
// count. The challenge then has stale=true.
const ErrStale stale = "digest: stale nonce"

// NonceOptions of [NewNonces]. The zero value has the defaults.
type NonceOptions struct {
	// Life is for how long a nonce may be used, and for less than a second more.
	// The default is 5 minutes. Past the half of it the nonce is to be renewed.
	Life time.Duration

	// Uses is how often a nonce may be used, whatever the counts are; 1 makes
	// one-time nonces, which cost most clients a challenge for every request. The
	// default is no limit. Past the half of it the nonce is to be renewed.
	Uses uint32

	// Window is how many counts of one nonce may be under way at once: a request
	// that more than so many have overtaken is stale. It is rounded up to a
	// multiple of 64, and is 1024 at the most. The default is 256: with 64, of 64
	// requests in parallel some are stale.
	Window int

	// Live is of how many nonces the used counts are remembered, at 8 bytes each
	// (12 with a limit of Uses) and one bit more for each count of the Window, all
	// of it allocated at once.
	// The default is 16384, which is 640 KiB with the default Window. A nonce is
	// remembered from its first right answer on. When Live others have been
	// issued since and one of them comes to need its place, it is stale.
	Live int
}

const (
	defaultLife   = 5 * time.Minute
	defaultWindow = 256
	maxWindow     = 1024
	defaultLive   = 1 << 14
)

// NewNonces returns Nonces for one process. The options may be nil.
//
// A nonce is an encrypted counter and time. Its key is random and is replaced
// after each Life; the one before stays good for what it has issued. Neither
// another process nor this one after a restart knows a nonce, which is stale
// there. Issuing stores nothing, so that a flood of requests without credentials
// neither takes memory nor drops a session. Setting the clock changes nothing.
func NewNonces(opts *NonceOptions) Nonces {
	var o NonceOptions
	if opts != nil {
		o = *opts
	}
	if o.Life <= 0 {
		o.Life = defaultLife
	}
	if o.Window <= 0 {
		o.Window = defaultWindow
	}
	if o.Live <= 0 {
		o.Live = defaultLive
	}
	return &local{
		mint:  newMint(o.Life),
		life:  o.Life,
		slots: newRing(o.Live, min(o.Window, maxWindow), o.Uses),
	}
}

// local is the Nonces of one process.
type local struct {
	mint  *mint
	life  time.Duration
	slots *ring
}

func (l *local) Mint(context.Context, *scheme.Request) (string, error) {
	return l.mint.issue(), nil
}

func (l *local) Use(_ context.Context, _ *scheme.Request, nonce string, count uint32) (renew bool, err error) {
	serial, age, ok := l.mint.open(nonce)
	if !ok || age >= l.life || count == 0 {
		return false, ErrStale
	}
	ok, renew = l.slots.use(serial, count)
	if !ok {
		return false, ErrStale
	}
	return renew || age > l.life/2, nil
}

// A ring keeps the windows of used counts of the nonces that were issued last:
// the serial number inside a nonce is the index of its slot, so that there is
// nothing to look up, to allocate or to collect. A slot passes to a newer nonce
// only after a right answer: only those who can authenticate displace anybody.
type ring struct {
	slots []slot
	words int      // of each window
	bits  []uint64 // the windows, one after another
	limit uint32   // of uses of each nonce; 0 is none
	used  []uint32 // with a limit: how often each was used
	locks [64]sync.Mutex
}

// A slot is one nonce and, with its part of bits, the window of its counts. The
// serial number is the index of the slot plus the turn times the number of
// slots.
type slot struct {
	turn uint32
	top  uint32 // 0: never used
}

func newRing(live, window int, limit uint32) *ring {
	words := (window + 63) / 64
	r := &ring{slots: make([]slot, live), words: words, bits: make([]uint64, live*words), limit: limit}
	if limit > 0 {
		r.used = make([]uint32, live)
	}
	return r
}

// use marks a count of a nonce as used. It is not ok if it was used before, or may
// have been; if late is true, half of the uses are over.
func (r *ring) use(serial uint64, count uint32) (ok, late bool) {
	n := uint64(len(r.slots))
	i, turn := serial%n, uint32(serial/n)
	lock := &r.locks[i%uint64(len(r.locks))]
	lock.Lock()
	defer lock.Unlock()
	s := &r.slots[i]
	w := window{&s.top, r.bits[int(i)*r.words:][:r.words]}
	if s.turn != turn {
		// Turns are numbered round and round. A slot that nobody has used for 2^31
		// of them would take a newer nonce for an older one: at a million nonces a
		// second that is after a year, with the default number of slots.
		if s.top != 0 && int32(turn-s.turn) < 0 {
			return false, false
		}
		s.turn, s.top = turn, 0
		if r.limit > 0 {
			r.used[i] = 0
		}
	}
	if r.limit == 0 {
		return w.use(count), false
	}
	if r.used[i] >= r.limit || !w.use(count) {
		return false, false
	}
	r.used[i]++
	return true, r.used[i] > r.limit/2
}
