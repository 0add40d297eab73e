// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// sameTarget reports whether the uri of credentials names the target of the
// request (RFC 7616, Section 3.4.6). That is so
//
//   - if the bytes are the same, in whatever form of target: origin-form,
//     absolute-form, authority-form of CONNECT, or "*";
//   - at a proxy, if the target is in absolute-form and uri is its path and query,
//     as most clients send it there;
//   - at an origin, if one of both is in absolute-form, has the Origin of the
//     request, and the other is its path and query: as after a proxy that forwards
//     what the client has made for the other form.
//
// Nothing is decoded or cleaned. What a path means is for whoever serves it, and
// two readings of one path are how requests get past a guard.
func sameTarget(r *scheme.Request, uri string) bool {
	if uri == r.Target {
		return true
	}
	origin, target, ok := cutOrigin(r.Target)
	if r.Proxy {
		return ok && target == uri
	}
	if !ok {
		origin, target, ok = cutOrigin(uri)
		uri = r.Target
	}
	return ok && target == uri && r.Origin != "" && header.EqualFold(origin, r.Origin)
}

// cutOrigin splits a URI in absolute-form. The target of one without a path is
// "/" (RFC 9110, Section 4.2.3), as it is on the wire.
func cutOrigin(uri string) (origin, target string, ok bool) {
	i := strings.Index(uri, "://")
	if i <= 0 || uri[0] == '/' {
		return "", "", false
	}
	i += len("://")
	n := strings.IndexAny(uri[i:], "/?")
	switch {
	case n < 0:
		return uri, "/", len(uri) > i
	case uri[i+n] == '?':
		return uri[:i+n], "/" + uri[i+n:], n > 0
	}
	return uri[:i+n], uri[i+n:], n > 0
}
