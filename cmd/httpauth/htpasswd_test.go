// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"os"
	"strings"
	"testing"
)

// accountsFile writes a file with alice and admin, whose password is "open sesame",
// and bob, who is disabled.
func accountsFile(t *testing.T) string {
	t.Helper()
	const hash = "$2y$05$KdpDN0RNwJ8hs.VOJjCwtOY6YTpSUNLtfR7iQC74hfekWWOrgWRi6"
	name := t.TempDir() + "/users"
	if err := os.WriteFile(name, []byte("# staff\nalice:"+hash+"\nbob:!"+hash+"\nadmin:"+hash+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// serve -htpasswd serves those accounts with Basic, and no others.
func TestServeHtpasswd(t *testing.T) {
	name := accountsFile(t)
	for _, args := range [][]string{{"-htpasswd", name}, {"-schemes", "basic", "-htpasswd", name}} {
		r := start(t, 3, args...)
		if r.lines[1] != "accounts of "+name || r.lines[2] != "curl --basic -u USER "+r.url+"/" {
			t.Errorf("%q", r.lines)
		}
		for _, try := range []struct {
			as     []string
			status int
		}{
			{[]string{"-user", "alice:open sesame"}, exitOK},
			{[]string{"-user", "alice:wrong canary"}, exitRefused},
			{[]string{"-user", "bob:open sesame"}, exitRefused},
			{[]string{"-user", "demo:open-sesame"}, exitRefused},
			{[]string{"-user", "admin:sesame-street"}, exitRefused},
			{[]string{"-token", "demo-token"}, exitRefused},
		} {
			if got := execute(t, "", append(append([]string{"get"}, try.as...), r.url)...); got.status != try.status {
				t.Errorf("%q: %+v, want %d", try.as, got, try.status)
			}
		}
		got := r.stop()
		if got.status != exitOK || got.out != "" || !strings.Contains(got.err, "scheme=Basic subject=alice") || strings.Contains(got.err, "sesame") || strings.Contains(got.err, "canary") {
			t.Errorf("%+v", got)
		}
	}
}

// Nobody is an admin for being called so: those of a file are named.
func TestServeHtpasswdAdmins(t *testing.T) {
	name := accountsFile(t)
	tests := []struct {
		args         []string
		alice, admin int
	}{
		{nil, exitRefused, exitRefused},
		{[]string{"-admins", "alice"}, exitOK, exitRefused},
		{[]string{"-admins", "admin,alice"}, exitOK, exitOK},
	}
	for _, test := range tests {
		r := start(t, 3, append([]string{"-htpasswd", name}, test.args...)...)
		for user, want := range map[string]int{"alice": test.alice, "admin": test.admin} {
			as := []string{"get", "-v", "-user", user + ":open sesame"}
			got := execute(t, "", append(as, r.url+"/admin")...)
			if got.status != want || strings.Contains(got.err, "< 403") != (want == exitRefused) {
				t.Errorf("%q: %s: %+v, want %d", test.args, user, got, want)
			}
			if got := execute(t, "", append(as, r.url)...); strings.Contains(got.out, "admin: true") != (want == exitOK) || got.status != exitOK {
				t.Errorf("%q: %s: %+v", test.args, user, got)
			}
		}
		r.stop()
	}
	if len(tests) != 3 {
		t.Errorf("%d rows, want 3", len(tests))
	}
}

// Bad files, and what makes no sense with a file, are refused before serve listens.
func TestServeHtpasswdRefuses(t *testing.T) {
	name := accountsFile(t)
	bad := name + ".bad"
	if err := os.WriteFile(bad, []byte("alice:canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		args    []string
		message string
	}{
		{[]string{"-htpasswd", ""}, "htpasswd:"},
		{[]string{"-htpasswd", name + ".missing"}, "no such file"},
		{[]string{"-htpasswd", bad}, "line 1: there is no hash but plain text"},
		{[]string{"-htpasswd", name, "-schemes", "digest,basic"}, "-htpasswd is for Basic"},
		{[]string{"-htpasswd", name, "-schemes", "bearer"}, "-htpasswd is for Basic"},
		{[]string{"-htpasswd", name, "-qop", "auth"}, "-htpasswd is for Basic"},
		{[]string{"-htpasswd", name, "-algorithms", "SHA-256"}, "-htpasswd is for Basic"},
		{[]string{"-htpasswd", name, "-admins", "alice,carol"}, `no account "carol"`},
		{[]string{"-htpasswd", name, "-admins", "bob"}, `no account "bob", or a disabled one`},
		{[]string{"-htpasswd", name, "-admins", ""}, `no account ""`},
		{[]string{"-htpasswd", name, "-admins", "alice, admin"}, `no account " admin"`},
		{[]string{"-admins", "alice"}, "-admins is for the accounts of -htpasswd"},
	}
	for _, test := range tests {
		got := execute(t, "", append([]string{"serve", "-addr", "127.0.0.1:0"}, test.args...)...)
		if got.status != exitUsage || got.out != "" || !strings.HasPrefix(got.err, "httpauth: ") || !strings.Contains(got.err, test.message) || strings.Contains(got.err, "canary") {
			t.Errorf("%q: %+v, want a message with %q", test.args, got, test.message)
		}
	}
	if len(tests) != 12 {
		t.Errorf("%d rows, want 12", len(tests))
	}
}
