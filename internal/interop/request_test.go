// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"net/http"
	"strings"
	"testing"
)

// TestRequests sends other requests than GET, to servers with other options.
func TestRequests(t *testing.T) {
	tests := []struct {
		name      string
		setup     setup
		args      []string
		sent      string // scheme, and algorithm if there is one
		responses int
	}{
		// The first POST of --digest has no body, that of --anyauth has.
		{name: "POST digest", args: []string{"--digest", "-d", "a=b"}, sent: "Digest SHA-256", responses: 2},
		{name: "POST anyauth", args: []string{"--anyauth", "-d", "a=b"}, sent: "Digest SHA-256", responses: 2},
		{name: "POST basic", args: []string{"--basic", "-d", "a=b"}, sent: "Basic", responses: 1},
		{name: "PUT digest", args: []string{"--digest", "-X", "PUT", "-d", "a=b"}, sent: "Digest SHA-256", responses: 2},
		{name: "HEAD digest", args: []string{"--digest", "--head"}, sent: "Digest SHA-256", responses: 2},
		{name: "HEAD basic", args: []string{"--basic", "--head"}, sent: "Basic", responses: 1},
		{name: "other method", args: []string{"--digest", "-X", "BREW"}, sent: "Digest SHA-256", responses: 2},

		{name: "MD5 alone", setup: setup{algorithms: "MD5"}, args: []string{"--digest"}, sent: "Digest MD5", responses: 2},
		{name: "MD5 named first", setup: setup{algorithms: "MD5,SHA-256"}, args: []string{"--digest"}, sent: "Digest SHA-256", responses: 2},
		{name: "Basic alone", setup: setup{schemes: "basic"}, args: []string{"--anyauth"}, sent: "Basic", responses: 2},
		{name: "Digest alone", setup: setup{schemes: "digest"}, args: []string{"--anyauth"}, sent: "Digest SHA-256", responses: 2},
		{name: "hostile realm", setup: setup{realm: `say "hi", a=b, \o/`}, args: []string{"--digest"}, sent: "Digest SHA-256", responses: 2},
		{name: "realm in UTF-8", setup: setup{realm: "Zürich"}, args: []string{"--digest"}, sent: "Digest SHA-256", responses: 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := start(t, test.setup)
			x := curl(t, append(test.args, "-u", s.demo.pair(), s.url+"/?q=a,b%22")...)
			if x.last().StatusCode != http.StatusOK || len(x.responses) != test.responses {
				t.Errorf("status %d, %d responses, want 200, %d", x.last().StatusCode, len(x.responses), test.responses)
			}
			if len(x.sent) != 1 {
				t.Fatalf("%d lines of Authorization, want 1", len(x.sent))
			}
			c := credentials(t, x.sent[0])
			if got := strings.TrimSpace(c.Scheme() + " " + param(c, "algorithm")); got != test.sent {
				t.Errorf("curl sent %s, want %s", got, test.sent)
			}
			if info := x.last().Header.Values("Authentication-Info"); c.Is("Digest") != (len(info) == 1) {
				t.Errorf("Authentication-Info: %q", info)
			}
			for _, ch := range challenges(t, x.responses[0]) {
				if want := test.setup.realm; want != "" && param(ch, "realm") != want {
					t.Errorf("realm of %v, want %s", ch, want)
				}
			}
		})
	}
	if len(tests) != 13 {
		t.Errorf("%d rows, want 13", len(tests))
	}
}
