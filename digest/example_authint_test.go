// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// Both ends take auth-int and nothing less: what the handler reads is what the
// client has sent, and what the client reads is what the handler has written, or
// there is an error. Neither is hidden: that needs TLS.
func ExampleQOP() {
	lookup, err := digest.Passwords(map[string]string{"Mufasa": "Circle of Life"})
	if err != nil {
		fmt.Println(err)
		return
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "http-auth@example.org"},
		digest.New(lookup, &digest.Options{QOP: []digest.QOP{digest.AuthInt}}))
	if err != nil {
		fmt.Println(err)
		return
	}
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) })
	srv := httptest.NewServer(nethttp.Handler(auth, echo, &nethttp.Options{MaxContent: 1 << 16}))
	defer srv.Close()

	client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: srv.URL, Trace: func(_ context.Context, s negotiate.Step) {
		if s.Final {
			fmt.Println("the content is that of the server:", s.Mutual)
		}
	}}, digest.NewClient("Mufasa", "Circle of Life", &digest.ClientOptions{QOP: []digest.QOP{digest.AuthInt}}))
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := (&http.Client{Transport: &nethttp.Transport{Client: client}}).Post(srv.URL, "text/plain", strings.NewReader("an order"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	fmt.Printf("%s %q %v\n", resp.Status, content, err)
	// Output:
	// the content is that of the server: true
	// 200 OK "an order" <nil>
}
