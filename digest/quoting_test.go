// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// D-001 to D-003, D-071: what is quoted, and what is not.
var quotedOnWire = map[string]bool{
	"realm": true, "domain": true, "nonce": true, "opaque": true, "qop": true, // of a challenge
	"stale": false, "algorithm": false, "charset": false, "userhash": false,
	"nextnonce": true, "rspauth": true, "cnonce": true, "nc": false, // of Authentication-Info; and qop is a token there
}

// checkQuotes returns the names of the parameters. Those in tokens are not quoted
// here.
func checkQuotes(t *testing.T, params header.Params, tokens ...string) []string {
	t.Helper()
	var names []string
	for p := range params.All() {
		want, known := quotedOnWire[p.Name]
		for _, token := range tokens {
			want = want && p.Name != token
		}
		if !known || p.IsQuoted() != want {
			t.Errorf("%s: quoted %t", p.Name, p.IsQuoted())
		}
		names = append(names, p.Name)
	}
	slices.Sort(names)
	return names
}

// same reports whether names, which are sorted, are those in a list.
func same(names []string, list string) bool {
	want := strings.Fields(list)
	slices.Sort(want)
	return slices.Equal(names, want)
}

// Every set of options, at a server and at a proxy, for every cause.
func TestChallengeQuotes(t *testing.T) {
	n := 0
	for set := range 1 << 6 {
		on := func(bit int) bool { return set>>bit&1 == 1 }
		opts := &digest.Options{Algorithms: []digest.Algorithm{digest.SHA256, digest.SHA512256Sess}, UTF8: on(0), UserHash: on(1), NextNonce: on(2)}
		want := " realm qop algorithm nonce"
		if on(5) {
			want += " stale"
		}
		if on(3) {
			opts.Domain = []string{"/a", "http://example.net/b"}
			if !on(4) {
				want += " domain"
			}
		}
		if set%3 == 0 {
			opts.Opaque, want = "o", want+" opaque"
		}
		if opts.UTF8 {
			want += " charset"
		}
		if opts.UserHash {
			want += " userhash"
		}
		r, cause := request(), error(scheme.ErrRejected)
		r.Proxy, r.Realm = on(4), `a "realm" \ `+"\u00e9"
		if on(5) {
			cause = fmt.Errorf("wrapped: %w", digest.ErrStale)
		}
		chs, err := digest.New(accounts(t), opts).Challenge(t.Context(), r, cause)
		if err != nil || len(chs) != 2 {
			t.Fatal(chs, err)
		}
		for i, ch := range chs {
			n++
			if got := checkQuotes(t, ch.Params()); !same(got, want) || !ch.Is("Digest") {
				t.Errorf("%s, want%s", ch, want)
			}
			for name, v := range map[string]string{"realm": r.Realm, "algorithm": string(opts.Algorithms[i]), "qop": "auth", "stale": "true", "domain": "/a http://example.net/b", "opaque": "o", "charset": "UTF-8", "userhash": "true"} {
				if got, ok := ch.Param(name); ok && got != v {
					t.Errorf("%s=%s, want %s", name, got, v)
				}
			}
		}
		one, _ := chs[0].Param("nonce")
		if two, _ := chs[1].Param("nonce"); one == "" || one != two {
			t.Errorf("two nonces for one session: %v", chs)
		}
	}
	if n != 128 {
		t.Errorf("%d challenges", n)
	}
}

// D-017: the list of qops is in the order of the options, and says nothing of
// Legacy, which is not accepted unless it was asked for.
func TestChallengeQOP(t *testing.T) {
	for want, qops := range map[string][]digest.QOP{
		"auth": {digest.Auth}, "auth-int": {digest.AuthInt}, "auth, auth-int": {digest.Auth, digest.AuthInt}, "auth-int, auth": {digest.AuthInt, digest.Legacy, digest.Auth}, "": {digest.Legacy},
	} {
		chs := challenge(t, digest.New(accounts(t), &digest.Options{QOP: qops}), nil)
		if got, ok := chs[0].Param("qop"); got != want || ok != (want != "") {
			t.Errorf("%q: %v", qops, chs)
		}
	}
}

// renewing Nonces renew each nonce at once.
type renewing struct {
	next       string
	mint, used error
}

func (n renewing) Mint(context.Context, *scheme.Request) (string, error) { return n.next, n.mint }
func (n renewing) Use(context.Context, *scheme.Request, string, uint32) (bool, error) {
	return true, n.used
}

// D-071 to D-074: Authentication-Info for every algorithm and qop, with and
// without nextnonce, at a server and at a proxy; what the client sent is sent
// back as it was, whatever quotes it had.
func TestInfoQuotes(t *testing.T) {
	n := 0
	for _, algorithm := range []digest.Algorithm{digest.SHA256, digest.SHA256Sess, digest.SHA512256, digest.SHA512256Sess} {
		for _, qop := range []string{"auth", "auth-int", ""} {
			for _, next := range []bool{false, true} {
				if qop == "" && strings.HasSuffix(string(algorithm), "-sess") {
					continue
				}
				s := digest.New(accounts(t), &digest.Options{Algorithms: []digest.Algorithm{algorithm}, QOP: []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy}, NextNonce: next, Nonces: renewing{next: "next+/="}})
				a := good("nonce")
				a.algorithm, a.qop, a.nc, a.cnonce = string(algorithm), qop, "0000000A", `"c\`+"\u00e9\t"
				r := withContent(request(), "")
				r.Proxy = next
				f := a.form()
				if qop != "" {
					f = f.with("qop", qop, true).with("nc", a.nc, true)
				}
				res, err := s.Authenticate(t.Context(), r, f.credentials(t))
				if err != nil {
					t.Fatal(algorithm, qop, err)
				}
				if res.Content != nil {
					res.Content.Write([]byte("con"))
					res.Content.Write([]byte("tent"))
				}
				in, err := res.Info()
				if err != nil {
					t.Fatal(err)
				}
				n++
				want := " rspauth"
				if qop != "" {
					want += " qop cnonce nc"
				}
				if next {
					want += " nextnonce"
				}
				if got := checkQuotes(t, in.Params(), "qop"); !same(got, want) {
					t.Errorf("%s, want%s", in, want)
				}
				for name, v := range map[string]string{"rspauth": a.rspauth("content"), "qop": qop, "cnonce": a.cnonce, "nc": a.nc, "nextnonce": "next+/="} {
					if got, ok := in.Param(name); ok && got != v {
						t.Errorf("%s=%s, want %s", name, got, v)
					}
				}
			}
		}
	}
	if n != 2*(3*4-2) {
		t.Errorf("%d answers", n)
	}
}
