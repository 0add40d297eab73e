// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bearer_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Server and client. The Verifier says what a token is worth; the handler, what
// it may do.
func Example() {
	verify := func(_ context.Context, _ *scheme.Request, token string) (scheme.Identity, error) {
		if token != "mF_9.B5f-4.1JqM" { // yours asks a store, or checks a signature
			return scheme.Identity{}, &bearer.Error{Code: "invalid_token", Description: "The access token expired"}
		}
		return scheme.Identity{Subject: "alice"}, nil
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, bearer.New(verify, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	srv := httptest.NewServer(nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/admin" {
			nethttp.Refuse(w, r, bearer.InsufficientScope("admin"))
			return
		}
		id, _ := scheme.FromContext(r.Context())
		fmt.Fprintf(w, "%s by %s", id.Subject, id.Scheme)
	}), nil))
	defer srv.Close()

	for _, try := range [][2]string{{"/", "mF_9.B5f-4.1JqM"}, {"/", "old"}, {"/admin", "mF_9.B5f-4.1JqM"}} {
		client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: srv.URL}, bearer.NewClient(bearer.Static(try[1]), nil))
		if err != nil {
			fmt.Println(err)
			return
		}
		resp, err := (&http.Client{Transport: &nethttp.Transport{Client: client}}).Get(srv.URL + try[0])
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode == 200 {
			fmt.Println(resp.StatusCode, string(body))
			continue
		}
		fmt.Println(resp.StatusCode, resp.Header.Get("WWW-Authenticate"))
	}
	// Output:
	// 200 alice by Bearer
	// 401 Bearer realm="staff", error="invalid_token", error_description="The access token expired"
	// 403 Bearer realm="staff", scope="admin", error="insufficient_scope"
}
