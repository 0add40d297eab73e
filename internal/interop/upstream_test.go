// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"cmp"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// The accounts that there are, one of them with a name that is not ASCII, as in
// RFC 7616, Section 3.9.2.
const (
	alice         = "alice"
	password      = "wonder: land"
	jason         = "Jäsøn Doe"
	passwordOfHis = "Secret, or not?"
)

// realm is that of servers, ours and others.
const realm = "interop"

// accounts returns what servers of ours know of them.
func accounts(t *testing.T) (basic.Verifier, digest.Lookup) {
	t.Helper()
	users := map[string]string{alice: password, jason: passwordOfHis}
	verify, err := basic.Passwords(users)
	lookup, err2 := digest.Passwords(users)
	if err := cmp.Or(err, err2); err != nil {
		t.Fatal(err)
	}
	return verify, lookup
}

// newAuth returns a server of ours that offers Digest, if there are algorithms for
// it, and Basic.
func newAuth(t *testing.T, realm string, algorithms ...digest.Algorithm) *negotiate.Server {
	t.Helper()
	verify, lookup := accounts(t)
	var schemes []scheme.Scheme
	if len(algorithms) > 0 {
		schemes = append(schemes, digest.New(lookup, &digest.Options{Algorithms: algorithms}))
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: realm}, append(schemes, basic.New(verify, nil))...)
	if err != nil {
		t.Fatal(err)
	}
	return auth
}

// echo answers with the method and the content of a request.
func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "the content ends early", http.StatusBadRequest)
		return
	}
	io.WriteString(w, r.Method+" "+string(body))
}

// newUpstream starts what servers of others are in front of, and returns its port.
// Below /ours/ it asks for credentials itself, and at /decide for those of Basic.
func newUpstream(t *testing.T) (port string) {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/", echo)
	mux.Handle("/ours/", nethttp.Handler(newAuth(t, realm, digest.SHA256, digest.MD5), http.HandlerFunc(echo), nil))
	mux.Handle("/decide", nethttp.Handler(newAuth(t, realm), http.HandlerFunc(echo), nil))
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}
