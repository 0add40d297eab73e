// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// offered returns a challenge with a nonce that is known by n.
func offered(t *testing.T, algorithm, qop string, n int) []string {
	t.Helper()
	return []string{fmt.Sprintf(`Digest realm="r", nonce="%s-%d", algorithm=%[1]s%[3]s`, algorithm, n, qop)}
}

// meet has a new exchange answer a challenge, and says that the server accepts
// it if it should.
func meet(t *testing.T, c scheme.Client, r *scheme.Request, lines []string, accepted bool) error {
	t.Helper()
	x := c.Begin(t.Context(), r)
	_, err := x.Next(t.Context(), parse(t, lines...))
	if err == nil && accepted {
		_, err = x.Verify(t.Context(), new(scheme.Response))
	}
	return err
}

// G03: what an origin has accepted is the least that it gets from then on.
func TestAttack_G03_sticky_strength(t *testing.T) {
	const sha512, sha512sess, sha256, sha256sess = "SHA-512-256", "SHA-512-256-sess", "SHA-256", "SHA-256-sess"
	const auth, none = `, qop="auth"`, ""
	qops := []digest.QOP{digest.Auth, digest.Legacy}
	for _, tt := range []struct {
		name          string
		accepted      bool // the first one
		first, second string
		firstQOP, qop string
		weaker        bool // the second one is
	}{
		{"weaker", true, sha512, sha256, auth, auth, true},
		{"weaker -sess", true, sha512, sha256sess, auth, auth, true},
		{"weaker after -sess", true, sha512sess, sha256, auth, auth, true},
		{"the same", true, sha512, sha512, auth, auth, false},
		{"its -sess form", true, sha512, sha512sess, auth, auth, false},
		{"without -sess", true, sha256sess, sha256, auth, auth, false},
		{"stronger", true, sha256, sha512, auth, auth, false},
		{"refused before", false, sha512, sha256, auth, auth, false},
		{"without qop", true, sha256, sha256, auth, none, true},
		{"with qop", true, sha256, sha256, none, auth, false},
		{"stronger, without qop", true, sha256, sha512, auth, none, false},
	} {
		for _, allow := range []bool{false, true} {
			c := digest.NewClient(user, password, &digest.ClientOptions{QOP: qops, AllowWeaker: allow})
			if err := meet(t, c, request(), offered(t, tt.first, tt.firstQOP, 1), tt.accepted); err != nil {
				t.Fatal(err)
			}
			err := meet(t, c, request(), offered(t, tt.second, tt.qop, 2), true)
			refused := tt.weaker && !allow
			if (err != nil) != refused || refused && (!errors.Is(err, scheme.ErrDeclined) || err == scheme.ErrDeclined) {
				t.Errorf("%s, allowed %t: %v", tt.name, allow, err)
			}
			other := request()
			other.Origin = "http://other.example"
			if err := meet(t, c, other, offered(t, sha256, none, 3), true); err != nil {
				t.Errorf("%s: another origin: %v", tt.name, err)
			}
			proxy := request()
			proxy.Proxy = true
			if err := meet(t, c, proxy, offered(t, sha256, none, 3), true); err != nil {
				t.Errorf("%s: a proxy there: %v", tt.name, err)
			}
		}
	}
}

// G03: a session from before does not come back, neither ahead of a challenge nor
// by one that was refused.
func TestAttack_G03_sticky_strength_of_sessions(t *testing.T) {
	for _, allow := range []bool{false, true} {
		c := digest.NewClient(user, password, &digest.ClientOptions{AllowWeaker: allow})
		weak := []string{`Digest realm="weak", nonce="w", algorithm=SHA-256, qop="auth"`}
		if err := meet(t, c, request(), weak, true); err != nil {
			t.Fatal(err)
		}
		if err := meet(t, c, request(), offered(t, "SHA-512-256", `, qop="auth"`, 1), true); err != nil {
			t.Fatal(err)
		}
		if err := meet(t, c, request(), weak, true); (err == nil) != allow {
			t.Errorf("allowed %t: %v", allow, err)
		}
		a, err := c.Begin(t.Context(), request()).Next(t.Context(), nil)
		if realm, _ := a.Credentials.Param("realm"); err != nil || (realm == "weak") != allow {
			t.Errorf("allowed %t: realm %q, %v", allow, realm, err)
		}
		// Nor where the strong one is not for the target.
		elsewhere := request()
		elsewhere.Origin = "http://other.example"
		strong := []string{`Digest realm="r", nonce="s", algorithm=SHA-512-256, qop="auth", domain="/strong"`}
		for _, lines := range [][]string{weak, strong} {
			if err := meet(t, c, elsewhere, lines, true); err != nil {
				t.Fatal(err)
			}
		}
		if err := ahead(t, c, elsewhere); (err == nil) != allow {
			t.Errorf("allowed %t: ahead: %v", allow, err)
		}
	}
}

// G03: a weaker one is refused to all, once one request has been accepted with a
// stronger one, also in parallel.
func TestAttack_G03_sticky_strength_in_parallel(t *testing.T) {
	c := digest.NewClient(user, password, nil)
	if err := meet(t, c, request(), offered(t, "SHA-512-256", `, qop="auth"`, 0), true); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			for range 50 {
				algorithm := []string{"SHA-512-256", "SHA-256"}[i%2]
				err := meet(t, c, request(), offered(t, algorithm, `, qop="auth"`, i), true)
				if (err != nil) != (i%2 == 1) {
					t.Errorf("%s: %v", algorithm, err)
				}
			}
		})
	}
	wg.Wait()
}
