// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack H02: no cache mixes up who a response is for.
func TestAttack_H02_caches(t *testing.T) {
	set := func(fields ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(fields); i += 2 {
				name, add := strings.CutPrefix(fields[i], "+")
				if !add {
					w.Header().Del(name)
				}
				w.Header().Add(name, fields[i+1])
			}
		}
	}
	refuse := func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, scheme.ErrForbidden) }
	tests := []struct {
		name        string
		front       http.HandlerFunc // before Handler
		next        http.HandlerFunc
		with        string
		cache, vary string
	}{
		{"nothing is said", nil, set(), aliceBasic, "private", "Authorization"},
		{"stricter", nil, set("Cache-Control", "no-store"), aliceBasic, "no-store", "Authorization"},
		{"as strict", nil, set("Cache-Control", "private, max-age=60"), aliceBasic, "private, max-age=60", "Authorization"},
		{"stricter, by its name in another case", nil, set("Cache-Control", "max-age=0 , No-Store"), aliceBasic, "max-age=0 , No-Store", "Authorization"},
		{"laxer", nil, set("Cache-Control", "max-age=60"), aliceBasic, "private, max-age=60", "Authorization"},
		{"laxer, in two lines", nil, set("Cache-Control", "max-age=60", "+Cache-Control", "must-revalidate"), aliceBasic, "private, max-age=60, must-revalidate", "Authorization"},
		{"laxer, as some fields are private", nil, set("Cache-Control", `private="Set-Cookie, Link"`), aliceBasic, `private, private="Set-Cookie, Link"`, "Authorization"},
		{"laxer, as the word is quoted", nil, set("Cache-Control", `no-cache="a\", private, public"`), aliceBasic, `private, no-cache="a\", private, public"`, "Authorization"},
		{"laxer, as a quote is not closed", nil, set("Cache-Control", `a="b, public`), aliceBasic, `private, a="b, public`, "Authorization"},
		{"removed", nil, func(w http.ResponseWriter, _ *http.Request) { clear(w.Header()) }, aliceBasic, "private", "Authorization"},
		{"removed before a status", nil, func(w http.ResponseWriter, _ *http.Request) { clear(w.Header()); w.WriteHeader(500) }, aliceBasic, "private", "Authorization"},
		{"removed after early hints", nil, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(103); clear(w.Header()) }, aliceBasic, "private", "Authorization"},
		{"removed by http.FileServer", nil, http.FileServer(http.Dir(t.TempDir() + "/none")).ServeHTTP, aliceBasic, "private", "Authorization"},
		{"the handler has decided: public", nil, set("Cache-Control", "public, max-age=60"), aliceBasic, "public, max-age=60", "Authorization"},
		{"the handler has decided: s-maxage", nil, set("Cache-Control", "S-MaxAge=60"), aliceBasic, "S-MaxAge=60", "Authorization"},
		{"public is added to", nil, set("+Cache-Control", "public"), aliceBasic, "private|public", "Authorization"},
		{"Vary is added to", nil, set("+Vary", "Accept"), aliceBasic, "private", "Authorization|Accept"},
		{"Vary is set", nil, set("Vary", "Accept"), aliceBasic, "private", "Accept|Authorization"},
		{"Vary is set to it", nil, set("Vary", "Accept, authorization"), aliceBasic, "private", "Accept, authorization"},
		{"stricter, in front", set("Cache-Control", "no-store"), set(), aliceBasic, "no-store", "Authorization"},
		{"as strict, in front", set("Cache-Control", "Private"), set(), aliceBasic, "Private", "Authorization"},
		{"public, in front", set("Cache-Control", "public, max-age=60"), set(), aliceBasic, "private, max-age=60", "Authorization"},
		{"shared, in front", set("Cache-Control", "no-cache , S-MaxAge=60", "+Cache-Control", ",,must-revalidate"), set(), aliceBasic, "private, no-cache, must-revalidate", "Authorization"},
		{"Vary, in front", set("Vary", "Accept"), set(), aliceBasic, "private", "Accept|Authorization"},
		{"Vary with it, in front", set("Vary", "Accept, authorization"), set(), aliceBasic, "private", "Accept, authorization"},
		{"Vary by all, in front", set("Vary", "*"), set(), aliceBasic, "private", "*"},
		{"anonymous", nil, set(), "", "", "Authorization"},
		{"anonymous, public", set("Cache-Control", "public"), set(), "", "public", "Authorization"},
		{"anonymous, Vary is set", nil, set("Vary", "Accept"), "", "", "Accept|Authorization"},
		{"wrong", nil, set(), "Bearer x", "no-store", ""},
		{"wrong, public in front", set("Cache-Control", "public"), set(), "Bearer x", "no-store", ""},
		{"refused by the handler", nil, refuse, aliceBasic, "no-store", "Authorization"},
		{"refused by the handler, stricter", nil, func(w http.ResponseWriter, r *http.Request) { set("Cache-Control", "public")(w, r); refuse(w, r) }, aliceBasic, "no-store", "Authorization"},
	}
	for _, tt := range tests {
		h := nethttp.Handler(newAuth(t), tt.next, &nethttp.Options{Optional: true})
		w := served(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if tt.front != nil {
				tt.front(w, r)
			}
			h.ServeHTTP(w, r)
		}), "Authorization", tt.with)
		cache, vary := strings.Join(w.Header()["Cache-Control"], "|"), strings.Join(w.Header()["Vary"], "|")
		if cache != tt.cache || vary != tt.vary {
			t.Errorf("%s: Cache-Control: %s, Vary: %s", tt.name, cache, vary)
		}
	}
	if len(tests) != 33 {
		t.Errorf("%d tests", len(tests))
	}
	// What a proxy forwards is the origin's, whoever asks for it.
	for _, with := range []string{aliceBasic, ""} {
		w := served(nethttp.Proxy(newAuth(t), set("Cache-Control", "public"), &nethttp.Options{Optional: true}), "Proxy-Authorization", with)
		if got := fmt.Sprint(w.Header()); got != "map[Cache-Control:[public]]" {
			t.Errorf("a proxy, %q: %s", with, got)
		}
	}
}

