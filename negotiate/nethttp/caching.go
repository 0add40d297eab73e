// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"bufio"
	"io"
	"net"
	"net/http"
)

// A cachingWriter sees to it that a response tells caches whom it is for. The
// fields are there before the handler runs, for those who add to them; but many
// set Vary, or take away Cache-Control with an error, as http.FileServer does. So
// they are looked at again when the header goes out.
//
// The price is that http.MaxBytesReader does not find the connection to close; but
// net/http does so itself if there is much left to read.
type cachingWriter struct {
	http.ResponseWriter
	anonymous bool // the response is for all who send no credentials
	sent      bool // the header is
}

// caching returns a ResponseWriter for a response that depends on the credentials,
// and what must be done at its end. A proxy has nothing to say: the response is
// the origin's.
func (g *guard) caching(w http.ResponseWriter, anonymous bool) (http.ResponseWriter, *cachingWriter) {
	if g.proxy {
		return w, nil
	}
	cw := &cachingWriter{ResponseWriter: w, anonymous: anonymous}
	if !anonymous {
		unshare(w.Header())
	}
	cw.mark()
	return cw.shape(), cw
}

func (w *cachingWriter) mark() {
	h := w.Header()
	if !w.anonymous {
		personal(h)
	}
	vary(h)
}

// end is for a header that goes out after the handler.
func (w *cachingWriter) end() {
	if w != nil {
		w.send()
	}
}

func (w *cachingWriter) send() {
	if !w.sent {
		w.sent = true
		w.mark()
	}
}

// Unwrap is for http.ResponseController.
func (w *cachingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *cachingWriter) WriteHeader(status int) {
	if status >= 200 {
		w.send()
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *cachingWriter) Write(p []byte) (int, error) {
	w.send()
	return w.ResponseWriter.Write(p)
}

// WriteString spares a copy where the one below does.
func (w *cachingWriter) WriteString(s string) (int, error) {
	w.send()
	return io.WriteString(w.ResponseWriter, s)
}

// FlushError is for http.ResponseController, which would pass by otherwise.
func (w *cachingWriter) FlushError() error {
	w.mark()
	err := http.NewResponseController(w.ResponseWriter).Flush()
	if err == nil {
		w.sent = true
	}
	return err
}

// The shapes of a cachingWriter. Handlers ask by a type assertion what the
// connection can do, and must not be promised more.
type (
	flushingWriter struct{ *cachingWriter }
	http1Writer    struct{ flushingWriter }
	http2Writer    struct{ flushingWriter }
)

// shape returns w as what the ResponseWriter below it is. What is lost of rarer
// ones http.ResponseController finds.
func (w *cachingWriter) shape() http.ResponseWriter {
	_, flusher := w.ResponseWriter.(http.Flusher)
	_, hijacker := w.ResponseWriter.(http.Hijacker)
	_, pusher := w.ResponseWriter.(http.Pusher)
	switch {
	case flusher && hijacker:
		return http1Writer{flushingWriter{w}}
	case flusher && pusher:
		return http2Writer{flushingWriter{w}}
	case flusher:
		return flushingWriter{w}
	}
	return w
}

func (w flushingWriter) Flush() { w.FlushError() }

func (w http1Writer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return w.ResponseWriter.(http.Hijacker).Hijack()
}

// ReadFrom lets net/http send files without a copy. If there is nothing to read,
// the header may still change.
func (w http1Writer) ReadFrom(r io.Reader) (int64, error) {
	w.mark()
	n, err := io.Copy(w.ResponseWriter, r)
	w.sent = w.sent || n > 0
	return n, err
}

func (w http2Writer) Push(target string, opts *http.PushOptions) error {
	return w.ResponseWriter.(http.Pusher).Push(target, opts)
}
