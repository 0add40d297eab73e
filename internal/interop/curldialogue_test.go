// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// curlFor is told --basic, --digest or --anyauth, or the same of a proxy.
func curlFor(t *testing.T, c call) *exec.Cmd {
	as := strings.ToLower(c.as)
	args := []string{"-q", "-sS", "-k"}
	if !c.get {
		args = append(args, "-d", "a=b")
	}
	if c.proxy == nil {
		args = append(args, "--"+as, "-u", c.user+":"+c.password)
	} else {
		args = append(args, "-x", c.proxy.String(), "--proxy-"+as, "-U", c.user+":"+c.password)
	}
	return exec.CommandContext(within(t), installed(t, "curl"), append(args, c.urls...)...)
}

// TestCurlDialogues runs curl, which asks for a challenge for each URL, at what
// the other tests of it leave out: other offers, proxies, and HTTP/2.
func TestCurlDialogues(t *testing.T) {
	rows := []dialogue{
		{path: "/sess/", as: "Digest", said: "401, SHA-256-sess 1 200, 401, SHA-256-sess 1 200"},
		{path: "/hashed/", as: "Digest", said: "401, SHA-256 userhash 1 200, 401, SHA-256 userhash 1 200"},
		{path: "/qops/", as: "Digest", said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/int/", as: "Digest", get: true, said: "401, SHA-256 1 200, 401, SHA-256 1 200"},
		{path: "/utf-8/", as: "Digest", jason: true, said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/basic/", as: "Basic", jason: true, said: "Basic 200, Basic 200"},
		{path: "/odd/", as: "Digest", said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/next/", as: "Digest", said: "401, MD5 1 200, 401, MD5 1 200"},

		{path: "/basic/", as: "Basic", secure: true, said: "h2 Basic 200, h2 Basic 200"},
		{path: "/sha-256/", as: "Digest", secure: true, said: "h2 401, h2 SHA-256 1 200, h2 401, h2 SHA-256 1 200"},
		{path: "/sha-256/", as: "Digest", secure: true, wrong: true, said: "h2 401, h2 SHA-256 1 401, h2 401, h2 SHA-256 1 401"},
		{path: "/all/", as: "anyauth", secure: true, said: "h2 401, h2 SHA-256 1 200, h2 401, h2 SHA-256 1 200"},

		{path: "/basic/", as: "Basic", proxy: true, said: "Basic 200, Basic 200"},
		{path: "/basic/", as: "Basic", proxy: true, wrong: true, said: "Basic 407, Basic 407"},
		{path: "/md5/", as: "Digest", proxy: true, said: "407, MD5 1 200, 407, MD5 1 200"},
		{path: "/sha-256/", as: "Digest", proxy: true, said: "407, SHA-256 1 200, 407, SHA-256 1 200"},
		{path: "/sha-256/", as: "Digest", proxy: true, wrong: true, said: "407, SHA-256 1 407, 407, SHA-256 1 407"},
		{path: "/all/", as: "anyauth", proxy: true, said: "407, SHA-256 1 200, 407, SHA-256 1 200"},
		{path: "/basic/", as: "Basic", proxy: true, secure: true, said: "Basic 200"},
		{path: "/sha-256/", as: "Digest", proxy: true, secure: true, said: "407, SHA-256 1 200"},
		{path: "/sha-256/", as: "Digest", proxy: true, secure: true, wrong: true, said: "407, SHA-256 1 407, 407, SHA-256 1 407"},
		{path: "/all/", as: "anyauth", proxy: true, secure: true, said: "407, SHA-256 1 200"},

		{path: "/int/", as: "Digest", said: "401, SHA-256 1 401, 401, SHA-256 1 401", fault: "hashes no content, though there is some: offer auth too"},
		{path: "/512/", as: "Digest", said: sha512Of(t), fault: "hashed with SHA-256 until 8.14: SHA-256 first"},
	}
	newOurs(t).holds(t, curlFor, true, rows)
	if len(rows) != 24 {
		t.Errorf("%d rows, want 24", len(rows))
	}
}

// sha512Of returns what comes of SHA-512-256 with this version of curl.
func sha512Of(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(within(t), installed(t, "curl"), "--version").Output()
	if err != nil {
		t.Fatal(err)
	}
	var major, minor, status int
	if _, err := fmt.Sscanf(string(out), "curl %d.%d", &major, &minor); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if status = 401; major > 8 || major == 8 && minor >= 14 {
		status = 200
	}
	return fmt.Sprintf("401, SHA-512-256 1 %d, 401, SHA-512-256 1 %d", status, status)
}
