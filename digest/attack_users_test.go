// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"crypto/fips140"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// responseOf returns the response for whatever somebody takes for H(A1).
func responseOf(a refAnswer, ha1 string) string {
	a2 := refHash(a.algorithm, a.method+":"+a.uri)
	return refHash(a.algorithm, strings.Join([]string{ha1, a.nonce, a.nc, a.cnonce, a.qop, a2}, ":"))
}

// Whoever is not known has no secret that somebody could compute with, nor has
// who is known another one than his.
func TestAttack_D01_no_secret_to_guess(t *testing.T) {
	lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
		if q.User == "zero" { // a store that returns nothing at all
			return digest.Secret{}, scheme.Identity{}, nil
		}
		return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
	}
	tries := 0
	for name, s := range map[string]*digest.Scheme{"none is known": digest.New(lookup, nil), "Passwords": digest.New(accounts(t), nil)} {
		for _, who := range []string{"ghost", "zero", "-", "null", user} {
			ha1s := []string{"", "null", "nil", "<nil>", "undefined", strings.Repeat(" ", 32), strings.Repeat(" ", 64), strings.Repeat("0", 32), strings.Repeat("0", 64), strings.Repeat("\x00", 32)}
			for _, pw := range []string{"", "null", "nil", "undefined", "-", " ", "password"} {
				ha1s = append(ha1s, refHash("SHA-256", who+":"+realm+":"+pw), refHash("SHA-256", "-:"+realm+":"+pw), refHash("SHA-256", "::"+pw))
			}
			ha1s = append(ha1s, refHash("SHA-256", ""), refHash("SHA-256", ":"), refHash("SHA-256", "::"), refHash("SHA-256", ":"+realm+":"), refHash("SHA-256", who))
			for _, ha1 := range ha1s {
				a := good(mint(t, s))
				a.user = who
				res, err := s.Authenticate(t.Context(), request(), a.form().with("response", responseOf(a, ha1), true).credentials(t))
				if tries++; res != nil || err == nil || errors.Is(err, digest.ErrStale) {
					t.Errorf("%s: %s with %q: %v", name, who, ha1, err)
				}
				if who != "zero" && !errors.Is(err, scheme.ErrRejected) {
					t.Errorf("%s: %s with %q: %v", name, who, ha1, err)
				}
			}
		}
	}
	if tries != 2*5*36 {
		t.Errorf("%d tries", tries)
	}
}

func TestAttack_D02_secrets_of_the_wrong_kind(t *testing.T) {
	tests := map[string]digest.Algorithm{"zero": "", "SHA-256": digest.SHA256}
	if !fips140.Enforced() {
		tests["MD5"] = digest.MD5
	}
	for name, a := range tests {
		var secret digest.Secret
		if a != "" {
			var err error
			if secret, err = digest.NewSecret(a, user, realm, password); err != nil {
				t.Fatal(err)
			}
		}
		for _, offered := range []digest.Algorithm{digest.SHA512256, digest.SHA512256Sess} {
			s := digest.New(func(context.Context, digest.Query) (digest.Secret, scheme.Identity, error) {
				return secret, scheme.Identity{Subject: user}, nil
			}, &digest.Options{Algorithms: []digest.Algorithm{offered}})
			answer := good(mint(t, s))
			answer.algorithm = string(offered)
			res, err := s.Authenticate(t.Context(), request(), answer.form().credentials(t))
			if _, reason := errors.AsType[scheme.Reason](err); res != nil || err == nil || reason {
				t.Errorf("%s for %s: %v, %v", name, offered, res, err)
			}
		}
	}
	refused := 0
	for _, a := range []digest.Algorithm{digest.SHA256, digest.SHA512256, digest.SHA256Sess} {
		for _, digits := range []string{"", "null", "nil", strings.Repeat("0", 63), strings.Repeat("0", 65), strings.Repeat("0", 32), strings.Repeat("g", 64),
			strings.Repeat(" ", 64), "0x" + strings.Repeat("0", 62), strings.Repeat("0", 63) + "\n", "\u0660" + strings.Repeat("0", 62)} {
			s, err := digest.ParseSecret(a, digits)
			if refused++; err == nil || !s.IsZero() {
				t.Errorf("%q is accepted", digits)
			}
			if err != nil && len(digits) > 8 && strings.Contains(err.Error(), digits[:8]) {
				t.Errorf("the error tells the digits: %v", err)
			}
		}
	}
	if refused != 33 {
		t.Errorf("%d tries", refused)
	}
}

