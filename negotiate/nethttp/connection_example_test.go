// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// A connection may bring two wrong passwords, and is closed with the second one.
func ExampleCountFailures() {
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
	srv := httptest.NewUnstartedServer(nethttp.Handler(auth, http.NotFoundHandler(), &nethttp.Options{MaxFailures: 2}))
	srv.Config.ConnContext = nethttp.CountFailures
	srv.Start()
	defer srv.Close()
	for _, password := range []string{"abracadabra", "open barley"} {
		req, err := http.NewRequest("GET", srv.URL, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		req.SetBasicAuth("alice", password)
		resp, err := srv.Client().Do(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		io.Copy(io.Discard, resp.Body) // or it is the client that closes the connection
		resp.Body.Close()
		fmt.Println(resp.Status, resp.Close)
	}
	// Output:
	// 401 Unauthorized false
	// 401 Unauthorized true
}
