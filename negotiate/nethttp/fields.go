// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp

import (
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// lines returns all lines of a field, whose name is in canonical form, in whatever
// letter case somebody in front has put it into the map: who looks for it there
// may be less strict.
func lines(h http.Header, name string) []string {
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

// unshare takes back what somebody in front has allowed to all caches: he did not
// know that the response would be somebody's.
func unshare(h http.Header) {
	var directives []string
	shared := false
	for directive := range elements(h["Cache-Control"]) {
		switch directiveName(directive) {
		case "public", "s-maxage":
			shared = true
		default:
			directives = append(directives, directive)
		}
	}
	if shared {
		h.Set("Cache-Control", strings.Join(directives, ", "))
	}
}

// personal keeps a response from caches that serve others, unless it says so
// itself, or says that they may have it (RFC 9111, Section 3.5).
func personal(h http.Header) {
	for directive := range elements(h["Cache-Control"]) {
		switch directiveName(directive) {
		case "private", "no-store", "public", "s-maxage":
			return
		}
	}
	directives := strings.Join(h["Cache-Control"], ", ")
	if directives != "" {
		directives = ", " + directives
	}
	h.Set("Cache-Control", "private"+directives)
}

// directiveName returns the name of a cache directive in lower case, or nothing
// for private if it is for some fields only.
func directiveName(directive string) string {
	name, _, limited := strings.Cut(directive, "=")
	if name = strings.ToLower(name); name == "private" && limited {
		return ""
	}
	return name
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

// elements yields those of a list. A quoted string is never taken apart.
func elements(lines []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, line := range lines {
			for line != "" {
				var element string
				element, line = cutElement(line)
				if element = strings.Trim(element, " \t"); element != "" && !yield(element) {
					return
				}
			}
		}
	}
}

// cutElement cuts a list behind its first element.
func cutElement(list string) (element, rest string) {
	quoted := false
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted:
			i++
		case c == ',' && !quoted:
			return list[:i], list[i+1:]
		}
	}
	return list, ""
}
