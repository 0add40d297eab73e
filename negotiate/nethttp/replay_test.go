// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// period is what a stream repeats.
var period = func() []byte {
	b := make([]byte, 65521)
	for i := range b {
		b[i] = byte(uint32(i) * 2654435761 >> 13)
	}
	return b
}()

// A stream is content of any length, that is nowhere in memory.
type stream struct {
	left, at int64
	sum      hash.Hash
	read     *atomic.Int64
}

func newStream(size int64, read *atomic.Int64) *stream {
	return &stream{left: size, sum: sha256.New(), read: read}
}

func (s *stream) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), s.left))
	for i := 0; i < n; { // a period that nobody has blocks of
		i += copy(p[i:n], period[(s.at+int64(i))%int64(len(period)):])
	}
	s.left -= int64(n)
	s.at += int64(n)
	s.read.Add(int64(n))
	s.sum.Write(p[:n])
	return n, nil
}

func (s *stream) Close() error { return nil }

// digester answers with length and hash of the content.
func digester(w http.ResponseWriter, r *http.Request) {
	h := sha256.New()
	n, err := io.Copy(h, r.Body)
	fmt.Fprint(w, n, " ", hex.EncodeToString(h.Sum(nil)), " ", err)
}

// Content of 0 to 64 MiB arrives as it is, with GetBody and without, with its
// length and without, and is nowhere as a whole. Where the server has to be asked
// first, nothing is sent twice.
func TestAttack_G10_content_of_any_size(t *testing.T) {
	const most = 64 << 20
	sizes := []int64{0, 1, 4095, 64 << 10, 1 << 20, 1<<20 + 1, most}
	n := 0
	for _, proto := range []int{1, 2} {
		url, base := start(t, nethttp.Handler(newAuth(t), http.HandlerFunc(digester), nil), proto)
		for _, size := range sizes {
			for _, again := range []bool{false, true} {
				for _, length := range []bool{false, true} {
					for i, sch := range []scheme.Client{alice()[0], alice()[2]} {
						if size == most && (i > 0 || again && !length) { // takes its time
							continue
						}
						var read atomic.Int64
						last := newStream(size, &read)
						req := newRequest(t, "PUT", url, last)
						if length {
							req.ContentLength = size
						}
						if again {
							req.GetBody = func() (io.ReadCloser, error) { last = newStream(size, &read); return last, nil }
						}
						before := heap()
						resp, got, err := try(newClient(t, url, base, sch), req)
						grown := heap() - before
						want := fmt.Sprint(size, " ", hex.EncodeToString(last.sum.Sum(nil)), " ", nil)
						name := fmt.Sprintf("HTTP/%d, %d bytes, again %t, length %t, %s", proto, size, again, length, sch.Name())
						if err != nil || resp.StatusCode != 200 || got != want {
							t.Errorf("%s: %v %q %v", name, resp, got, err)
						}
						if once := !again || length && size > 1<<20; once && read.Load() != size {
							t.Errorf("%s: %d bytes were read", name, read.Load())
						}
						if grown > 16<<20 {
							t.Errorf("%s: the heap has grown by %d bytes", name, grown)
						}
						n++
					}
				}
			}
		}
	}
	if n != 2*(len(sizes)*8-5) {
		t.Errorf("%d requests", n)
	}
}

// counting counts the connections of a server.
func counting(t *testing.T, h http.Handler) (url string, conns *atomic.Int64) {
	t.Helper()
	conns = new(atomic.Int64)
	srv := httptest.NewUnstartedServer(h)
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	srv.Start()
	t.Cleanup(srv.Close)
	return srv.URL, conns
}

