// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
	"golang.org/x/crypto/bcrypt"
)

const basicRealm = "WallyWorld"

// slowHash is what a store has for the one user.
var slowHash = sync.OnceValue(func() []byte {
	hash, err := bcrypt.GenerateFromPassword([]byte(basicPassword), bcrypt.DefaultCost)
	must(err)
	return hash
})

// verifySlow is a Verifier over bcrypt, as one would write it for a store of one
// user.
func verifySlow(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
	switch err := bcrypt.CompareHashAndPassword(slowHash(), []byte(password)); {
	case errors.Is(err, bcrypt.ErrMismatchedHashAndPassword):
		return scheme.Identity{}, scheme.ErrRejected
	case err != nil:
		return scheme.Identity{}, err
	case user != basicUser:
		return scheme.Identity{}, scheme.ErrUnknownUser
	}
	return scheme.Identity{Subject: user}, nil
}

// slowVersion is its Version: the hash itself.
func slowVersion() func(context.Context, *scheme.Request, string) (string, error) {
	version := string(slowHash())
	return func(_ context.Context, _ *scheme.Request, user string) (string, error) {
		if user != basicUser {
			return "", nil
		}
		return version, nil
	}
}

// login is one login from the field line to the identity. It is not inlined, as
// the compiler would then not inline Authenticate in it, whose Result goes to the
// heap in that case.
//
//go:noinline
func login(s *basic.Scheme) func() int {
	ctx := context.Background()
	r := &scheme.Request{Method: "GET", Target: "/", Realm: basicRealm, Secure: true}
	lines := []string{basicLine}
	return func() int {
		c, err := header.ParseCredentials(lines)
		if err != nil {
			return 0
		}
		res, err := s.Authenticate(ctx, r, c)
		if err != nil {
			return 0
		}
		return len(res.Identity.Subject)
	}
}

// V2: a login with a password that was verified before.
var v2 = sync.OnceValue(func() []member {
	opts := &basic.CacheOptions{Version: slowVersion()}
	buf, token := make([]byte, 64), []byte(basicToken)
	block := append(make([]byte, sha256.Size), basicUser+basicPassword+string(slowHash())...)
	members := []member{
		{"basic", login(basic.New(verifySlow, &basic.Options{Cache: opts}))},
		{"verifier", login(basic.New(basic.Cache(verifySlow, opts), nil))},
		{"bcrypt", login(basic.New(verifySlow, nil))},
		{"floor", func() int { // base64, and one hash of key, user, password and stored hash
			n, err := base64.StdEncoding.Decode(buf, token)
			if err != nil {
				return 0
			}
			sum := sha256.Sum256(block)
			return n + int(sum[0]&1)
		}},
		{"nethttp/bare", serve(http.HandlerFunc(hello))},
		{"nethttp/basic", serve(guarded(opts))},
	}
	for _, m := range members {
		m.op() // fills the caches
	}
	return members
})

func BenchmarkV2(b *testing.B) { run(b, v2()) }

func hello(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") }

func guarded(opts *basic.CacheOptions) http.Handler {
	auth, err := negotiate.NewServer(negotiate.Options{Realm: basicRealm}, basic.New(verifySlow, &basic.Options{Cache: opts}))
	must(err)
	return nethttp.Handler(auth, http.HandlerFunc(hello), nil)
}

// A sinkWriter counts what is written.
type sinkWriter struct {
	header http.Header
	status int
	n      int
}

func (w *sinkWriter) Header() http.Header               { return w.header }
func (w *sinkWriter) WriteHeader(status int)            { w.status = status }
func (w *sinkWriter) Write(b []byte) (int, error)       { w.n += len(b); return len(b), nil }
func (w *sinkWriter) WriteString(s string) (int, error) { w.n += len(s); return len(s), nil }

// serve calls a handler as net/http does, without the wire. It returns 0 if that
// has refused.
func serve(h http.Handler) func() int {
	r, err := http.NewRequest("GET", "/", nil)
	must(err)
	r.RequestURI, r.RemoteAddr, r.Host = "/", "127.0.0.1:1234", "example.org"
	r.Header.Set("Authorization", basicLine)
	return func() int {
		w := sinkWriter{header: make(http.Header)}
		if h.ServeHTTP(&w, r); w.status >= 300 {
			return 0
		}
		return w.n
	}
}

// All members accept what they are given, and a login from the cache allocates
// nothing.
func TestV2(t *testing.T) {
	for _, m := range v2() {
		if m.op() == 0 {
			t.Errorf("%s refuses", m.name)
		}
		if m.name != "basic" {
			continue
		}
		if allocs, bytes := cost(m.op); allocs != 0 || bytes != 0 {
			t.Errorf("%s: %v allocations, %v bytes", m.name, allocs, bytes)
		}
	}
	if len(v2()) != 6 {
		t.Errorf("%d members", len(v2()))
	}
}
