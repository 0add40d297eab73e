// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"sync"
	"sync/atomic"
	"time"
)

// A mint issues nonces and knows them again. Before encryption a nonce is a
// serial number (48 bits), the seconds since the mint was made (32 bits), a
// version (8 bits) and zeros. One block of AES makes of it 128 bits that are
// unique and tell nothing, and among which a guess is valid with probability
// 2^-47 at the most.
type mint struct {
	start  time.Time // has a monotonic reading: setting the clock changes no age
	rotate time.Duration
	serial atomic.Uint64
	keys   atomic.Pointer[keys]
	mu     sync.Mutex // held to replace keys
	blocks sync.Pool  // of *blocks: a cipher.Block keeps nothing, but the compiler cannot know
}

// blocks are a nonce before and after encryption.
type blocks struct{ plain, sealed [aes.BlockSize]byte }

// keys are the two that are live: nonces under older ones are too old.
type keys struct {
	now, before cipher.Block // before may be nil
	made        time.Duration
}

const (
	nonceVersion = 1
	nonceLength  = 22 // of its base64
	nonceSeconds = 6  // where the seconds start
	nonceFixed   = 10
	maxSerial    = 1<<48 - 1
)

// nonceText is strict: a nonce has one form.
var nonceText = base64.RawURLEncoding.Strict()

// newMint returns a mint with a new key after each of those periods, which must
// not be shorter than the life of a nonce.
func newMint(rotate time.Duration) *mint {
	m := &mint{start: time.Now(), rotate: rotate, blocks: sync.Pool{New: func() any { return new(blocks) }}}
	m.keys.Store(&keys{now: newKey()})
	return m
}

func newKey() cipher.Block {
	var key [16]byte
	rand.Read(key[:]) // never fails
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic("digest: " + err.Error()) // the length of the key is right
	}
	return block
}

func (m *mint) issue() string {
	now := time.Since(m.start)
	k := m.keys.Load()
	if now-k.made > m.rotate {
		k = m.replace(now)
	}
	b := m.blocks.Get().(*blocks)
	defer m.blocks.Put(b)
	b.plain = [aes.BlockSize]byte{nonceFixed: nonceVersion}
	binary.BigEndian.PutUint64(b.plain[:], m.serial.Add(1)&maxSerial<<16)
	binary.BigEndian.PutUint32(b.plain[nonceSeconds:], uint32(now/time.Second))
	k.now.Encrypt(b.sealed[:], b.plain[:])
	var text [nonceLength]byte
	nonceText.Encode(text[:], b.sealed[:])
	return string(text[:])
}

// replace makes a new key, unless somebody else just has.
func (m *mint) replace(now time.Duration) *keys {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := m.keys.Load()
	if now-k.made > m.rotate {
		k = &keys{now: newKey(), before: k.now, made: now}
		m.keys.Store(k)
	}
	return k
}

// open returns what is in a nonce of this mint. The age is the least that it can
// have: it was issued within the second that it says.
func (m *mint) open(nonce string) (serial uint64, age time.Duration, ok bool) {
	if len(nonce) != nonceLength {
		return 0, 0, false
	}
	b := m.blocks.Get().(*blocks)
	defer m.blocks.Put(b)
	if n, err := nonceText.Decode(b.sealed[:], []byte(nonce)); err != nil || n != len(b.sealed) {
		return 0, 0, false
	}
	k := m.keys.Load()
	for _, key := range [...]cipher.Block{k.now, k.before} {
		if key == nil {
			break
		}
		key.Decrypt(b.plain[:], b.sealed[:])
		if [6]byte(b.plain[nonceFixed:]) == [6]byte{nonceVersion} {
			serial = binary.BigEndian.Uint64(b.plain[:]) >> 16
			seconds := binary.BigEndian.Uint32(b.plain[nonceSeconds:])
			return serial, time.Since(m.start) - (time.Duration(seconds)+1)*time.Second, true
		}
	}
	return 0, 0, false
}
