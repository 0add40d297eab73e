// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"slices"
	"strings"
	"sync"

	"github.com/go-httpauth/httpauth/scheme"
)

// Bounds of what a client keeps: who talks to more origins, or to more
// directories of one, is challenged again.
const (
	maxOrigins     = 256
	maxDirectories = 64
)

// An origin is what protection spaces never go beyond (RFC 7617, Section 2.2).
type origin struct {
	name  string
	proxy bool
}

// A place is a directory, with all that is below but for other places, and what
// is known of it.
type place struct {
	directory string // ends in a slash; empty for a proxy, where it is everything
	realm     string
	refuses   bool // the credentials are not for this realm
}

// places are those of one client, by their origin.
type places struct {
	mu sync.Mutex
	of map[origin][]place // the newest one first
}

// cover reports whether credentials may be sent ahead of a challenge.
func (ps *places) cover(r *scheme.Request) bool {
	o, directory, ok := locate(r)
	if !ok {
		return false
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	p := innermost(ps.of[o], directory)
	return p != nil && !p.refuses
}

// accepted notes that the answer to a challenge was accepted.
func (ps *places) accepted(r *scheme.Request, realm string) {
	if o, directory, ok := locate(r); ok {
		ps.mu.Lock()
		defer ps.mu.Unlock()
		ps.add(o, place{directory, realm, false})
	}
}

// refused notes that credentials have led to a challenge nevertheless. If it is
// for the realm that they were sent for, they are not good for it any more. If
// it is for another one, that realm begins here.
func (ps *places) refused(r *scheme.Request, realm string) {
	o, directory, ok := locate(r)
	if !ok {
		return
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	switch p := innermost(ps.of[o], directory); {
	case p == nil || p.refuses:
	case p.realm == realm:
		gone := *p
		ps.of[o] = slices.DeleteFunc(ps.of[o], func(p place) bool { return p == gone })
	default:
		ps.add(o, place{directory, realm, true})
	}
}

// add puts p in front, in the place of all that it makes superfluous. ps is
// locked.
func (ps *places) add(o origin, p place) {
	if in := innermost(ps.of[o], p.directory); in != nil && in.realm == p.realm && in.refuses == p.refuses {
		return
	}
	if ps.of == nil || len(ps.of) >= maxOrigins && ps.of[o] == nil {
		ps.of = make(map[origin][]place)
	}
	kept := []place{p}
	for _, old := range ps.of[o] {
		if old.directory != p.directory && len(kept) < maxDirectories {
			kept = append(kept, old)
		}
	}
	ps.of[o] = kept
}

// innermost returns the place with the longest directory that has the given one
// in it, or nil.
func innermost(all []place, directory string) (best *place) {
	for i := range all {
		if p := &all[i]; strings.HasPrefix(directory, p.directory) && (best == nil || len(p.directory) > len(best.directory)) {
			best = p
		}
	}
	return best
}

// locate returns the origin and the directory of a request: its path up to the
// last slash. It is not ok if the origin is not known, or if a server might take
// the path for that of something else.
func locate(r *scheme.Request) (o origin, directory string, ok bool) {
	o = origin{r.Origin, r.Proxy}
	if r.Proxy {
		return o, "", true
	}
	path, ok := r.Path()
	if !ok || r.Origin == "" {
		return o, "", false
	}
	return o, path[:strings.LastIndexByte(path, '/')+1], true
}
