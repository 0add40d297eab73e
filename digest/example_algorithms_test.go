// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// Several algorithms, each with a Secret of its own: what a client answers with is
// its choice, and the Lookup is asked for the Secret of that algorithm. Each has a
// challenge; a -sess form has the Secrets of the other.
func ExampleOptions() {
	const realm = "http-auth@example.org"
	offered := []digest.Algorithm{digest.SHA256, digest.SHA512256}
	secrets := make(map[digest.Query]digest.Secret)
	for _, a := range offered {
		secret, err := digest.NewSecret(a, "Mufasa", realm, "Circle of Life")
		if err != nil {
			fmt.Println(err)
			return
		}
		secrets[digest.Query{Algorithm: a, Realm: realm, User: "Mufasa"}] = secret
	}
	lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
		fmt.Println("asked for a Secret of", q.Algorithm)
		secret, ok := secrets[q]
		if !ok {
			return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
		}
		return secret, scheme.Identity{Subject: q.User}, nil
	}
	server := digest.New(lookup, &digest.Options{Algorithms: offered})
	client := digest.NewClient("Mufasa", "Circle of Life", nil)

	// What packages negotiate and nethttp do with the two.
	ctx := context.Background()
	r := &scheme.Request{Method: "GET", Target: "/", Origin: "http://example.org", Realm: realm}
	challenges, err := server.Challenge(ctx, r, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, ch := range challenges {
		algorithm, _ := ch.Param("algorithm")
		fmt.Println("offered:", algorithm)
	}
	answer, err := client.Begin(ctx, r).Next(ctx, challenges)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := server.Authenticate(ctx, r, answer.Credentials)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("this is", result.Identity.Subject)
	// Output:
	// offered: SHA-256
	// offered: SHA-512-256
	// asked for a Secret of SHA-512-256
	// this is Mufasa
}
