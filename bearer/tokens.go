// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

var (
	errNoTokens = errors.New("bearer: no tokens")
	errToken    = errors.New("bearer: a token is not in the syntax of RFC 6750, Section 2.1, or too long")
)

// Tokens returns a Verifier for tokens that are known beforehand, such as those
// of machines. It keeps no token, only tags of them under a random key, so that
// looking one up takes no time that depends on the tokens.
//
// The error says that there is no token, or one that no client could send.
func Tokens(tokens map[string]scheme.Identity) (Verifier, error) {
	if len(tokens) == 0 {
		return nil, errNoTokens
	}
	t := tagged{key: make([]byte, sha256.Size), ids: make(map[[sha256.Size]byte]scheme.Identity, len(tokens))}
	rand.Read(t.key) // never fails
	for token, id := range tokens {
		if _, err := encode(token); err != nil {
			return nil, err
		}
		t.ids[t.tag(token)] = id
	}
	return t.verify, nil
}

type tagged struct {
	key []byte
	ids map[[sha256.Size]byte]scheme.Identity
}

func (t tagged) tag(token string) (sum [sha256.Size]byte) {
	mac := hmac.New(sha256.New, t.key)
	mac.Write([]byte(token))
	mac.Sum(sum[:0])
	return sum
}

func (t tagged) verify(_ context.Context, _ *scheme.Request, token string) (scheme.Identity, error) {
	id, ok := t.ids[t.tag(token)]
	if !ok {
		return scheme.Identity{}, scheme.ErrRejected
	}
	return id, nil
}

func encode(token string) (header.Credentials, error) {
	c, err := header.NewCredentials68(name, token)
	if err != nil || len(token) > MaxToken {
		return header.Credentials{}, errToken
	}
	return c, nil
}
