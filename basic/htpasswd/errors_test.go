// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"crypto/fips140"
	"errors"
	"io"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
)

const (
	line = "alice:" + hash

	unknown   = "the hash is of an unknown kind"
	malformed = "the hash is not in the form that its prefix says"
	isDES     = "the hash seems to be one by DES, which is not safe and not read"
	isBroken  = "there is no hash but text that looks like one, or like a part of one: put {PLAIN} before it if it is a password"
	isPlain   = "there is no hash but plain text, which is not read"
	costRange = "the cost of the hash is outside the range"
	memory    = "the hash needs more memory than there may be, or less than it must"
	weak      = "weak: " // what FIPS 140 mode does not have

	sum43 = "5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"
	sum86 = "svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1"
	phc   = "$MDEyMzQ1Njc4OWFiY2RlZg$z9WOvzEPSobiTdLbq+hKu4ApEjht3e6cd7xQwfzOI1E"
)

// B15: what is no hash of a known kind is an error, never plain text. No error
// repeats any of the line.
func TestAttack_B15_lines_that_are_not_good(t *testing.T) {
	tests := []struct{ name, line, reason string }{
		{"mark", "\ufeff" + line, "begins with a byte order mark"},
		{"space", " " + line, "begins with a space or tab"},
		{"comment further in", "\t# comment", "begins with a space or tab"},
		{"UTF-8", "b\xe4b:" + hash, "not UTF-8"},
		{"NUL", "bob\x00:" + hash, "has a control character"},
		{"C1", "bob:" + hash + "\u0085", "has a control character"},
		{"ends of old", "bob:" + hash + "\r" + line, "has a control character"},
		{"no colon", "bob" + hash, "has no colon"},
		{"no user", ":" + hash, "the user name is empty"},
		{"no hash", "bob:", "there is no hash"},
		{"no hash but a comment", "bob::comment", "there is no hash"},
		{"the same again", line, "the same user as in line 2"},
		{"the same, disabled", "alice:*", "the same user as in line 2"},
		{"long", strings.Repeat("x", 1025), "longer than 1024 bytes"},
		{"very long", strings.Repeat("y", 1<<20), "longer than 1024 bytes"},

		{"plain text", "bob:correct horse", isPlain},
		{"plain text, one byte", "bob:x", isPlain},
		{"PLAIN", "bob:{PLAIN}correct horse", isPlain},
		{"14 letters", "bob:rqXexS6ZhobKA1", isPlain},
		{"space before", "bob: " + hash, isPlain},
		{"a digest", "bob:realm:3d78807defe7de2157e2b0b6573a855f", isPlain},
		{"DES", "bob:rqXexS6ZhobKA", isDES},
		{"DES of BSDi", "bob:_J9..rasmBYk8r9AiWNc", isDES},
		{"MD5 crypt", "bob:$1$oKnN0HHt$Aul2g/J4edgga3WE/03cN/", unknown},
		{"the first bcrypt", "bob:$2$04$aZ2zFgHs2/hvKdpV0HYFteJzE7qmA7oXc0CLIoMUMFNmxZc.JBlFO", unknown},
		{"bcrypt with an error", "bob:$2x" + hash[3:], unknown},
		{"argon2i", "bob:$argon2i$v=19$m=4096,t=3,p=4" + phc, unknown},
		{"argon2d", "bob:$argon2d$v=19$m=4096,t=3,p=4" + phc, unknown},
		{"yescrypt", "bob:$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7", unknown},
		{"PBKDF2", "bob:$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44", unknown},
		{"lower case of LDAP", "bob:{ssha}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr", unknown},
		{"SSHA256", "bob:{SSHA256}r4aZr1ZQLaiu8vFaVKtjfYm8FuX3mvlzgDnNZ2cdIIc=", unknown},
		{"dollar", "bob:$", unknown},
		{"brace", "bob:{", unknown},
		{"upper case", "bob:" + strings.ToUpper(hash), unknown},

		{"bcrypt, cut", "bob:" + hash[:len(hash)-1], malformed},
		{"bcrypt, prefix", "bob:$2y$", malformed},
		{"bcrypt, longer", "bob:" + hash + "x", malformed},
		{"bcrypt, no such digit", "bob:" + hash[:len(hash)-1] + "=", malformed},
		{"bcrypt, no such digit of the salt", "bob:" + hash[:9] + "+" + hash[10:], malformed},
		{"bcrypt, stray bits", "bob:" + hash[:len(hash)-1] + "P", malformed},
		{"bcrypt, cost of one digit", "bob:$2y$4$x" + hash[7:], malformed},
		{"bcrypt, signed cost", "bob:$2y$+4" + hash[6:], malformed},
		{"crypt, no salt", "bob:$5$$" + sum43, malformed},
		{"crypt, a long salt", "bob:$5$12345678901234567$" + sum43, malformed},
		{"crypt, no sum", "bob:$5$saltstring", malformed},
		{"crypt, empty sum", "bob:$5$saltstring$", malformed},
		{"crypt, cut", "bob:$6$saltstring$" + sum86[1:], malformed},
		{"crypt, of the other length", "bob:$6$saltstring$" + sum43, malformed},
		{"crypt, more", "bob:$6$saltstring$" + sum86 + "$", malformed},
		{"crypt, stray bits", "bob:$6$saltstring$" + sum86[:85] + "2", malformed},
		{"crypt, no such digit", "bob:$5$saltstring$=" + sum43[1:], malformed},
		{"crypt, no rounds", "bob:$5$rounds=$saltstring$" + sum43, malformed},
		{"crypt, signed rounds", "bob:$5$rounds=+5000$saltstring$" + sum43, malformed},
		{"crypt, negative rounds", "bob:$5$rounds=-5000$saltstring$" + sum43, malformed},
		{"crypt, rounds in hexadecimal", "bob:$5$rounds=0x1000$saltstring$" + sum43, malformed},
		{"crypt, rounds and no salt", "bob:$5$rounds=5000$" + sum43, malformed},
		{"argon2, no version", "bob:$argon2id$m=4096,t=3,p=4" + phc, malformed},
		{"argon2, old version", "bob:$argon2id$v=16$m=4096,t=3,p=4" + phc, malformed},
		{"argon2, order", "bob:$argon2id$v=19$t=3,m=4096,p=4" + phc, malformed},
		{"argon2, key", "bob:$argon2id$v=19$m=4096,t=3,p=4,keyid=aaaa" + phc, malformed},
		{"argon2, zero", "bob:$argon2id$v=19$m=4096,t=0,p=4" + phc, malformed},
		{"argon2, leading zero", "bob:$argon2id$v=19$m=4096,t=03,p=4" + phc, malformed},
		{"argon2, sign", "bob:$argon2id$v=19$m=4096,t=+3,p=4" + phc, malformed},
		{"argon2, more than 32 bits", "bob:$argon2id$v=19$m=4294967297,t=3,p=4" + phc, malformed},
		{"argon2, too little memory", "bob:$argon2id$v=19$m=31,t=3,p=4" + phc, malformed},
		{"argon2, too many lanes", "bob:$argon2id$v=19$m=4096,t=3,p=256" + phc, malformed},
		{"argon2, padding", "bob:$argon2id$v=19$m=4096,t=3,p=4" + phc + "=", malformed},
		{"argon2, a short salt", "bob:$argon2id$v=19$m=4096,t=3,p=4$c2FsdA$" + phc[24:], malformed},
		{"argon2, a short sum", "bob:$argon2id$v=19$m=4096,t=3,p=4" + phc[:35], malformed},
		{"argon2, no sum", "bob:$argon2id$v=19$m=4096,t=3,p=4" + phc[:23], malformed},
		{"weak: scrypt, p", "bob:$scrypt$ln=16,r=8,p=1073741823" + phc, malformed},
		{"weak: scrypt, ln", "bob:$scrypt$ln=64,r=8,p=1" + phc, malformed},
		{"weak: scrypt, no ln", "bob:$scrypt$N=65536,r=8,p=1" + phc, malformed},
		{"weak: apr1, no salt", "bob:$apr1$$HqJZimcKQFAMYayBlzkrA/", malformed},
		{"weak: apr1, a long salt", "bob:$apr1$123456789$HqJZimcKQFAMYayBlzkrA/", malformed},
		{"weak: apr1, stray bits", "bob:$apr1$r31.....$HqJZimcKQFAMYayBlzkrA2", malformed},
		{"weak: SHA, cut", "bob:{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE", malformed},
		{"weak: SHA, longer", "bob:{SHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr", malformed},
		{"weak: SHA, empty", "bob:{SHA}", malformed},
		{"weak: SSHA without salt", "bob:{SSHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=", malformed},
	}
	for _, tt := range tests {
		if strings.HasPrefix(tt.name, weak) && fips140.Enforced() {
			tt.reason = "the hash is of a kind that FIPS 140 mode does not have"
		}
		for _, text := range []string{
			"# comment\n" + line + "\n" + tt.line,
			"\r\n" + line + "\r\n" + tt.line + "\r\nagent007:" + hash + "\r\n",
		} {
			table, err := htpasswd.Parse(strings.NewReader(text), nil)
			bad, ok := err.(*htpasswd.Error)
			if table != nil || !ok || bad.Line != 3 || bad.Reason != tt.reason {
				t.Errorf("%s: %v, %v", tt.name, table, err)
				continue
			}
			says := strings.ReplaceAll(err.Error(), tt.reason, "")
			for field := range strings.FieldsFuncSeq(tt.line, func(c rune) bool { return strings.ContainsRune(":$={} ", c) }) {
				if len(field) > 1 && strings.Contains(says, field) {
					t.Errorf("%s: the error repeats it: %v", tt.name, err)
				}
			}
		}
	}
	// What may be plain text still is none with a prefix.
	plain := &htpasswd.Options{AllowPlaintext: true}
	for _, tt := range tests {
		if tt.reason == isPlain {
			continue
		}
		if _, err := htpasswd.Parse(strings.NewReader(line+"\n"+tt.line), plain); err == nil {
			t.Errorf("%s is plain text", tt.name)
		}
	}
	if len(tests) < 80 {
		t.Errorf("only %d lines", len(tests))
	}
}

