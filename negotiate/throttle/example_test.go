// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/negotiate/throttle"
)

// The sixth wrong password in a row is refused without a look at it, and so is the
// right one, for a second. The audit tells one from the other.
func Example() {
	verify, err := basic.Passwords(map[string]string{"alice": "open sesame"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var told negotiate.Outcome
	auth, err := negotiate.NewServer(negotiate.Options{
		Realm: "staff",
		Guard: throttle.New(nil),
		Audit: func(_ context.Context, e negotiate.Event) { told = e.Outcome },
	}, basic.New(verify, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	handler := nethttp.Handler(auth, http.NotFoundHandler(), nil)
	for _, password := range []string{"a", "b", "c", "d", "e", "f", "open sesame"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = "[::1]:1234"
		r.SetBasicAuth("alice", password)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		fmt.Println(w.Code, told, w.Header()["Retry-After"])
	}
	// Output:
	// 401 rejected []
	// 401 rejected []
	// 401 rejected []
	// 401 rejected []
	// 401 rejected []
	// 429 throttled [1]
	// 429 throttled [1]
}
