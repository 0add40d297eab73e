// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/redisnonce"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// Two processes behind one address. The second accepts what the first has
// challenged the client for.
func Example() {
	store, err := miniredis.Run() // stands in for a Redis
	if err != nil {
		fmt.Println(err)
		return
	}
	defer store.Close()
	key := make([]byte, 32) // a secret of the deployment, the same in all processes
	rand.Read(key)

	process := func() http.Handler {
		client := redis.NewClient(&redis.Options{Addr: store.Addr(), ContextTimeoutEnabled: true})
		nonces, err := redisnonce.New(client, [][]byte{key}, nil)
		if err != nil {
			panic(err)
		}
		lookup, err := digest.Passwords(map[string]string{"Mufasa": "Circle of Life"})
		if err != nil {
			panic(err)
		}
		auth, err := negotiate.NewServer(negotiate.Options{Realm: "pride rock"}, digest.New(lookup, &digest.Options{Nonces: nonces}))
		if err != nil {
			panic(err)
		}
		return nethttp.Handler(auth, http.NotFoundHandler(), nil)
	}
	first, second := process(), process()
	requests := 0
	balancer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		if requests%2 == 1 {
			fmt.Println("first")
			first.ServeHTTP(w, r)
			return
		}
		fmt.Println("second")
		second.ServeHTTP(w, r)
	}))
	defer balancer.Close()

	client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: balancer.URL}, digest.NewClient("Mufasa", "Circle of Life", nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 2 {
		resp, err := (&http.Client{Transport: &nethttp.Transport{Client: client}}).Get(balancer.URL)
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
		fmt.Println(resp.Status)
	}
	// Output:
	// first
	// second
	// 404 Not Found
	// first
	// 404 Not Found
}

// A new key, in all processes, and no client is asked for anything.
func ExampleNonces_SetKeys() {
	store, err := miniredis.Run()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer store.Close()
	key, next := make([]byte, 32), make([]byte, 32)
	rand.Read(key)
	rand.Read(next)
	nonces, err := redisnonce.New(redis.NewClient(&redis.Options{Addr: store.Addr()}), [][]byte{key}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	nonce, err := nonces.Mint(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	steps := [][][]byte{
		{key, next}, // until all processes accept the next key
		{next, key}, // for at least a Life, once all issue under it
		{next},
	}
	for i, keys := range steps {
		if err := nonces.SetKeys(keys); err != nil {
			fmt.Println(err)
			return
		}
		_, err := nonces.Use(ctx, nil, nonce, uint32(i+1))
		fmt.Println(err)
	}
	// Output:
	// <nil>
	// <nil>
	// digest: stale nonce
}
