// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A plainWriter is a ResponseWriter that can do nothing else, and knows what the
// header was when it went out.
type plainWriter struct {
	header http.Header
	sent   http.Header
	status int
	body   bytes.Buffer
}

func (w *plainWriter) Header() http.Header { return w.header }

func (w *plainWriter) WriteHeader(status int) {
	if w.sent == nil && status >= 200 {
		w.sent, w.status = w.header.Clone(), status
	}
}

func (w *plainWriter) Write(p []byte) (int, error) {
	w.WriteHeader(200)
	return w.body.Write(p)
}

// What a plainWriter may learn. A connection counts what it gets.
type (
	flusher    struct{ *plainWriter }
	hijacker   struct{ *plainWriter }
	readerFrom struct{ from []io.Reader }
	pusher     struct{ pushed []string }
	wrapped    struct{ http.ResponseWriter }
)

func (w flusher) Flush() { w.WriteHeader(200) }

func (hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) { return nil, nil, errors.ErrUnsupported }

func (w *readerFrom) ReadFrom(r io.Reader) (int64, error) {
	w.from = append(w.from, r)
	return io.Copy(io.Discard, r)
}

func (w *pusher) Push(target string, _ *http.PushOptions) error {
	w.pushed = append(w.pushed, target)
	return nil
}

func (w wrapped) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// passing puts Handler before a handler, and lets a request pass.
func passing(t *testing.T, w http.ResponseWriter, next http.HandlerFunc) {
	t.Helper()
	probed(t, func(*scheme.Request) error { return nil }, next).ServeHTTP(w, probeRequest("GET", nil))
}

// abilities tells what a handler can find out about its ResponseWriter.
func abilities(w http.ResponseWriter) string {
	_, flusher := w.(http.Flusher)
	_, hijacker := w.(http.Hijacker)
	_, readerFrom := w.(io.ReaderFrom)
	_, pusher := w.(http.Pusher)
	return fmt.Sprintf("flusher %t, hijacker %t, reader from %t, pusher %t", flusher, hijacker, readerFrom, pusher)
}

// Attack H07: the ResponseWriter that a handler gets can do what that of the
// server can, and promises no more; with an unusual one in front nothing is lost
// that http.ResponseController can find.
func TestAttack_H07_the_writer_can_what_that_of_the_server_can(t *testing.T) {
	plain := &plainWriter{header: http.Header{}}
	tests := []struct {
		name string
		w    http.ResponseWriter
		want string
	}{
		{"nothing", plain, "flusher false, hijacker false, reader from false, pusher false"},
		{"Flusher", flusher{plain}, "flusher true, hijacker false, reader from false, pusher false"},
		{"Hijacker", hijacker{plain}, "flusher false, hijacker false, reader from false, pusher false"},
		{"Pusher", struct {
			*plainWriter
			*pusher
		}{plain, nil}, "flusher false, hijacker false, reader from false, pusher false"},
		{"HTTP/1.1", struct {
			flusher
			http.Hijacker
			io.ReaderFrom
		}{flusher{plain}, hijacker{}, nil}, "flusher true, hijacker true, reader from true, pusher false"},
		{"HTTP/2", struct {
			flusher
			*pusher
		}{flusher{plain}, nil}, "flusher true, hijacker false, reader from false, pusher true"},
	}
	for _, tt := range tests {
		got := ""
		passing(t, tt.w, func(w http.ResponseWriter, _ *http.Request) { got = abilities(w) })
		if got != tt.want {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
	if len(tests) != 6 {
		t.Errorf("%d tests", len(tests))
	}
	for proto, want := range map[int]string{1: "flusher true, hijacker true, reader from true, pusher false", 2: "flusher true, hijacker false, reader from false, pusher true"} {
		for name, h := range map[string]http.HandlerFunc{
			"abilities": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, abilities(w)) },
			"control": func(w http.ResponseWriter, _ *http.Request) {
				c := http.NewResponseController(w)
				if err := errors.Join(c.SetReadDeadline(time.Time{}), c.SetWriteDeadline(time.Time{}), c.EnableFullDuplex(), c.Flush()); err != nil {
					t.Errorf("HTTP/%d: %v", proto, err)
				}
				io.WriteString(w, want)
			},
		} {
			url, base := start(t, probed(t, func(*scheme.Request) error { return nil }, h), proto)
			req := newRequest(t, "GET", url, nil)
			req.Header.Set("Authorization", "Probe x")
			resp, body, err := try(&http.Client{Transport: base}, req)
			if err != nil || body != want || resp.Header.Get("Cache-Control") != "private" || resp.Header.Get("Vary") != "Authorization" {
				t.Errorf("HTTP/%d, %s: %v, %s, %v", proto, name, resp, body, err)
			}
		}
	}
	// What a proxy forwards is not touched, so there the writer is that of the server.
	passed := http.ResponseWriter(nil)
	nethttp.Proxy(newAuth(t), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { passed = w }), &nethttp.Options{Optional: true}).
		ServeHTTP(plain, local(httptest.NewRequest("GET", "/", nil)))
	if passed != http.ResponseWriter(plain) {
		t.Errorf("%T", passed)
	}
}

