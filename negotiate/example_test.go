// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// Any stack will do: a Request goes in, and what comes out is an Identity, or a
// status, fields and a body.
func Example_noNetHTTP() {
	verify, err := basic.Passwords(map[string]string{"alice": "secret"})
	if err != nil {
		fmt.Println(err)
		return
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, basic.New(verify, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, lines := range [][]string{nil, {"Basic YWxpY2U6c2VjcmV0"}} {
		r := &scheme.Request{
			Method: "GET", Target: "/", Secure: true,
			Header: func(name string) []string {
				if name == "Authorization" {
					return lines
				}
				return nil
			},
		}
		decision := auth.Begin(context.Background(), r)
		res, err := decision.Authenticate()
		if err == nil {
			fmt.Println("hello,", res.Identity.Subject)
			decision.End()
			continue
		}
		d := decision.Refuse(err)
		fmt.Println(d.Status)
		for name, value := range d.Fields() {
			fmt.Printf("%s: %s\n", name, value)
		}
		_, body := d.Body(nil)
		fmt.Print(string(body))
		decision.End()
	}
	// Output:
	// 401
	// WWW-Authenticate: Basic realm="staff", charset="UTF-8"
	// Cache-Control: no-store
	// {"type":"about:blank","title":"Unauthorized","status":401}
	// hello, alice
}

// A client of any stack: begin an Attempt for each request, and send what it
// says until a response is the final one.
func ExampleClient() {
	client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "https://example.com"}, basic.NewClient("alice", "secret", nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	send := func(c header.Credentials) (status int, challenges []string) { // your stack
		if c.IsZero() {
			return 401, []string{`Basic realm="staff"`}
		}
		return 200, nil
	}

	ctx := context.Background()
	attempt := client.Begin(ctx, &scheme.Request{Method: "GET", Target: "/", Origin: "https://example.com", Secure: true})
	if attempt == nil {
		fmt.Println("the request is for another origin")
		return
	}
	defer attempt.End()
	credentials, err := attempt.Ahead(ctx)
	if err != nil && !errors.Is(err, scheme.ErrDeclined) {
		fmt.Println(err)
		return
	}
	for {
		status, challenges := send(credentials)
		if status != 401 {
			fmt.Println(status, attempt.Verify(ctx, &scheme.Response{Status: status}))
			return
		}
		if credentials, err = attempt.Answer(ctx, challenges); err != nil {
			fmt.Println(status, err) // refused, or nothing to answer
			return
		}
		fmt.Println(status, credentials)
	}
	// Output:
	// 401 Basic [redacted]
	// 200 <nil>
}

// A proxy that has let a request pass asks again for the next sending, here with an
// answer for the origin. All that it is answered counts together.
func ExampleAttempt_Again() {
	client, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "http://localhost:3128", Rounds: 2}, basic.NewClient("alice", "secret", nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	proxy, err := netip.ParseAddr("127.0.0.1")
	if err != nil {
		fmt.Println(err)
		return
	}
	r := &scheme.Request{Method: "GET", Target: "http://example.com/", Origin: "http://localhost:3128", Proxy: true, Peer: proxy}
	attempt := client.Begin(ctx, r)
	for range 3 {
		credentials, err := attempt.Answer(ctx, []string{`Basic realm="proxy"`})
		fmt.Println(credentials, err)
		attempt.End()
		attempt = attempt.Again(ctx, r)
	}
	attempt.End()
	// Output:
	// Basic [redacted] <nil>
	// Basic [redacted] <nil>
	//  scheme: credentials rejected
}

// An error that the application finds later becomes a response too.
func ExampleDecision_Refuse() {
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, bearer.New(func(context.Context, *scheme.Request, string) (scheme.Identity, error) {
		return scheme.Identity{Subject: "alice"}, nil
	}, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	decision := auth.Begin(context.Background(), &scheme.Request{
		Secure: true,
		Header: func(string) []string { return []string{"Bearer mF_9.B5f-4.1JqM"} },
	})
	defer decision.End()
	res, err := decision.Authenticate()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(res.Identity.Subject)
	d := decision.Refuse(bearer.InsufficientScope("admin"))
	fmt.Println(d.Status, d.Challenges)
	// Output:
	// alice
	// 403 [Bearer realm="staff", scope="admin", error="insufficient_scope"]
}

func ExampleOptions_realmFor() {
	opts := negotiate.Options{RealmFor: func(_ context.Context, r *scheme.Request) string {
		if strings.HasPrefix(r.Target, "/wiki/") {
			return "wiki"
		}
		return "staff"
	}}
	auth, err := negotiate.NewServer(opts, basic.New(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
		return scheme.Identity{}, scheme.ErrRejected
	}, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, target := range []string{"/", "/wiki/Main"} {
		d := auth.Begin(context.Background(), &scheme.Request{Target: target, Secure: true}).Refuse(scheme.ErrNoCredentials)
		fmt.Println(target, d.Challenges)
	}
	// Output:
	// / [Basic realm="staff", charset="UTF-8"]
	// /wiki/Main [Basic realm="wiki", charset="UTF-8"]
}