// An algorithm and its -sess form have the same secrets, so stores need not care.
func TestSecretsOfSess(t *testing.T) {
	for sess, base := range map[digest.Algorithm]digest.Algorithm{digest.SHA256Sess: digest.SHA256, digest.SHA512256Sess: digest.SHA512256, digest.MD5Sess: digest.MD5} {
		if fips140.Enforced() && base == digest.MD5 {
			continue
		}
		a, errA := digest.NewSecret(base, user, realm, password)
		b, errB := digest.NewSecret(sess, user, realm, password)
		c, errC := digest.ParseSecret(sess, a.Reveal())
		if errA != nil || errB != nil || errC != nil || !a.Equal(b) || !a.Equal(c) {
			t.Errorf("%s: %v, %v, %v; the same: %t, %t", sess, errA, errB, errC, a.Equal(b), a.Equal(c))
		}
	}
}

// D19: A1 is user, realm and password with colons between: neither of the first
// two may have one, at configuration, on the wire, and in stores.
func TestAttack_D19_colons(t *testing.T) {
	if _, err := digest.NewSecret(digest.SHA256, "a:b", "c", "d"); err == nil {
		t.Error("a secret of a user with a colon")
	}
	if _, err := digest.UserHash(digest.SHA256, "a:b", "c"); err == nil {
		t.Error("a hash of a user with a colon")
	}
	if _, err := digest.Passwords(map[string]string{"a": "b", "a:b": "c"}); err == nil {
		t.Error("an account with a colon")
	}
	var users anybody
	n := digest.NewNonces(nil) // of another realm of the same server
	s := digest.New(users.lookup, &digest.Options{Nonces: n})
	try := func(name, realm string) error {
		r := request()
		r.Realm = realm
		a := good(mintFrom(t, n))
		a.user, a.realm = name, realm
		res, err := s.Authenticate(t.Context(), r, a.form().credentials(t))
		if (res != nil) != (err == nil) {
			t.Error(res, err)
		}
		return err
	}
	if err := try("a", "b"); err != nil {
		t.Error(err)
	}
	if err := try("a:b", "c"); !errors.Is(err, scheme.ErrRejected) {
		t.Errorf("a user with a colon: %v", err)
	}
	// The realm is the server's own: this is a fault of its configuration.
	err := try("a", "b:c")
	if _, reason := errors.AsType[scheme.Reason](err); err == nil || reason {
		t.Errorf("a realm with a colon: %v", err)
	}
	if len(users.asked) != 1 {
		t.Errorf("the Lookup was asked for %v", users.asked)
	}
}

// D27: what is stored is no password, nor the other way round.
func TestAttack_D27_the_hash_is_no_password(t *testing.T) {
	s := digest.New(accounts(t), nil)
	for name, pw := range map[string]string{"H(A1)": refHash("SHA-256", user+":"+realm+":"+password), "in upper case": strings.ToUpper(refHash("SHA-256", user+":"+realm+":"+password))} {
		a := good(mint(t, s))
		a.password = pw
		if res, err := s.Authenticate(t.Context(), request(), a.form().credentials(t)); res != nil || !errors.Is(err, scheme.ErrRejected) {
			t.Errorf("%s as the password: %v", name, err)
		}
	}
	a := good(mint(t, s)) // the password as H(A1)
	if res, err := s.Authenticate(t.Context(), request(), a.form().with("response", responseOf(a, password), true).credentials(t)); res != nil || !errors.Is(err, scheme.ErrRejected) {
		t.Error(err)
	}
	if _, err := digest.ParseSecret(digest.SHA256, password); err == nil {
		t.Error("a password is read as a Secret")
	}
}

