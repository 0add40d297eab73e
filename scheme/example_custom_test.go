// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme_test

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// HMAC is a scheme for requests that are signed with a key that both ends know.
// It has no nonce: whoever can read a request can send the same one again. Refuse
// those without a Date, and with an old one, where that matters.
type HMAC struct{ Keys map[string][]byte }

func (HMAC) Name() string { return "HMAC-SHA256" }

func (HMAC) Challenge(_ context.Context, r *scheme.Request, _ error) ([]header.Challenge, error) {
	c, err := header.NewChallenge("HMAC-SHA256", header.Quoted("realm", r.Realm))
	return []header.Challenge{c}, err
}

func (h HMAC) Authenticate(_ context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	id, _ := c.Param("keyid")
	sig, _ := c.Param("signature")
	key, ok := h.Keys[id]
	got, err := hex.DecodeString(sig)
	if err != nil {
		return nil, scheme.ErrMalformed
	}
	if err := r.Claim(id); err != nil {
		return nil, err // somebody guesses
	}
	if !ok || !hmac.Equal(got, sign(key, r)) {
		return nil, scheme.ErrRejected
	}
	return &scheme.Result{Identity: scheme.Identity{Subject: id}}, nil
}

func sign(key []byte, r *scheme.Request) []byte {
	mac := hmac.New(sha256.New, key)
	fmt.Fprint(mac, r.Method, "\n", r.Target, "\n", strings.Join(r.Lines("Date"), "\n"))
	return mac.Sum(nil)
}

// A scheme of your own is a type with three methods. Package negotiate treats it
// like those of this module, and a test of one statement, schemetest.Run, shows
// whether it keeps the rules.
func Example_custom() {
	ctx := context.Background()
	key := make([]byte, 32) // both ends have it from where secrets are kept
	rand.Read(key)
	server := HMAC{Keys: map[string][]byte{"robot-7": key}}
	client := scheme.NewClient("HMAC-SHA256", func(_ context.Context, r *scheme.Request, _ header.Challenge) (header.Credentials, error) {
		signature := hex.EncodeToString(sign(key, r))
		return header.NewCredentials("HMAC-SHA256", header.Quoted("keyid", "robot-7"), header.Token("signature", signature))
	})

	r := &scheme.Request{Method: "GET", Target: "/orders?page=2", Realm: "robots"}
	r.Header = func(string) []string { return []string{"Tue, 15 Nov 1994 08:12:31 GMT"} }
	challenges, err := server.Challenge(ctx, r, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(challenges[0])

	answer, err := client.Begin(ctx, r).Next(ctx, challenges)
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := server.Authenticate(ctx, r, answer.Credentials)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(res.Identity.Subject)

	r.Target = "/orders?page=3" // that is not what was signed
	_, err = server.Authenticate(ctx, r, answer.Credentials)
	fmt.Println(err)
	// Output:
	// HMAC-SHA256 realm="robots"
	// robot-7
	// scheme: credentials rejected
}
