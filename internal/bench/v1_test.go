// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	abbot "github.com/abbot/go-http-auth"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
	icholy "github.com/icholy/digest"
)

// The account, the realm and the target of all that is verified.
const (
	v1User, v1Password = "Mufasa", "Circle of Life"
	v1Realm            = "http-auth@example.org"
	v1Target           = "/dir/index.html"
)

// reusable are Nonces that accept any count again and again: replay is what N
// measures.
type reusable struct{}

func (reusable) Mint(context.Context, *scheme.Request) (string, error) {
	return "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nil
}

func (reusable) Use(context.Context, *scheme.Request, string, uint32) (bool, error) {
	return false, nil
}

// v1Server returns the server, and credentials for it as a line.
func v1Server(a digest.Algorithm) (s *digest.Scheme, r *scheme.Request, line string) {
	secret, err := digest.NewSecret(a, v1User, v1Realm, v1Password)
	must(err)
	lookup := func(context.Context, digest.Query) (digest.Secret, scheme.Identity, error) {
		return secret, scheme.Identity{Subject: v1User}, nil
	}
	algorithms := []digest.Algorithm{a}
	s = digest.New(lookup, &digest.Options{Algorithms: algorithms, Nonces: reusable{}, Opaque: "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"})
	r = &scheme.Request{Method: "GET", Target: v1Target, Realm: v1Realm}
	chs, err := s.Challenge(context.Background(), r, nil)
	must(err)
	c := digest.NewClient(v1User, v1Password, &digest.ClientOptions{Algorithms: algorithms})
	answer, err := c.Begin(context.Background(), r).Next(context.Background(), chs)
	must(err)
	return s, r, answer.Credentials.Reveal()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// bareHashes are the two that nobody gets round: of method and uri, and of the
// secret, the nonce, the counts and the first sum.
func bareHashes(a digest.Algorithm, line string) func() int {
	n := 64
	if a == digest.MD5 {
		n = 32
	}
	c, err := header.ParseCredentials([]string{line})
	must(err)
	nonce, _ := c.Param("nonce")
	cnonce, _ := c.Param("cnonce")
	a2 := []byte("GET:" + v1Target)
	all := []byte(strings.Join([]string{strings.Repeat("0", n), nonce, "00000001", cnonce, "auth", strings.Repeat("0", n)}, ":"))
	switch a {
	case digest.MD5:
		return func() int { x, y := md5.Sum(a2), md5.Sum(all); return int(x[0]|1) + int(y[0]) }
	case digest.SHA512256:
		return func() int { x, y := sha512.Sum512_256(a2), sha512.Sum512_256(all); return int(x[0]|1) + int(y[0]) }
	}
	return func() int { x, y := sha256.Sum256(a2), sha256.Sum256(all); return int(x[0]|1) + int(y[0]) }
}

// V1: one answer is checked, from the field line to the identity. The secret is
// at hand.
func v1(a digest.Algorithm) []member {
	ctx := context.Background()
	s, r, line := v1Server(a)
	lines := []string{line}
	i := strings.Index(line, `response="`) + len(`response="`)
	digit := "0"
	if line[i:i+1] == digit {
		digit = "1"
	}
	wrong := []string{line[:i] + digit + line[i+1:]}
	members := []member{
		{"digest", func() int {
			c, err := header.ParseCredentials(lines)
			if err != nil {
				return 0
			}
			res, err := s.Authenticate(ctx, r, c)
			if err != nil {
				return 0
			}
			return len(res.Identity.Subject)
		}},
		{"refused", func() int { // the same work, but for the Result
			c, err := header.ParseCredentials(wrong)
			if err != nil {
				return 0
			}
			if _, err = s.Authenticate(ctx, r, c); err != scheme.ErrRejected {
				return 0
			}
			return 1
		}},
		{"hashes", bareHashes(a, line)},
		{"icholy", icholyVerify(line)},
	}
	if a == digest.MD5 { // all that it knows
		members = append(members, member{"abbot", abbotVerify()})
	}
	return members
}

// icholyVerify is what a server has to do that is made of a client's library:
// parse the credentials and compute them again.
func icholyVerify(line string) func() int {
	return func() int {
		got, err := icholy.ParseCredentials(line)
		if err != nil {
			return 0
		}
		want, err := icholy.Digest(&icholy.Challenge{Realm: got.Realm, Nonce: got.Nonce, Algorithm: got.Algorithm, Opaque: got.Opaque, QOP: []string{"auth"}},
			icholy.Options{Method: "GET", URI: got.URI, Count: got.Nc, Cnonce: got.Cnonce, Username: v1User, Password: v1Password})
		if err != nil || want.Response != got.Response {
			return 0
		}
		return len(got.Username)
	}
}

// abbotServer returns an authenticator, and a request that it accepts again and
// again.
func abbotServer() (*abbot.DigestAuth, *http.Request) {
	sum := func(s string) string { b := md5.Sum([]byte(s)); return hex.EncodeToString(b[:]) }
	ha1 := sum(v1User + ":" + v1Realm + ":" + v1Password)
	a := abbot.NewDigestAuthenticator(v1Realm, func(user, realm string) string { return ha1 })
	a.IgnoreNonceCount = true
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", v1Target, nil)
	a.RequireAuth(w, r)
	chs, err := header.ParseChallenges(w.Header()["Www-Authenticate"])
	must(err)
	nonce, _ := chs[0].Param("nonce")
	opaque, _ := chs[0].Param("opaque")
	const cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
	response := sum(strings.Join([]string{ha1, nonce, "00000001", cnonce, "auth", sum("GET:" + v1Target)}, ":"))
	r.Header.Set("Authorization", fmt.Sprintf(`Digest username="%s", realm="%s", nonce="%s", uri="%s", algorithm=MD5, qop=auth, nc=00000001, cnonce="%s", response="%s", opaque="%s"`,
		v1User, v1Realm, nonce, v1Target, cnonce, response, opaque))
	return a, r
}

func abbotVerify() func() int {
	a, r := abbotServer()
	return func() int {
		user, _ := a.CheckAuth(r)
		return len(user)
	}
}

var v1Algorithms = []digest.Algorithm{digest.MD5, digest.SHA256, digest.SHA512256}

func BenchmarkV1(b *testing.B) {
	for _, a := range v1Algorithms {
		b.Run(string(a), func(b *testing.B) { run(b, v1(a)) })
	}
}

// All members accept what they are given.
func TestV1(t *testing.T) {
	n := 0
	for _, a := range v1Algorithms {
		for _, m := range v1(a) {
			if n++; m.op() == 0 {
				t.Errorf("%s: %s refuses", a, m.name)
			}
		}
	}
	if n != 13 {
		t.Errorf("%d members", n)
	}
}
