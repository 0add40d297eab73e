// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"fmt"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// The tokens of two issuers, before one resource.
func ExampleAny() {
	ours, err := bearer.Tokens(map[string]scheme.Identity{"ours": {Subject: "alice"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	theirs, err := bearer.Tokens(map[string]scheme.Identity{"theirs": {Subject: "bob@partner.example"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"},
		negotiate.Any(bearer.New(ours, nil), bearer.New(theirs, nil)))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, token := range []string{"ours", "theirs", "nobodys"} {
		r := &scheme.Request{Method: "GET", Target: "/", Secure: true, Header: func(string) []string { return []string{"Bearer " + token} }}
		v := auth.Begin(context.Background(), r)
		res, err := v.Authenticate()
		if err != nil {
			fmt.Println(v.Refuse(err).Challenges)
			continue
		}
		fmt.Println(res.Identity.Subject)
	}
	// Output:
	// alice
	// bob@partner.example
	// [Bearer realm="staff", error="invalid_token"]
}
