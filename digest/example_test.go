// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Server and client. The server keeps no password, but the hash of each user's
// name, realm and password; here of one user. What it is asked for is all of a
// Query: a Secret of another algorithm or realm is none, and neither is a name that
// is the hash of one.
func Example() {
	secret, err := digest.ParseSecret(digest.SHA256, "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232")
	if err != nil {
		fmt.Println(err)
		return
	}
	secrets := map[digest.Query]digest.Secret{
		{Algorithm: digest.SHA256, Realm: "http-auth@example.org", User: "Mufasa"}: secret,
	}
	lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
		secret, ok := secrets[q]
		if !ok {
			return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
		}
		return secret, scheme.Identity{Subject: q.User}, nil
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "http-auth@example.org"}, digest.New(lookup, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	srv := httptest.NewServer(nethttp.Handler(auth, http.NotFoundHandler(), nil))
	defer srv.Close()

	client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: srv.URL, Trace: func(_ context.Context, s negotiate.Step) {
		if s.Final {
			fmt.Println("the server knows the secret too:", s.Mutual)
		}
	}}, digest.NewClient("Mufasa", "Circle of Life", nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := (&http.Client{Transport: &nethttp.Transport{Client: client}}).Get(srv.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	fmt.Println(resp.Status)
	// Output:
	// the server knows the secret too: true
	// 404 Not Found
}
