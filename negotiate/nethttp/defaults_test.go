// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"net/http"
	"net/http/httptest"
	"reflect"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
)

// What everybody shares stays as it is, also where it is what requests go over.
func TestAttack_C09_the_defaults_of_others(t *testing.T) {
	client, transport := *http.DefaultClient, http.DefaultTransport
	mux := http.DefaultServeMux
	var calls atomic.Int64
	srv := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer srv.Close()
	for _, sch := range alice() {
		c := newClient(t, srv.URL, nil, sch)
		if status, body := get(t, c, srv.URL); status != 200 {
			t.Error(status, body)
		}
		resp, err := http.Get(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != 401 {
			t.Errorf("http.Get has credentials: %s", resp.Status)
		}
	}
	if !reflect.DeepEqual(*http.DefaultClient, client) || http.DefaultTransport != transport || !reflect.DeepEqual(http.DefaultServeMux, mux) {
		t.Error("the defaults of net/http were changed")
	}
	if calls.Load() != 3 {
		t.Errorf("%d requests", calls.Load())
	}
}