// The fields are those that the handler has left when the header goes out, by
// whatever way it does.
func TestAttack_H02_whenever_the_header_goes_out(t *testing.T) {
	late := func(w http.ResponseWriter) { clear(w.Header()) } // what comes then is too late
	control := func(w http.ResponseWriter) error { return http.NewResponseController(w).Flush() }
	tests := []struct {
		name string
		next func(w http.ResponseWriter) error
	}{
		{"nothing is written", func(http.ResponseWriter) error { return nil }},
		{"a status", func(w http.ResponseWriter) error { w.WriteHeader(404); late(w); return nil }},
		{"bytes", func(w http.ResponseWriter) error { _, err := w.Write([]byte("x")); late(w); return err }},
		{"no bytes", func(w http.ResponseWriter) error { _, err := w.Write(nil); late(w); return err }},
		{"a string", func(w http.ResponseWriter) error { _, err := io.WriteString(w, "x"); late(w); return err }},
		{"a flush", func(w http.ResponseWriter) error { w.(http.Flusher).Flush(); late(w); return nil }},
		{"a flush, by the controller", func(w http.ResponseWriter) error { err := control(w); late(w); return err }},
		{"a copy", func(w http.ResponseWriter) error {
			_, err := io.Copy(w, onlyReader{strings.NewReader("x")})
			late(w)
			return err
		}},
		{"a copy of nothing, then a field", func(w http.ResponseWriter) error {
			_, err := io.Copy(w, onlyReader{strings.NewReader("")})
			clear(w.Header())
			w.WriteHeader(404)
			return err
		}},
		{"early hints, then a field", func(w http.ResponseWriter) error {
			w.WriteHeader(103)
			clear(w.Header())
			w.WriteHeader(404)
			return nil
		}},
		{"a flush, after bytes", func(w http.ResponseWriter) error { w.Write([]byte("x")); err := control(w); late(w); return err }},
	}
	for _, tt := range tests {
		for _, proto := range []int{1, 2} {
			var failed error
			next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				clear(w.Header())
				failed = tt.next(w)
			})
			for credentials, h := range map[string]http.Handler{
				"Probe x":                   probed(t, func(*scheme.Request) error { return nil }, next),
				withSeal(t, "GET", "/", ""): sealedHandler(t, next, nil),
			} {
				url, base := start(t, h, proto)
				req := newRequest(t, "GET", url+"/", nil)
				req.Header.Set("Authorization", credentials)
				resp, _, err := try(&http.Client{Transport: base}, req)
				if err = errors.Join(err, failed); err != nil || resp.Header.Get("Cache-Control") != "private" || resp.Header.Get("Vary") != "Authorization" {
					t.Errorf("HTTP/%d, %s, %.5s: %v, %v", proto, tt.name, credentials, resp, err)
				}
			}
		}
	}
	if len(tests) != 11 {
		t.Errorf("%d tests", len(tests))
	}
}

// onlyReader is no io.WriterTo.
type onlyReader struct{ io.Reader }

