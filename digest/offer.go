// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
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
	qops          qops
	utf8          bool
	userhash      bool
	domain        string
}

// picked is a challenge to answer; the zero one is none.
type picked struct {
	challenge header.Challenge
	offer     offer
	nonce     string
	opaque    string   // that goes with the nonce, as it is sent; empty if there is none
	stale     bool     // the nonce before was
	strength  strength // of an answer
}

// readOffer reads a challenge. It is not ok if nobody could answer it.
func readOffer(ch header.Challenge, proxy bool) (p picked, ok bool) {
	var hasRealm bool
	var list string
	o := &p.offer
	p.challenge = ch
	for param := range ch.Params().All() {
		switch v, is := param.Value(), header.EqualFold; {
		case is(param.Name, "realm"):
			o.realm, hasRealm = v, true
		case is(param.Name, "nonce"):
			p.nonce = v
		case is(param.Name, "algorithm"):
			o.algorithmName = v
		case is(param.Name, "qop"):
			list = v
		case is(param.Name, "opaque"):
			p.opaque = string(appendQuoted(nil, "opaque", v))
		case is(param.Name, "charset"):
			o.utf8 = is(v, "UTF-8")
		case is(param.Name, "userhash"):
			o.userhash = is(v, "true")
		case is(param.Name, "domain") && !proxy:
			o.domain = v
		case is(param.Name, "stale"):
			p.stale = is(v, "true")
		}
	}
	algorithm := o.algorithmName
	if algorithm == "" {
		algorithm = string(MD5) // Section 3.3
	}
	o.algorithm, ok = parseAlgorithm(algorithm)
	o.qops = parseQOPs(list)
	return p, ok && hasRealm && p.nonce != ""
}

// covers reports whether answers may be sent to the target ahead of a challenge:
// without domain to all of the origin, else where one of its URIs is the path or
// a parent of it (Section 3.3), whole segments counting. URIs of other origins
// are not for this client.
func (o *offer) covers(r *scheme.Request) bool {
	if strings.TrimSpace(o.domain) == "" {
		return true
	}
	path, isPath := r.Path()
	for uri := range header.Words(o.domain) {
		if !strings.HasPrefix(uri, "/") {
			origin, target, ok := cutOrigin(uri)
			if !ok || !header.EqualFold(withoutPort(origin), r.Origin) {
				continue
			}
			uri = target
		}
		if uri, _, _ = strings.Cut(uri, "?"); uri == "/" || isPath && isParent(uri, path) {
			return true
		}
	}
	return false
}

func isParent(dir, path string) bool {
	rest, ok := strings.CutPrefix(path, dir)
	return ok && (rest == "" || strings.HasSuffix(dir, "/") || rest[0] == '/')
}

// withoutPort returns an origin without the default port of its scheme.
func withoutPort(origin string) string {
	for _, s := range [...][2]string{{"http://", ":80"}, {"https://", ":443"}} {
		if len(origin) > len(s[0]) && header.EqualFold(origin[:len(s[0])], s[0]) {
			return strings.TrimSuffix(origin, s[1])
		}
	}
	return origin
}
