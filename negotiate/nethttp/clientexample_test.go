// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Several origins, with other schemes for each: one Transport is the Base of the
// next.
func ExampleTransport_origins() {
	serve := func(realm string, schemes ...scheme.Scheme) *httptest.Server {
		auth, err := negotiate.NewServer(negotiate.Options{Realm: realm}, schemes...)
		if err != nil {
			log.Fatal(err)
		}
		return httptest.NewServer(nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			id, _ := scheme.FromContext(r.Context())
			fmt.Fprint(w, id.Subject, " by ", id.Scheme)
		}), nil))
	}
	alice, err := digest.Passwords(map[string]string{"alice": "open sesame"})
	if err != nil {
		log.Fatal(err)
	}
	bob, err := basic.Passwords(map[string]string{"bob": "sesame street"})
	if err != nil {
		log.Fatal(err)
	}
	files, wiki := serve("files", digest.New(alice, nil)), serve("wiki", basic.New(bob, nil))
	defer files.Close()
	defer wiki.Close()

	forFiles, err := negotiate.NewClient(negotiate.ClientOptions{Origin: files.URL}, digest.NewClient("alice", "open sesame", nil))
	if err != nil {
		log.Fatal(err)
	}
	forWiki, err := negotiate.NewClient(negotiate.ClientOptions{Origin: wiki.URL}, basic.NewClient("bob", "sesame street", nil))
	if err != nil {
		log.Fatal(err)
	}
	client := &http.Client{Transport: &nethttp.Transport{Client: forFiles, Base: &nethttp.Transport{Client: forWiki}}}
	for _, u := range []string{files.URL, wiki.URL} {
		resp, err := client.Get(u)
		if err != nil {
			log.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		fmt.Println(string(body), err)
	}
	// Output:
	// alice by Digest <nil>
	// bob by Basic <nil>
}

// Accounts in a store, that may change: an account that was refused is asked for
// again.
func ExampleTransport_accounts() {
	verify := func(_ context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
		if user != r.Realm+"-robot" || password != "secret" {
			return scheme.Identity{}, scheme.ErrRejected
		}
		return scheme.Identity{Subject: user}, nil
	}
	auth, err := negotiate.NewServer(negotiate.Options{RealmFor: func(_ context.Context, r *scheme.Request) string {
		return r.Target[1:5]
	}}, basic.New(verify, nil))
	if err != nil {
		log.Fatal(err)
	}
	srv := httptest.NewServer(nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		fmt.Fprint(w, id.Subject)
	}), nil))
	defer srv.Close()

	choose := func(_ context.Context, p negotiate.Place) (scheme.Client, error) {
		switch p.Realm { // and p.Origin, if there are several
		case "wiki", "shop":
			return basic.NewClient(p.Realm+"-robot", "secret", nil), nil
		}
		return nil, scheme.ErrDeclined // nobody is sent anything for it
	}
	auths, err := negotiate.NewClient(negotiate.ClientOptions{Origin: srv.URL}, negotiate.Accounts("Basic", choose))
	if err != nil {
		log.Fatal(err)
	}
	client := &http.Client{Transport: &nethttp.Transport{Client: auths}}
	for _, path := range []string{"/wiki/Main", "/shop/", "/bank/"} {
		resp, err := client.Get(srv.URL + path)
		if err != nil {
			log.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		fmt.Printf("%d %.10s %v\n", resp.StatusCode, body, err)
	}
	// Output:
	// 200 wiki-robot <nil>
	// 200 shop-robot <nil>
	// 401 {"type":"a <nil>
}

// A proxy that asks for Digest, whether it is for a tunnel or not. Here it sees
// only the first request for one.
func ExampleProxyDialer() {
	lookup, err := digest.Passwords(map[string]string{"alice": "open sesame"})
	if err != nil {
		log.Fatal(err)
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "proxy"}, digest.New(lookup, nil))
	if err != nil {
		log.Fatal(err)
	}
	proxy := httptest.NewServer(nethttp.Proxy(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println("proxy:", r.Method)
		http.Error(w, "this proxy leads nowhere", http.StatusBadGateway)
	}), nil))
	defer proxy.Close()
	u, err := url.Parse(proxy.URL)
	if err != nil {
		log.Fatal(err)
	}

	auths, err := negotiate.NewClient(negotiate.ClientOptions{Origin: proxy.URL}, digest.NewClient("alice", "open sesame", nil))
	if err != nil {
		log.Fatal(err)
	}
	d := &nethttp.ProxyDialer{URL: u, Client: auths}
	base := &http.Transport{DialContext: d.DialContext, Proxy: d.Proxy, ForceAttemptHTTP2: true}
	client := &http.Client{Transport: &nethttp.Transport{Proxy: auths, Base: base}}
	for _, url := range []string{"https://www.example.com/", "http://www.example.com/"} {
		resp, err := client.Get(url)
		if err != nil {
			fmt.Println(err)
			continue
		}
		resp.Body.Close()
		fmt.Println(resp.Status)
	}
	// Output:
	// proxy: CONNECT
	// Get "https://www.example.com/": nethttp: the proxy answered CONNECT with status 502
	// proxy: GET
	// 502 Bad Gateway
}

// A password for the proxy on tunnels that http.Transport makes itself.
func ExampleConnect() {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := header.ParseCredentials(r.Header.Values("Proxy-Authorization"))
		fmt.Println(r.Method, r.RequestURI, c, err)
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	auths, err := negotiate.NewClient(negotiate.ClientOptions{Origin: proxy.URL},
		basic.NewClient("alice", "open sesame", &basic.ClientOptions{Preemptive: true}))
	if err != nil {
		log.Fatal(err)
	}
	base := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }}
	nethttp.Connect(base, auths)
	_, err = (&http.Client{Transport: base}).Get("https://www.example.com/")
	fmt.Println(err)
	// Output:
	// CONNECT www.example.com:443 Basic [redacted] <nil>
	// Get "https://www.example.com/": nethttp: the proxy answered CONNECT with status 502
}
