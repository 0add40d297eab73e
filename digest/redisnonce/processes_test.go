// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"github.com/go-httpauth/httpauth/header"
)

// A caller computes answers itself, to present any count anywhere, and again.
type caller struct {
	t    *testing.T
	http *http.Client
}

func newCaller(t *testing.T) *caller {
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	return &caller{t, &http.Client{Transport: transport}}
}

// nonce returns that of a challenge.
func (c *caller) nonce(url string) string {
	c.t.Helper()
	resp := c.send(url, "")
	chs, err := header.ParseChallenges(resp.Header.Values("WWW-Authenticate"))
	if err != nil || len(chs) == 0 || resp.StatusCode != http.StatusUnauthorized {
		c.t.Fatalf("%s, %d challenges, %v", resp.Status, len(chs), err)
	}
	nonce, _ := chs[0].Param("nonce")
	return nonce
}

// get answers a challenge. The body of the response was read.
func (c *caller) get(url, nonce string, count int, password string) *http.Response {
	c.t.Helper()
	nc := fmt.Sprintf("%08x", count)
	response := digestOf(digestOf(user+":"+realm+":"+password) + ":" + nonce + ":" + nc + ":c:auth:" + digestOf("GET:/"))
	return c.send(url, fmt.Sprintf(`Digest username="%s", realm="%s", nonce="%s", uri="/", algorithm=SHA-256, response="%s", qop=auth, nc=%s, cnonce="c"`,
		user, realm, nonce, response, nc))
}

func (c *caller) send(url, credentials string) *http.Response {
	req, err := http.NewRequest(http.MethodGet, url+"/", nil)
	if err != nil {
		c.t.Error(err)
		return new(http.Response)
	}
	if credentials != "" {
		req.Header.Set("Authorization", credentials)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		c.t.Error(err)
		return new(http.Response)
	}
	io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	return resp
}

func digestOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// stale reports whether a response says so.
func stale(resp *http.Response) bool {
	chs, _ := header.ParseChallenges(resp.Header.Values("WWW-Authenticate"))
	if len(chs) == 0 || resp.StatusCode != http.StatusUnauthorized {
		return false
	}
	value, _ := chs[0].Param("stale")
	return value == "true"
}

// TestAttack_D05_D12_two_processes hammers two processes with the same answers:
// in the whole cluster each is accepted once. They come in blocks, shuffled,
// that are shorter than the window.
func TestAttack_D05_D12_two_processes(t *testing.T) {
	blocks := 8
	if testing.Short() {
		blocks = 1
	}
	const block = defaultWindow / 2
	everyServer(t, func(t *testing.T, s *server) {
		urls := []string{startPart(t, s.addr, key(0)).url, startPart(t, s.addr, key(0)).url}
		c := newCaller(t)
		nonce := c.nonce(urls[0])
		last := 0
		for range blocks {
			c.hammer(urls, nonce, last+1, block)
			last += block
		}
		if resp := c.get(urls[1], nonce, last+1, password); resp.StatusCode != http.StatusOK {
			t.Errorf("the session goes on: %s", resp.Status)
		}
		stranger := startPart(t, s.addr, key(1)).url
		if resp := c.get(stranger, nonce, last+2, password); !stale(resp) {
			t.Errorf("another key: %s", resp.Status)
		}
		if resp := c.get(urls[0], c.nonce(stranger), 1, password); !stale(resp) {
			t.Errorf("a nonce under another key: %s", resp.Status)
		}
	})
}

// hammer presents counts twice at each URL, in parallel and in any order.
func (c *caller) hammer(urls []string, nonce string, first, counts int) {
	type try struct {
		url   string
		count int
	}
	var all []try
	for i := range counts {
		for _, url := range urls {
			all = append(all, try{url, i}, try{url, i})
		}
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	accepted := make([]atomic.Int32, counts)
	var next, refused atomic.Int32
	var wg sync.WaitGroup
	for range 32 {
		wg.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(all); i = next.Add(1) - 1 {
				switch resp := c.get(all[i].url, nonce, first+all[i].count, password); {
				case resp.StatusCode == http.StatusOK:
					accepted[all[i].count].Add(1)
				case stale(resp):
					refused.Add(1)
				default:
					c.t.Errorf("count %d: %s", first+all[i].count, resp.Status)
				}
			}
		})
	}
	wg.Wait()
	for i := range accepted {
		if a := accepted[i].Load(); a != 1 {
			c.t.Errorf("count %d was accepted %d times", first+i, a)
		}
	}
	if got := int(refused.Load()); got != len(all)-counts {
		c.t.Errorf("%d were stale, want %d", got, len(all)-counts)
	}
}

// Only right answers reach Redis: neither requests without credentials nor
// guesses do, so that they fill nothing and drop nobody.
func TestAttack_D13_a_flood_asks_redis_nothing(t *testing.T) {
	mini := miniredis.RunT(t)
	n := open(t, connect(t, mini.Addr()), nil)
	handler, err := guarded(n)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(handler)
	defer srv.Close()
	c := newCaller(t)
	honest := c.nonce(srv.URL)
	if resp := c.get(srv.URL, honest, 1, password); resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
	commands := mini.CommandCount()
	for range 200_000 {
		mint(t, n)
	}
	for i := range 300 {
		c.nonce(srv.URL)
		if resp := c.get(srv.URL, honest, i+1, "a guess"); resp.StatusCode != http.StatusUnauthorized || stale(resp) {
			t.Fatal(resp.Status)
		}
	}
	if got := mini.CommandCount(); got != commands || len(mini.Keys()) != 1 {
		t.Errorf("%d commands, %d keys", got-commands, len(mini.Keys()))
	}
	if resp := c.get(srv.URL, honest, 2, password); resp.StatusCode != http.StatusOK {
		t.Errorf("the honest session: %s", resp.Status)
	}
	if resp := c.get(srv.URL, honest, 1, password); !stale(resp) {
		t.Errorf("a replay after the flood: %s", resp.Status)
	}
}
