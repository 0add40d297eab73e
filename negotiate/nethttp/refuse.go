// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"net/http"
	"strconv"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

type guardKey struct{}

// guarded is what Refuse needs of the guard that let a request pass.
type guarded struct {
	server  *negotiate.Server
	request *scheme.Request
}

// Refuse answers a request that was authenticated with a refusal: for a handler
// behind [Handler] which finds that the party may not do this. Pass
// scheme.ErrForbidden or an error that wraps it, such as that of
// bearer.InsufficientScope. Without Handler in front there is nothing to challenge
// with, and a Reason for 401 makes it 500.
func Refuse(w http.ResponseWriter, r *http.Request, err error) {
	g, ok := r.Context().Value(guardKey{}).(guarded)
	if !ok {
		g.request = serverRequest(r, false, &Options{}, nil)
	}
	WriteRefusal(w, r, g.server.Refuse(r.Context(), g.request, err))
}

// WriteRefusal writes a refusal as the response to r.
func WriteRefusal(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal) {
	h := w.Header()
	for name, value := range d.Fields() {
		if name == "Cache-Control" {
			h.Set(name, value)
			continue
		}
		h.Add(name, value)
	}
	mediaType, body := d.Body(r.Header.Values("Accept"))
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("X-Content-Type-Options", "nosniff")
	if d.Status == http.StatusRequestEntityTooLarge && r.ProtoMajor < 2 {
		h.Set("Connection", "close") // or the content would have to be read after all
	}
	w.WriteHeader(d.Status)
	w.Write(body) // an error here is the client's to notice
}
