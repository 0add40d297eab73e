// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A twoStep is a scheme of two rounds: a name, and then the answer to what the
// server asked for that name.
type twoStep struct {
	keys map[string]string

	mu   sync.Mutex
	open map[string]string // exchange to user
}

// A second is the cause of the second challenge.
type second struct{ id string }

func (*second) Error() string { return "two-step: another round" }
func (*second) Unwrap() error { return scheme.ErrContinue }

func (*twoStep) Name() string { return "Two-Step" }

func (*twoStep) Challenge(_ context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	params := []header.Param{header.Quoted("realm", r.Realm)}
	if next, ok := errors.AsType[*second](cause); ok {
		params = append(params, header.Token("exchange", next.id))
	}
	ch, err := header.NewChallenge("Two-Step", params...)
	if err != nil {
		return nil, err
	}
	return []header.Challenge{ch}, nil
}

func (s *twoStep) Authenticate(_ context.Context, _ *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if user, ok := c.Param("user"); ok && user != "" {
		next := &second{rand.Text()}
		s.open[next.id] = user
		return nil, next
	}
	id, _ := c.Param("exchange")
	proof, _ := c.Param("proof")
	got, err := hex.DecodeString(proof)
	if err != nil || id == "" {
		return nil, scheme.ErrMalformed
	}
	user := s.open[id]
	delete(s.open, id)
	key, known := s.keys[user]
	if !hmac.Equal(got, prove(key, id)) || !known {
		return nil, scheme.ErrRejected
	}
	return &scheme.Result{Identity: scheme.Identity{Subject: user}}, nil
}

type twoStepClient struct{ user, key string }

func (twoStepClient) Name() string { return "two-step" }

func (c twoStepClient) Begin(context.Context, *scheme.Request) scheme.Exchange {
	return &twoStepExchange{twoStepClient: c}
}

type twoStepExchange struct {
	twoStepClient
	answered int
}

func (x *twoStepExchange) Next(_ context.Context, offered []header.Challenge) (scheme.Answer, error) {
	if len(offered) == 0 {
		return scheme.Answer{}, scheme.ErrDeclined
	}
	id, ok := offered[0].Param("exchange")
	if ok != (x.answered == 1) || x.answered == 2 {
		return scheme.Answer{}, scheme.ErrRejected
	}
	x.answered++
	params := []header.Param{header.Quoted("user", x.user)}
	if ok {
		params = []header.Param{header.Quoted("exchange", id), header.Token("proof", hex.EncodeToString(prove(x.key, id)))}
	}
	c, err := header.NewCredentials("two-step", params...)
	return scheme.Answer{Challenge: offered[0], Credentials: c}, err
}

func (*twoStepExchange) Verify(context.Context, *scheme.Response) (bool, error) { return false, nil }

func twoStepConfig() Config {
	return Config{
		Scheme: func(*testing.T) scheme.Scheme {
			return &twoStep{keys: map[string]string{"alice": macKey}, open: make(map[string]string)}
		},
		Client:  func(*testing.T) scheme.Client { return twoStepClient{"alice", macKey} },
		Wrong:   func(*testing.T) scheme.Client { return twoStepClient{"alice", "another-key"} },
		Secrets: []string{macKey},
	}
}
