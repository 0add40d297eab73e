// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// A QOP is a quality of protection (RFC 7616, Section 3.3): what an answer
// covers.
type QOP string

const (
	// Auth covers the method and the uri, and is bound to nonce and count.
	Auth QOP = "auth"

	// AuthInt covers the content, too, of the request and of the response. Both
	// ends have to keep it until it was checked. Few clients compute it rightly
	// for requests with content: do not offer it alone to clients at large.
	AuthInt QOP = "auth-int"

	// Legacy is the form of RFC 2069, without qop. It is for devices that know
	// nothing else: an answer has no count, so that each takes a nonce of its own.
	Legacy QOP = ""
)

func (q QOP) known() bool { return q == Auth || q == AuthInt || q == Legacy }

// listQOPs returns the list in a challenge, without [Legacy], which is not said.
func listQOPs(qops []QOP) string {
	var names []string
	for _, q := range qops {
		if q != Legacy {
			names = append(names, string(q))
		}
	}
	return strings.Join(names, ", ")
}

// qops are those that a challenge offers.
type qops uint8

const (
	offersAuth qops = 1 << iota
	offersAuthInt
	offersLegacy
)

// parseQOPs reads the list of a challenge. If there is none, or an empty one, it
// is Legacy that is offered; a list of unknown ones offers nothing.
func parseQOPs(list string) (s qops) {
	empty := true
	for text := range header.List(list) {
		s |= QOP(text).bit() // no element is empty
		empty = false
	}
	if empty {
		return offersLegacy
	}
	return s
}

func (q QOP) bit() qops {
	switch q {
	case Auth:
		return offersAuth
	case AuthInt:
		return offersAuthInt
	case Legacy:
		return offersLegacy
	}
	return 0
}

func (s qops) has(q QOP) bool { return s&q.bit() != 0 }

// legacy reports whether there is no qop.
func (s qops) legacy() bool { return s == offersLegacy }