// Challenges cost no connection, with content of a length and without, up to a
// bound; and nothing is left over of thousands of them.
func TestAttack_G11_connections_are_used_again(t *testing.T) {
	const requests = 10_000
	before := runtime.NumGoroutine()
	for _, size := range []int{0, 100, 4 << 10, 16 << 10, 17 << 10} {
		for _, chunked := range []bool{false, true} {
			page := strings.Repeat("x", size)
			var asked atomic.Int64
			url, conns := counting(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") == "" {
					asked.Add(1)
					w.Header().Set("WWW-Authenticate", `Basic realm="r"`)
					w.WriteHeader(401)
					if chunked {
						w.(http.Flusher).Flush()
					}
				}
				io.WriteString(w, page)
			}))
			base := new(http.Transport)
			c := newClient(t, url, base, alice()[2])
			n := requests / 100
			if size == 100 {
				n = requests
			}
			for i := range n {
				req := newRequest(t, "GET", fmt.Sprintf("%s/%d/", url, i), nil) // a part of its own: each is asked
				if resp, got, err := try(c, req); err != nil || resp.StatusCode != 200 || got != page {
					t.Fatal(resp, err)
				}
			}
			want := int64(3) // one, but net/http may be late to put it back
			if size > 16<<10 {
				want = int64(n) + 1
			}
			if asked.Load() != int64(n) || conns.Load() > want {
				t.Errorf("%d bytes, chunked %t: %d connections for %d requests, of which %d were challenged", size, chunked, conns.Load(), n, asked.Load())
			}
			base.CloseIdleConnections()
		}
	}
	for i := 0; runtime.NumGoroutine() > before+10; i++ {
		if i > 1e6 {
			t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
		}
		runtime.Gosched()
	}
}

// The request of the caller is as it was over the wire, too, with bodies of all kinds
// and answers ahead and not.
func TestAttack_G11_nor_is_it_changed_over_the_wire(t *testing.T) {
	var calls atomic.Int64
	n := 0
	for _, proto := range []int{1, 2} {
		url, base := start(t, nethttp.Handler(newAuth(t), whoami(&calls), nil), proto)
		for _, sch := range append(alice(), basic.NewClient("alice", "wrong", nil)) {
			c := newClient(t, url, base, sch)
			for range 2 {
				for _, body := range []io.Reader{nil, strings.NewReader("x"), strings.NewReader(strings.Repeat("x", 1<<20+1)), once("x")} {
					req := newRequest(t, "POST", url+"/a?b", body)
					req.Header.Set("X-Mine", "1")
					req.Header["x-mine-too"] = []string{"2", "3"}
					before := req.Clone(req.Context())
					theirs := req.Body
					before.Body, before.GetBody = nil, nil
					resp, err := c.Transport.RoundTrip(req)
					if err != nil {
						t.Fatal(err)
					}
					io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
					after := *req
					after.Body, after.GetBody = nil, nil
					if !reflect.DeepEqual(&after, before) || req.Body != theirs || resp.Request != req {
						t.Errorf("HTTP/%d, %s: %+v\nwas %+v", proto, sch.Name(), &after, before)
					}
					n++
				}
			}
		}
	}
	if n != 2*4*2*4 {
		t.Errorf("%d requests", n)
	}
}

// Many at once, of all kinds, on few connections.
func TestAttack_G11_in_parallel(t *testing.T) {
	url, conns := counting(t, nethttp.Handler(newAuth(t), http.HandlerFunc(digester), nil))
	base := &http.Transport{MaxConnsPerHost: 8, MaxIdleConnsPerHost: 8}
	var done atomic.Int64
	var wg sync.WaitGroup
	for i := range 24 {
		c := newClient(t, url, base, alice()[i%3])
		wg.Go(func() {
			for range 20 {
				resp, got, err := try(c, newRequest(t, "POST", url, strings.NewReader(strings.Repeat("x", i*1000))))
				if err != nil || resp.StatusCode != 200 || !strings.HasPrefix(got, fmt.Sprint(i*1000, " ")) {
					t.Error(resp, got, err)
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	if done.Load() != 480 || conns.Load() > 8 {
		t.Errorf("%d requests, %d connections", done.Load(), conns.Load())
	}
}
