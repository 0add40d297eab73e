// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"slices"
	"testing"
)

// TestRefused sends fields that no client should.
func TestRefused(t *testing.T) {
	s := start(t, setup{})
	everyone := []string{"Digest", "Bearer", "Basic"}
	tests := []struct {
		name   string
		fields []string // as curl's -H takes them
		status int
		offer  []string
	}{
		{"two lines", []string{"Authorization: Basic YTpi", "Authorization: Basic YTpi"}, 400, nil},
		{"two lines of two schemes", []string{"Authorization: Basic YTpi", "Authorization: Bearer x"}, 400, nil},
		{"a line and an empty one", []string{"Authorization: Bearer " + s.demo.token, "Authorization;"}, 400, nil},

		{"empty", []string{"Authorization;"}, 401, everyone},
		{"no token", []string{"Authorization: =?"}, 401, everyone},
		{"list", []string{"Authorization: Basic YTpi, Basic YTpi"}, 401, everyone},
		{"open quote", []string{`Authorization: Digest username="demo`}, 401, everyone},
		{"parameter twice", []string{`Authorization: Digest username="demo", username="demo"`}, 401, everyone},
		{"Basic without value", []string{"Authorization: Basic"}, 401, everyone},
		{"Basic with parameters", []string{"Authorization: Basic a=b"}, 401, everyone},
		{"Basic without padding", []string{"Authorization: Basic ZGVtbzpvcGVuLXNlc2FtZQ"}, 401, everyone},
		{"Basic without colon", []string{"Authorization: Basic ZGVtbw=="}, 401, everyone},
		{"Digest without value", []string{"Authorization: Digest"}, 401, everyone},
		{"Digest with a token68", []string{"Authorization: Digest YTpi"}, 401, everyone},
		{"Digest without response", []string{`Authorization: Digest username="demo", realm="httpauth demo"`}, 401, everyone},
		{"scheme not offered", []string{"Authorization: Negotiate YTpi"}, 401, everyone},

		// RFC 6750, Section 3.1: invalid_request.
		{"Bearer without value", []string{"Authorization: Bearer"}, 400, []string{"Bearer"}},
		{"Bearer with parameters", []string{"Authorization: Bearer a=b"}, 400, []string{"Bearer"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			args := []string{s.url + "/"}
			for _, f := range test.fields {
				args = append(args, "-H", f)
			}
			x := curl(t, args...)
			if x.last().StatusCode != test.status {
				t.Errorf("status %d, want %d", x.last().StatusCode, test.status)
			}
			var offer []string
			for _, ch := range challenges(t, x.last()) {
				offer = append(offer, ch.Scheme())
				if e := param(ch, "error"); test.status == 400 && e != "invalid_request" {
					t.Errorf("error %q, want invalid_request", e)
				}
			}
			if !slices.Equal(offer, test.offer) {
				t.Errorf("challenges of %q, want %q", offer, test.offer)
			}
		})
	}
	if len(tests) != 18 {
		t.Errorf("%d rows, want 18", len(tests))
	}
}

// TestReplay sends an answer of curl once more: to the same place, where it is
// right but stale, and elsewhere, where it contradicts the request.
func TestReplay(t *testing.T) {
	s := start(t, setup{})
	answer := curl(t, "--digest", "-u", s.demo.pair(), s.url+"/").sent[0]

	again := curl(t, "-H", "Authorization: "+answer, s.url+"/").last()
	if again.StatusCode != 401 {
		t.Errorf("replay: status %d, want 401", again.StatusCode)
	}
	chs := challenges(t, again)
	if len(chs) != 3 || param(chs[0], "stale") != "true" {
		t.Errorf("replay: challenges %v, want the first with stale=true", chs)
	}
	if nonce := param(chs[0], "nonce"); nonce == param(credentials(t, answer), "nonce") {
		t.Error("replay: the nonce is the old one")
	}
	for _, request := range [][]string{{s.url + "/admin"}, {s.url + "/?"}} {
		if x := curl(t, append(request, "-H", "Authorization: "+answer)...); x.last().StatusCode != 400 {
			t.Errorf("replay at %s: status %d, want 400", request, x.last().StatusCode)
		}
	}
	if x := curl(t, "-H", "Authorization: "+answer, "-X", "DELETE", s.url+"/"); x.last().StatusCode != 401 {
		t.Errorf("replay with another method: status %d, want 401", x.last().StatusCode)
	}
}
