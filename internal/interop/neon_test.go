// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// neon is the library of cadaver, which asks for OPTIONS and properties first.
func neon(t *testing.T, c call) *exec.Cmd {
	home := t.TempDir()
	write(t, filepath.Join(home, ".netrc"), []byte("machine 127.0.0.1\nlogin \""+c.user+"\"\npassword \""+c.password+"\"\n"))
	var commands strings.Builder
	base := ""
	for _, u := range c.urls {
		i := strings.LastIndexByte(u, '/') + 1
		base = u[:i]
		name, _, _ := strings.Cut(u[i:], "?") // it would encode it
		commands.WriteString("get " + name + "\n")
	}
	cmd := exec.CommandContext(within(t), installed(t, "cadaver"), "-t", base)
	cmd.Stdin = strings.NewReader(commands.String())
	cmd.Dir, cmd.Env = home, []string{"HOME=" + home}
	return cmd
}

// TestNeon runs neon, which takes the strongest challenge, wants a proof that is
// right, and takes the next nonce from Authentication-Info.
func TestNeon(t *testing.T) {
	rows := []dialogue{
		{path: "/basic/", said: "401, Basic 200, Basic 200, Basic 200, Basic 200"},
		{path: "/basic/", wrong: true, said: "401, Basic 401, Basic 401"},
		{path: "/odd/basic/", said: "401, Basic 200, Basic 200, Basic 200, Basic 200"},
		{path: "/md5/", said: "401, MD5 1 200, MD5 2 200, MD5 3 200, MD5 4 200"},
		{path: "/sha-256/", said: "401, SHA-256 1 200, SHA-256 2 200, SHA-256 3 200, SHA-256 4 200"},
		{path: "/sha-256/", wrong: true, said: "401, SHA-256 1 401, SHA-256 1 401"},
		{path: "/both/", said: "401, SHA-256 1 200, SHA-256 2 200, SHA-256 3 200, SHA-256 4 200"},
		{path: "/512/", said: "401, SHA-256 1 200, SHA-256 2 200, SHA-256 3 200, SHA-256 4 200"},
		{path: "/all/", said: "401, SHA-256 1 200, SHA-256 2 200, SHA-256 3 200, SHA-256 4 200"},
		{path: "/sess/", said: "401, SHA-256-sess 1 200, SHA-256-sess 2 200, SHA-256-sess 3 200, SHA-256-sess 4 200"},
		{path: "/hashed/", said: "401, SHA-256 userhash 1 200, SHA-256 userhash 2 200, SHA-256 userhash 3 200, SHA-256 userhash 4 200"},
		{path: "/qops/", said: "401, MD5 1 200, MD5 2 200, MD5 3 200, MD5 4 200"},
		{path: "/next/", said: "401, MD5 1 200, MD5 1 200, MD5 1 200, MD5 1 200"},

		{path: "/utf-8/", jason: true, said: "401", fault: "has no answer with such a name: Basic"},
		{path: "/odd/", said: "401, unreadable 401, unreadable 401", fault: "quotes without backslashes: no quotes in realms"},
		{path: "/int/", said: "401", fault: "does not know auth-int: offer auth too"},
	}
	newOurs(t).holds(t, neon, true, rows)
	if len(rows) != 16 {
		t.Errorf("%d rows, want 16", len(rows))
	}
}
