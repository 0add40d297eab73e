// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A written is one combination of what shapes credentials.
type written struct {
	algorithm string // as it is written; empty: not written
	qop       digest.QOP
	user      string
	utf8      bool
	userhash  bool
	target    string
	nonce     string
	opaque    string // "-": none
}

func (w written) challenge() string {
	quote := func(s string) string { return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"` }
	line := `Digest realm=` + quote(oddRealm) + `, nonce=` + quote(w.nonce)
	switch {
	case w.algorithm != "" && w.utf8: // D-004: either notation
		line += `, algorithm=` + quote(w.algorithm)
	case w.algorithm != "":
		line += `, algorithm=` + w.algorithm
	}
	if w.qop != digest.Legacy {
		line += `, qop="` + string(w.qop) + `"`
	}
	if w.opaque != "-" {
		line += `, opaque=` + quote(w.opaque)
	}
	if w.utf8 {
		line += `, charset="utf-8"`
	}
	return line + fmt.Sprintf(`, userhash=%t, stale=FALSE, domain="/", unknown=x`, w.userhash)
}

const (
	oddRealm = `a "b", \c: é`
	content  = "the content\x00\xff"
)

func (w written) request() *scheme.Request {
	return &scheme.Request{Method: "pUt", Target: w.target, Origin: "http://example.org",
		Content: func() (io.Reader, error) { return strings.NewReader(content), nil }}
}

// want returns the parameters, as they are to be sent.
func (w written) want(c header.Credentials) map[string]header.Param {
	cnonce, _ := c.Param("cnonce")
	answer := refAnswer{algorithm: w.algorithm, user: w.user, realm: oddRealm, password: password, nonce: w.nonce, nc: "00000001", cnonce: cnonce,
		qop: string(w.qop), method: "pUt", uri: w.target, content: content}
	all := []header.Param{header.Quoted("realm", oddRealm), header.Quoted("nonce", w.nonce), header.Quoted("uri", w.target), header.Quoted("response", answer.response())}
	switch {
	case w.userhash:
		all = append(all, header.Quoted("username", answer.userHash()), header.Token("userhash", "true"))
	case w.utf8 && w.user == "Jäsøn Doe":
		all = append(all, header.ExtValue("username*", w.user))
	default:
		all = append(all, header.Quoted("username", w.user))
	}
	if w.algorithm != "" {
		all = append(all, header.Token("algorithm", w.algorithm))
	}
	if w.qop != digest.Legacy {
		all = append(all, header.Token("qop", string(w.qop)), header.Token("nc", "00000001"), header.Quoted("cnonce", cnonce))
	}
	if w.opaque != "-" {
		all = append(all, header.Quoted("opaque", w.opaque))
	}
	byName := make(map[string]header.Param)
	for _, p := range all {
		byName[p.Name] = p
	}
	return byName
}

// D-010, D-011, D-030, D-031, D-033, D-034, D-036, D-040, D-041, D-050 to D-060:
// what credentials hold, in which notation, recomputed by the reference.
func TestCredentialsForm(t *testing.T) {
	opts := &digest.ClientOptions{QOP: []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy}, Algorithms: []digest.Algorithm{
		digest.SHA512256, digest.SHA512256Sess, digest.SHA256, digest.SHA256Sess, digest.MD5, digest.MD5Sess}}
	cases, answered := 0, 0
	for w := range everyWritten() {
		cases++
		sess := strings.HasSuffix(strings.ToLower(w.algorithm), "-sess")
		md5 := w.algorithm == "" || strings.HasPrefix(strings.ToLower(w.algorithm), "md5")
		a, err := digest.NewClient(w.user, password, opts).Begin(t.Context(), w.request()).Next(t.Context(), parse(t, w.challenge()))
		if sess && w.qop == digest.Legacy || md5 && fips140.Enforced() {
			if err != scheme.ErrDeclined {
				t.Fatalf("%+v: %v", w, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%+v: %v", w, err)
		}
		answered++
		c, err := header.ParseCredentials([]string{a.Credentials.Reveal()})
		if err != nil || !c.Equal(a.Credentials) || !c.Is("Digest") {
			t.Fatalf("%+v: %v", w, err)
		}
		want := w.want(c)
		for p := range c.Params().All() {
			if exp := want[p.Name]; p.Value() != exp.Value() || p.IsQuoted() != exp.IsQuoted() {
				t.Errorf("%+v: %s is %q, quoted %t; want %q", w, p.Name, p.Value(), p.IsQuoted(), exp.Value())
			}
			delete(want, p.Name)
		}
		if len(want) > 0 {
			t.Errorf("%+v: without %v", w, want)
		}
	}
	if cases != 9*3*4*2*2*len(oddRest) || answered < cases/4 {
		t.Errorf("%d cases, %d answers", cases, answered)
	}
}

// Targets in all four forms, nonces and opaques of any octets.
var oddRest = []struct{ target, nonce, opaque string }{
	{"/dir/index.html?a=b,c", "n+/==", "-"},
	{`/a"b\c%22`, `n"o\n,c:e é`, ""},
	{"http://example.org/a", "0", "o"},
	{"example.org:443", " n ", `"`},
	{"*", "\xff", "\\"},
}

func everyWritten() func(func(written) bool) {
	names := []string{"", "MD5", "md5", "MD5-sess", "SHA-256", "sha-256", "SHA-256-sess", "SHA-512-256", "Sha-512-256-Sess"}
	return func(yield func(written) bool) {
		for _, algorithm := range names {
			for _, qop := range []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy} {
				for _, user := range []string{"Mufasa", `a"b\c`, "Jäsøn Doe", "0123456789abcdef"} {
					for flags := range 4 {
						for _, rest := range oddRest {
							if !yield(written{algorithm, qop, user, flags&1 != 0, flags&2 != 0, rest.target, rest.nonce, rest.opaque}) {
								return
							}
						}
					}
				}
			}
		}
	}
}

// A target or an account that cannot be sent is an error, and shows nothing.
func TestCredentialsThatCannotBeSent(t *testing.T) {
	line := parse(t, `Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`)
	for _, target := range []string{"/\n", "/\x00", "/\x7f", "/a\r\nX: y"} {
		r := request()
		r.Target = target
		a, err := digest.NewClient(user, password, nil).Begin(t.Context(), r).Next(t.Context(), line)
		if err == nil || !a.Credentials.IsZero() || strings.Contains(err.Error(), target) {
			t.Errorf("%q: %v", target, err)
		}
	}
}

// D-035, D-055, G04: each answer has a cnonce of its own, of at least 128 bits.
func TestAttack_G04_cnonces(t *testing.T) {
	const n = 100_000
	c := digest.NewClient(user, password, nil)
	if err := meet(t, c, request(), []string{`Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256`}, true); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool, n)
	var digits [256]int
	length := 0
	for range n {
		a, err := c.Begin(t.Context(), request()).Next(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		cnonce, _ := a.Credentials.Param("cnonce")
		seen[cnonce] = true
		length = len(cnonce)
		for i := range len(cnonce) {
			digits[cnonce[i]]++
		}
	}
	// Each digit is as frequent as any other: 4 bits each, for 16 of them.
	kinds := slices.DeleteFunc(digits[:], func(n int) bool { return n == 0 })
	mean := n * length / max(len(kinds), 1)
	if len(kinds) != 16 || length*4 < 128 || slices.Min(kinds) < mean*97/100 || slices.Max(kinds) > mean*103/100 {
		t.Errorf("%d digits of %d, each %d to %d times", length, len(kinds), slices.Min(kinds), slices.Max(kinds))
	}
	if len(seen) != n {
		t.Errorf("%d cnonces", len(seen))
	}
}
