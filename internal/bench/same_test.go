// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	abbot "github.com/abbot/go-http-auth"
	containerd "github.com/containerd/containerd/v2/core/remotes/docker/auth"
	"github.com/docker/distribution/registry/client/auth/challenge"
	"github.com/go-httpauth/httpauth/header"
	"github.com/icholy/digest"
	"github.com/modelcontextprotocol/go-sdk/oauthex"
)

// These tests show that all members of a group read the same from the same
// bytes, so that nobody is measured doing nothing.

// A reading is what a parser found in one challenge: its scheme and parameters,
// as one string that can be compared.
func reading(scheme string, params map[string]string) string {
	var b strings.Builder
	b.WriteString(strings.ToLower(scheme))
	for _, name := range slices.Sorted(maps.Keys(params)) {
		fmt.Fprintf(&b, " %s=%q", strings.ToLower(name), params[name])
	}
	return b.String()
}

func headerReading(scheme string, ps header.Params) string {
	m := make(map[string]string)
	for p := range ps.All() {
		m[p.Name] = p.Value()
	}
	return reading(scheme, m)
}

func same(t *testing.T, name string, got, want []string) {
	t.Helper()
	slices.Sort(got) // containerd sorts by scheme
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%q, want\n%q", name, got, want)
	}
}

func TestP1ReadsTheSame(t *testing.T) {
	c, err := header.ParseCredentials([]string{digestLine})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range c.Params().All() {
		n++
	}
	if n != 10 || len(digestLine) != 361 {
		t.Errorf("%d parameters in %d bytes", n, len(digestLine))
	}
	want := []string{headerReading(c.Scheme(), c.Params())}
	same(t, "abbot", []string{reading("Digest", abbot.DigestAuthParams(digestLine))}, want)
	d, err := digest.ParseCredentials(digestLine)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "icholy", []string{reading("Digest", map[string]string{
		"username": d.Username, "realm": d.Realm, "nonce": d.Nonce, "uri": d.URI, "response": d.Response,
		"algorithm": d.Algorithm, "cnonce": d.Cnonce, "opaque": d.Opaque, "qop": d.QOP, "nc": fmt.Sprintf("%08x", d.Nc),
	})}, want)
	same(t, "containerd", containerdReadings([]string{digestLine}), want)
	checkOps(t, p1, headerCredentials([]string{digestLine}), len(digestLine))
}

func TestP2ReadsTheSame(t *testing.T) {
	size := map[int]int{1: 116, 3: 343, 8: 802}
	for _, n := range p2Sizes {
		one, own := oneLine(n), ownLines(n)
		if len(one[0]) != size[n] {
			t.Errorf("%d challenges have %d bytes", n, len(one[0]))
		}
		var want, iter, lines []string
		chs, err := header.AppendChallenges(nil, one)
		if err != nil || len(chs) != n {
			t.Fatal(len(chs), err)
		}
		for _, c := range chs {
			want = append(want, headerReading(c.Scheme(), c.Params()))
		}
		for c, err := range header.Challenges(one) {
			if err != nil {
				t.Fatal(err)
			}
			iter = append(iter, headerReading(c.Scheme(), c.Params()))
		}
		same(t, "iter", iter, want)
		chs, err = header.AppendChallenges(nil, own)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range chs {
			lines = append(lines, headerReading(c.Scheme(), c.Params()))
		}
		same(t, "lines", lines, want)
		mcps, err := oauthex.ParseWWWAuthenticate(one)
		if err != nil {
			t.Fatal(err)
		}
		var mcp []string
		for _, c := range mcps {
			mcp = append(mcp, reading(c.Scheme, c.Params))
		}
		same(t, "mcp", mcp, want)
		same(t, "containerd", containerdReadings(own), want)
		var distribution []string
		for _, c := range challenge.ResponseChallenges(response(own)) {
			distribution = append(distribution, reading(c.Scheme, c.Parameters))
		}
		same(t, "distribution", distribution, want)
		checkOps(t, p2(n), headerSlice(nil, one), len(one[0]))
	}
}

func containerdReadings(lines []string) (rs []string) {
	schemes := map[containerd.AuthenticationScheme]string{
		containerd.BasicAuth: "basic", containerd.BearerAuth: "bearer", containerd.DigestAuth: "digest",
	}
	for _, c := range containerd.ParseAuthHeader(fields(lines)) {
		rs = append(rs, reading(schemes[c.Scheme], c.Parameters))
	}
	return rs
}

func TestP3ReadsTheSame(t *testing.T) {
	h := map[string][]string{"Authorization": {basicLine}}
	user, password, ok := readBasic(h, make([]byte, 64))
	if !ok || string(user) != basicUser || string(password) != basicPassword {
		t.Errorf("%s, %s, %t", user, password, ok)
	}
	n := len(basicUser) + len(basicPassword)
	for _, m := range p3 {
		want := n
		if m.name == "base64" {
			want += len(":")
		}
		if got := m.op(); got != want {
			t.Errorf("%s reads %d bytes of %d", m.name, got, want)
		}
	}
}

func TestP4ReadsTheSame(t *testing.T) {
	if len(bearerToken) != 1<<10 || headerBearer([]string{bearerLine}) != bearerToken || fieldsBearer(bearerLine) != bearerToken {
		t.Error("another token")
	}
	checkOps(t, p4, len(bearerToken), len(bearerLine))
}

// checkOps compares what the members report: the floors to have seen each byte,
// the others to have read that many bytes of values.
func checkOps(t *testing.T, members []member, values, bytes int) {
	t.Helper()
	for _, m := range members {
		want := values
		if m.name == "table" || m.name == "swar" {
			want = bytes
		}
		if got := m.op(); got != want || got == 0 {
			t.Errorf("%s reads %d bytes of %d", m.name, got, want)
		}
	}
}
