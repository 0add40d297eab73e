// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Who may do what is a matter of small checks behind Handler.
func ExampleRequire() {
	verify, err := bearer.Tokens(map[string]scheme.Identity{
		"reader": {Subject: "alice", Scopes: scheme.NewSet("read")},
		"writer": {Subject: "bob", Scopes: scheme.NewSet("read", "write")},
	})
	if err != nil {
		log.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, bearer.New(verify, nil))
	if err != nil {
		log.Fatal(err)
	}
	save := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "saved") })
	app := http.NewServeMux()
	app.Handle("POST /", nethttp.Require(save, scheme.RequireScope("write")))
	handler := nethttp.Handler(auth, app, nil)

	for _, token := range []string{"writer", "reader"} {
		r := httptest.NewRequest("POST", "https://example.com/", nil)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		fmt.Println(w.Code, w.Body, w.Header()["Www-Authenticate"])
	}
	// Output:
	// 200 saved []
	// 403 {"type":"about:blank","title":"Forbidden","status":403,"required_scope":["write"]}
	//  [Bearer realm="staff", scope="write", error="insufficient_scope"]
}
