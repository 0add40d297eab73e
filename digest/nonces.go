// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// Nonces issues nonces and sees to it that each count of a nonce is used at
// most once. Its methods are called concurrently.
type Nonces interface {
	// Mint returns a nonce that nobody can guess: base64 or hexadecimal digits,
	// without a colon. It is called for each challenge, for anybody, and should
	// store nothing.
	Mint(ctx context.Context, r *scheme.Request) (string, error)

	// Use marks a count of a nonce as used. It is called once the answer of the
	// client was found right. It returns ErrStale if the nonce is too old, not
	// known, or the count is not acceptable (any more): the client asks again
	// with a fresh nonce, and nobody is asked for a password. A nonce that was
	// just issued is never stale, or some clients ask for ever.
	Use(ctx context.Context, r *scheme.Request, nonce string, count uint32) error
}

type stale string

func (e stale) Error() string { return string(e) }
func (e stale) Unwrap() error { return scheme.ErrRejected }

// ErrStale says that an answer is right but for the age of its nonce or for its
// count. The challenge then has stale=true.
const ErrStale stale = "digest: stale nonce"

// NonceOptions of [NewNonces]. The zero value has the defaults.
type NonceOptions struct {
	// Life is for how long a nonce may be used. The default is 5 minutes.
	Life time.Duration

	// Live is of how many nonces the used counts are remembered, at 48 bytes
	// each, allocated at once. The default is 16384. A nonce is remembered from
	// its first right answer on. When Live others have been issued since and one
	// of them comes to need its place, it is stale.
	Live int
}

// NewNonces returns Nonces for one process. The options may be nil. A nonce is
// an encrypted counter and time under a random key: neither another process nor
// this one after a restart knows it. Issuing stores nothing, so that a flood of
// requests without credentials neither takes memory nor drops a session.
func NewNonces(opts *NonceOptions) Nonces {
	var o NonceOptions
	if opts != nil {
		o = *opts
	}
	if o.Life <= 0 {
		o.Life = 5 * time.Minute
	}
	if o.Live <= 0 {
		o.Live = 16384
	}
	key := make([]byte, 16)
	rand.Read(key) // never fails
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("digest: " + err.Error()) // the length of the key is right
	}
	return &local{block: block, start: time.Now(), life: o.Life, slots: make([]slot, o.Live)}
}

// local keeps the windows of used counts in a ring: the counter inside a nonce
// is the index of its slot. A slot passes to a newer nonce only after a right
// answer, so only those who can authenticate can displace anybody.
type local struct {
	block  cipher.Block
	start  time.Time // has a monotonic reading: setting the clock changes no age
	life   time.Duration
	issued atomic.Uint64
	locks  [64]sync.Mutex // of the slots with that index modulo 64
	slots  []slot
}

type slot struct {
	counter uint64 // 0: never used
	window  window
}

// Layout of a nonce before encryption: counter (48 bits), seconds since start
// (32 bits), zero (48 bits). One block of AES makes of it 128 bits that are
// unique, that tell nothing, and of which a guess is valid with probability
// 2^-48 at the most.
const nonceZero = 10

func (l *local) Mint(context.Context, *scheme.Request) (string, error) {
	var b [aes.BlockSize]byte
	binary.BigEndian.PutUint64(b[:], l.issued.Add(1)<<16)
	binary.BigEndian.PutUint32(b[6:], uint32(time.Since(l.start)/time.Second))
	l.block.Encrypt(b[:], b[:])
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// open returns what is in a nonce of this process.
func (l *local) open(nonce string) (counter uint64, seconds uint32, ok bool) {
	if len(nonce) != base64.RawURLEncoding.EncodedLen(aes.BlockSize) {
		return 0, 0, false
	}
	var b [aes.BlockSize]byte
	if n, err := base64.RawURLEncoding.Strict().Decode(b[:], []byte(nonce)); err != nil || n != len(b) {
		return 0, 0, false
	}
	l.block.Decrypt(b[:], b[:])
	for _, c := range b[nonceZero:] {
		if c != 0 {
			return 0, 0, false
		}
	}
	return binary.BigEndian.Uint64(b[:]) >> 16, binary.BigEndian.Uint32(b[6:]), true
}

func (l *local) Use(_ context.Context, _ *scheme.Request, nonce string, count uint32) error {
	counter, seconds, ok := l.open(nonce)
	if !ok || time.Since(l.start)-time.Duration(seconds)*time.Second > l.life {
		return ErrStale
	}
	i := counter % uint64(len(l.slots))
	lock := &l.locks[i%uint64(len(l.locks))]
	lock.Lock()
	defer lock.Unlock()
	s := &l.slots[i]
	if s.counter > counter {
		return ErrStale
	}
	if s.counter < counter {
		*s = slot{counter: counter}
	}
	if !s.window.use(count) {
		return ErrStale
	}
	return nil
}
