// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/go-httpauth/httpauth/negotiate"
)

type guardKey struct{}

// guarded is what Refuse needs of the guard that let a request pass.
type guarded struct {
	guard    *guard
	decision *negotiate.Decision
}

// Refuse answers a request that was authenticated with a refusal: for a handler
// behind [Handler] which finds that the party may not do this. Pass
// scheme.ErrForbidden or an error that wraps it, such as a scheme.Requirement or
// that of bearer.InsufficientScope. An anonymous request, see Options.Optional, is
// asked for credentials by scheme.ErrNoCredentials. Without Handler in front there
// is nothing to challenge with, and a Reason for 401 makes it 500.
//
// Call it before setting fields of the response: they would go with the refusal.
func Refuse(w http.ResponseWriter, r *http.Request, err error) {
	g, ok := r.Context().Value(guardKey{}).(guarded)
	if !ok {
		g.guard = new(guard)
		g.decision = g.guard.server.Begin(r.Context(), serverRequest(r, false, &Options{}, nil))
	}
	g.guard.write(w, r, g.decision.Refuse(err))
}

// write writes a refusal as the options want it. Somebody else's code sees the
// credentials that were refused no more than those that were accepted.
func (g *guard) write(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal) {
	switch {
	case g.hides(d):
		w, cw := g.caching(w, false) // as it would be if there were nothing there
		g.opts.NotFound.ServeHTTP(w, g.stripped(r.Context(), r))
		cw.end()
	case g.opts.Refuse != nil:
		hooked(w, g.stripped(r.Context(), r), d, g.opts.Refuse)
	default:
		WriteRefusal(w, r, d)
	}
}

// hides reports whether nobody is to know that there is something to refuse.
func (g *guard) hides(d *negotiate.Refusal) bool {
	return d.Status == http.StatusForbidden && g.opts.NotFound != nil
}

// WriteRefusal writes a refusal as the response to r.
func WriteRefusal(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal) {
	h := w.Header()
	addFields(h, d)
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

// addFields adds the fields of a refusal that are not there yet.
func addFields(h http.Header, d *negotiate.Refusal) {
	for name, value := range d.Fields() {
		switch {
		case name == "Cache-Control":
			h.Set(name, value)
		case !slices.Contains(h.Values(name), value):
			h.Add(name, value)
		}
	}
}
