// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

const buffered = 5000 // of responses, in the tests; more than net/http keeps itself

var (
	short = strings.Repeat("x", 100)
	most  = strings.Repeat("x", buffered)
	long  = strings.Repeat("x", buffered+1)
)

// Handlers of all kinds, and where the Info of their responses is.
var handlers = []struct {
	name    string
	method  string
	handler http.HandlerFunc
	trailer bool
}{
	{"nothing", "GET", func(http.ResponseWriter, *http.Request) {}, false},
	{"a status", "GET", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, false},
	{"a redirect", "GET", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/there", http.StatusSeeOther) }, false},
	{"nothing is written", "GET", func(w http.ResponseWriter, _ *http.Request) { w.Write(nil) }, false},
	{"short", "GET", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, short) }, false},
	{"short, in parts", "GET", func(w http.ResponseWriter, _ *http.Request) {
		for range 100 {
			io.WriteString(w, "<b>")
		}
	}, false},
	{"as long as is kept", "GET", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, most) }, false},
	{"long", "GET", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, long) }, true},
	{"long, in parts", "GET", func(w http.ResponseWriter, _ *http.Request) {
		for range 20 {
			io.WriteString(w, long[:1000])
		}
	}, true},
	{"long, with a status", "POST", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		io.WriteString(w, long)
		io.WriteString(w, short)
	}, true},
	{"flushed first", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.(http.Flusher).Flush()
		io.WriteString(w, short)
	}, true},
	{"flushed in between", "GET", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, short)
		if err := http.NewResponseController(w).Flush(); err != nil {
			panic(err)
		}
		io.WriteString(w, short)
	}, true},
	{"flushed last", "GET", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, short)
		w.(http.Flusher).Flush()
	}, true},
	{"copied", "GET", func(w http.ResponseWriter, _ *http.Request) { io.Copy(w, strings.NewReader(long+long)) }, true},
	{"HEAD", "HEAD", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>"+short) }, false},
	{"HEAD, long", "HEAD", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, long+long) }, false},
	{"HEAD, with a length", "HEAD", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "123456") }, false},
	{"HEAD, with a length and content", "HEAD", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(long)))
		io.WriteString(w, long)
	}, false},
	{"HEAD, flushed", "HEAD", func(w http.ResponseWriter, _ *http.Request) {
		w.(http.Flusher).Flush()
		io.WriteString(w, short)
	}, false},
	{"no content", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(204)
		if _, err := io.WriteString(w, short); err != http.ErrBodyNotAllowed {
			panic(err)
		}
	}, false},
	{"not modified", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"x"`)
		w.WriteHeader(304)
		w.(http.Flusher).Flush()
		if _, err := io.WriteString(w, short); err != http.ErrBodyNotAllowed {
			panic(err)
		}
	}, false},
	{"early hints", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "</style.css>")
		w.WriteHeader(103)
		w.Header().Del("Link")
		w.WriteHeader(201)
		io.WriteString(w, short)
	}, false},
	{"two statuses", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(201)
		w.WriteHeader(500)
		w.WriteHeader(103)
		io.WriteString(w, short)
	}, false},
	{"two statuses, long", "GET", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, long)
		w.WriteHeader(500)
	}, true},
	{"a length", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(short)))
		io.WriteString(w, short)
	}, false},
	{"a length, long", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(long)))
		io.WriteString(w, long)
	}, true},
	{"no length at all", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "0")
		w.WriteHeader(200)
	}, false},
	{"its own trailer", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Trailer", "X-Own")
		io.WriteString(w, short)
		w.Header().Set("X-Own", "x")
	}, false},
	{"its own trailer, long", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Trailer", "X-Own")
		io.WriteString(w, long)
		w.Header().Set("X-Own", "x")
	}, true},
	{"its own trailer, by prefix", "GET", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, long)
		w.Header().Set(http.TrailerPrefix+"X-Own", "x")
	}, true},
	{"a field too late", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["X-Early"] = []string{"a"}
		io.WriteString(w, short)
		w.Header()["X-Early"][0] = "b"
		w.Header().Set("X-Late", "x")
	}, false},
	{"HTML", "GET", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "<!DOC")
		io.WriteString(w, "TYPE html>")
	}, false},
	{"HTML, flushed", "GET", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "<!DOCTYPE html>")
		w.(http.Flusher).Flush()
	}, true},
	{"a type", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, "<html>")
	}, false},
	{"a content coding", "GET", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, short) // nobody decodes it
	}, false},
	{"refused by the handler", "GET", func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, scheme.ErrForbidden) }, false},
}
