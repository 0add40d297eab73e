// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Server and client. The password goes over the wire in clear, so both ends
// refuse it on connections that are neither TLS nor local.
func Example() {
	verify, err := basic.Passwords(map[string]string{"alice": "open sesame"})
	if err != nil {
		fmt.Println(err)
		return
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, basic.New(verify, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	srv := httptest.NewServer(nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		fmt.Fprintf(w, "%s by %s", id.Subject, id.Scheme)
	}), nil))
	defer srv.Close()

	client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: srv.URL}, basic.NewClient("alice", "open sesame", nil))
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
	body, err := io.ReadAll(resp.Body)
	fmt.Println(resp.StatusCode, string(body), err)
	// Output: 200 alice by Basic <nil>
}

// A Verifier over a slow hash, of which few run at a time, and which is asked only
// for what was not verified before. Version is what makes a change take effect at
// once: here it is the stored hash.
func ExampleCache() {
	stored := map[string]string{"alice": "hash of open sesame"}
	slow := func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
		fmt.Println("a slow hash")
		hash, known := stored[user]
		switch {
		case !known:
			return scheme.Identity{}, scheme.ErrUnknownUser
		case hash != "hash of "+password: // stands for one that takes constant time
			return scheme.Identity{}, scheme.ErrRejected
		}
		return scheme.Identity{Subject: user}, nil
	}
	verify := basic.Cache(slow, &basic.CacheOptions{
		Version: func(_ context.Context, _ *scheme.Request, user string) (string, error) { return stored[user], nil },
	})

	r := &scheme.Request{Realm: "staff"}
	login := func() {
		id, err := verify(context.Background(), r, "alice", "open sesame")
		fmt.Println(id.Subject, err)
	}
	login()
	login()
	stored["alice"] = "hash of another one"
	login()
	// Output:
	// a slow hash
	// alice <nil>
	// alice <nil>
	// a slow hash
	//  scheme: credentials rejected
}

// A Verifier without a cache that computes slow hashes has a Gate of its own.
func ExampleGate_Verifier() {
	slow := func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
		return scheme.Identity{Subject: user}, nil // after a slow hash
	}
	gate := basic.NewGate(&basic.GateOptions{Hashes: 2})
	s := basic.New(gate.Verifier(slow, basic.Weight{}), nil)
	fmt.Println(s.Name())
	// Output: Basic
}

// A Verifier over hashes that need memory. It looks the user up once it is in:
// who was disabled while he waited is out.
func ExampleGate_Enter() {
	gate := basic.NewGate(&basic.GateOptions{Hashes: 2, Memory: 64 << 20})
	weight := basic.Weight{Threads: 1, Memory: 19 << 20} // of argon2id, as OWASP has it
	fmt.Println(gate.Fits(weight))
	stored := map[string]string{"alice": "hash of open sesame"}
	verify := func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
		leave, err := gate.Enter(ctx, r, weight)
		if err != nil {
			return scheme.Identity{}, err
		}
		defer leave()
		hash, known := stored[user]
		switch {
		case !known:
			return scheme.Identity{}, scheme.ErrUnknownUser
		case hash != "hash of "+password: // stands for one that takes constant time
			return scheme.Identity{}, scheme.ErrRejected
		}
		return scheme.Identity{Subject: user}, nil
	}
	id, err := verify(context.Background(), &scheme.Request{Realm: "staff"}, "alice", "open sesame")
	fmt.Println(id.Subject, err)
	// Output:
	// true
	// alice <nil>
}
