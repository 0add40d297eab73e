// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"os/exec"
	"testing"
)

func wget(t *testing.T, c call) *exec.Cmd {
	args := []string{"-q", "-O", "-", "--tries=1", "--no-check-certificate", "--post-data=a=b"}
	if c.proxy == nil {
		args = append(args, "--user="+c.user, "--password="+c.password)
	} else {
		args = append(args, "--proxy-user="+c.user, "--proxy-password="+c.password,
			"-e", "http_proxy="+c.proxy.String(), "-e", "https_proxy="+c.proxy.String())
	}
	return exec.CommandContext(within(t), installed(t, "wget"), append(args, c.urls...)...)
}

func wget2(t *testing.T, c call) *exec.Cmd {
	args := []string{"-q", "-O", "-", "--tries=1", "--max-threads=1", "--post-data=a=b"}
	if c.proxy == nil {
		args = append(args, "--http-user="+c.user, "--http-password="+c.password)
	} else {
		args = append(args, "--http-proxy="+c.proxy.String(), "--http-proxy-user="+c.user, "--http-proxy-password="+c.password)
	}
	return exec.CommandContext(within(t), installed(t, "wget2"), append(args, c.urls...)...)
}

// TestWget runs wget, which asks for a challenge for each URL unless it is Basic.
func TestWget(t *testing.T) {
	rows := []dialogue{
		{path: "/basic/", said: "401, Basic 200, Basic 200"},
		{path: "/basic/", wrong: true, said: "401, Basic 401, Basic 401"},
		{path: "/basic/", jason: true, said: "401, Basic 200, Basic 200"},
		{path: "/odd/basic/", said: "401, Basic 200, Basic 200"},
		{path: "/md5/", said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/md5/", wrong: true, said: "401, MD5 1 401, 401, MD5 1 401"},
		{path: "/both/", said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/utf-8/", jason: true, said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/basic/", proxy: true, said: "Basic 200, Basic 200"},
		{path: "/basic/", proxy: true, wrong: true, said: "Basic 407, Basic 407"},
		{path: "/basic/", proxy: true, secure: true, said: "Basic 200"},
		{path: "/basic/", proxy: true, secure: true, wrong: true, said: "Basic 407, Basic 407"},

		{path: "/all/", said: "401, Basic 200, Basic 200", fault: "takes Basic if it can: TLS, or no Basic"},
		{path: "/sha-256/", said: "401, Digest 1 401, 401, Digest 1 401", fault: "hashes with MD5 and does not say so: offer MD5 too"},
		{path: "/qops/", said: "401, MD5 without nc 401, 401, MD5 without nc 401", fault: "does not find auth among several: offer it alone"},
		{path: "/odd/", said: "401, unreadable 401, 401, unreadable 401", fault: "cuts the realm at a quote: no quotes in realms"},
		{path: "/md5/", proxy: true, said: "Basic 407, Basic 407", fault: "knows Basic only for proxies"},
	}
	newOurs(t).holds(t, wget, true, rows)
	if len(rows) != 17 {
		t.Errorf("%d rows, want 17", len(rows))
	}
}

// TestWget2 runs wget2, which takes a new connection for each request.
func TestWget2(t *testing.T) {
	rows := []dialogue{
		{path: "/basic/", said: "401, Basic 200, 401, Basic 200"},
		{path: "/basic/", wrong: true, said: "401, Basic 401, 401, Basic 401"},
		{path: "/odd/basic/", said: "401, Basic 200, 401, Basic 200"},
		{path: "/md5/", said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/sha-256/", said: "401, SHA-256 1 200, 401, SHA-256 1 200"},
		{path: "/sha-256/", wrong: true, said: "401, SHA-256 1 401, 401, SHA-256 1 401"},
		{path: "/both/", said: "401, SHA-256 1 200, 401, SHA-256 1 200"},
		{path: "/sess/", said: "401, SHA-256-sess 1 200, 401, SHA-256-sess 1 200"},
		{path: "/utf-8/", jason: true, said: "401, MD5 1 200, 401, MD5 1 200"},
		{path: "/sha-256/", proxy: true, wrong: true, said: "407, SHA-256 1 407, 407, SHA-256 1 407"},

		{path: "/all/", said: "401, Basic 200, 401, Basic 200", fault: "takes Basic if it can: TLS, or no Basic"},
		{path: "/512/", said: "401, 401, 401, 401", fault: "does not look behind what it does not know: SHA-256 first"},
		{path: "/qops/", said: "401, 401, 401, 401", fault: "does not find auth among several: offer it alone"},
		{path: "/odd/", said: "401, MD5 1 401, 401, MD5 1 401", fault: "hashes the realm with its backslashes: no quotes in realms"},
		{path: "/sha-256/", proxy: true, said: "407, SHA-256 1 502, 407, SHA-256 1 502", fault: "is let through, but leaves out the port of the origin"},
	}
	newOurs(t).holds(t, wget2, false, rows)
	if len(rows) != 15 {
		t.Errorf("%d rows, want 15", len(rows))
	}
}
