// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package bench

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
	"golang.org/x/crypto/bcrypt"
)

const basicRealm = "WallyWorld"

// slowLine is the line of the one user in a password file.
var slowLine = sync.OnceValue(func() string {
	hash, err := bcrypt.GenerateFromPassword([]byte(basicPassword), bcrypt.DefaultCost)
	must(err)
	return basicUser + ":" + string(hash) + "\n"
})

// openUsers opens a password file with the one user.
func openUsers(tb testing.TB, opts *htpasswd.Options) *htpasswd.File {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "users.htpasswd")
	must(os.WriteFile(name, []byte(slowLine()), 0o600))
	users, err := htpasswd.Open(name, opts)
	must(err)
	return users
}

// cached is what one writes to serve a password file.
func cached(users *htpasswd.File) *basic.CacheOptions {
	return &basic.CacheOptions{Version: users.Version}
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

// V2: a login with a password that was verified before, against a file that is
// looked at each time, as it is by default, or once a second.
func v2(tb testing.TB) []member {
	users := openUsers(tb, nil)
	seldom := openUsers(tb, &htpasswd.Options{Interval: time.Second})
	buf, token := make([]byte, 64), []byte(basicToken)
	block := append(make([]byte, sha256.Size), basicUser+basicPassword+slowLine()...)
	members := []member{
		{"basic", login(basic.New(users.Verify, &basic.Options{Cache: cached(users)}))},
		{"interval", login(basic.New(seldom.Verify, &basic.Options{Cache: cached(seldom)}))},
		{"verifier", login(basic.New(basic.Cache(seldom.Verify, cached(seldom)), nil))},
		{"bcrypt", login(basic.New(users.Verify, nil))},
		{"floor", func() int { // base64, and one hash of key, user, password and stored hash
			n, err := base64.StdEncoding.Decode(buf, token)
			if err != nil {
				return 0
			}
			sum := sha256.Sum256(block)
			return n + int(sum[0]&1)
		}},
		{"nethttp/bare", serve(http.HandlerFunc(hello))},
		{"nethttp/basic", serve(guarded(users))},
	}
	for _, m := range members {
		m.op() // fills the caches
	}
	return members
}

func BenchmarkV2(b *testing.B) { run(b, v2(b)) }

func hello(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "hello") }

func guarded(users *htpasswd.File) http.Handler {
	auth, err := negotiate.NewServer(negotiate.Options{Realm: basicRealm}, basic.New(users.Verify, &basic.Options{Cache: cached(users)}))
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

// All members accept what they are given. A login from the cache allocates nothing,
// but for the name of the file where that is looked at.
func TestV2(t *testing.T) {
	members := v2(t)
	for _, m := range members {
		if m.op() == 0 {
			t.Errorf("%s refuses", m.name)
		}
		most, ok := map[string]float64{"basic": 1, "interval": 0}[m.name]
		if !ok {
			continue
		}
		if allocs, bytes := cost(m.op); allocs > most || most == 0 && bytes != 0 {
			t.Errorf("%s: %v allocations, %v bytes", m.name, allocs, bytes)
		}
	}
	if len(members) != 7 {
		t.Errorf("%d members", len(members))
	}
}
