// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"bufio"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// An infoWriter shows the content of a response to a scheme, and adds its Info:
// to the header if the content is short, else to the trailer. So it keeps the
// header back until the handler is done, flushes, or has written too much.
//
// The header goes out as it was when the handler decided on the status, as it
// would without an infoWriter: what is set later can only be a trailer.
type infoWriter struct {
	http.ResponseWriter
	request *http.Request
	result  *scheme.Result
	field   string // for the Info
	limit   int    // of what is kept back

	initial  http.Header // before the handler
	status   int         // 0 before WriteHeader
	header   http.Header // as of WriteHeader
	declared int64       // by Content-Length; -1 if none
	written  int64       // by the handler
	kept     []byte
	stage    stage
	err      error // a fault that the response must not survive
}

// A stage is how far a response has got.
type stage uint8

const (
	keeping   stage = iota // the header is not sent
	streaming              // it is, and the Info will be a trailer
	passing                // it is, and there is nothing to add any more
)

func newInfoWriter(w http.ResponseWriter, r *http.Request, res *scheme.Result, field string, limit int) *infoWriter {
	return &infoWriter{ResponseWriter: w, request: r, result: res, field: field, limit: limit, initial: w.Header().Clone(), declared: -1}
}

// Unwrap is for http.ResponseController.
func (w *infoWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *infoWriter) WriteHeader(status int) {
	switch {
	case w.stage != keeping: // net/http has something to say on that
		w.ResponseWriter.WriteHeader(status)
	case w.status != 0: // the first one counts
	case status < 200 && status != http.StatusSwitchingProtocols || status > 999: // not the final one, or none
		w.ResponseWriter.WriteHeader(status)
	default:
		w.status = status
		w.header = w.Header().Clone()
		if n, err := strconv.ParseInt(w.header.Get("Content-Length"), 10, 64); err == nil && n >= 0 {
			w.declared = n
		}
	}
}

// Write refuses what net/http would refuse: it sees the writes too late, or
// without the Content-Length.
func (w *infoWriter) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	if w.stage == passing {
		return w.ResponseWriter.Write(p)
	}
	if len(p) > 0 && (w.status < 200 || w.status == http.StatusNoContent || w.status == http.StatusNotModified) {
		return 0, http.ErrBodyNotAllowed
	}
	if w.declared >= 0 && w.written+int64(len(p)) > w.declared {
		return 0, http.ErrContentLength
	}
	w.written += int64(len(p))
	if w.stage == keeping && len(w.kept)+len(p) <= w.limit {
		w.show(p)
		w.kept = append(w.kept, p...)
		return len(p), nil
	}
	if err := w.stream(); err != nil {
		return 0, err
	}
	n, err := w.ResponseWriter.Write(p)
	w.show(p[:n])
	return n, err
}

// show gives content to the scheme.
func (w *infoWriter) show(p []byte) {
	if w.err != nil || w.stage == passing || !hasContent(w.request.Method, w.status) {
		return
	}
	n, err := w.result.Content.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	w.err = err
}

// stream sends the header and what was kept back. Where the Info is not known
// yet, it will be a trailer; HTTP/1.0 has none.
func (w *infoWriter) stream() error {
	switch {
	case w.stage != keeping:
		return nil
	case w.err != nil:
		return w.err
	case !hasContent(w.request.Method, w.status):
		return w.finish()
	case !w.request.ProtoAtLeast(1, 1):
		w.send(passing)
		return nil
	}
	w.header.Add("Trailer", w.field)
	w.header.Del("Content-Length") // with it there is no trailer in HTTP/1.1
	w.send(streaming)
	return nil
}

// finish adds the Info at the end of the content. After an error nothing was
// sent. It panics if the response has begun and cannot be completed: then the
// connection, or the stream, must break, or the client takes it as complete.
func (w *infoWriter) finish() error {
	if w.stage == passing || w.err != nil && w.stage == keeping {
		return w.err
	}
	info, err := w.info()
	switch {
	case w.stage == keeping && err != nil:
		w.err = err
		return err
	case w.stage == keeping && w.status == 0: // nobody has written anything
		w.add(w.Header(), info)
	case w.stage == keeping:
		w.add(w.header, info)
		w.send(passing)
	case err != nil || w.declared > w.written: // without Content-Length nobody else can tell
		panic(http.ErrAbortHandler)
	case !info.IsZero():
		w.Header().Set(w.field, info.String())
	}
	w.stage = passing
	return nil
}

func (w *infoWriter) info() (header.Info, error) {
	if w.err != nil || w.result.Info == nil {
		return header.Info{}, w.err
	}
	return w.result.Info()
}

func (w *infoWriter) add(h http.Header, info header.Info) {
	if !info.IsZero() {
		h.Add(w.field, info.String())
	}
}

// send sends the header as of WriteHeader, and what was kept back. What the
// handler has set since stays where trailers are taken from.
func (w *infoWriter) send(next stage) {
	h := w.Header()
	late := maps.Clone(h)
	clear(h)
	maps.Copy(h, w.header)
	w.ResponseWriter.WriteHeader(w.status)
	clear(h)
	maps.Copy(h, late)
	w.stage = next
	if len(w.kept) > 0 {
		w.ResponseWriter.Write(w.kept) // an error here is the client's to notice
	}
	w.kept = nil
}

// reset takes back what the handler did. Nothing was sent.
func (w *infoWriter) reset() {
	h := w.Header()
	clear(h)
	maps.Copy(h, w.initial)
}

// Flush sends what there is. From then on the Info can only be a trailer.
func (w *infoWriter) Flush() { w.FlushError() }

// FlushError is Flush for http.ResponseController.
func (w *infoWriter) FlushError() error {
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	if err := w.stream(); err != nil {
		return err
	}
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// Hijack hands over the connection. Nothing is added to what is sent there.
func (w *infoWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.stage == keeping && w.status != 0 {
		w.send(passing) // as net/http does
	}
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.stage = passing
	}
	return conn, rw, err
}
