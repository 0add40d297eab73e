// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest_test

import (
	"crypto/fips140"
	"errors"
	"io"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest/htdigest"
)

// D02: no line is taken that is not a good one, and no error repeats any of it.
func TestAttack_D02_lines_that_are_not_good(t *testing.T) {
	const hex32 = "3d78807defe7de2157e2b0b6573a855f"
	tests := []struct{ name, line, reason string }{
		{"mark", "\ufeff" + line, "begins with a byte order mark"},
		{"mark before a comment", "\ufeff# comment", "begins with a byte order mark"},
		{"space", " " + line, "begins with a space or tab"},
		{"tab", "\t" + line, "begins with a space or tab"},
		{"comment further in", "  # comment", "begins with a space or tab"},
		{"UTF-8 of the user", "Muf\xe4sa:" + realm + ":" + digits, "not UTF-8"},
		{"UTF-8 of the realm", "Mufasa:\xff:" + digits, "not UTF-8"},
		{"NUL", "Mufasa\x00:" + realm + ":" + digits, "has a control character"},
		{"tab in the realm", "Mufasa:a\tb:" + digits, "has a control character"},
		{"DEL", "Mufasa:a\x7fb:" + digits, "has a control character"},
		{"C1", "Mufasa:a\u0085b:" + digits, "has a control character"},
		{"two CR", line + "\r\r", "has a control character"},
		{"ends of old", "Scar:old:" + digits + "\r" + line, "has a control character"},
		{"one field", "Mufasa", "fewer than three fields"},
		{"two fields", "Mufasa:" + realm, "fewer than three fields"},
		{"htpasswd", "Mufasa:$apr1$ab$0123456789012345678901", "fewer than three fields"},
		{"five fields", line + ":" + userHash + ":x", "more than four fields"},
		{"five, the last empty", line + ":" + userHash + ":", "more than four fields"},
		{"no user", ":" + realm + ":" + digits, "the user name is empty"},
		{"no realm", "Mufasa::" + digits, "the realm is empty"},
		{"no secret", "Mufasa:" + realm + ":", "the secret has neither 32 nor 64 digits"},
		{"null", "Mufasa:" + realm + ":null", "the secret has neither 32 nor 64 digits"},
		{"cut short", line[:len(line)-1], "the secret has neither 32 nor 64 digits"},
		{"too long", line + "0", "the secret has neither 32 nor 64 digits"},
		{"SHA-1", "Mufasa:" + realm + ":" + digits[:40], "the secret has neither 32 nor 64 digits"},
		{"SHA-512", line + digits, "the secret has neither 32 nor 64 digits"},
		{"space after", line + " ", "the secret has neither 32 nor 64 digits"},
		{"colon in the realm", "Mufasa:a:b:" + digits, "the secret has neither 32 nor 64 digits"},
		{"no digit at the end", line[:len(line)-1] + "g", "the secret has something else than hexadecimal digits"},
		{"no digit within", "Mufasa:" + realm + ":" + digits[:9] + "-" + digits[10:], "the secret has something else than hexadecimal digits"},
		{"blanks", "Mufasa:" + realm + ":" + strings.Repeat(" ", 32), "the secret has something else than hexadecimal digits"},
		{"letters of 64 bytes", "Mufasa:" + realm + ":" + strings.Repeat("é", 32), "the secret has something else than hexadecimal digits"},
		{"empty user hash", line + ":", "the user hash is not that of user and realm, in lower case"},
		{"user hash of another", "Scar" + line[6:] + ":" + userHash, "the user hash is not that of user and realm, in lower case"},
		{"user hash of another realm", "Mufasa:x:" + digits + ":" + userHash, "the user hash is not that of user and realm, in lower case"},
		{"user hash in upper case", line + ":" + strings.ToUpper(userHash), "the user hash is not that of user and realm, in lower case"},
		{"user hash cut short", line + ":" + userHash[1:], "the user hash is not that of user and realm, in lower case"},
		{"the same again", line, "the same user, realm and algorithm as in line 2"},
		{"the same, with user hash", line + ":" + userHash, "the same user, realm and algorithm as in line 2"},
		{"another secret", "Mufasa:" + realm + ":" + strings.Repeat("0", 64), "the same user, realm and algorithm as in line 2"},
		{"long", strings.Repeat("x", 1025), "longer than 1024 bytes"},
		{"long, of blanks", strings.Repeat(" ", 1024) + "x", "longer than 1024 bytes"},
		{"very long", strings.Repeat("y", 1<<20), "longer than 1024 bytes"},
		{"of MD5: user hash", lineMD5 + ":" + hex32, "the user hash is not that of user and realm, in lower case"},
		{"of MD5: the wrong kind of user hash", lineMD5 + ":" + userHash, "the user hash is not that of user and realm, in lower case"},
	}
	for _, tt := range tests {
		if strings.HasPrefix(tt.name, "of MD5") && fips140.Enforced() {
			continue
		}
		for _, text := range []string{
			"# comment\n" + line + "\n" + tt.line,
			"\r\n" + line + "\r\n" + tt.line + "\r\nagent007:x:" + digits + "\r\n",
		} {
			table, err := htdigest.Parse(strings.NewReader(text), nil)
			bad, ok := err.(*htdigest.Error)
			if table != nil || !ok || bad.Line != 3 || bad.Reason != tt.reason {
				t.Errorf("%s: %v, %v", tt.name, table, err)
				continue
			}
			says := strings.ReplaceAll(err.Error(), tt.reason, "")
			for field := range strings.SplitSeq(tt.line+":x", ":") {
				if field = strings.TrimSpace(field); len(field) > 1 && strings.Contains(says, field) {
					t.Errorf("%s: the error repeats it: %v", tt.name, err)
				}
			}
		}
	}
	if len(tests) < 45 {
		t.Errorf("only %d lines", len(tests))
	}
}

// All lines that are not good are told, up to a number.
func TestManyErrors(t *testing.T) {
	for bad := 1; bad < 15; bad++ {
		text := line + "\n" + strings.Repeat("canary:canary\n\n", bad)
		_, err := htdigest.Parse(strings.NewReader(text), nil)
		if err == nil || strings.Contains(err.Error(), "canary") {
			t.Fatal(err)
		}
		numbers := regexp.MustCompile(`(?m)^htdigest: line (\d+): fewer than three fields$`).FindAllStringSubmatch(err.Error(), -1)
		if len(numbers) != min(bad, 10) {
			t.Errorf("%d lines: %v", bad, err)
		}
		for i, n := range numbers {
			if n[1] != strconv.Itoa(2+2*i) {
				t.Errorf("line %s", n[1])
			}
		}
		if first, ok := errors.AsType[*htdigest.Error](err); !ok || first.Line != 2 {
			t.Errorf("%d lines: %v", bad, first)
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
	for _, text := range []string{"x", "\x00", "#" + strings.Repeat("x", 999) + "\n"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := &endless{text: text}
		table, err := htdigest.Parse(r, nil)
		runtime.ReadMemStats(&after)
		if table != nil || err == nil || !strings.Contains(err.Error(), "too large") {
			t.Errorf("%q: %v, %v", text, table, err)
		}
		if r.read > 65<<20 {
			t.Errorf("%q: %d bytes read", text, r.read)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
			t.Errorf("%q: %d bytes allocated", text, n)
		}
	}
	r := &endless{text: "x\n"}
	if _, err := htdigest.Parse(io.MultiReader(strings.NewReader(line+"\n"), r), nil); err == nil || r.read > 1<<20 {
		t.Errorf("%d bytes read of what is no such file: %v", r.read, err)
	}
}
