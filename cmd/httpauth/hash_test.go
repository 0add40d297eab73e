// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"crypto/fips140"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
)

func TestHash(t *testing.T) {
	const typed = "open sesame"
	tests := []struct {
		args []string
		in   string
		want string // a regular expression
	}{
		{[]string{"-a", "argon2id", "alice"}, typed, `^alice:\$argon2id\$v=19\$m=19456,t=2,p=1\$\S{22}\$\S{43}\n$`},
		{[]string{"-a", "argon2id", "Jürgen J"}, "pässwörd\r\n", `^Jürgen J:\$argon2id\$\S+\n$`},
		{[]string{"-a", "sha512-crypt", "alice"}, typed + "\n", `^alice:\$6\$rounds=656000\$\S{16}\$\S{86}\n$`},
		{[]string{"alice"}, typed + "\n", `^alice:\$2y\$12\$\S{53}\n$`},
		{[]string{"-digest", "http-auth@example.org", "Mufasa"}, "Circle of Life\n",
			`^Mufasa:http-auth@example\.org:7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232:a947aad205e80e429958a387394944c6b496301e79f89d35a4cc23b6ee12b5b6\n$`},
		{[]string{"-digest", "http-auth@example.org", "-a", "SHA-512-256", "Mufasa"}, "Circle of Life\n", `^Mufasa:http-auth@example\.org:[0-9a-f]{64}:[0-9a-f]{64}\n$`},
		{[]string{"-a", "MD5", "-digest", "http-auth@example.org", "Mufasa"}, "Circle of Life\n", `^Mufasa:http-auth@example\.org:3d78807defe7de2157e2b0b6573a855f\n$`},
	}
	read := 0
	for _, test := range tests {
		if strings.Contains(strings.Join(test.args, " "), "MD5") && fips140.Enforced() {
			continue
		}
		got := execute(t, test.in, append([]string{"hash"}, test.args...)...)
		if got.status != exitOK || got.err != "" || !regexp.MustCompile(test.want).MatchString(got.out) {
			t.Errorf("hash %q: %+v, want %s", test.args, got, test.want)
		}
		if !strings.Contains(strings.Join(test.args, " "), "-digest") { // what is written is read
			file, err := htpasswd.Parse(strings.NewReader(got.out), nil)
			if err != nil {
				t.Fatal(err)
			}
			user, _, _ := strings.Cut(got.out, ":")
			if id, err := file.Verify(t.Context(), nil, user, strings.TrimRight(test.in, "\r\n")); err != nil || id.Subject != user {
				t.Errorf("hash %q: %v", test.args, err)
			}
			read++
		}
	}
	if read != 4 {
		t.Errorf("%d lines were read", read)
	}
}

// Mistakes print no line, and no password.
func TestHashRefuses(t *testing.T) {
	tests := []struct {
		args    []string
		in      string
		status  int
		message string
	}{
		{nil, "x", exitUsage, "usage: httpauth hash"},
		{[]string{"alice", "canary"}, "", exitUsage, "usage: httpauth hash"},
		{[]string{"-a", "md5", "alice"}, "canary", exitUsage, `no algorithm "md5"`},
		{[]string{"-a", "SHA-256", "alice"}, "canary", exitUsage, `no algorithm "SHA-256"`},
		{[]string{"-a", "bcrypt", "-digest", "x", "alice"}, "canary", exitUsage, `no algorithm "bcrypt" of Digest`},
		{[]string{"-digest", "", "alice"}, "canary", exitFailure, "a realm must"},
		{[]string{"-digest", "a:b", "alice"}, "canary", exitFailure, "a realm must"},
		{[]string{"al:ice"}, "canary", exitFailure, "a user name must"},
		{[]string{"-digest", "x", "al:ice"}, "canary", exitFailure, "a user name must"},
		{[]string{"alice"}, "", exitFailure, "a password must"},
		{[]string{"alice"}, "\n", exitFailure, "a password must"},
		{[]string{"alice"}, "canary\ncanary\n", exitFailure, "a password must"},
		{[]string{"alice"}, "canary\x00", exitFailure, "a password must"},
		{[]string{"alice"}, strings.Repeat("canary", 13), exitFailure, "too long"},
		{[]string{"-a", "argon2id", "alice"}, strings.Repeat("canary", 10000), exitFailure, "more than a password"},
	}
	for _, test := range tests {
		got := execute(t, test.in, append([]string{"hash"}, test.args...)...)
		if got.status != test.status || got.out != "" || !strings.Contains(got.err, test.message) || strings.Contains(got.err, "canary") {
			t.Errorf("hash %q: %+v, want status %d and a message with %q", test.args, got, test.status, test.message)
		}
	}
	if len(tests) != 15 {
		t.Errorf("%d rows, want 15", len(tests))
	}
}

// A file, such as the null device, is no terminal: it is read.
func TestHashReadsFiles(t *testing.T) {
	name := t.TempDir() + "/password"
	if err := os.WriteFile(name, []byte("open sesame\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, status := range map[string]int{name: exitOK, os.DevNull: exitFailure} {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		var out, log strings.Builder
		if got := run(within(t), []string{"hash", "-digest", "x", "alice"}, std{file, &out, &log}); got != status || (got == exitOK) != strings.HasPrefix(out.String(), "alice:x:") {
			t.Errorf("%s: %d, %q, %q", name, got, &out, &log)
		}
		file.Close()
	}
}
