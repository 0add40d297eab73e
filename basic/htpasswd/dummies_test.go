// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/fips140"
	"crypto/rand"
	"crypto/sha1"
	"strconv"
	"testing"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/scrypt"

	"github.com/go-httpauth/httpauth/scheme"
)

// hashOf returns the hash of a password, of whatever kind.
func hashOf(t testing.TB, k kind, password string) hash {
	t.Helper()
	h := hash{k, make([]byte, 16), nil}
	rand.Read(h.salt) // never fails
	switch k := k.(type) {
	case bcryptKind:
		text, reason := (&parser{opts: &Options{Bcrypt: Range{4, 31}}}).bcrypt(bcryptOf(t, k.cost, password)[4:])
		if reason != "" {
			t.Fatal(reason)
		}
		return text
	case shaCryptKind:
		h.sum, _ = k.sum(h.salt, []byte(password))
	case argon2Kind:
		h.sum = argon2.IDKey([]byte(password), h.salt, k.time, k.memory, k.lanes, 32)
	case scryptKind:
		var err error
		if h.sum, err = scrypt.Key([]byte(password), h.salt, 1<<k.logN, k.r, k.p, 32); err != nil {
			t.Fatal(err)
		}
	case apr1Kind:
		h.sum, _ = apr1(h.salt, []byte(password))
	case shaKind:
		sum := sha1.Sum(append([]byte(password), h.salt...))
		h.sum = sum[:]
	case plainKind:
		h.sum = tag(h.salt, password)
	}
	return h
}

// kinds has one of each.
func kinds() []kind {
	all := []kind{
		bcryptKind{4}, bcryptKind{5}, shaCryptKind{bits: 256, rounds: 1000}, shaCryptKind{bits: 512, rounds: 1000}, small, large, plainKind{},
	}
	if !fips140.Enforced() {
		all = append(all, scryptKind{logN: 8, r: 8, p: 1}, apr1Kind{}, shaKind{})
	}
	return all
}

// B03: the hash of a dummy is computed, not only counted: one that is of the password
// that is tried is found to match, for those who may as well as for those who may
// not. That lets nobody in (B05).
func TestAttack_B03_B05_the_hashes_of_dummies_are_computed(t *testing.T) {
	const tried = "the password of all dummies"
	own := func(i int) string { return "own " + strconv.Itoa(i) }
	all := kinds()
	var matched []int
	table, _ := counting(t, "locked:*", Options{})
	table.ran = func(_ kind, ok int, _ uint64) { matched = append(matched, ok) }
	table.dummies = nil
	for i, k := range all {
		table.dummies = append(table.dummies, hashOf(t, k, tried))
		table.users[own(i)] = &entry{hash: hashOf(t, k, own(i))}
	}
	rows := 0
	try := func(user, password string, want error, matches func(i int) bool) {
		t.Helper()
		rows++
		matched = nil
		if id, err := table.Verify(t.Context(), nil, user, password); err != want || (err == nil) != (id.Subject == user) {
			t.Errorf("%s with %s: %+v, %v", user, password, id, err)
		}
		if len(matched) != len(all) {
			t.Fatalf("%s: %d hashes", user, len(matched))
		}
		for i, ok := range matched {
			if (ok == 1) != matches(i) {
				t.Errorf("%s with %s, hash of %+v: %d", user, password, all[i], ok)
			}
		}
	}
	try("ghost", tried, scheme.ErrUnknownUser, func(int) bool { return true })
	try("locked", tried, ErrDisabled, func(int) bool { return true })
	for i := range all {
		try(own(i), tried, scheme.ErrRejected, func(j int) bool { return i != j })
		try(own(i), own(i), nil, func(j int) bool { return i == j })
	}
	if rows != 2+2*len(all) || len(all) < 7 {
		t.Errorf("%d rows", rows)
	}
}
