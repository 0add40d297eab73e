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
		{"stronger, without qop", true, sha256, sha512, auth, none, true}, // each counts for itself
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

// G03: what an answer covers, likewise. What covers less is weaker only if the
// client prefers what covers more, and if it can be had: auth-int covers content
// that can be read again.
func TestAttack_G03_sticky_strength_of_qop(t *testing.T) {
	type qops = []digest.QOP
	const integrity, auth, both, none = `, qop="auth-int"`, `, qop="auth"`, `, qop="auth,auth-int"`, ""
	const again, once = true, false // the content can be read
	first, all := qops{digest.AuthInt, digest.Auth}, qops{digest.AuthInt, digest.Auth, digest.Legacy}
	tests := []struct {
		name            string
		qops            qops
		accepted, later string // what is offered
		was, is         bool   // what content
		weaker          bool   // the later one
	}{
		{"auth after auth-int", first, integrity, auth, again, again, true},
		{"auth after both", first, both, auth, again, again, true},
		{"both after auth-int", first, integrity, both, again, again, false},
		{"auth-int after auth", first, auth, integrity, again, again, false},
		{"auth after auth", first, auth, auth, again, again, false},
		{"nobody can cover it", first, integrity, auth, again, once, false},
		{"nobody could cover it", first, auth, auth, once, again, false},
		{"both, and it could not be covered", first, both, auth, once, again, false},
		{"no qop, and nobody can cover it", all, integrity, none, again, once, true},
		{"no qop after auth-int", all, integrity, none, again, again, true},
		{"no qop after no qop", all, none, none, again, again, false},
		{"auth after no qop", all, none, auth, again, again, false},
		{"auth is preferred", nil, integrity, auth, again, again, false},
		{"auth is preferred, and not there", nil, auth, integrity, again, again, false},
		{"no qop, and auth is preferred", qops{digest.Auth, digest.AuthInt, digest.Legacy}, integrity, none, again, again, true},
		{"no qop is preferred", qops{digest.Legacy, digest.Auth}, auth, none, again, again, true},
	}
	cells := 0
	for _, tt := range tests {
		with := func(again bool) *scheme.Request {
			if again {
				return withContent(request(), "content")
			}
			return request()
		}
		for _, allow := range []bool{false, true} {
			for _, algorithm := range []string{"SHA-256", "SHA-512-256"} {
				cells++
				c := digest.NewClient(user, password, &digest.ClientOptions{QOP: tt.qops, AllowWeaker: allow})
				if err := meet(t, c, with(tt.was), offered(t, "SHA-256", tt.accepted, 1), true); err != nil {
					t.Fatalf("%s: %v", tt.name, err)
				}
				err := meet(t, c, with(tt.is), offered(t, algorithm, tt.later, 2), true)
				if refused := tt.weaker && !allow; (err != nil) != refused || refused && !errors.Is(err, scheme.ErrDeclined) {
					t.Errorf("%s, %s, allowed %t: %v", tt.name, algorithm, allow, err)
				}
			}
		}
	}
	if cells != 16*2*2 {
		t.Errorf("%d cells", cells)
	}
}

// G03: a session with auth alone is not used ahead of a challenge, once auth-int
// was accepted, but for content that it could not cover.
func TestAttack_G03_sticky_strength_of_qop_ahead(t *testing.T) {
	c := digest.NewClient(user, password, &digest.ClientOptions{QOP: []digest.QOP{digest.AuthInt, digest.Auth}})
	for _, line := range []string{`Digest realm="a", nonce="a", algorithm=SHA-256, qop="auth", domain="/a"`, `Digest realm="b", nonce="b", algorithm=SHA-256, qop="auth-int", domain="/b"`} {
		if err := meet(t, c, withContent(request(), "content"), []string{line}, true); err != nil {
			t.Fatal(err)
		}
	}
	r := withContent(request(), "content")
	r.Target = "/a"
	if err := ahead(t, c, r); err != scheme.ErrDeclined {
		t.Errorf("content that can be covered: %v", err)
	}
	r.Content = nil
	if err := ahead(t, c, r); err != nil {
		t.Errorf("content that cannot be covered: %v", err)
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
