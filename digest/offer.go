// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// An offer is what a challenge says that can be answered (RFC 7616, Section
// 3.3), apart from its nonce. Challenges with the same offer are of one session.
type offer struct {
	realm         string
	algorithm     Algorithm
	algorithmName string // as it was written; empty if it was not
	qop           QOP    // that the client takes
	opaque        string
	hasOpaque     bool
	utf8          bool
	userhash      bool
	domain        string
}

// read returns the offer of a challenge, its nonce, and whether it says that
// the nonce before was stale. It is not ok if it cannot be answered by any means
// of this client.
func (c *client) read(ch header.Challenge, r *scheme.Request) (o offer, nonce string, stale, ok bool) {
	var hasRealm bool
	var qops string
	for p := range ch.Params().All() {
		switch v, is := p.Value(), header.EqualFold; {
		case is(p.Name, "realm"):
			o.realm, hasRealm = v, true
		case is(p.Name, "nonce"):
			nonce = v
		case is(p.Name, "algorithm"):
			o.algorithmName = v
		case is(p.Name, "qop"):
			qops = v
		case is(p.Name, "opaque"):
			o.opaque, o.hasOpaque = v, true
		case is(p.Name, "charset"):
			o.utf8 = is(v, "UTF-8")
		case is(p.Name, "userhash"):
			o.userhash = is(v, "true")
		case is(p.Name, "domain") && !r.Proxy:
			o.domain = v
		case is(p.Name, "stale"):
			stale = is(v, "true")
		}
	}
	algorithm := o.algorithmName
	if algorithm == "" {
		algorithm = string(MD5) // Section 3.3
	}
	o.algorithm, ok = parseAlgorithm(algorithm)
	q, acceptable := pickQOP(c.qopsFor(r), qops)
	o.qop = q
	_, sess := o.algorithm.base()
	return o, nonce, stale, ok && hasRealm && nonce != "" && acceptable && !(sess && q == Legacy)
}

// qopsFor returns what the client can do for a request.
func (c *client) qopsFor(r *scheme.Request) []QOP {
	if r.Content != nil {
		return c.opts.QOP
	}
	return slices.DeleteFunc(slices.Clone(c.opts.QOP), func(q QOP) bool { return q == AuthInt })
}

// covers reports whether answers may be sent to the target ahead of a challenge:
// without domain to all of the origin, else where one of its URIs is the path or
// a parent of it (Section 3.3), whole segments counting. URIs of other origins
// are not for this client.
func (o *offer) covers(r *scheme.Request) bool {
	if strings.TrimSpace(o.domain) == "" {
		return true
	}
	path, _, _ := strings.Cut(r.Target, "?")
	for uri := range header.Words(o.domain) {
		if !strings.HasPrefix(uri, "/") {
			origin, target, ok := cutOrigin(uri)
			if !ok || !header.EqualFold(origin, r.Origin) {
				continue
			}
			uri = target
		}
		if uri, _, _ = strings.Cut(uri, "?"); isParent(uri, path) {
			return true
		}
	}
	return false
}

func isParent(dir, path string) bool {
	rest, ok := strings.CutPrefix(path, dir)
	// A path with dot segments may mean another one to the server.
	return ok && (rest == "" || strings.HasSuffix(dir, "/") || rest[0] == '/') && !strings.Contains(path, "/.")
}
