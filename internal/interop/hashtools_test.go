// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/scheme"
)

const (
	plainWords = "open sesame" // without a colon, which ends a plain one
	umlauts    = "pässwörd ✓"
)

// tool runs a program with what it reads, which must succeed, and returns what it
// prints.
func tool(t *testing.T, in, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(within(t), name, args...)
	cmd.Stdin = strings.NewReader(in)
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %q: %v: %s", name, args, err, &log)
	}
	return out.String()
}

// writers are the programs that write lines for a password, and in which form.
var writers = []struct {
	name   string
	args   []string // {} stands for the password
	stdin  bool     // it is read from there
	prefix string   // of the hash
}{
	{"htpasswd", []string{"-nbB", "user", "{}"}, false, "$2y$05$"},
	{"htpasswd", []string{"-nbB", "-C", "7", "user", "{}"}, false, "$2y$07$"},
	{"htpasswd", []string{"-nb2", "user", "{}"}, false, "$5$"},
	{"htpasswd", []string{"-nb2", "-r", "7000", "user", "{}"}, false, "$5$rounds=7000$"},
	{"htpasswd", []string{"-nb5", "user", "{}"}, false, "$6$"},
	{"htpasswd", []string{"-nb5", "-r", "7000", "user", "{}"}, false, "$6$rounds=7000$"},
	{"htpasswd", []string{"-nbm", "user", "{}"}, false, "$apr1$"},
	{"htpasswd", []string{"-nbs", "user", "{}"}, false, "{SHA}"},
	{"htpasswd", []string{"-niB", "user"}, true, "$2y$05$"},
	{"openssl", []string{"passwd", "-apr1", "-stdin"}, true, "$apr1$"},
	{"openssl", []string{"passwd", "-5", "-stdin"}, true, "$5$"},
	{"openssl", []string{"passwd", "-6", "-stdin"}, true, "$6$"},
	{"openssl", []string{"passwd", "-6", "-salt", "short", "-stdin"}, true, "$6$short$"},
	{"mkpasswd", []string{"-s", "-m", "sha512crypt"}, true, "$6$"},
	{"mkpasswd", []string{"-s", "-m", "sha512crypt", "-R", "7000"}, true, "$6$rounds=7000$"},
	{"mkpasswd", []string{"-s", "-m", "sha256crypt"}, true, "$5$"},
	{"mkpasswd", []string{"-s", "-m", "bcrypt"}, true, "$2b$05$"},
	{"mkpasswd", []string{"-s", "-m", "bcrypt-a"}, true, "$2a$05$"},
}

// TestPasswordFiles reads what the programs write, and takes the right password and
// no other.
func TestPasswordFiles(t *testing.T) {
	rows := 0
	for _, w := range writers {
		for _, right := range []string{plainWords, umlauts} {
			rows++
			t.Run(fmt.Sprintf("%s %s %s", w.name, strings.Join(w.args, " "), right), func(t *testing.T) {
				in, args := "", strings.Split(strings.ReplaceAll(strings.Join(w.args, "\x00"), "{}", right), "\x00")
				if w.stdin {
					in = right + "\n"
				}
				hash := strings.TrimPrefix(strings.TrimSpace(tool(t, in, w.name, args...)), "user:")
				if !strings.HasPrefix(hash, w.prefix) {
					t.Fatalf("it wrote %s, not %s", hash, w.prefix)
				}
				table, err := htpasswd.Parse(strings.NewReader("# by "+w.name+"\n\nuser:"+hash+"\n"), nil)
				if err != nil {
					t.Fatal(err)
				}
				if id, err := table.Verify(t.Context(), nil, "user", right); err != nil || id.Subject != "user" {
					t.Errorf("the right password: %+v, %v", id, err)
				}
				for _, wrong := range []string{right + "x", right[:len(right)-1], strings.ToUpper(right), "x"} {
					if _, err := table.Verify(t.Context(), nil, "user", wrong); !errors.Is(err, scheme.ErrRejected) || errors.Is(err, scheme.ErrUnknownUser) {
						t.Errorf("%s: %v", wrong, err)
					}
				}
			})
		}
	}
	if rows != 2*18 {
		t.Errorf("%d rows", rows)
	}
}

