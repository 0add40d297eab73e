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

// A store that finds its users by name, and by the hash that clients send in place
// of it where the server asks for that. Clients that cannot send it are found by
// their name.
func ExampleUserHash() {
	const realm = "http-auth@example.org"
	type account struct {
		name   string
		secret digest.Secret
	}
	accounts := make(map[digest.Query]account)
	for name, password := range map[string]string{"Mufasa": "Circle of Life", "Scar": "Be Prepared"} {
		secret, err := digest.NewSecret(digest.SHA256, name, realm, password)
		if err != nil {
			fmt.Println(err)
			return
		}
		hash, err := digest.UserHash(digest.SHA256, name, realm)
		if err != nil {
			fmt.Println(err)
			return
		}
		accounts[digest.Query{Algorithm: digest.SHA256, Realm: realm, User: name}] = account{name, secret}
		accounts[digest.Query{Algorithm: digest.SHA256, Realm: realm, User: hash, UserHash: true}] = account{name, secret}
	}
	lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
		a, ok := accounts[q]
		if !ok {
			return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
		}
		return a.secret, scheme.Identity{Subject: a.name}, nil
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: realm}, digest.New(lookup, &digest.Options{UserHash: true}))
	if err != nil {
		fmt.Println(err)
		return
	}
	srv := httptest.NewServer(nethttp.Handler(auth, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		fmt.Println("this is", id.Subject)
	}), nil))
	defer srv.Close()

	client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: srv.URL}, digest.NewClient("Mufasa", "Circle of Life", nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := (&http.Client{Transport: &nethttp.Transport{Client: client}}).Get(srv.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	resp.Body.Close()
	fmt.Println(resp.Status)
	// Output:
	// this is Mufasa
	// 200 OK
}
