// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
	"github.com/go-httpauth/httpauth/scheme"
)

// htpasswdOf returns the line that we write for alice.
func htpasswdOf(t *testing.T, a htpasswd.Algorithm) []byte {
	t.Helper()
	line, err := htpasswd.AppendLine(nil, a, alice, password)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// htdigestOf returns the lines that we write for alice.
func htdigestOf(t *testing.T, algorithms ...digest.Algorithm) (lines []byte) {
	t.Helper()
	for _, a := range algorithms {
		var err error
		if lines, err = htdigest.AppendLine(lines, a, alice, realm, password); err != nil {
			t.Fatal(err)
		}
	}
	return lines
}

// A hashed password is a line of a file, and who can read it.
type hashed struct {
	user, text                    string
	apache, nginx, lighttpd, ours bool
}

const apr1 = "$apr1$saltsalt$jXV3wEUg45wIGDC/rFPWR0"

func hashedPasswords(t *testing.T) []hashed {
	t.Helper()
	written := func(a htpasswd.Algorithm) string {
		text, err := htpasswd.Hash(a, password)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	return []hashed{
		{user: "bcrypt, ours", text: written(htpasswd.Bcrypt), apache: true, nginx: true, lighttpd: true, ours: true},
		{user: "SHA-512, ours", text: written(htpasswd.SHA512Crypt), apache: true, nginx: true, lighttpd: true, ours: true},
		{user: "argon2id, ours", text: written(htpasswd.Argon2id), ours: true},
		{user: "bcrypt", text: "$2b$05$abcdefghijklmnopqrstuu9AloU3GdwwmXl5M69upk9kfP1dw1IfC", apache: true, nginx: true, lighttpd: true, ours: true},
		{user: "SHA-256", text: "$5$saltsalt$.6KU5I9mYghFhW8FRXPG25zu2243gu5o.aAHHqa/A71", apache: true, nginx: true, lighttpd: true, ours: true},
		{user: "SHA-512", text: "$6$saltsalt$J.Bf0mNrRxI15qCUiYS/VduKSNG6M4iNH6JyYHFg/O4yL/P0k4eNkxxzCZz.F77KiCjXRHc2NuLgg6EZh2s8o1", apache: true, nginx: true, lighttpd: true, ours: true},
		{user: "apr1", text: apr1, apache: true, nginx: true, lighttpd: true, ours: true},
		{user: "SHA-1", text: "{SHA}+P1Cd6oxZe/5876LmA6XtN4lxTw=", apache: true, nginx: true, lighttpd: true, ours: true},
		{user: "SHA-1 with salt", text: "{SSHA}q76dOMZLsR0CayTy7HyJP5774ftzYWx0", nginx: true, ours: true},
		{user: "with comment", text: apr1 + ":somebody", apache: true, nginx: true, ours: true},
		{user: "disabled", text: "!" + apr1},
		{user: jason, text: apr1, apache: true, nginx: true, lighttpd: true, ours: true},
	}
}

// TestPasswordFile has four servers read one file, which has all that we read or
// write, and compares whom they let in.
func TestPasswordFile(t *testing.T) {
	lines := hashedPasswords(t)
	var file strings.Builder
	for _, h := range lines {
		file.WriteString(h.user + ":" + h.text + "\n")
	}
	upstream := newUpstream(t)
	var wg sync.WaitGroup
	rows := 0
	for _, server := range []struct {
		conf  string
		args  []string
		reads func(h hashed) bool
	}{
		{"apache.conf", apacheArgs, func(h hashed) bool { return h.apache }},
		{"nginx.conf", nginxArgs, func(h hashed) bool { return h.nginx }},
		{"lighttpd.conf", lighttpdArgs, func(h hashed) bool { return h.lighttpd }},
	} {
		d := newDaemon(t)
		d.configure(server.conf, upstream)
		d.write("htpasswd", []byte(file.String()))
		d.run(server.args...)
		for _, h := range lines {
			for _, right := range []bool{true, false} {
				rows++
				wg.Go(func() { // lighttpd takes its time to refuse
					if got := admits(t, d, h.user, right); got != (right && server.reads(h)) {
						t.Errorf("%s: user %q, right %t: %t", server.conf, h.user, right, got)
					}
				})
			}
		}
	}
	for _, h := range lines {
		rows++
		table, err := htpasswd.Parse(strings.NewReader(h.user+":"+h.text), nil)
		if err != nil {
			t.Errorf("user %q: %v", h.user, err)
			continue
		}
		if _, err := table.Verify(t.Context(), new(scheme.Request), h.user, password); (err == nil) != h.ours {
			t.Errorf("we: user %q: %v", h.user, err)
		}
	}
	wg.Wait()
	if _, err := htpasswd.Parse(strings.NewReader(file.String()), nil); err != nil {
		t.Errorf("we cannot read the file as a whole: %v", err)
	}
	if rows != 12*(2*3+1) {
		t.Errorf("%d rows, want %d", rows, 12*(2*3+1))
	}
}

// admits reports whether a server lets a user in.
func admits(t *testing.T, d *daemon, user string, right bool) bool {
	req, err := http.NewRequestWithContext(within(t), http.MethodGet, d.url("/basic/"), nil)
	if err != nil {
		t.Error(err)
		return false
	}
	req.Close = true
	if req.SetBasicAuth(user, password); !right {
		req.SetBasicAuth(user, password+"x")
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Error(err)
		return false
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d", resp.StatusCode)
	}
	return resp.StatusCode == http.StatusOK
}
