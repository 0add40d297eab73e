// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme

import (
	"slices"
	"strings"
)

// Path returns the path of the target, without the query. It is for clients that
// send credentials ahead of a challenge where they were accepted before, and so
// have to tell the parts of an origin from one another.
//
// It is not ok if the target has none, such as "*", if it is one of another
// origin than that of the request, or if some server might take it for another
// path: what is learnt there, or sent, would be for somebody else's part. So it
// is no path to open a file by, nor is it normalized (RFC 3986, Section 6). The
// target of a request to a proxy is not of the origin, which is the proxy.
func (r *Request) Path() (path string, ok bool) {
	target := r.Target
	if !strings.HasPrefix(target, "/") {
		// In absolute-form it must be that of the origin.
		if target, ok = strings.CutPrefix(target, r.Origin); !ok {
			return "", false
		}
	}
	path, _, _ = strings.Cut(target, "?")
	if !strings.HasPrefix(path, "/") || isDoubtful(path) {
		return "", false
	}
	return path, true
}

// doubtful is what some server resolves, decodes or drops in a path: segments of
// dots, a backslash, an empty segment; a dot, a slash, a backslash or a percent
// sign that is encoded; and what no path has.
var doubtful = []string{"/.", "\\", "//", "%2e", "%2f", "%5c", "%25", "%00", "#"}

func isDoubtful(path string) bool {
	path = strings.ToLower(path)
	return slices.ContainsFunc(doubtful, func(s string) bool { return strings.Contains(path, s) })
}
