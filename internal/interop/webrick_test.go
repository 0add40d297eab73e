// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"cmp"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
	"github.com/go-httpauth/httpauth/scheme"
)

// byContent answers with what covers the content, and wants that back.
func byContent(password string) scheme.Client {
	return digest.NewClient(alice, password, &digest.ClientOptions{
		Algorithms: []digest.Algorithm{digest.MD5}, QOP: []digest.QOP{digest.AuthInt}, RequireInfo: true,
	})
}

func bySession(password string) scheme.Client {
	return digest.NewClient(alice, password, &digest.ClientOptions{Algorithms: []digest.Algorithm{digest.MD5Sess}, RequireInfo: true})
}

// TestWebrick runs our clients against WEBrick of Ruby, which has MD5-sess and
// qop=auth-int, and gives the next nonce with each response.
func TestWebrick(t *testing.T) {
	d := newDaemon(t)
	d.configure("webrick.rb", "")
	d.write("htdigest", htdigestOf(t, digest.MD5))
	d.run("ruby", "@DIR@/webrick.rb", "@DIR@", d.port)
	visits := []visit{
		{name: "MD5", path: "/md5/", by: byProof, times: 3, asked: 1},
		{name: "MD5, wrong", path: "/md5/", by: byProof, wrong: true, asked: 2},
		{name: "MD5, in parallel", path: "/md5/", by: byProof, body: "a=b", atOnce: 64, asked: 1},
		{name: "MD5-sess", path: "/sess/", by: bySession, times: 3, asked: 1},
		{name: "MD5-sess, wrong", path: "/sess/", by: bySession, wrong: true, asked: 2},
		{name: "auth-int", path: "/int/", by: byContent, bare: true, times: 3, asked: 1},
		{name: "auth-int, POST", path: "/int/", by: byContent, bare: true, body: "a=b", times: 3, asked: 1},
		{name: "auth-int, wrong", path: "/int/", by: byContent, bare: true, body: "a=b", wrong: true, asked: 2},
		{name: "command", path: "/sess/", body: "a=b", asked: 1},
		{name: "command, auth-int", path: "/int/", bare: true, body: "a=b", asked: 1},
	}
	runVisits(t, d, visits)
	if len(visits) != 10 {
		t.Errorf("%d rows, want 10", len(visits))
	}

	// It has read what we wrote. Now the other way round.
	table, err := htdigest.Parse(strings.NewReader(d.read("htdigest")), nil)
	if err != nil {
		t.Fatal(err)
	}
	for user, password := range map[string]string{alice: password, "bob": "open sesame"} {
		got, _, err := table.Lookup(t.Context(), digest.Query{Algorithm: digest.MD5, Realm: realm, User: user})
		want, err2 := digest.NewSecret(digest.MD5, user, realm, password)
		if err := cmp.Or(err, err2); err != nil || got.Reveal() != want.Reveal() {
			t.Errorf("%s: %v, or another secret than ours", user, err)
		}
	}
}
