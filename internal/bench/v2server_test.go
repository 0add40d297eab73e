// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"bytes"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// whole is one request to a whole server over the loopback, on a connection that
// is kept. The client is the least that there can be: it writes the same bytes
// again and again, and waits for the end of the response.
func whole(tb testing.TB, h http.Handler) func() int {
	srv := httptest.NewServer(h)
	tb.Cleanup(srv.Close)
	conn, err := net.Dial("tcp", srv.Listener.Addr().String())
	must(err)
	tb.Cleanup(func() { conn.Close() })
	request := []byte("GET / HTTP/1.1\r\nHost: example.org\r\nAuthorization: " + basicLine + "\r\n\r\n")
	buf := make([]byte, 4<<10)
	op := func() int {
		if _, err := conn.Write(request); err != nil {
			return 0
		}
		for n := 0; ; {
			m, err := conn.Read(buf[n:])
			if n += m; bytes.HasSuffix(buf[:n], []byte("hello")) {
				return n
			}
			if err != nil || n == len(buf) || bytes.Contains(buf[:n], []byte("HTTP/1.1 4")) {
				return 0
			}
		}
	}
	op() // fills the cache
	return op
}

// M1: what a cached login costs a whole server, beside one that does not look at
// the same field. The cost of the client is in both.
func m1(tb testing.TB) []member {
	return []member{
		{"bare", whole(tb, http.HandlerFunc(hello))},
		{"basic", whole(tb, guarded(openUsers(tb, nil)))},
	}
}

func BenchmarkM1(b *testing.B) { run(b, m1(b)) }

func TestM1(t *testing.T) {
	for _, m := range m1(t) {
		for range 2 {
			if m.op() == 0 {
				t.Errorf("%s refuses", m.name)
			}
		}
	}
}
