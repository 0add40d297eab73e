// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/digest"
)

var apacheArgs = []string{"apache2", "-f", "@DIR@/apache.conf", "-DFOREGROUND"}

// TestApache runs our clients against Apache, whose Digest is MD5 with qop=auth.
func TestApache(t *testing.T) {
	d := newDaemon(t)
	d.configure("apache.conf", newUpstream(t))
	d.write("htpasswd", htpasswdOf(t, htpasswd.Bcrypt))
	d.write("htdigest", htdigestOf(t, digest.MD5, digest.SHA256, digest.SHA512256))
	d.write("page", []byte("GET "))
	d.run(apacheArgs...)
	visits := []visit{
		{name: "basic", path: "/basic/", by: byBasic, times: 2, asked: 1},
		{name: "basic, wrong", path: "/basic/", by: byBasic, wrong: true, asked: 2},
		{name: "basic, POST", path: "/basic/", by: byBasic, body: "a=b", asked: 1},
		{name: "basic, command", path: "/basic/", body: "a=b", asked: 1},
		{name: "digest", path: "/digest/", by: byProof, times: 3, asked: 1},
		{name: "digest, wrong", path: "/digest/", by: byProof, wrong: true, asked: 2},
		{name: "digest, in parallel", path: "/digest/", by: byProof, atOnce: 64, asked: 1},
		{name: "digest, command", path: "/digest/", asked: 1},
		{name: "digest, command, wrong", path: "/digest/", wrong: true, asked: 2},
		{name: "digest, POST", path: "/forward/", by: byDigest, body: "a=b", asked: 1},
		{name: "digest, body once", path: "/forward/", by: byDigest, body: "a=b", stream: true, asked: 1},
		{name: "digest, command, POST", path: "/forward/", body: "a=b", asked: 1},
		{name: "digest, nonce for a second", path: "/brief/", by: byDigest, renew: true, asked: 2},
		{name: "digest, nonce for one request", path: "/once/", by: byProof, times: 5, asked: 1},
		{name: "digest, count checked", path: "/counted/", by: byProof, times: 5, asked: 1},
		{name: "ours behind it", path: "/ours/", by: byProof, times: 3, asked: 1},
		{name: "ours behind it, in parallel", path: "/ours/", by: byProof, body: "a=b", atOnce: 64, asked: 1},
		{name: "ours behind it, wrong", path: "/ours/", by: byProof, wrong: true, asked: 2},
	}
	runVisits(t, d, visits)
	if len(visits) != 18 {
		t.Errorf("%d rows, want 18", len(visits))
	}
}
