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
//   - if the target is in absolute-form, as proxies get it, and uri is its path
//     and query, as most clients send it there;
//   - if the target is in origin-form and uri is in absolute-form, has this path
//     and query and the Origin of the request, as after a proxy that forwards
//     what the client has made for the absolute-form.
//
// Nothing is decoded or cleaned. What a path means is for whoever serves it, and
// two readings of one path are how requests get past a guard.
func sameTarget(r *scheme.Request, uri string) bool {
	if uri == r.Target {
		return true
	}
	if !strings.HasPrefix(r.Target, "/") {
		_, target, ok := cutOrigin(r.Target)
		return ok && target == uri
	}
	origin, target, ok := cutOrigin(uri)
	return ok && r.Origin != "" && header.EqualFold(origin, r.Origin) && target == r.Target
}

// cutOrigin splits a URI in absolute-form. The target of one without a path is
// "/" (RFC 9110, Section 4.2.3), as it is on the wire.
func cutOrigin(uri string) (origin, target string, ok bool) {
	i := strings.Index(uri, "://")
	if i <= 0 {
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
