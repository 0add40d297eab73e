// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// permutations yields all orders of s.
func permutations(s []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		var order func(done, rest []string) bool
		order = func(done, rest []string) bool {
			if len(rest) == 0 {
				return yield(done)
			}
			for i := range rest {
				left := slices.Delete(slices.Clone(rest), i, i+1)
				if !order(append(slices.Clone(done), rest[i]), left) {
					return false
				}
			}
			return true
		}
		order(nil, s)
	}
}

// chosen returns the nonce that a new client answers, and the qop; both are empty
// if it declines.
func chosen(t *testing.T, opts digest.ClientOptions, r *scheme.Request, lines ...string) (nonce, qop string) {
	t.Helper()
	a, err := digest.NewClient(user, password, &opts).Begin(t.Context(), r).Next(t.Context(), parse(t, lines...))
	if (err != nil) != a.Credentials.IsZero() || err != nil && !errors.Is(err, scheme.ErrDeclined) {
		t.Errorf("%q: %v", lines, err)
	}
	nonce, _ = a.Credentials.Param("nonce")
	qop, _ = a.Credentials.Param("qop")
	return nonce, qop
}

// D-015, D-022, D-023, D-025: the strongest, in whatever order and on however
// many lines. Each name is the nonce.
func TestStrongestInAnyOrder(t *testing.T) {
	sha256, sha512, md5 := []digest.Algorithm{digest.SHA256}, []digest.Algorithm{digest.SHA512256, digest.SHA256}, []digest.Algorithm{digest.SHA256Sess, digest.MD5, digest.SHA512256}
	cases := 0
	for _, tt := range []struct {
		algorithms []digest.Algorithm
		offered    string // algorithms
		want       string
	}{
		{nil, "MD5 SHA-256 SHA-512-256 SHA-1024 MD5-sess", "SHA-512-256"},
		{nil, "MD5 SHA-256 SHA-256-sess SHA3 MD5-sess", "SHA-256"},
		{nil, "MD5 SHA-256-sess SHA-512", "SHA-256-sess"},
		{nil, "SHA-512-256-sess SHA-256 SHA-256-sess MD5", "SHA-512-256-sess"},
		{nil, "MD5 MD5-sess SHA-512 X", ""},
		{sha256, "SHA-512-256 SHA-512-256-sess SHA-256 MD5", "SHA-256"},
		{sha256, "SHA-512-256 SHA-256-sess MD5", ""}, // not named
		{sha512, "SHA-256 md5 sha-512-256 SHA-256-sess", "sha-512-256"},
		{md5, "MD5 SHA-512-256 SHA-256 SHA-512-256-sess", "MD5"},
		{md5, "MD5 SHA-512-256 sha-256-SESS", "sha-256-SESS"},
	} {
		if want := tt.want; want == "MD5" && fips140.Enforced() {
			tt.want = "SHA-512-256"
		}
		for names := range permutations(strings.Fields(tt.offered)) {
			cases++
			var lines []string
			for _, name := range names {
				lines = append(lines, fmt.Sprintf(`Digest realm="r", nonce="%s", qop="auth", algorithm=%[1]s`, name))
			}
			opts := digest.ClientOptions{Algorithms: tt.algorithms}
			several, _ := chosen(t, opts, request(), lines...)
			one, _ := chosen(t, opts, request(), strings.Join(lines, ", "))
			if several != tt.want || one != tt.want {
				t.Errorf("%v of %q: %q on lines, %q on one, want %q", tt.algorithms, names, several, one, tt.want)
			}
		}
	}
	if cases != 120+120+6+24+24+24+6+24+24+6 {
		t.Errorf("%d cases", cases)
	}
}

// D-014: MD5 has no name, or its own; of two that are the same the first counts.
func TestFirstOfEquals(t *testing.T) {
	want := "1"
	if fips140.Enforced() {
		want = ""
	}
	for _, lines := range [][]string{
		{`Digest realm="r", nonce="1", qop="auth"`, `Digest realm="r", nonce="2", qop="auth", algorithm=MD5`},
		{`Digest realm="r", nonce="1", qop="auth", algorithm=md5`, `Digest realm="r", nonce="2", qop="auth"`},
		{`Digest realm="r", nonce="0", qop="auth-int"`, `Digest realm="r", nonce="1", qop="auth"`}, // the first that can be answered
		{`Digest nonce="0", qop="auth"`, `Digest realm="r", nonce="1", qop="auth"`},
	} {
		if got, _ := chosen(t, digest.ClientOptions{Algorithms: []digest.Algorithm{digest.MD5}}, request(), lines...); got != want {
			t.Errorf("%q: nonce %q, want %q", lines, got, want)
		}
	}
}

