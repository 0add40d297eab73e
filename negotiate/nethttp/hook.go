// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"net/http"
	"slices"

	"github.com/go-httpauth/httpauth/negotiate"
)

// A refusalWriter is what the hook of Options.Refuse writes to. It sees to it
// that a refusal stays one, whatever the hook forgets.
type refusalWriter struct {
	w       http.ResponseWriter
	refusal negotiate.Refusal
	wrote   bool
}

// hooked writes a refusal by a hook, or as WriteRefusal does if the hook writes
// nothing.
func hooked(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal, hook func(http.ResponseWriter, *http.Request, *negotiate.Refusal)) {
	rw := &refusalWriter{w: w, refusal: *d}
	theirs := *d
	theirs.Challenges = slices.Clone(d.Challenges)
	hook(rw, r, &theirs)
	if !rw.wrote {
		WriteRefusal(w, r, d)
	}
}

func (w *refusalWriter) Header() http.Header { return w.w.Header() }

func (w *refusalWriter) WriteHeader(status int) {
	if w.wrote || status < 200 && status != http.StatusSwitchingProtocols {
		return
	}
	w.wrote = true
	switch {
	case status < 300, status == http.StatusNotModified, status > 599:
		status = w.refusal.Status // it would pass for a success, or for what was stored
	case status == http.StatusUnauthorized, status == http.StatusProxyAuthRequired:
		status = w.refusal.Status // these need challenges
	}
	addFields(w.w.Header(), &w.refusal)
	w.w.WriteHeader(status)
}

func (w *refusalWriter) Write(p []byte) (int, error) {
	w.WriteHeader(w.refusal.Status)
	return w.w.Write(p)
}
