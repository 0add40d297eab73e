// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// Content that is too long is refused before any of it is asked for, if it says
// so itself, over HTTP/1.1 and HTTP/2.
func TestAttack_D22_content_beyond_the_cap_is_not_read(t *testing.T) {
	for _, proto := range []int{1, 2} {
		url, base := start(t, sealedHandler(t, http.HandlerFunc(echo), &nethttp.Options{MaxContent: 8}), proto)
		for content, want := range map[string]int{"": 200, "12345678": 200, "123456789": 413} {
			resp, body, err := try(newClient(t, url, base, new(sealClient)), newRequest(t, "POST", url, strings.NewReader(content)))
			if want == 413 {
				// Its own response must not be taken for the one to the content.
				if !errors.Is(err, errSeal) {
					t.Errorf("HTTP/%d, %q: %v", proto, content, err)
				}
				continue
			}
			if err != nil || resp.StatusCode != want || body != content+" <nil>" {
				t.Errorf("HTTP/%d, %q: %v, %v", proto, content, resp, err)
			}
		}
		req := newRequest(t, "POST", url, struct{ io.Reader }{strings.NewReader("123456789")})
		req.ContentLength = 9
		req.Header.Set("Authorization", withSeal(t, "POST", "/", "123456789"))
		req.Header.Set("Expect", "100-continue")
		body := &tally{ReadCloser: req.Body}
		req.Body = body
		resp, _, err := try(&http.Client{Transport: base}, req)
		if err != nil || resp.StatusCode != 413 || body.read.Load() != 0 || resp.Close != (proto == 1) {
			t.Errorf("HTTP/%d: %v, %v, %d bytes", proto, resp, err, body.read.Load())
		}
	}
}

// A tally counts what is read and how often it is closed.
type tally struct {
	io.ReadCloser
	read, closed atomic.Int64
	done         chan struct{} // closed by the first Close, if not nil
}

func (b *tally) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read.Add(int64(n))
	return n, err
}

func (b *tally) Close() error {
	err := b.ReadCloser.Close()
	if b.closed.Add(1) == 1 && b.done != nil {
		close(b.done)
	}
	return err
}

// A neverending gives content until a number of bytes was read, then waits for all the
// others, and then gives more.
type neverending struct {
	left   int
	read   int
	ready  *sync.WaitGroup
	proved chan struct{}
}

func (e *neverending) Read(p []byte) (int, error) {
	if e.left == 0 {
		e.ready.Done()
		<-e.proved
		e.left = 1 << 30
	}
	n := min(len(p), e.left)
	e.left -= n
	e.read += n
	return n, nil
}

// A thousand clients that send without end, and without saying so, take a
// bounded amount of memory together.
func TestAttack_D22_memory_is_bounded(t *testing.T) {
	const clients, limit = 1000, 40 << 10
	h := sealedHandler(t, http.NotFoundHandler(), &nethttp.Options{MaxContent: limit})
	var ready, done sync.WaitGroup
	proved := make(chan struct{})
	before := heap()
	ready.Add(clients)
	for range clients {
		done.Go(func() {
			e := &neverending{left: limit, ready: &ready, proved: proved}
			r := httptest.NewRequest("POST", "/", e)
			r.Header.Set("Authorization", "Seal mac=x")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != 413 || e.read != limit+1 || w.Header().Get("Connection") != "close" {
				t.Errorf("%d after %d bytes", w.Code, e.read)
			}
		})
	}
	ready.Wait()
	if used := heap() - before; used > clients*(limit+64<<10) || used < clients*limit {
		t.Errorf("%d bytes for %d clients", used, clients)
	}
	close(proved)
	done.Wait()
}

func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
