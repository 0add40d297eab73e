// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import "testing"

// python is that of the packages: there may be others.
const python = "/usr/bin/python3"

// TestPythonRequests runs python3-requests, whose Digest answers the last challenge.
func TestPythonRequests(t *testing.T) {
	rows := []dialogue{
		{path: "/basic/", as: "Basic", said: "Basic 200, Basic 200"},
		{path: "/basic/", as: "Basic", wrong: true, said: "Basic 401, Basic 401"},
		{path: "/md5/", as: "Digest", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/sha-256/", as: "Digest", said: "401, SHA-256 1 200, SHA-256 2 200"},
		{path: "/sha-256/", as: "Digest", wrong: true, said: "401, SHA-256 1 401, SHA-256 2 401, SHA-256 1 401"},
		{path: "/both/", as: "Digest", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/all/", as: "Digest", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/qops/", as: "Digest", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/hashed/", as: "Digest", said: "401, SHA-256 1 200, SHA-256 2 200"},
		{path: "/next/", as: "Digest", said: "401, MD5 1 200, MD5 2 401, MD5 1 200"},
		{path: "/basic/", as: "Basic", proxy: true, said: "Basic 200, Basic 200"},
		{path: "/basic/", as: "Basic", proxy: true, wrong: true, said: "Basic 407, Basic 407"},
		{path: "/basic/", as: "Basic", proxy: true, secure: true, said: "Basic 200"},

		{path: "/basic/", as: "Basic", jason: true, said: "Basic 401, Basic 401", fault: "sends names as latin-1: give it bytes"},
		{path: "/odd/", as: "Digest", said: "401, unreadable 401, unreadable 401, unreadable 401", fault: "quotes without backslashes: no quotes in realms"},
		{path: "/sess/", as: "Digest", said: "401", fault: "breaks down at what it does not know: SHA-256 last"},
		{path: "/int/", as: "Digest", said: "401", fault: "breaks down without auth: offer it too"},
	}
	newOurs(t).holds(t, script(python, "use_requests.py"), true, rows)
	if len(rows) != 17 {
		t.Errorf("%d rows, want 17", len(rows))
	}
}

// TestPythonHTTPX runs python3-httpx, whose Digest answers the first challenge.
func TestPythonHTTPX(t *testing.T) {
	rows := []dialogue{
		{path: "/basic/", as: "Basic", jason: true, said: "Basic 200, Basic 200"},
		{path: "/md5/", as: "Digest", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/both/", as: "Digest", said: "401, SHA-256 1 200, SHA-256 2 200"},
		{path: "/sess/", as: "Digest", said: "401, SHA-256-sess 1 200, SHA-256-sess 2 200"},
		{path: "/sess/", as: "Digest", wrong: true, said: "401, SHA-256-sess 1 401, SHA-256-sess 2 401, SHA-256-sess 1 401"},
		{path: "/all/", as: "Digest", said: "401, SHA-256 1 200, SHA-256 2 200"},
		{path: "/qops/", as: "Digest", said: "401, MD5 1 200, MD5 2 200"},
		{path: "/next/", as: "Digest", said: "401, MD5 1 200, MD5 2 401, MD5 1 200"},

		{path: "/odd/", as: "Digest", said: "401, unreadable 401, unreadable 401, unreadable 401", fault: "quotes without backslashes: no quotes in realms"},
		{path: "/512/", as: "Digest", said: "401", fault: "breaks down at what it does not know: SHA-256 first"},
		{path: "/int/", as: "Digest", said: "401", fault: "breaks down without auth: offer it too"},
	}
	newOurs(t).holds(t, script(python, "use_httpx.py"), true, rows)
	if len(rows) != 11 {
		t.Errorf("%d rows, want 11", len(rows))
	}
}
