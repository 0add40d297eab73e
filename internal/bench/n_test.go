// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// N1: what a nonce costs, beside one block of SHA-256.
var n1 = func() []member {
	ctx := context.Background()
	nonces := digest.NewNonces(nil)
	nonce, err := nonces.Mint(ctx, nil)
	must(err)
	var count uint32
	block := make([]byte, 55) // with its padding it is one block
	return []member{
		{"mint", func() int {
			nonce, err := nonces.Mint(ctx, nil)
			if err != nil {
				return 0
			}
			return len(nonce)
		}},
		{"check", func() int { // there is no count of 0: the nonce is all that is looked at
			if _, err := nonces.Use(ctx, nil, nonce, 0); err == nil {
				return 0
			}
			return 1
		}},
		{"use", func() int { // checks the nonce and marks the count
			count++
			if _, err := nonces.Use(ctx, nil, nonce, count); err != nil {
				return 0
			}
			return 1
		}},
		{"sha256", func() int { sum := sha256.Sum256(block); return int(sum[0] | 1) }},
	}
}()

func BenchmarkN1(b *testing.B) { run(b, n1) }

// n2Live is how many nonces are live at once.
const n2Live = 1 << 20

// A counter is the obvious replay state: one entry of a sync.Map for a nonce,
// with a mutex and a window of 256 counts. The nonce is checked first, as the ring
// does it: nobody may fill the map with what was never issued.
type counter struct {
	check func(nonce string)
	of    sync.Map
}

type counts struct {
	mu   sync.Mutex
	top  uint32
	bits [4]uint64
}

func (c *counter) use(nonce string, count uint32) bool {
	c.check(nonce)
	v, ok := c.of.Load(nonce)
	if !ok {
		v, _ = c.of.LoadOrStore(nonce, new(counts))
	}
	n := v.(*counts)
	n.mu.Lock()
	defer n.mu.Unlock()
	bit := uint64(1) << (count % 64)
	word := &n.bits[count/64%4]
	if count <= n.top && *word&bit != 0 {
		return false
	}
	n.top, *word = max(n.top, count), *word|bit
	return true
}

// n2 returns n2Live nonces, and the two stores that have seen each once. A nonce
// comes to a server with the request, so that its text is at hand: the list is one
// that memory can read ahead, in an order that the stores know nothing of. What a
// store keeps of it is a copy.
var n2 = sync.OnceValues(func() (nonces []string, stores map[string]func(nonce string, count uint32) bool) {
	ctx := context.Background()
	ring := digest.NewNonces(&digest.NonceOptions{Live: n2Live, Life: time.Hour})
	m := &counter{check: func(nonce string) { ring.Use(ctx, nil, nonce, 0) }} // a count that there is not: it looks no further
	stores = map[string]func(string, uint32) bool{
		"ring":    func(nonce string, count uint32) bool { _, err := ring.Use(ctx, nil, nonce, count); return err == nil },
		"syncmap": m.use,
	}
	for range n2Live {
		nonce, err := ring.Mint(ctx, nil)
		must(err)
		nonces = append(nonces, nonce)
		for _, use := range stores {
			use(nonce, 1)
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(nonces), func(i, j int) { nonces[i], nonces[j] = nonces[j], nonces[i] })
	for i, nonce := range nonces {
		nonces[i] = strings.Clone(nonce)
	}
	return nonces, stores
})

// N2: replay state with many live nonces, each use on another one, from all
// cores at once. The ring opens the nonce, too.
func BenchmarkN2(b *testing.B) {
	nonces, stores := n2()
	for _, name := range []string{"ring", "syncmap"} {
		use := stores[name]
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var turn atomic.Uint64
			before := cpuTime(b)
			b.RunParallel(func(pb *testing.PB) {
				i := int(turn.Add(1)) * n2Live / 3
				for count := uint32(2); pb.Next(); i++ {
					if i%n2Live == 0 {
						count++
					}
					use(nonces[i%n2Live], count)
				}
			})
			b.ReportMetric(float64(cpuTime(b)-before)/float64(b.N), "cpu-ns/op")
		})
	}
}

// The state of a nonce takes the 8 bytes and one bit a count that are promised,
// and is nothing that the garbage collector looks at.
func TestN2Memory(t *testing.T) {
	for _, tt := range []struct{ window, bytes int }{{64, 16}, {256, 40}, {1024, 136}} {
		before := heap()
		n := digest.NewNonces(&digest.NonceOptions{Live: n2Live, Window: tt.window})
		if grown := heap() - before; grown > n2Live*int64(tt.bytes)+64<<10 {
			t.Errorf("a window of %d: %d bytes for %d nonces", tt.window, grown, n2Live)
		}
		runtime.KeepAlive(n)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// n3Clients are the numbers of clients that a server knows when it challenges.
var n3Clients = []int{1_000, 100_000}

// n3 are the challenges of one 401. Ours knows no clients.
func n3(clients int) []member {
	ctx := context.Background()
	s, r, _ := v1Server(digest.MD5)
	s = digest.New(func(context.Context, digest.Query) (digest.Secret, scheme.Identity, error) {
		return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
	}, &digest.Options{Algorithms: []digest.Algorithm{digest.MD5}})
	challenge := func() int {
		chs, err := s.Challenge(ctx, r, nil)
		if err != nil {
			return 0
		}
		return len(chs[0].String())
	}
	a, req := abbotServer()
	a.ClientCacheSize = clients
	req.Header.Del("Authorization")
	theirs := func() int {
		w := httptest.NewRecorder()
		a.RequireAuth(w, req)
		return len(w.Header()["Www-Authenticate"][0])
	}
	for range clients {
		theirs()
	}
	return []member{{"digest", challenge}, {"abbot", theirs}}
}

// N3: what a 401 costs a server with many clients.
func BenchmarkN3(b *testing.B) {
	for _, n := range n3Clients {
		b.Run(fmt.Sprint(n), func(b *testing.B) { run(b, n3(n)) })
	}
}