// TestPasswordsRefused has the forms that are not read, not even as plain text,
// lest the hash be the password.
func TestPasswordsRefused(t *testing.T) {
	lines := []string{tool(t, "", "htpasswd", "-nbd", "user", "sesame"), "user:" + tool(t, "sesame\n", "openssl", "passwd", "-1", "-stdin")}
	for _, method := range []string{"yescrypt", "gost-yescrypt", "scrypt", "sunmd5", "md5crypt", "bsdicrypt", "descrypt", "nt"} {
		lines = append(lines, "user:"+tool(t, "sesame\n", "mkpasswd", "-s", "-m", method))
	}
	for _, line := range lines {
		for _, plain := range []bool{false, true} {
			_, err := htpasswd.Parse(strings.NewReader(line), &htpasswd.Options{AllowPlaintext: plain})
			if bad, ok := errors.AsType[*htpasswd.Error](err); !ok || bad.Line != 1 {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
	if len(lines) != 10 {
		t.Errorf("%d lines", len(lines))
	}
	// Plain text is what Apache's tool calls so, if it may be that.
	plain := tool(t, "", "htpasswd", "-nbp", "user", plainWords)
	if _, err := htpasswd.Parse(strings.NewReader(plain), nil); err == nil {
		t.Error("plain text is read")
	}
	table, err := htpasswd.Parse(strings.NewReader(plain), &htpasswd.Options{AllowPlaintext: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.Verify(t.Context(), nil, "user", plainWords); err != nil {
		t.Error(err)
	}
}

// TestPasswordFileEdited edits a file with the program while it is open: what is
// changed is in force with the next login.
func TestPasswordFileEdited(t *testing.T) {
	name := filepath.Join(t.TempDir(), "users")
	tool(t, "", "htpasswd", "-cbB", name, "alice", "first")
	file, err := htpasswd.Open(name, &htpasswd.Options{OnError: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatal(err)
	}
	expect := func(user, given string, want error) {
		t.Helper()
		if _, err := file.Verify(t.Context(), nil, user, given); !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%s with %s: %v, want %v", user, given, err, want)
		}
	}
	expect("alice", "first", nil)
	for _, step := range []struct {
		args       []string
		alice, bob error // of "first" and of "second"
	}{
		{[]string{"-b5", name, "bob", "second"}, nil, nil},
		{[]string{"-bB", name, "alice", "changed"}, scheme.ErrRejected, nil},
		{[]string{"-bB", name, "alice", "first"}, nil, nil},
		{[]string{"-D", name, "alice"}, scheme.ErrUnknownUser, nil},
	} {
		tool(t, "", "htpasswd", step.args...)
		expect("alice", "first", step.alice)
		expect("bob", "second", step.bob)
	}
}

// TestHashForOthers has httpauth hash write lines, which Apache's program checks.
func TestHashForOthers(t *testing.T) {
	rows := 0
	for _, algorithm := range [][]string{nil, {"-a", "bcrypt"}, {"-a", "sha512-crypt"}} {
		for _, right := range []string{plainWords, umlauts} {
			rows++
			line := tool(t, right+"\n", command, append(append([]string{"hash"}, algorithm...), "alice")...)
			name := filepath.Join(t.TempDir(), "users")
			if err := os.WriteFile(name, []byte(line), 0o600); err != nil {
				t.Fatal(err)
			}
			tool(t, "", "htpasswd", "-vb", name, "alice", right)
			const wrong = 3 // its status
			err := exec.CommandContext(within(t), "htpasswd", "-vb", name, "alice", right+"x").Run()
			if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != wrong {
				t.Errorf("%q: a wrong password: %v", algorithm, err)
			}
		}
	}
	if rows != 6 {
		t.Errorf("%d rows", rows)
	}
}
