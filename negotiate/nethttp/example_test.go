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

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Digest, Bearer and Basic before one handler, and a client that picks among
// them.
func Example() {
	users := map[string]string{"alice": "open sesame"}
	lookup, err := digest.Passwords(users)
	if err != nil {
		log.Fatal(err)
	}
	verify, err := basic.Passwords(users)
	if err != nil {
		log.Fatal(err)
	}
	verifyToken, err := bearer.Tokens(map[string]scheme.Identity{"mF_9.B5f-4.1JqM": {Subject: "alice"}})
	if err != nil {
		log.Fatal(err)
	}
	app := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		fmt.Fprintf(w, "hello, %s, by %s", id.Subject, id.Scheme)
	})

	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"},
		digest.New(lookup, nil), bearer.New(verifyToken, nil), basic.New(verify, nil))
	if err != nil {
		log.Fatal(err)
	}
	handler := nethttp.Handler(auth, app, nil)

	srv := httptest.NewServer(handler)
	defer srv.Close()
	url := srv.URL

	auths, err := negotiate.NewClient(negotiate.ClientOptions{Origin: url},
		digest.NewClient("alice", "open sesame", nil), basic.NewClient("alice", "open sesame", nil))
	if err != nil {
		log.Fatal(err)
	}
	client := &http.Client{Transport: &nethttp.Transport{Client: auths}}
	resp, err := client.Get(url)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	fmt.Println(resp.StatusCode, string(body), err)
	// Output: 200 hello, alice, by Digest <nil>
}

func ExampleHandler() {
	verify, err := bearer.Tokens(map[string]scheme.Identity{"mF_9.B5f-4.1JqM": {Subject: "alice"}})
	if err != nil {
		log.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, bearer.New(verify, nil))
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		io.WriteString(w, id.Subject)
	}), nil))
	mux.HandleFunc("/public", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "anybody") })

	for _, try := range [][2]string{{"/", ""}, {"/", "Bearer mF_9.B5f-4.1JqM"}, {"/public", ""}} {
		r := httptest.NewRequest("GET", "https://example.com"+try[0], nil)
		if try[1] != "" {
			r.Header.Set("Authorization", try[1])
		}
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		fmt.Println(w.Code, w.Header()["Www-Authenticate"])
	}
	// Output:
	// 401 [Bearer realm="staff"]
	// 200 []
	// 200 []
}

// A handler that finds that somebody may not do this says so with Refuse: the
// scheme that was used adds what its clients need to know.
func ExampleRefuse() {
	verify, err := bearer.Tokens(map[string]scheme.Identity{"mF_9.B5f-4.1JqM": {Subject: "alice"}})
	if err != nil {
		log.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, bearer.New(verify, nil))
	if err != nil {
		log.Fatal(err)
	}
	handler := nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nethttp.Refuse(w, r, bearer.InsufficientScope("admin"))
	}), nil)

	r := httptest.NewRequest("GET", "https://example.com/", nil)
	r.Header.Set("Authorization", "Bearer mF_9.B5f-4.1JqM")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header()["Www-Authenticate"])
	// Output: 403 [Bearer realm="staff", scope="admin", error="insufficient_scope"]
}

// A forward proxy asks with 407, and forwards nothing that was meant for itself.
func ExampleProxy() {
	verify, err := basic.Passwords(map[string]string{"alice": "secret"})
	if err != nil {
		log.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "proxy"}, basic.New(verify, nil))
	if err != nil {
		log.Fatal(err)
	}
	forward := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		fmt.Println("forwarded with", r.Header)
	})
	proxy := nethttp.Proxy(auth, forward, nil)
	for _, credentials := range []string{"", "Basic YWxpY2U6c2VjcmV0"} {
		r := httptest.NewRequest("GET", "http://example.com/", nil)
		r.RemoteAddr = "127.0.0.1:1234"
		r.Header.Set("Authorization", "Bearer for-the-origin")
		if credentials != "" {
			r.Header.Set("Proxy-Authorization", credentials)
		}
		w := httptest.NewRecorder()
		proxy.ServeHTTP(w, r)
		fmt.Println(w.Code, w.Header()["Proxy-Authenticate"])
	}
	// Output:
	// 407 [Basic realm="proxy", charset="UTF-8"]
	// forwarded with map[Authorization:[Bearer for-the-origin]]
	// 200 []
}

// Credentials go to one origin alone, also when it redirects.
func ExampleTransport() {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "elsewhere got %q", r.Header.Get("Authorization"))
	}))
	defer elsewhere.Close()
	verify, err := bearer.Tokens(map[string]scheme.Identity{"mF_9.B5f-4.1JqM": {Subject: "alice"}})
	if err != nil {
		log.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "staff"}, bearer.New(verify, nil))
	if err != nil {
		log.Fatal(err)
	}
	srv := httptest.NewServer(nethttp.Handler(auth, http.RedirectHandler(elsewhere.URL, http.StatusFound), nil))
	defer srv.Close()

	auths, err := negotiate.NewClient(negotiate.ClientOptions{Origin: srv.URL}, bearer.NewClient(bearer.Static("mF_9.B5f-4.1JqM"), nil))
	if err != nil {
		log.Fatal(err)
	}
	resp, err := (&http.Client{Transport: &nethttp.Transport{Client: auths}}).Get(srv.URL)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	fmt.Println(string(body), err)
	// Output: elsewhere got "" <nil>
}
