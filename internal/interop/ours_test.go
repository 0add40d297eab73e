// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// oddRealm has everything that has to be quoted, or looks like the end.
const oddRealm = `say "hi", a=b, \o/`

// An offer is what one part of our server asks for.
type offer struct {
	realm   string
	schemes []scheme.Scheme
}

// offers returns them by their paths.
func offers(t *testing.T) map[string]offer {
	t.Helper()
	verify, lookup := accounts(t)
	plain := basic.New(verify, nil)
	with := func(o digest.Options, algorithms ...digest.Algorithm) scheme.Scheme {
		o.Algorithms = algorithms
		return digest.New(lookup, &o)
	}
	all := make(map[string]offer)
	for path, sch := range map[string]scheme.Scheme{
		"/basic/":   plain,
		"/md5/":     with(digest.Options{}, digest.MD5),
		"/sha-256/": with(digest.Options{}, digest.SHA256),
		"/both/":    with(digest.Options{}, digest.SHA256, digest.MD5),
		"/512/":     with(digest.Options{}, digest.SHA512256, digest.SHA256),
		"/sess/":    with(digest.Options{}, digest.SHA256Sess),
		"/int/":     with(digest.Options{QOP: []digest.QOP{digest.AuthInt}}, digest.SHA256),
		"/qops/":    with(digest.Options{QOP: []digest.QOP{digest.Auth, digest.AuthInt}}, digest.MD5),
		"/hashed/":  with(digest.Options{UserHash: true}, digest.SHA256),
		"/utf-8/":   with(digest.Options{UTF8: true}, digest.MD5),
		"/next/":    with(digest.Options{NextNonce: true, Nonces: digest.NewNonces(&digest.NonceOptions{Uses: 1})}, digest.MD5),
	} {
		all[path] = offer{realm, []scheme.Scheme{sch}}
	}
	all["/all/"] = offer{realm, []scheme.Scheme{with(digest.Options{}, digest.SHA256, digest.MD5), plain}}
	all["/odd/"] = offer{oddRealm, all["/md5/"].schemes}
	all["/odd/basic/"] = offer{oddRealm, all["/basic/"].schemes}
	return all
}

// Ours are a server, and proxies, that take down what clients say, and what they
// are answered.
type ours struct {
	t       *testing.T
	origins map[bool]*httptest.Server   // by whether they have TLS
	proxies map[string]*httptest.Server // by the path of their offer

	mu     sync.Mutex
	said   []string // by the client
	status []int    // that it was answered with
	conns  map[string]bool
}

func newOurs(t *testing.T) *ours {
	t.Helper()
	o := &ours{t: t, origins: make(map[bool]*httptest.Server), proxies: make(map[string]*httptest.Server)}
	mux := http.NewServeMux()
	mux.HandleFunc("/", o.echo)
	for path, offer := range offers(t) {
		auth, err := negotiate.NewServer(negotiate.Options{Realm: offer.realm}, offer.schemes...)
		if err != nil {
			t.Fatal(err)
		}
		mux.Handle(path, o.listen("Authorization", nethttp.Handler(auth, http.HandlerFunc(o.echo), nil)))
		o.proxies[path] = httptest.NewServer(o.listen("Proxy-Authorization", nethttp.Proxy(auth, http.HandlerFunc(forward), nil)))
		t.Cleanup(o.proxies[path].Close)
	}
	for _, secure := range []bool{false, true} {
		srv := httptest.NewUnstartedServer(mux)
		srv.EnableHTTP2 = secure
		if secure {
			srv.StartTLS()
		} else {
			srv.Start()
		}
		t.Cleanup(srv.Close)
		o.origins[secure] = srv
	}
	return o
}

// echo is what there is behind the server, and behind the proxies.
func (o *ours) echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || r.Method == http.MethodPost && string(body) != "a=b" {
		o.t.Errorf("%s with %q, %v", r.Method, body, err)
	}
	if len(r.Header.Values("Proxy-Authorization")) > 0 {
		o.note("the origin is told ", "")
	}
	fmt.Fprintf(w, "%s %s", r.Method, body)
}

// listen takes down the requests to h, each when it comes, as a tunnel may end
// after the client.
func (o *ours) listen(field string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(&answer{w, o, o.note(spoken(r, field), r.RemoteAddr)}, r)
	})
}

// note takes down a line, and the connection if there is one. It returns the number
// of the line.
func (o *ours) note(line, conn string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.said = append(o.said, line)
	o.status = append(o.status, http.StatusOK)
	if conn != "" {
		o.conns[conn] = true
	}
	return len(o.said) - 1
}

// spoken tells credentials by their scheme, or by the algorithm and the count of
// Digest. HTTP/2 is told too.
func spoken(r *http.Request, field string) string {
	line := ""
	if r.ProtoMajor == 2 {
		line = "h2 "
	}
	lines := r.Header.Values(field)
	if len(lines) == 0 {
		return line
	}
	c, err := header.ParseCredentials(lines)
	switch {
	case err != nil:
		return line + "unreadable "
	case !c.Is("Digest"):
		return line + c.Scheme() + " "
	}
	line += cmp.Or(param(c, "algorithm"), "Digest") + " "
	for _, name := range []string{"userhash", "username*"} {
		if _, ok := c.Param(name); ok {
			line += name + " "
		}
	}
	return line + strings.TrimLeft(cmp.Or(param(c, "nc"), "without nc"), "0") + " "
}

// An answer takes down the status.
type answer struct {
	http.ResponseWriter
	ours *ours
	i    int
}

func (a *answer) WriteHeader(status int) {
	a.ours.mu.Lock()
	a.ours.status[a.i] = status
	a.ours.mu.Unlock()
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// forget begins a new page.
func (o *ours) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.said, o.status, o.conns = nil, nil, make(map[string]bool)
}

// page returns what was said, and over how many connections.
func (o *ours) page() (said string, conns int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	lines := make([]string, len(o.said))
	for i, s := range o.said {
		lines[i] = s + strconv.Itoa(o.status[i])
	}
	return strings.Join(lines, ", "), len(o.conns)
}