// D26: one look-up for each answer, by the hash itself; an unknown hash gets what
// an unknown name gets, and no more of anything.
func TestAttack_D26_userhash_is_looked_up_once(t *testing.T) {
	index := make(map[string]string)
	for i := range 100_000 {
		name := fmt.Sprintf("user%d", i)
		index[refHash("SHA-256", name+":"+realm)] = name
	}
	var lookups, content int
	lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
		lookups++
		name, ok := q.User, !q.UserHash
		if q.UserHash {
			name, ok = index[q.User]
		}
		if !ok || !strings.HasPrefix(name, "user") {
			return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
		}
		s, err := digest.NewSecret(q.Algorithm, name, q.Realm, password)
		return s, scheme.Identity{Subject: name}, err
	}
	s := digest.New(lookup, &digest.Options{UserHash: true, QOP: []digest.QOP{digest.AuthInt}})
	r := counting(request(), "content", &content)
	texts := make(map[string]bool)
	for _, tt := range []struct {
		name, sent, userhash string
		ok                   bool
	}{
		{"user99999", "", "true", true},
		{"user7", "", "true", true},
		{"user7", "user7", "false", true},
		{"ghost", "", "true", false},
		{"ghost", "ghost", "false", false},
		{"user7", "user7", "true", false},           // the name is no hash
		{"user7", "", "false", false},               // the hash is no name
		{"user7", "/user7:" + realm, "true", false}, // nor is this
	} {
		a := good(mint(t, s))
		a.user, a.qop, a.content = tt.name, "auth-int", "content"
		sent := tt.sent
		if sent == "" {
			sent = a.userHash()
		}
		if strings.HasPrefix(sent, "/") {
			sent = strings.ReplaceAll(sent[1:], ":", "")
		}
		lookups, content = 0, 0
		res, err := s.Authenticate(t.Context(), r, a.form().with("username", sent, true).with("userhash", tt.userhash, false).credentials(t))
		if (res != nil) != tt.ok || lookups != 1 || content != 1 {
			t.Errorf("%+v: %v, %d look-ups, content read %d times", tt, err, lookups, content)
		}
		if tt.ok && res.Identity.Subject != tt.name {
			t.Errorf("%+v: %v", tt, res.Identity)
		}
		if !tt.ok {
			texts[fmt.Sprint(err)] = true
		}
	}
	if len(texts) != 1 {
		t.Errorf("unknown users get %v", texts)
	}
}

// D26, Passwords: a query hashes as often with a hundred thousand users as with
// ten, and whether it is for one of them or not: each hash allocates.
func TestAttack_D26_passwords(t *testing.T) {
	work := make(map[string]float64)
	for _, users := range []int{10, 100_000} {
		all := make(map[string]string)
		for i := range users {
			all[fmt.Sprintf("user%06d", i)] = password
		}
		lookup, err := digest.Passwords(all)
		if err != nil {
			t.Fatal(err)
		}
		for _, userHash := range []bool{true, false} {
			for _, name := range []string{"user000000", fmt.Sprintf("user%06d", users-1), "unknown000"} {
				q := digest.Query{Algorithm: digest.SHA256, Realm: realm, User: name, UserHash: userHash}
				if userHash {
					if q.User, err = digest.UserHash(digest.SHA256, name, realm); err != nil {
						t.Fatal(err)
					}
				}
				allocs := testing.AllocsPerRun(100, func() {
					_, id, err := lookup(t.Context(), q)
					if (err == nil) != (id.Subject == name) || (err != nil) != (name == "unknown000") || err != nil && err != scheme.ErrUnknownUser {
						t.Errorf("%s: %v, %v", name, id, err)
					}
				})
				work[fmt.Sprintf("%d users, %s, hash %t", users, name, userHash)] = allocs
			}
		}
	}
	least, most := 100.0, 0.0
	for _, allocs := range work {
		least, most = min(least, allocs), max(most, allocs)
	}
	if len(work) != 12 || most > least+1 || most > 5 { // a long string needs one more than a short one
		t.Errorf("allocations: %v", work)
	}
}