// D-018, D-019: which qop is used, by what the client takes, by what it is
// offered, and by whether the content can be read.
func TestQOP(t *testing.T) {
	readable := request()
	readable.Content = func() (io.Reader, error) { return strings.NewReader("content"), nil }
	const none, auth, integrity = "-", "auth", "auth-int"
	both, legacy := []digest.QOP{digest.AuthInt, digest.Auth}, []digest.QOP{digest.Auth, digest.Legacy}
	for _, tt := range []struct {
		takes   []digest.QOP
		offered string // the parameter
		with    string // qop with content that can be read
		without string
	}{
		{nil, `qop="auth"`, auth, auth},
		{nil, `qop=auth`, auth, auth},
		{nil, `qop="AUTH"`, none, none},
		{nil, `qop="AUTH, auth"`, auth, auth},
		{nil, `qop="auth-int, auth"`, auth, auth},
		{nil, `qop="auth-int"`, integrity, none},
		{nil, `qop=" , auth-conf ,,auth-int, token"`, integrity, none},
		{nil, `qop="auth-conf"`, none, none},
		{nil, `qop="auth auth-int"`, none, none},
		{nil, `qop=""`, none, none},
		{nil, ``, none, none},
		{both, `qop="auth,auth-int"`, integrity, auth},
		{both, `qop="Auth-Int"`, none, none},
		{both, `qop="Auth-Int, auth"`, auth, auth},
		{both, `qop="auth"`, auth, auth},
		{[]digest.QOP{digest.AuthInt}, `qop="auth"`, none, none},
		{[]digest.QOP{digest.AuthInt}, `qop="auth, auth-int"`, integrity, none},
		{[]digest.QOP{digest.Auth}, `qop="auth-int"`, none, none},
		{legacy, ``, "", ""},
		{legacy, `qop=""`, "", ""},
		{legacy, `qop=" , "`, "", ""},
		{legacy, `qop="auth-conf"`, none, none}, // a list of unknown ones is not none
		{legacy, `qop="auth-int"`, none, none},
		{legacy, `qop="auth"`, auth, auth},
		{[]digest.QOP{digest.Legacy, digest.Auth}, `qop="auth"`, auth, auth}, // not what is offered
	} {
		for _, algorithm := range []string{"SHA-256", "SHA-256-sess"} {
			for r, want := range map[*scheme.Request]string{readable: tt.with, request(): tt.without} {
				if want == "" && algorithm == "SHA-256-sess" {
					want = none // A1 would need a cnonce, Section 4.5 of the requirements
				}
				line := strings.TrimSuffix(`Digest realm="r", nonce="n", algorithm=`+algorithm+", "+tt.offered, ", ")
				nonce, qop := chosen(t, digest.ClientOptions{QOP: tt.takes}, r, line)
				if nonce == "" {
					qop = none
				}
				if qop != want {
					t.Errorf("%v, %s, content %t: qop %q, want %q", tt.takes, line, r.Content != nil, qop, want)
				}
			}
		}
	}
}

// One session serves requests with content and those whose content cannot be
// read, each with the qop that it can have.
func TestQOPOfEachRequest(t *testing.T) {
	c := digest.NewClient(user, password, &digest.ClientOptions{QOP: []digest.QOP{digest.AuthInt, digest.Auth}})
	readable := withContent(request(), "content")
	line := parse(t, `Digest realm="r", nonce="n", qop="auth, auth-int", algorithm=SHA-256`)
	if _, err := c.Begin(t.Context(), readable).Next(t.Context(), line); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"auth", "auth-int", "auth"} {
		r := request()
		if want == "auth-int" {
			r = readable
		}
		a, err := c.Begin(t.Context(), r).Next(t.Context(), nil)
		qop, _ := a.Credentials.Param("qop")
		nc, _ := a.Credentials.Param("nc")
		if err != nil || qop != want || nc != fmt.Sprintf("%08x", i+2) {
			t.Errorf("qop %s, nc %s, %v; want %s", qop, nc, err, want)
		}
	}
	// Where there is auth-int only, such a request has no answer ahead.
	c = digest.NewClient(user, password, nil)
	line = parse(t, `Digest realm="r", nonce="n", qop="auth-int", algorithm=SHA-256`)
	if _, err := c.Begin(t.Context(), readable).Next(t.Context(), line); err != nil {
		t.Fatal(err)
	}
	if a, err := c.Begin(t.Context(), request()).Next(t.Context(), nil); err != scheme.ErrDeclined {
		t.Error(a, err)
	}
}

// G06: no challenge of whatever parameters is a panic, and only those with realm,
// nonce, a known algorithm and a known qop have an answer.
func TestAttack_G06_all_subsets_of_parameters(t *testing.T) {
	params := []string{`realm="r"`, `nonce="n"`, `qop="auth"`, `algorithm=SHA-256`, `opaque=""`, `domain="/"`, `stale=true`, `charset=UTF-8`, `userhash=true`, `unknown="x"`}
	empty := func(p string) string { return p[:strings.IndexByte(p, '=')] + `=""` }
	answers, cases := 0, 0
	for set := range 1 << len(params) {
		for emptied := -1; emptied < len(params); emptied++ {
			var chosenParams []string
			for i, p := range params {
				if set>>i&1 == 0 {
					continue
				}
				if i == emptied {
					p = empty(p)
				}
				chosenParams = append(chosenParams, p)
			}
			if emptied >= 0 && set>>emptied&1 == 0 {
				continue
			}
			cases++
			nonce, _ := chosen(t, digest.ClientOptions{}, request(), strings.TrimSpace("Digest "+strings.Join(chosenParams, ", ")))
			// An empty realm is one; an empty nonce, qop or algorithm is none.
			want := set&15 == 15 && !(emptied >= 1 && emptied <= 3)
			if (nonce != "") != want {
				t.Errorf("%q: answered %t", chosenParams, nonce != "")
			}
			if want {
				answers++
			}
		}
	}
	if cases != 1024+10*512 || answers != 64+64+6*32 {
		t.Errorf("%d cases, %d answers", cases, answers)
	}
}
