// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest_test

import (
	"crypto/fips140"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
)

func TestAppendLine(t *testing.T) {
	for a, want := range map[digest.Algorithm]string{
		digest.SHA256:    line + ":" + userHash,
		digest.SHA512256: line512 + ":" + hash512,
		digest.MD5:       lineMD5,
	} {
		if a == digest.MD5 && fips140.Enforced() {
			continue
		}
		b, err := htdigest.AppendLine([]byte("# x\n"), a, "Mufasa", realm, pw)
		if string(b) != "# x\n"+want+"\n" || err != nil {
			t.Errorf("%s: %s, %v", a, b, err)
		}
	}
}

func TestAppendLineRefuses(t *testing.T) {
	tests := []struct{ name, user, realm, password string }{
		{"no user", "", realm, pw},
		{"colon in the user", "Muf:asa", realm, pw},
		{"newline in the user", "Mufasa\nroot", realm, pw},
		{"CR in the user", "Mufasa\r", realm, pw},
		{"C1 in the user", "Mufasa\u0085", realm, pw},
		{"UTF-8 of the user", "Muf\xe4sa", realm, pw},
		{"comment", "#Mufasa", realm, pw},
		{"space", " Mufasa", realm, pw},
		{"mark", "\ufeffMufasa", realm, pw},
		{"no realm", "Mufasa", "", pw},
		{"colon in the realm", "Mufasa", "http://example.org", pw},
		{"newline in the realm", "Mufasa", "a\nb", pw},
		{"UTF-8 of the realm", "Mufasa", "a\xe4", pw},
		{"no password", "Mufasa", realm, ""},
		{"newline in the password", "Mufasa", realm, "Circle\nof Life"},
		{"UTF-8 of the password", "Mufasa", realm, "\xe4\xe4\xe4"},
		{"long", "Mufasa", strings.Repeat("x", 1024-6-1-1-64-1-64+1), pw},
	}
	for _, tt := range tests {
		b, err := htdigest.AppendLine([]byte("x"), digest.SHA256, tt.user, tt.realm, tt.password)
		if string(b) != "x" || err == nil {
			t.Errorf("%s: %s, %v", tt.name, b, err)
			continue
		}
		for _, input := range []string{tt.user, tt.realm, tt.password} {
			if input != "" && strings.Contains(err.Error(), input) {
				t.Errorf("%s: the error repeats it: %v", tt.name, err)
			}
		}
	}
	for _, a := range []digest.Algorithm{"", "SHA-1", digest.SHA256Sess} {
		if b, err := htdigest.AppendLine(nil, a, "Mufasa", realm, pw); b != nil || err == nil {
			t.Errorf("%q: %s, %v", a, b, err)
		}
	}
	// The longest that is written is read.
	b, err := htdigest.AppendLine(nil, digest.SHA256, "Mufasa", strings.Repeat("x", 1024-6-1-1-64-1-64), pw)
	if err != nil {
		t.Fatal(err)
	}
	parse(t, string(b), nil)
}

// What is written is read, whatever it is.
func TestRoundTrip(t *testing.T) {
	const alphabet = `aZ09 #"\,;=.@/-_~$!äßжЖ中😀`
	letters := []rune(alphabet)
	r := rand.New(rand.NewPCG(1, 2))
	text := func(n int) string {
		var b strings.Builder
		for range 1 + r.IntN(n) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		return b.String()
	}
	algorithms := []digest.Algorithm{digest.SHA256, digest.SHA512256}
	if !fips140.Enforced() {
		algorithms = append(algorithms, digest.MD5)
	}
	written := 0
	for range 100 {
		type line struct {
			a                     digest.Algorithm
			user, realm, password string
		}
		var lines []line
		var file []byte
		for range 20 {
			l := line{algorithms[r.IntN(len(algorithms))], text(12), text(12), text(12)}
			b, err := htdigest.AppendLine(file, l.a, l.user, l.realm, l.password)
			if err != nil {
				if c := l.user[0]; c != ' ' && c != '#' {
					t.Fatalf("%+v: %v", l, err)
				}
				continue
			}
			file, lines = b, append(lines, l)
		}
		table, err := htdigest.Parse(strings.NewReader(string(file)), nil)
		if err != nil {
			if strings.Contains(err.Error(), "the same user") {
				continue // by chance
			}
			t.Fatalf("%v: %s", err, file)
		}
		for _, l := range lines {
			expect(t, table, l.a, l.user, l.realm, l.password)
			written++
		}
	}
	if written < 1000 {
		t.Errorf("only %d lines", written)
	}
}
