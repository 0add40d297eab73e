// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"testing"
)

// TestGet runs httpauth get against httpauth serve.
func TestGet(t *testing.T) {
	const proved, unproved = "* the server proved that it knows the secret (rspauth)", "* the server did not prove"
	tests := []struct {
		name  string
		setup setup
		args  func(s *server) []string
		path  string
		exit  int
		out   string   // what standard output starts with
		tells []string // what -v tells, in this order
	}{
		{name: "no credentials", args: func(*server) []string { return nil }, path: "/", exit: 22,
			tells: []string{"without credentials", "< 401"}},
		{name: "public", args: func(*server) []string { return nil }, path: "/public",
			out: "Anybody", tells: []string{"without credentials", "< 200"}},
		{name: "digest", args: user, path: "/", out: "user: demo\nscheme: Digest\n",
			tells: []string{"< 401", "* offered: Digest", "* offered: Bearer", "* offered: Basic",
				"* chosen: Digest with SHA-256", "with Digest [redacted]", "< 200", proved}},
		{name: "digest, strongest", setup: setup{algorithms: "MD5,SHA-256,SHA-512-256"}, args: user, path: "/",
			out: "user: demo\n", tells: []string{"* chosen: Digest with SHA-512-256", "< 200", proved}},
		{name: "digest, MD5 alone", setup: setup{algorithms: "MD5"}, args: user, path: "/",
			out: "user: demo\n", tells: []string{"* chosen: Digest with MD5", "< 200", proved}},
		{name: "digest, forbidden", args: user, path: "/admin", exit: 22,
			tells: []string{"* chosen: Digest", "< 403", proved}},
		{name: "digest, admin", args: func(s *server) []string { return []string{"-user", s.admin.pair()} }, path: "/admin",
			out: "user: admin\n", tells: []string{"* chosen: Digest", "< 200", proved}},
		{name: "digest, wrong", args: func(s *server) []string { return []string{"-user", s.demo.pair() + "x"} }, path: "/", exit: 22,
			tells: []string{"* chosen: Digest", "< 401", "* chosen: none, as the server refused the answer"}},
		{name: "digest, POST", args: func(s *server) []string { return append(user(s), "-d", "a=b") }, path: "/",
			out: "user: demo\n", tells: []string{"> POST", "< 401", "> POST", "< 200", proved}},
		{name: "digest, query", args: user, path: "/?q=a,b%22&c=%2F",
			out: "user: demo\n", tells: []string{"< 401", "* chosen: Digest", "< 200", proved}},
		{name: "basic", setup: setup{schemes: "basic"}, args: user, path: "/", out: "user: demo\nscheme: Basic\n",
			tells: []string{"* chosen: Basic", "with Basic [redacted]", "< 200", unproved}},
		{name: "bearer", args: token, path: "/", out: "user: demo\nscheme: Bearer\n",
			tells: []string{"* chosen: Bearer, ahead", "with Bearer [redacted]", "< 200", unproved}},
		{name: "bearer, forbidden", args: token, path: "/admin", exit: 22,
			tells: []string{"* chosen: Bearer", "< 403"}},
		{name: "bearer, wrong", args: func(s *server) []string { return []string{"-token", s.demo.token + "x"} }, path: "/", exit: 22,
			tells: []string{"* chosen: Bearer", "< 401", `error="invalid_token"`, "* chosen: none, as the server refused the answer"}},
		{name: "no account for it", setup: setup{schemes: "bearer"}, args: user, path: "/", exit: 22,
			tells: []string{"< 401", "* offered: Bearer", "* chosen: none, as there is no account"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := start(t, test.setup)
			args := append([]string{"get", "-v"}, test.args(s)...)
			cmd := exec.CommandContext(within(t), command, append(args, s.url+test.path)...)
			var out, story bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &story
			err := cmd.Run()
			if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok || ok != (test.exit != 0) || ok && exit.ExitCode() != test.exit {
				t.Errorf("%v, want status %d\n%s", err, test.exit, &story)
			}
			if !strings.HasPrefix(out.String(), test.out) {
				t.Errorf("printed %q, want %q first", &out, test.out)
			}
			told(t, story.String(), test.tells)
			s.redacted("what get printed", story.String()+out.String())
		})
	}
	if len(tests) != 15 {
		t.Errorf("%d rows, want 15", len(tests))
	}
}

func user(s *server) []string  { return []string{"-user", s.demo.pair()} }
func token(s *server) []string { return []string{"-token", s.demo.token} }

// told checks that a text has the parts, in order.
func told(t *testing.T, text string, parts []string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		_, after, ok := strings.Cut(rest, part)
		if !ok {
			t.Errorf("does not tell %q after what came before it:\n%s", part, text)
			return
		}
		rest = after
	}
}
