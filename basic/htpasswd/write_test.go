// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
)

// What is written is read.
func TestAppendLine(t *testing.T) {
	for a, form := range map[htpasswd.Algorithm]string{
		htpasswd.Bcrypt:      `^# x\nJürgen "J" #1:\$2y\$12\$[./A-Za-z0-9]{53}\n$`,
		htpasswd.Argon2id:    `^# x\nJürgen "J" #1:\$argon2id\$v=19\$m=19456,t=2,p=1\$[+/A-Za-z0-9]{22}\$[+/A-Za-z0-9]{43}\n$`,
		htpasswd.SHA512Crypt: `^# x\nJürgen "J" #1:\$6\$rounds=656000\$[./A-Za-z0-9]{16}\$[./A-Za-z0-9]{86}\n$`,
	} {
		t.Run(string(a), func(t *testing.T) {
			t.Parallel()
			const user = `Jürgen "J" #1`
			b, err := htpasswd.AppendLine([]byte("# x\n"), a, user, pw2)
			if err != nil || !regexp.MustCompile(form).Match(b) {
				t.Fatalf("%s, %v", b, err)
			}
			table := parse(t, string(b), nil)
			if id, err := table.Verify(t.Context(), nil, user, pw2); err != nil || id.Subject != user {
				t.Error(id, err)
			}
			if a != htpasswd.Argon2id {
				return
			}
			if again, err := htpasswd.AppendLine([]byte("# x\n"), a, user, pw2); err != nil || string(again) == string(b) {
				t.Error("there is no salt", err)
			}
		})
	}
}

func TestAppendLineRefuses(t *testing.T) {
	tests := []struct {
		name           string
		a              htpasswd.Algorithm
		user, password string
	}{
		{"no user", htpasswd.Bcrypt, "", pw},
		{"colon in the user", htpasswd.Bcrypt, "ali:ce", pw},
		{"newline in the user", htpasswd.Bcrypt, "alice\nroot", pw},
		{"C1 in the user", htpasswd.Bcrypt, "alice\u0085", pw},
		{"UTF-8 of the user", htpasswd.Bcrypt, "al\xe4", pw},
		{"comment", htpasswd.Bcrypt, "#alice", pw},
		{"space", htpasswd.Bcrypt, " alice", pw},
		{"mark", htpasswd.Bcrypt, "\ufeffalice", pw},
		{"long user", htpasswd.Argon2id, strings.Repeat("x", 1024-97), pw},
		{"no password", htpasswd.Bcrypt, "alice", ""},
		{"newline in the password", htpasswd.Argon2id, "alice", "open\nsesame"},
		{"NUL in the password", htpasswd.SHA512Crypt, "alice", "open\x00sesame"},
		{"UTF-8 of the password", htpasswd.Bcrypt, "alice", "\xe4\xe4\xe4"},
		{"73 bytes", htpasswd.Bcrypt, "alice", strings.Repeat("x", 73)},
		{"513 bytes", htpasswd.Argon2id, "alice", strings.Repeat("x", 513)},
		{"513 bytes", htpasswd.SHA512Crypt, "alice", strings.Repeat("x", 513)},
		{"no algorithm", "", "alice", pw},
		{"weak algorithm", "apr1", "alice", pw},
	}
	for _, tt := range tests {
		b, err := htpasswd.AppendLine([]byte("x"), tt.a, tt.user, tt.password)
		if string(b) != "x" || err == nil || !strings.HasPrefix(err.Error(), "htpasswd: ") {
			t.Errorf("%s: %s, %v", tt.name, b, err)
			continue
		}
		for _, input := range []string{tt.user, tt.password} {
			if input != "" && strings.Contains(err.Error(), input) {
				t.Errorf("%s: the error repeats it: %v", tt.name, err)
			}
		}
	}
	// The longest password, and the longest line.
	b, err := htpasswd.AppendLine(nil, htpasswd.Argon2id, strings.Repeat("x", 1024-98), strings.Repeat("x", 512))
	if err != nil {
		t.Fatal(err)
	}
	parse(t, string(b), nil)
}
