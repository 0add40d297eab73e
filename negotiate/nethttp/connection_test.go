// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// countingServer serves who is alice, counts failures, and tells the connection of
// each request.
func countingServer(t *testing.T, version int, opts *nethttp.Options) (srv *httptest.Server, hashed *sync.Map) {
	t.Helper()
	hashed = new(sync.Map)
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, basic.New(func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
		hashed.Store(password, true)
		switch {
		case strings.HasPrefix(password, "right"):
			return scheme.Identity{Subject: user}, nil
		case strings.HasPrefix(password, "stale"):
			return scheme.Identity{}, scheme.ErrStale
		}
		return scheme.Identity{}, scheme.ErrRejected
	}, nil))
	if err != nil {
		t.Fatal(err)
	}
	guarded := nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, nethttp.Failures(r.Context()))
	}), opts)
	srv = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Remote", r.RemoteAddr)
		guarded.ServeHTTP(w, r)
	}))
	srv.Config.ConnContext = nethttp.CountFailures
	if version == 2 {
		srv.EnableHTTP2 = true
		srv.StartTLS()
	} else {
		srv.Start()
	}
	t.Cleanup(srv.Close)
	return srv, hashed
}

// guess returns the status, the body, and the connection.
func guess(t *testing.T, srv *httptest.Server, password string) (status int, body, connection string) {
	t.Helper()
	req := newRequest(t, "GET", srv.URL, nil)
	req.SetBasicAuth("alice", password)
	resp, err := srv.Client().Do(req)
	if err != nil {
		t.Error(err)
		return 0, "", ""
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Error(err)
	}
	return resp.StatusCode, string(content), resp.Header.Get("Remote")
}

// Attack K03: a connection is closed after as many failures as it may bring, and
// no more of what it brings is looked at. Only wrong credentials count.
func TestAttack_K03_failures_of_a_connection(t *testing.T) {
	for _, version := range []int{1, 2} {
		srv, _ := countingServer(t, version, &nethttp.Options{MaxFailures: 3})
		connections := map[string]int{}
		for i := range 12 {
			for _, harmless := range []string{"right", "stale", "right"} {
				status, body, _ := guess(t, srv, harmless)
				if want := fmt.Sprint(i % 3); harmless == "right" && (status != 200 || body != want) || harmless == "stale" && status != 401 {
					t.Errorf("HTTP/%d, %s after %d failures: %d %s", version, harmless, i, status, body)
				}
			}
			status, _, connection := guess(t, srv, "wrong")
			if connections[connection]++; status != 401 {
				t.Errorf("HTTP/%d: %d", version, status)
			}
		}
		if len(connections) != 4 {
			t.Errorf("HTTP/%d: %v", version, connections)
		}
		for _, n := range connections {
			if n != 3 {
				t.Errorf("HTTP/%d: %v", version, connections)
			}
		}
	}
}

// Attack K03: of what a connection brings at once, that which was not looked at
// before is refused with 429, right or wrong.
func TestAttack_K03_requests_at_once(t *testing.T) {
	srv, hashed := countingServer(t, 1, &nethttp.Options{MaxFailures: 3})
	ctx := nethttp.CountFailures(t.Context(), nil)
	statuses := map[int]int{}
	for i := range 250 {
		r := httptest.NewRequestWithContext(ctx, "GET", "/", nil)
		r.RemoteAddr = "[::1]:1"
		password := fmt.Sprint("wrong", i)
		if i > 200 {
			password = fmt.Sprint("right", i)
		}
		r.SetBasicAuth("alice", password)
		w := httptest.NewRecorder()
		srv.Config.Handler.ServeHTTP(w, r)
		statuses[w.Code]++
		if closes := w.Header().Get("Connection") == "close"; closes != (i >= 2) {
			t.Errorf("request %d: closes: %t", i, closes)
		}
	}
	n := 0
	hashed.Range(func(any, any) bool { n++; return true })
	if statuses[401] != 3 || statuses[429] != 247 || n != 3 || nethttp.Failures(ctx) != 3 {
		t.Error(statuses, n, nethttp.Failures(ctx))
	}
	for _, most := range []int{3, 200} {
		if n := atOnce(t, most, 250); n != max(most, 128) {
			t.Errorf("MaxFailures of %d: %d of 250 at once were looked at", most, n)
		}
	}
	// Without CountFailures there is no bound, and nothing is counted.
	for range 10 {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = "[::1]:1"
		r.SetBasicAuth("alice", "wrong")
		w := httptest.NewRecorder()
		if srv.Config.Handler.ServeHTTP(w, r); w.Code != 401 || nethttp.Failures(r.Context()) != 0 {
			t.Error(w.Code)
		}
	}
}

// atOnce returns how many of so many requests on one connection are looked at before
// any of them is decided.
func atOnce(t *testing.T, most, requests int) (asked int) {
	t.Helper()
	hold, verified := make(chan struct{}), make(chan struct{}, requests)
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, basic.New(func(context.Context, *scheme.Request, string, string) (scheme.Identity, error) {
		verified <- struct{}{}
		<-hold
		return scheme.Identity{}, scheme.ErrRejected
	}, nil))
	if err != nil {
		t.Fatal(err)
	}
	h := nethttp.Handler(auth, http.NotFoundHandler(), &nethttp.Options{MaxFailures: most})
	ctx := nethttp.CountFailures(t.Context(), nil)
	refused := make(chan struct{}, requests)
	var wg sync.WaitGroup
	for range requests {
		wg.Go(func() {
			r := httptest.NewRequestWithContext(ctx, "GET", "/", nil)
			r.RemoteAddr = "[::1]:1"
			r.SetBasicAuth("alice", "wrong")
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Code == 429 {
				refused <- struct{}{}
			}
		})
	}
	for range requests { // each is one or the other
		select {
		case <-verified:
			asked++
		case <-refused:
		}
	}
	close(hold)
	wg.Wait()
	return asked
}
