// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
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