// B15: what may be plain text is none if it looks like a hash, or what is left of
// one: then the hash would be the password. {PLAIN} says that it is one.
func TestAttack_B15_hashes_that_lost_something(t *testing.T) {
	opts := &htpasswd.Options{AllowPlaintext: true}
	texts := []string{
		"pbkdf2_sha256$600000$Yh3vQ1xWn0aT$kq0cUeJr9ZlY3q8m1Qn3C0oXwGd6t0j2n3k1b7m9p0s=", // of Django
		"sha1$a1976$a36cc8cbf81742a8fb52e221aaeab48ed7f58ab4",
		"5f4dcc3b5aa765d61d8327deb882cf99",         // MD5
		"5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8", // SHA-1
		"5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
		strings.Repeat("0123456789abcdef", 6), strings.Repeat("0123456789abcdef", 8),
		"6f8c114b58f2ce9e", // of MySQL before 4.1
		"argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		hash[1:], hash[4:], hash[7:], // bcrypt from 2y$, 04$, and the salt on
		"6$saltstring$" + sum86, sum86, sum43,
		"apr1$r31.....$HqJZimcKQFAMYayBlzkrA/", "HqJZimcKQFAMYayBlzkrA/",
		"SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=", "VBPuJHI7uixaa6LQGWx4s+5GKNE=", "VBPuJHI7uixaa6LQGWx4s+5GKNE",
		"SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr", "0c0blFTXXNuAMHECS4uxrj3ZieMoWImr",
		"X03MO1qnZdYdgyfeuILPmQ==", "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg=", "XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg",
		"XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg_-", // of the other base64
		"crypt}x", "MD5}x", "$", "a$", "x}", "p{", "correcthorsebatterystaple",
	}
	for _, text := range texts {
		_, err := htpasswd.Parse(strings.NewReader(line+"\nbob:"+text), opts)
		if bad, ok := errors.AsType[*htpasswd.Error](err); !ok || bad.Line != 2 || bad.Reason != isBroken && bad.Reason != unknown {
			t.Errorf("%s: %v", text, err)
		}
		table := parse(t, "bob:{PLAIN}"+text, opts)
		expect(t, table.Verify, "bob", text)
	}
	if len(texts) != 34 {
		t.Errorf("%d texts", len(texts))
	}
	// Of passwords that people choose, and that machines make, most are read.
	passwords := []string{
		pw, pw2, "x", "12345678", "deadbeef", "0123456789abcde", "correct horse battery staple", "correct-horse-battery-staple!", "hunter2", "Tr0ub4dor&3",
		"abcdefghijklmnopqrstu", "rqXexS6ZhobK", "rqXexS6ZhobKA1", "a@b.example", "(;,;)",
	}
	for _, password := range passwords {
		expect(t, parse(t, "bob:"+password, opts).Verify, "bob", password)
	}
	if len(passwords) != 15 {
		t.Errorf("%d passwords", len(passwords))
	}
	for _, text := range []string{"{CLEAR}x", "{CLEARTEXT}x", "{plain}x", "{PLAIN }x"} { // nobody writes these into such files
		if _, err := htpasswd.Parse(strings.NewReader("bob:"+text), opts); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}

// Plain text is read by option, in the forms of Apache and nginx, and a colon
// does not cut it short.
func TestPlaintext(t *testing.T) {
	plain := &htpasswd.Options{AllowPlaintext: true}
	table := parse(t, "a:open sesame\nb:{PLAIN}$2y$04$\nc:{PLAIN}rqXexS6ZhobKA\nd:!open\ne:{PLAIN}!open\n", plain)
	for user, password := range map[string]string{"a": pw, "b": "$2y$04$", "c": "rqXexS6ZhobKA", "e": "!open"} {
		expect(t, table.Verify, user, password)
	}
	if _, err := table.Verify(t.Context(), nil, "d", "!open"); err != htpasswd.ErrDisabled {
		t.Error(err)
	}
	for _, bad := range []string{"a:open:sesame", "a:{PLAIN}open:", "a:{PLAIN}"} {
		if _, err := htpasswd.Parse(strings.NewReader(bad), plain); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}

// B09: no line gives an account without a name or a password, and a file without
// users is none.
func TestAttack_B09_empty(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# alice:" + hash, ":", "::", ":" + hash, "alice:", "alice"} {
		for _, opts := range []*htpasswd.Options{nil, {AllowPlaintext: true}} {
			if table, err := htpasswd.Parse(strings.NewReader(text), opts); table != nil || err == nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
	// bcrypt of the empty password, a vector of crypt_blowfish.
	table := parse(t, "alice:$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy", nil)
	for _, user := range []string{"alice", ""} {
		if id, err := table.Verify(t.Context(), nil, user, ""); err == nil {
			t.Errorf("%+v gets in without a password", id)
		}
	}
}

// All lines that are not good are told, up to a number.
func TestManyErrors(t *testing.T) {
	for bad := 1; bad < 15; bad++ {
		text := line + "\n" + strings.Repeat("canary:canary\n\n", bad)
		_, err := htpasswd.Parse(strings.NewReader(text), nil)
		if err == nil || strings.Contains(err.Error(), "canary") {
			t.Fatal(err)
		}
		numbers := regexp.MustCompile(`(?m)^htpasswd: line (\d+): there is no hash`).FindAllStringSubmatch(err.Error(), -1)
		if len(numbers) != min(bad, 10) {
			t.Errorf("%d lines: %v", bad, err)
		}
		for i, n := range numbers {
			if n[1] != strconv.Itoa(2+2*i) {
				t.Errorf("line %s", n[1])
			}
		}
	}
}

// endless is a line, or lines, without end.
type endless struct {
	text string
	read int
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e.text) <= len(p) {
		n += copy(p[n:], e.text)
	}
	e.read += n
	return n, nil
}

// What has no end takes neither all the time nor the memory.
func TestEndless(t *testing.T) {
	for _, text := range []string{strings.Repeat("x", 2048), strings.Repeat("\x00", 2048), "#" + strings.Repeat("x", 999) + "\n"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := &endless{text: text}
		table, err := htpasswd.Parse(r, nil)
		runtime.ReadMemStats(&after)
		if table != nil || err == nil || !strings.Contains(err.Error(), "too large") {
			t.Errorf("%.9q: %v, %v", text, table, err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; r.read > 65<<20 || n > 1<<20 {
			t.Errorf("%.9q: %d bytes read, %d allocated", text, r.read, n)
		}
	}
	r := &endless{text: "x\n"}
	if _, err := htpasswd.Parse(io.MultiReader(strings.NewReader(line+"\n"), r), nil); err == nil || r.read > 1<<20 {
		t.Errorf("%d bytes read of what is no such file: %v", r.read, err)
	}
}