// A flush that is not supported sends nothing, and what hides behind a writer of
// others is found.
func TestFlushUnsupported(t *testing.T) {
	plain := &plainWriter{header: http.Header{}}
	passing(t, plain, func(w http.ResponseWriter, _ *http.Request) {
		if err := http.NewResponseController(w).Flush(); !errors.Is(err, http.ErrNotSupported) {
			t.Error(err)
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Del("Vary")
		w.WriteHeader(404)
	})
	if got := fmt.Sprint(plain.status, plain.sent); got != "404 map[Cache-Control:[no-store] Vary:[Authorization]]" {
		t.Error(got)
	}
	plain = &plainWriter{header: http.Header{}}
	passing(t, wrapped{flusher{plain}}, func(w http.ResponseWriter, _ *http.Request) {
		clear(w.Header())
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
	})
	if got := fmt.Sprint(plain.status, plain.sent); got != "200 map[Cache-Control:[private] Vary:[Authorization]]" {
		t.Error(got)
	}
}

// net/http sends a file without a copy if it sees that it is one.
func TestFilesAreSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(long), 0o600); err != nil {
		t.Fatal(err)
	}
	from := new(readerFrom)
	passing(t, struct {
		flusher
		http.Hijacker
		io.ReaderFrom
	}{flusher{&plainWriter{header: http.Header{}}}, hijacker{}, from}, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) })
	if len(from.from) != 1 {
		t.Fatalf("%d times", len(from.from))
	}
	limited, ok := from.from[0].(*io.LimitedReader)
	if !ok {
		t.Fatalf("%T", from.from[0])
	}
	if _, ok := limited.R.(*os.File); !ok {
		t.Errorf("%T", limited.R)
	}
}

// A connection that is taken over, and a push, are those of the server.
func TestHijackAndPush(t *testing.T) {
	srv := httptest.NewServer(probed(t, func(*scheme.Request) error { return nil }, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
	}))
	defer srv.Close()
	req := newRequest(t, "GET", srv.URL, nil)
	req.Header.Set("Authorization", "Probe x")
	if _, body, err := try(srv.Client(), req); err != nil || body != "hi" {
		t.Error(body, err)
	}
	to := new(pusher)
	passing(t, struct {
		flusher
		*pusher
	}{flusher{&plainWriter{header: http.Header{}}}, to}, func(w http.ResponseWriter, _ *http.Request) {
		if err := w.(http.Pusher).Push("/style.css", nil); err != nil {
			t.Error(err)
		}
	})
	if fmt.Sprint(to.pushed) != "[/style.css]" {
		t.Error(to.pushed)
	}
}

// Who recovers a panic of the handler finds the fields there, too.
func TestAttack_H02_a_panic(t *testing.T) {
	w := &plainWriter{header: http.Header{}}
	func() {
		defer func() { recover() }()
		passing(t, w, func(w http.ResponseWriter, _ *http.Request) { clear(w.Header()); panic("x") })
	}()
	if got := fmt.Sprint(w.header); got != "map[Cache-Control:[private] Vary:[Authorization]]" {
		t.Error(got)
	}
}

// What Handler adds to the cost of a response is one small object; that it is
// there at all shows in the fields.
func TestCachingAllocs(t *testing.T) {
	clearing := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }
	count := func(guard func(h http.Handler) http.Handler, field string) float64 {
		h := guard(http.HandlerFunc(clearing))
		r := local(httptest.NewRequest("GET", "/", nil))
		r.Header.Set(field, "Bearer token")
		w := struct {
			flusher
			http.Hijacker
		}{flusher{&plainWriter{header: http.Header{}, sent: http.Header{}}}, hijacker{}}
		return testing.AllocsPerRun(100, func() {
			clear(w.header)
			h.ServeHTTP(w, r)
			if private := w.header.Get("Cache-Control") == "private"; private != (field == "Authorization") {
				t.Error(w.header)
			}
		})
	}
	with := count(func(h http.Handler) http.Handler { return nethttp.Handler(newAuth(t), h, nil) }, "Authorization")
	without := count(func(h http.Handler) http.Handler { return nethttp.Proxy(newAuth(t), h, nil) }, "Proxy-Authorization")
	if with > without+4 { // two values of fields, the Origin, and the writer
		t.Errorf("%v allocations, of a proxy %v", with, without)
	}
}
