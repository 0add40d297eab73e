// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestRedirect sends the client from the origin it has an account for to
// another one, which differs in the port alone and asks for the same password.
// It must not get it.
func TestRedirect(t *testing.T) {
	tests := []struct {
		schemes, args string
		status        int
	}{
		{"digest", "-user demo:open-sesame", http.StatusFound},
		{"basic", "-user demo:open-sesame", http.StatusFound},
		{"bearer", "-token demo-token", http.StatusFound},
		{"digest,bearer,basic", "-user demo:open-sesame -token demo-token", http.StatusFound},
		{"digest", "-user demo:open-sesame -d a=b", http.StatusTemporaryRedirect},
		{"basic", "-user demo:open-sesame -d a=b", http.StatusPermanentRedirect},
		{"bearer", "-token demo-token -d a=b", http.StatusTemporaryRedirect},
	}
	for _, test := range tests {
		other, foreign := serveSchemes(t, test.schemes, "SHA-256")
		home, own := serveBehind(t, test.schemes, "SHA-256", http.RedirectHandler(other+"/there", test.status))
		args := append([]string{"get", "-v"}, strings.Fields(test.args)...)
		got := execute(t, "", append(args, home+"/here")...)
		if got.status != exitRefused || !strings.Contains(got.err, "401 Unauthorized") {
			t.Errorf("%v: %+v, want the 401 of the other origin", test, got)
		}
		if all := own.all(); len(all) == 0 || all[len(all)-1].scheme == "" {
			t.Errorf("%v: no credentials for the own origin: %v", test, all)
		}
		all := foreign.all()
		if len(all) != 1 || all[0].scheme != "" || all[0].target != "/there" {
			t.Errorf("%v: the other origin saw %v, want one request without credentials", test, all)
		}
	}
	if len(tests) != 7 {
		t.Errorf("%d rows, want 7", len(tests))
	}
}

// TestRedirectHome follows a redirect within the origin, with credentials.
func TestRedirectHome(t *testing.T) {
	for _, scheme := range []string{"digest", "basic"} {
		mux := http.NewServeMux()
		mux.Handle("/here", http.RedirectHandler("/there", http.StatusFound))
		mux.HandleFunc("/there", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("done")) })
		home, _ := serveBehind(t, scheme, "SHA-256", mux)
		if got := execute(t, "", "get", "-user", "demo:open-sesame", home+"/here"); got.status != exitOK || got.out != "done" {
			t.Errorf("%s: %+v, want the page", scheme, got)
		}
	}
}

// TestForeignHome starts at the other origin, which sends the client to where
// a page may be had for the password only. That is not the origin asked for.
func TestForeignHome(t *testing.T) {
	home, own := serveSchemes(t, "basic", "SHA-256")
	stranger := httptest.NewServer(http.RedirectHandler(home, http.StatusFound))
	defer stranger.Close()
	got := execute(t, "", "get", "-user", "demo:open-sesame", stranger.URL)
	if all := own.all(); got.status != exitRefused || len(all) != 1 || all[0].scheme != "" {
		t.Errorf("%+v, the server saw %v, want one request without credentials", got, all)
	}
}
