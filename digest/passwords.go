// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"errors"
	"maps"
	"sync"

	"github.com/go-httpauth/httpauth/scheme"
)

var errNoAccounts = errors.New("digest: no accounts")

// Passwords returns a Lookup for accounts that are known in clear: user name to
// password. It is for tests, demonstrations and machine accounts with random
// passwords; elsewhere keep Secrets, one for each algorithm that you offer.
//
// With UserHash, the names are hashed once for each algorithm and realm, of which
// the 64 that were asked for last are kept.
//
// The error says that there is no account, or one that no client could use.
func Passwords(accounts map[string]string) (Lookup, error) {
	if len(accounts) == 0 {
		return nil, errNoAccounts
	}
	for user, password := range accounts {
		if _, err := NewSecret(SHA256, user, "", password); err != nil {
			return nil, err
		}
	}
	return newPasswords(accounts).lookup, nil
}

// passwords are the accounts, and what finds them by the hash of the name.
type passwords struct {
	accounts map[string]string

	mu      sync.Mutex
	indexes map[hashedIn]*index
	asked   uint64 // how often for any index
}

type hashedIn struct {
	algorithm Algorithm
	realm     string
}

// An index is hash of the name to name. Who asks first makes it; others who need it
// wait for that, and nobody else does.
type index struct {
	names func() map[string]string
	asked uint64 // when it was asked for last
}

// maxIndexes bounds what is kept, should every request have another realm.
const maxIndexes = 64

func newPasswords(accounts map[string]string) *passwords {
	return &passwords{accounts: maps.Clone(accounts), indexes: make(map[hashedIn]*index)}
}

func (p *passwords) lookup(_ context.Context, q Query) (Secret, scheme.Identity, error) {
	user, known := q.User, true
	if q.UserHash {
		user, known = p.index(hashedIn{q.Algorithm, q.Realm}).names()[q.User]
	}
	if !known {
		user = q.User // it is a hash, and that of nobody
	}
	password, ok := p.accounts[user]
	if known = known && ok; !known {
		password = "as long as many are" // as much work as for any other
	}
	s, err := NewSecret(q.Algorithm, user, q.Realm, password)
	switch {
	case err != nil:
		return Secret{}, scheme.Identity{}, err
	case !known:
		return Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
	}
	return s, scheme.Identity{Subject: user}, nil
}

// index returns an index, which is made when its names are asked for.
func (p *passwords) index(in hashedIn) *index {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	ix := p.indexes[in]
	if ix == nil {
		if len(p.indexes) >= maxIndexes {
			delete(p.indexes, p.oldest())
		}
		ix = &index{names: sync.OnceValue(func() map[string]string { return p.hash(in) })}
		p.indexes[in] = ix
	}
	ix.asked = p.asked
	return ix
}

// oldest returns which index was not asked for the longest. mu is held.
func (p *passwords) oldest() (in hashedIn) {
	least := p.asked
	for i, ix := range p.indexes {
		if ix.asked < least {
			in, least = i, ix.asked
		}
	}
	return in
}

func (p *passwords) hash(in hashedIn) map[string]string {
	names := make(map[string]string, len(p.accounts))
	for user := range p.accounts {
		if hash, err := UserHash(in.algorithm, user, in.realm); err == nil {
			names[hash] = user
		}
	}
	return names
}
