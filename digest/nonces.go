// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
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
	// just issued is never stale, whatever its first count is, or some clients ask
	// for ever. An implementation that can forget it says how many others have to
	// be issued first, as [NonceOptions] do. An error that wraps
	// scheme.ErrUnavailable says that it cannot tell.
	//
	// If renew is true, the nonce comes to its end soon: the client may be given
	// the next one. This one is good until then, as other answers are under way.
	Use(ctx context.Context, r *scheme.Request, nonce string, count uint32) (renew bool, err error)
}

type stale string

func (e stale) Error() string { return string(e) }
func (e stale) Unwrap() error { return scheme.ErrStale }

// ErrStale says that an answer is right but for the age of its nonce or for its
// count. The challenge then has stale=true. It wraps scheme.ErrStale.
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
	// The default is 16384, which is 640 KiB with the default Window.
	//
	// A nonce is stale, also one that was never used, when the one that was issued
	// Live later, or twice Live and so on, has been used: they have one place. So
	// a nonce is safe until Live others have been issued, and then until somebody
	// who can authenticate takes its place. Live should be above the challenges in
	// a second, of a flood as well, times the seconds that clients take for their
	// answers: the default is enough for 100 000 a second and 160 ms.
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
