// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
)

var nginxArgs = []string{"nginx", "-e", "@DIR@/error.log", "-c", "@DIR@/nginx.conf"}

// TestNginx runs our clients against nginx, which knows Basic only.
func TestNginx(t *testing.T) {
	d := newDaemon(t)
	d.configure("nginx.conf", newUpstream(t))
	d.write("htpasswd", htpasswdOf(t, htpasswd.SHA512Crypt))
	d.run(nginxArgs...)
	visits := []visit{
		{name: "basic", path: "/basic/", by: byBasic, times: 2, asked: 1},
		{name: "basic, wrong", path: "/basic/", by: byBasic, wrong: true, asked: 2},
		{name: "basic, POST", path: "/basic/", by: byBasic, body: "a=b", asked: 1},
		{name: "basic, body once", path: "/basic/", by: byBasic, body: "a=b", stream: true, asked: 1},
		{name: "basic, command", path: "/basic/", body: "a=b", asked: 1},
		{name: "by auth_request", path: "/asked/", by: byBasic, times: 2, asked: 1},
		{name: "by auth_request, wrong", path: "/asked/", by: byBasic, wrong: true, asked: 2},
		{name: "by auth_request, POST", path: "/asked/", by: byBasic, body: "a=b", asked: 1},
		{name: "ours behind it", path: "/ours/", by: byProof, times: 3, asked: 1},
		{name: "ours behind it, in parallel", path: "/ours/", by: byProof, body: "a=b", atOnce: 64, asked: 1},
		{name: "ours behind it, wrong", path: "/ours/", by: byProof, wrong: true, asked: 2},
	}
	runVisits(t, d, visits)
	if len(visits) != 11 {
		t.Errorf("%d rows, want 11", len(visits))
	}
}
