// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import "testing"

// TestSoup runs libsoup of GNOME, whose Digest is MD5, and which takes the next
// nonce from Authentication-Info.
func TestSoup(t *testing.T) {
	rows := []dialogue{
		{path: "/basic/", said: "401, Basic 200, Basic 200"},
		{path: "/basic/", wrong: true, said: "401, Basic 401, 401, Basic 401"},
		{path: "/odd/basic/", said: "401, Basic 200, Basic 200"},
		{path: "/md5/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/md5/", wrong: true, said: "401, MD5 1 401, 401, MD5 1 401"},
		{path: "/odd/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/utf-8/", jason: true, said: "401, MD5 username* 1 200, MD5 username* 2 200"},
		{path: "/both/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/all/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/qops/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/next/", said: "401, MD5 1 200, MD5 2 200"}, // it goes on counting
		{path: "/basic/", proxy: true, said: "407, Basic 200, Basic 200"},
		{path: "/md5/", proxy: true, said: "407, MD5 1 200, MD5 2 200"},
		{path: "/md5/", proxy: true, wrong: true, said: "407, MD5 1 407, 407, MD5 1 407"},

		{path: "/basic/", jason: true, said: "401, Basic 401, 401, Basic 401", fault: "sends names as latin-1: offer Digest"},
		{path: "/sha-256/", said: "401, 401", fault: "knows MD5 only: offer MD5 too"},
		{path: "/basic/", proxy: true, secure: true, said: "407, Basic 200, the origin is told 200, the origin is told 200", fault: "tells it in the tunnel too: no password of others for a proxy"},
		{path: "/md5/", proxy: true, secure: true, said: "407, MD5 1 400, MD5 2 400", fault: "names another target in CONNECT: Basic, behind TLS"},
	}
	newOurs(t).holds(t, script(python, "use_soup.py"), true, rows)
	if len(rows) != 18 {
		t.Errorf("%d rows, want 18", len(rows))
	}
}
