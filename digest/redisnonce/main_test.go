// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package redisnonce

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/internal/leak"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// What tells a process that it is a part: the address of Redis and the key.
const (
	partVar    = "HTTPAUTH_REDISNONCE_PART"
	partKeyVar = "HTTPAUTH_REDISNONCE_KEY"
)

const realm, user, password = "a realm", "Mufasa", "Circle of Life"

func TestMain(m *testing.M) {
	if addr := os.Getenv(partVar); addr != "" {
		if err := serve(addr, []byte(os.Getenv(partKeyVar))); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	leak.Main(m)
}

// serve is one process of several. It prints its URL and goes on until standard
// input ends.
func serve(addr string, key []byte) error {
	client := redis.NewClient(&redis.Options{Addr: addr})
	defer client.Close()
	n, err := New(client, [][]byte{key}, nil)
	if err != nil {
		return err
	}
	handler, err := guarded(n)
	if err != nil {
		return err
	}
	srv := httptest.NewServer(handler)
	defer srv.Close()
	fmt.Println(srv.URL)
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// guarded returns a handler behind Digest.
func guarded(n digest.Nonces) (http.Handler, error) {
	lookup, err := digest.Passwords(map[string]string{user: password})
	if err != nil {
		return nil, err
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: realm}, digest.New(lookup, &digest.Options{Nonces: n}))
	if err != nil {
		return nil, err
	}
	welcome := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "welcome") })
	return nethttp.Handler(auth, welcome, nil), nil
}
