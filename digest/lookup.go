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

// A Query asks a [Lookup] for a Secret.
type Query struct {
	Algorithm Algorithm // that the Secret must have; never a -sess form
	Realm     string    // that the Secret must have been made for
	User      string    // UTF-8, not empty, without colon and control characters
	UserHash  bool      // User is what was sent for the UserHash of the user, which is in lower case
}

// A Lookup returns the Secret of a user, and who it is. It is called
// concurrently.
//
// It returns scheme.ErrUnknownUser if there is no such user, or none with a
// Secret of that algorithm and realm, and scheme.ErrUnavailable if it cannot
// tell. It must do the same work for an unknown user as for a known one, or the
// time taken tells who exists.
type Lookup func(ctx context.Context, q Query) (Secret, scheme.Identity, error)

// UserHash returns what clients send in place of the user name where userhash is
// offered (RFC 7616, Section 3.4.4): the hash of user name and realm. A store
// keeps an index from it to the user. The error is that of [NewSecret].
func UserHash(a Algorithm, user, realm string) (string, error) {
	if _, err := NewSecret(a, user, realm, "-"); err != nil {
		return "", err
	}
	return string(a.appendHex(nil, []byte(user+":"+realm))), nil
}

var errNoAccounts = errors.New("digest: no accounts")

// Passwords returns a Lookup for accounts that are known in clear: user name to
// password. It is for tests, demonstrations and machine accounts with random
// passwords; elsewhere keep Secrets, one for each algorithm that you offer.
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
	return (&passwords{accounts: maps.Clone(accounts)}).lookup, nil
}

type passwords struct {
	accounts map[string]string

	mu     sync.Mutex
	hashed map[hashedIn]map[string]string // hash of the name to name
}

type hashedIn struct {
	algorithm Algorithm
	realm     string
}

func (p *passwords) lookup(_ context.Context, q Query) (Secret, scheme.Identity, error) {
	user, known := q.User, true
	if q.UserHash {
		user, known = p.user(q)
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

// maxRealms bounds the indexes that are kept, should every request have another
// realm.
const maxRealms = 64

// user returns the user of a hash.
func (p *passwords) user(q Query) (user string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	in := hashedIn{q.Algorithm, q.Realm}
	index, ok := p.hashed[in]
	if !ok {
		index = make(map[string]string, len(p.accounts))
		for user := range p.accounts {
			if hash, err := UserHash(q.Algorithm, user, q.Realm); err == nil {
				index[hash] = user
			}
		}
		if p.hashed == nil || len(p.hashed) >= maxRealms {
			p.hashed = make(map[hashedIn]map[string]string)
		}
		p.hashed[in] = index
	}
	user, ok = index[q.User]
	return user, ok
}
