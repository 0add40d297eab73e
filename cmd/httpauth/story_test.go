// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestStory reads what -v tells, of which standard output has nothing.
func TestStory(t *testing.T) {
	tests := []struct {
		name, schemes, algorithms string
		args                      string
		tells                     []string // lines, or their starts
	}{
		{"Digest", "digest,bearer,basic", "SHA-256", "-user demo:open-sesame", []string{
			"> GET URL/, without credentials",
			"< 401 Unauthorized",
			`* offered: Digest realm="test", qop="auth", algorithm=SHA-256, nonce="`,
			`* offered: Bearer realm="test"`,
			`* offered: Basic realm="test", charset="UTF-8"`,
			"* chosen: Digest with SHA-256, the first that is offered of Digest, Basic",
			"> GET URL/, with Digest [redacted]",
			"< 200 OK",
			"* the server proved that it knows the secret (rspauth)",
		}},
		{"Digest, the stronger algorithm last", "digest", "SHA-256,SHA-512-256", "-user demo:open-sesame", []string{
			"> GET URL/, without credentials",
			"< 401 Unauthorized",
			`* offered: Digest realm="test", qop="auth", algorithm=SHA-256, `,
			`* offered: Digest realm="test", qop="auth", algorithm=SHA-512-256, `,
			"* chosen: Digest with SHA-512-256, ",
			"> GET URL/, with Digest [redacted]",
			"< 200 OK",
			"* the server proved that it knows the secret (rspauth)",
		}},
		{"wrong password", "digest", "SHA-256", "-user demo:open-sesame!", []string{
			"> GET URL/, without credentials",
			"< 401 Unauthorized",
			"* offered: Digest",
			"* chosen: Digest with SHA-256",
			"> GET URL/, with Digest [redacted]",
			"< 401 Unauthorized",
			"* offered: Digest",
			"* chosen: none, as the server refused the answer",
			"httpauth: the server answered 401 Unauthorized",
		}},
		{"Bearer", "bearer", "SHA-256", "-token demo-token", []string{
			"* chosen: Bearer, ahead of any challenge",
			"> GET URL/, with Bearer [redacted]",
			"< 200 OK",
			"* the server did not prove that it knows the secret",
		}},
		{"both accounts", "digest", "SHA-256", "-token demo-token -user demo:open-sesame", []string{
			"> GET URL/, without credentials",
			"< 401 Unauthorized",
			"* offered: Digest",
			"* chosen: Digest with SHA-256, the first that is offered of Digest, Bearer, Basic",
			"> GET URL/, with Digest [redacted]",
			"< 200 OK",
			"* the server proved",
		}},
		{"none for it", "bearer", "SHA-256", "-user demo:open-sesame", []string{
			"> GET URL/, without credentials",
			"< 401 Unauthorized",
			"* offered: Bearer",
			"* chosen: none, as there is no account for any of them",
			"httpauth: the server answered 401 Unauthorized",
		}},
		{"nothing given", "basic", "SHA-256", "", []string{
			"> GET URL/, without credentials",
			"< 401 Unauthorized",
			"* offered: Basic realm=\"test\", charset=\"UTF-8\"",
			"* chosen: none, as there is no account for URL",
			"httpauth: the server answered 401 Unauthorized",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			url, _ := serveSchemes(t, test.schemes, test.algorithms)
			args := append([]string{"get", "-v"}, strings.Fields(test.args)...)
			got := execute(t, "", append(args, url+"/")...)
			told(t, strings.ReplaceAll(got.err, url, "URL"), test.tells)
			redacted(t, got)
		})
	}
	if len(tests) != 7 {
		t.Errorf("%d rows, want 7", len(tests))
	}
}

// told compares a story with the starts of its lines.
func told(t *testing.T, story string, want []string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(story, "\n"), "\n")
	if len(lines) != len(want) {
		t.Errorf("%d lines, want %d:\n%s", len(lines), len(want), story)
		return
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("line %d: %q, want %q", i, line, want[i])
		}
	}
}

// redacted checks that a command printed no secret of the accounts.
func redacted(t *testing.T, got result) {
	t.Helper()
	for _, a := range accounts {
		for _, secret := range []string{a.password, a.token, base64.StdEncoding.EncodeToString([]byte(a.user + ":" + a.password))} {
			if strings.Contains(got.out+got.err, secret) {
				t.Errorf("%q is in %+v", secret, got)
			}
		}
	}
}

// TestStoryOfImpostor answers Digest without knowing the password: the page is
// not shown, and the story says why.
func TestStoryOfImpostor(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			w.Header().Add("WWW-Authenticate", `Broken realm="`)
			w.Header().Add("WWW-Authenticate", `Digest realm="test", qop="auth", algorithm=SHA-256, nonce="n"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Authentication-Info", `rspauth="`+strings.Repeat("0", 64)+`", qop=auth, cnonce="c", nc=00000001`)
		fmt.Fprint(w, "a forged page")
	}))
	defer server.Close()
	got := execute(t, "", "get", "-v", "-user", "demo:open-sesame", server.URL)
	if got.status != exitFailure || got.out != "" {
		t.Errorf("%+v, want status %d and no page", got, exitFailure)
	}
	told(t, strings.ReplaceAll(got.err, server.URL, "URL"), []string{
		"> GET URL, without credentials",
		"< 401 Unauthorized",
		"* not readable: header: line 0, offset 14: the quoted-string is not closed",
		"* offered: Digest",
		"* chosen: Digest with SHA-256, the first that is offered of Digest, Basic",
		"> GET URL, with Digest [redacted]",
		"< 200 OK",
		"* the response is discarded: digest: the server does not know the secret",
		`httpauth: Get "URL": digest: the server does not know the secret`,
	})
	redacted(t, got)
}
