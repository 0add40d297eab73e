// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/digest"
)

var lighttpdArgs = []string{"lighttpd", "-D", "-f", "@DIR@/lighttpd.conf"}

// TestLighttpd runs our clients against lighttpd, whose Digest has several
// algorithms, the user hash, and no proof of its own.
func TestLighttpd(t *testing.T) {
	d := newDaemon(t)
	d.configure("lighttpd.conf", newUpstream(t))
	d.write("htpasswd", htpasswdOf(t, htpasswd.Bcrypt))
	d.write("htdigest", htdigestOf(t, digest.MD5, digest.SHA256, digest.SHA512256))
	d.write("htdigest.512", htdigestOf(t, digest.MD5, digest.SHA512256))
	d.run(lighttpdArgs...)
	visits := []visit{
		{name: "basic", path: "/basic/", by: byBasic, times: 2, asked: 1},
		{name: "basic, wrong", path: "/basic/", by: byBasic, wrong: true, asked: 2},
		{name: "basic, POST", path: "/basic/", by: byBasic, body: "a=b", asked: 1},
		{name: "basic, command", path: "/basic/", body: "a=b", asked: 1},
		{name: "MD5", path: "/md5/", by: byDigest, times: 3, asked: 1},
		{name: "SHA-256", path: "/sha-256/", by: byDigest, times: 3, asked: 1},
		{name: "SHA-256, wrong", path: "/sha-256/", by: byDigest, wrong: true, asked: 2},
		{name: "SHA-256, POST", path: "/sha-256/", by: byDigest, body: "a=b", asked: 1},
		{name: "SHA-256, body once", path: "/sha-256/", by: byDigest, body: "a=b", stream: true, asked: 1},
		{name: "SHA-256, in parallel", path: "/sha-256/", by: byDigest, atOnce: 64, asked: 1},
		{name: "SHA-512-256", path: "/sha-512-256/", by: byDigest, times: 3, asked: 1},
		{name: "two challenges", path: "/both/", by: byDigest, times: 3, asked: 1},
		{name: "user hash", path: "/hashed/", by: byDigest, nameless: true, times: 3, asked: 1},
		{name: "command", path: "/both/", body: "a=b", asked: 1},
		{name: "command, wrong", path: "/both/", wrong: true, asked: 2},
		{name: "ours behind it", path: "/ours/", by: byProof, times: 3, asked: 1},
		{name: "ours behind it, in parallel", path: "/ours/", by: byProof, body: "a=b", atOnce: 64, asked: 1},
		{name: "ours behind it, wrong", path: "/ours/", by: byProof, wrong: true, asked: 2},
	}
	runVisits(t, d, visits)
	if len(visits) != 18 {
		t.Errorf("%d rows, want 18", len(visits))
	}
}
