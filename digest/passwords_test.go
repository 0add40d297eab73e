// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"fmt"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/scheme"
)

// byHash looks a user up by the hash of the name.
func byHash(t *testing.T, p *passwords, user, realm string) error {
	t.Helper()
	hash, err := UserHash(SHA256, user, realm)
	if err != nil {
		t.Fatal(err)
	}
	_, id, err := p.lookup(t.Context(), Query{Algorithm: SHA256, Realm: realm, User: hash, UserHash: true})
	if (err == nil) != (id.Subject == user) {
		t.Errorf("%s: %v, %v", user, id, err)
	}
	return err
}

// D26, Passwords: the names are hashed once for each realm, and one realm too many
// costs the one that was asked for the longest ago, and no other.
func TestAttack_D26_passwords_of_many_realms(t *testing.T) {
	p := newPasswords(map[string]string{"a": "x", "b": "y", "c": "z"})
	made := make(map[*index]bool)
	ask := func(realm int) (anew bool) {
		t.Helper()
		name := fmt.Sprint("realm", realm)
		for _, user := range []string{"a", "ghost", "c"} {
			if err := byHash(t, p, user, name); (err != nil) != (user == "ghost") || err != nil && err != scheme.ErrUnknownUser {
				t.Error(err)
			}
		}
		ix := p.indexes[hashedIn{SHA256, name}]
		anew, made[ix] = !made[ix], true
		return anew
	}
	for realm := range maxIndexes {
		if !ask(realm) || ask(realm) {
			t.Errorf("realm %d is not hashed once", realm)
		}
	}
	ask(0)
	for realm := maxIndexes; realm < 3*maxIndexes; realm++ {
		if !ask(realm) || ask(0) || ask(realm) || len(p.indexes) != maxIndexes {
			t.Fatalf("realm %d: %d indexes", realm, len(p.indexes))
		}
	}
	for realm := 2*maxIndexes + 1; realm < 3*maxIndexes; realm++ {
		if ask(realm) {
			t.Errorf("realm %d is hashed again", realm)
		}
	}
	if want := 3 * maxIndexes; len(made) != want {
		t.Errorf("%d indexes were made, not %d", len(made), want)
	}
}

// Nobody waits for the names of another realm; who needs those of one waits for
// whoever hashes them.
func TestAttack_D26_passwords_do_not_wait_for_another_realm(t *testing.T) {
	p := newPasswords(map[string]string{"a": "x"})
	slow, begun, end := hashedIn{SHA256, "slow"}, make(chan bool), make(chan bool)
	times := 0
	p.indexes[slow] = &index{names: sync.OnceValue(func() map[string]string {
		times++
		close(begun)
		<-end
		return p.hash(slow)
	})}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := byHash(t, p, "a", "slow"); err != nil {
				t.Error(err)
			}
		})
	}
	<-begun
	for i := range 2 * maxIndexes { // also if it is dropped meanwhile
		if err := byHash(t, p, "a", fmt.Sprint(i)); err != nil {
			t.Error(err)
		}
	}
	close(end)
	wg.Wait()
	if times != 1 {
		t.Errorf("hashed %d times", times)
	}
}
