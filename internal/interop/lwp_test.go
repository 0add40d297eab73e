// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import "testing"

// TestLWP runs LWP of Perl, whose Digest is MD5 with qop=auth.
func TestLWP(t *testing.T) {
	rows := []dialogue{
		{path: "/basic/", said: "401, Basic 200, Basic 200"},
		{path: "/basic/", wrong: true, said: "401, Basic 401, Basic 401"},
		{path: "/odd/basic/", said: "401, Basic 200, Basic 200"},
		{path: "/md5/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/md5/", wrong: true, said: "401, MD5 1 401, MD5 1 401"},
		{path: "/utf-8/", jason: true, said: "401, MD5 1 200, MD5 2 200"},
		{path: "/both/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/all/", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/next/", said: "401, MD5 1 200, MD5 2 401, MD5 1 200"},
		{path: "/basic/", proxy: true, said: "407, Basic 200, Basic 200"},
		{path: "/md5/", proxy: true, said: "407, MD5 1 200, MD5 2 200"},
		{path: "/md5/", proxy: true, wrong: true, said: "407, MD5 1 407, MD5 1 407"},

		{path: "/sha-256/", said: "401, MD5 1 401, MD5 1 401", fault: "answers everything with MD5: offer MD5 too"},
		{path: "/qops/", said: "401, MD5 without nc 401, MD5 without nc 401", fault: "does not find auth among several: offer it alone"},
		{path: "/odd/", said: "401, unreadable 401, unreadable 401", fault: "quotes without backslashes: no quotes in realms"},
	}
	newOurs(t).holds(t, script("/usr/bin/perl", "use_lwp.pl"), true, rows)
	if len(rows) != 15 {
		t.Errorf("%d rows, want 15", len(rows))
	}
}
