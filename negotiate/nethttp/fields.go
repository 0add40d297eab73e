// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// lines returns all lines of a field, in whatever letter case somebody in front
// has put it into the map: who looks for it there may be less strict.
func lines(h http.Header, name string) []string {
	name = http.CanonicalHeaderKey(name)
	var others []string
	for key := range h {
		if len(key) == len(name) && key != name && header.EqualFold(key, name) {
			others = append(others, key)
		}
	}
	all := h[name]
	slices.Sort(others)
	for _, key := range others {
		all = append(all[:len(all):len(all)], h[key]...)
	}
	return all
}

// without returns a copy of h without a field, in whatever letter case.
func without(h http.Header, name string) http.Header {
	h = maps.Clone(h)
	maps.DeleteFunc(h, func(key string, _ []string) bool { return header.EqualFold(key, name) })
	return h
}

// personal keeps a response from caches that serve others, unless somebody in
// front was stricter. The handler has the last word.
func personal(h http.Header) {
	directives := []string{"private"}
	for directive := range elements(h["Cache-Control"]) {
		switch name, _, _ := strings.Cut(directive, "="); strings.ToLower(name) {
		case "private", "no-store":
			return
		case "public", "s-maxage":
		default:
			directives = append(directives, directive)
		}
	}
	h.Set("Cache-Control", strings.Join(directives, ", "))
}

// vary says that a response depends on the credentials.
func vary(h http.Header) {
	for name := range elements(h["Vary"]) {
		if name == "*" || header.EqualFold(name, "Authorization") {
			return
		}
	}
	h.Add("Vary", "Authorization")
}

// elements yields those of a list without quoted strings.
func elements(lines []string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, line := range lines {
			for element := range strings.SplitSeq(line, ",") {
				if element = strings.Trim(element, " \t"); element != "" && !yield(element) {
					return
				}
			}
		}
	}
}