// Attack A01: credentials in another letter case count, and go away.
func TestAttack_A01_credentials_in_every_letter_case(t *testing.T) {
	spellings := []string{"Authorization", "authorization", "AUTHORIZATION", "aUTHORIZATION"}
	for _, proxy := range []bool{false, true} {
		guard, prefix, other := nethttp.Handler, "", "Proxy-Authorization"
		if proxy {
			guard, prefix, other = nethttp.Proxy, "proxy-", "Authorization"
		}
		rows := 0
		for _, keep := range []bool{false, true} {
			for i, first := range spellings {
				for j, second := range append([]string{""}, spellings...) {
					rows++
					var calls atomic.Int64
					var seen http.Header
					h := guard(newAuth(t), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { calls.Add(1); seen = r.Header }), &nethttp.Options{KeepCredentials: keep})
					r := local(httptest.NewRequest("GET", "/", nil))
					one, two := spell(prefix, first), spell(prefix, second)
					r.Header = http.Header{other: {"for another"}, "Accept": {"*/*"}}
					want, left := 200, 2
					r.Header[one] = []string{"Bearer token"}
					if second != "" {
						r.Header[two] = append(r.Header[two], "Basic x")
						want = 400
					}
					if keep {
						left++
					}
					w := httptest.NewRecorder()
					h.ServeHTTP(w, r)
					if w.Code != want || (calls.Load() == 1) != (want == 200) || want == 200 && (len(seen) != left || seen[other] == nil) {
						t.Errorf("%s, %s (%d, %d): %d, %v", one, two, i, j, w.Code, seen)
					}
					if n := len(r.Header); n != 3 && n != 4 {
						t.Errorf("%s, %s: the request of others was changed: %v", one, two, r.Header)
					}
				}
			}
		}
		if rows != 2*4*5 {
			t.Errorf("%d rows", rows)
		}
	}
}

// spell writes a prefix in the letter case of a name.
func spell(prefix, name string) string {
	switch {
	case prefix == "":
		return name
	case strings.ToUpper(name) == name:
		return strings.ToUpper(prefix) + name
	case name == "Authorization":
		return "Proxy-" + name
	}
	return prefix + name
}
