// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// destinations of redirects from an origin, in which SCHEME, HOST and PORT stand
// for its parts, OTHER and OPORT for those of the other scheme. STATUS is that of
// the first redirect.
var destinations = []string{
	"/end", "end", "./end", "../end", "//HOST/end", "SCHEME://HOST/end", "SCHEME://HOST:PORT/end",
	"SCHEME://HOST:0PORT/end", "SCHEME://HOST:/end",
	"UPPER/end",              // letter case
	"OTHER://HOST/end",       // down, or up
	"OTHER://HOST:PORT/end",  // with the port of the other
	"SCHEME://HOST:8443/end", // F02
	"SCHEME://HOST:81/end",   //
	"OTHER://HOST:81/end",    //
	"SCHEME://www.HOST/end",  // subdomain
	"SCHEME://example/end",   // parent domain
	"SCHEME://evil-HOST/end", // F13
	"SCHEME://HOST.evil.example/end",
	"SCHEME://evil.example/end",
	"//evil.example/end",
	"///evil.example/end",
	"SCHEME://127.0.0.1/end", // an address is no name
	"SCHEME://[::1]/end",
	"SCHEME://[::1%25HOST]/end", // F04
	"SCHEME://HOST./end",        // the same name to DNS, another host to HTTP
	"SCHEME://evil:pw@HOST/end", // F14
	"SCHEME://@HOST/end",
	"SCHEME://evil:pw@evil.example/end",
	"SCHEME://x@HOST:8443/end", // F02 and F14: net/http has credentials of its own for these
	"OTHER://x@HOST/end",
	"SCHEME://x@www.HOST/end",
	"SCHEME://HOST@evil.example/end",
	"SCHEME://HOST:443@evil.example/end",
	"SCHEME://h\u043eme.example/end",     // Cyrillic
	"SCHEME://\uff48ome.example/end",     // full width: IDNA takes it for an h
	"SCHEME://b\u00fccher.example/end",   // IDNA makes it xn--bcher-kva.example
	"SCHEME://xn--bcher-kva.example/end", //
	"SCHEME://XN--BCHER-KVA.example/end",
	"ftp://HOST/end", "javascript:end", // F12
	"SCHEME:\\\\evil.example/end",
	"SCHEME://evil.example/bounce?status=STATUS&to=SCHEME://HOST/end", // F04: there and back
	"SCHEME://evil.example/bounce?status=STATUS&to=OTHER://HOST/end",
	"OTHER://HOST/bounce?status=STATUS&to=SCHEME://HOST/end",
	"SCHEME://www.HOST/bounce?status=STATUS&to=/end",
	"SCHEME://HOST/bounce?status=STATUS&to=SCHEME://evil.example/end",
}

// A walk is a cell of the matrix.
type walk struct {
	home   *url.URL
	status int
	name   string // of who has credentials
	to     string
}

// homes are the origins that have accounts.
var homes = []string{"https://home.example", "http://home.example", "https://xn--bcher-kva.example"}

// callers are those who set the field themselves, by its key.
var callers = []string{"Authorization", "authorization"}

// walks are all cells.
func walks(t *testing.T) (all []walk) {
	t.Helper()
	for _, home := range homes {
		u, err := url.Parse(home)
		if err != nil {
			t.Fatal(err)
		}
		other, port, otherPort := "http", "443", "80"
		if u.Scheme == "http" {
			other, port, otherPort = "https", otherPort, port
		}
		for _, status := range []int{301, 302, 303, 307, 308} {
			for _, name := range append([]string{"Digest", "Bearer", "Basic", "Key"}, callers...) {
				for _, d := range destinations {
					to := strings.NewReplacer("SCHEME", u.Scheme, "HOST", u.Host, "OPORT", otherPort, "PORT", port, "OTHER", other,
						"UPPER", strings.ToUpper(home), "STATUS", strconv.Itoa(status)).Replace(d)
					all = append(all, walk{u, status, name, to})
				}
			}
		}
	}
	return all
}

// accountsFor returns the client of one scheme, that sends its secret in clear.
func accountsFor(name string) scheme.Client {
	switch name {
	case "Digest":
		return digest.NewClient("alice", "secret", nil)
	case "Bearer":
		return bearer.NewClient(bearer.Static("token"), &bearer.ClientOptions{AllowCleartext: true})
	case "Basic":
		return basic.NewClient("alice", "secret", &basic.ClientOptions{AllowCleartext: true})
	}
	return scheme.NewClient(name, func(_ context.Context, _ *scheme.Request, ch header.Challenge) (header.Credentials, error) {
		return header.NewCredentials68(name, "token") // F15: a scheme of one's own, ahead too
	})
}

// canonical is the origin of a URL as the test sees it, or "".
func canonical(u *url.URL) string {
	port, standard := u.Port(), map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
	if n, err := strconv.Atoi(port); err == nil {
		port = strconv.Itoa(n)
	}
	if port == "" {
		port = standard
	}
	for _, c := range u.Hostname() {
		if c > 0x7f {
			return ""
		}
	}
	return strings.ToLower(u.Scheme+"://"+u.Hostname()) + " " + port
}

// end returns where the redirects lead, or nil if there is no such place. No
// credentials are owed at a URL that has a user name.
func (w walk) end() *url.URL {
	at := w.home
	for to := w.to; to != ""; to = at.Query().Get("to") {
		next, err := at.Parse(to)
		if err != nil || next.User != nil {
			return nil
		}
		at = next
	}
	return at
}

// run sends a POST that is redirected.
func (w walk) run(t *testing.T, f *farm) []visit {
	t.Helper()
	tr := &nethttp.Transport{Base: f.base}
	q := url.Values{"to": {w.to}, "status": {strconv.Itoa(w.status)}}
	req, err := http.NewRequest("POST", w.home.String()+"/start?"+q.Encode(), strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(callers, w.name) {
		req.Header[w.name] = []string{"Bearer of-the-caller"}
	} else if tr.Client, err = negotiate.NewClient(negotiate.ClientOptions{Origin: w.home.String()}, accountsFor(w.name)); err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Client{Transport: tr}).Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return f.take()
}

// ofURLs are the credentials that net/http makes of the user names in destinations.
var ofURLs = []string{"Basic ZXZpbDpwdw", "Basic aG9tZ", "Basic Og==", "Basic eG4t", "Basic eDo="}

// Whatever the redirect, credentials are at their origin if they are due there,
// and nowhere else.
func TestAttack_F01_F02_F03_F04_F12_F15_redirects(t *testing.T) {
	f := newFarm(t)
	cells, arrived, away, ofURL := 0, 0, 0, 0
	for _, w := range walks(t) {
		var there bool
		home, ofCaller := w.home.String(), slices.Contains(callers, w.name)
		for i, v := range w.run(t, f) {
			ours := slices.DeleteFunc(v.authorization, func(line string) bool {
				return slices.ContainsFunc(ofURLs, func(start string) bool { return strings.HasPrefix(line, start) })
			})
			switch {
			case len(ours) > 0 && v.origin != home:
				t.Fatalf("%+v: %s got %s", w, v.origin, ours)
			case len(ours) > 0 && !strings.HasPrefix(ours[0], w.name) && !ofCaller || len(ours) > 1:
				t.Errorf("%+v: %s", w, ours)
			}
			if v.origin != home && i > 0 {
				away++
			}
			if len(v.authorization) > len(ours) {
				ofURL++
			}
			there = len(ours) > 0 && v.path != "/start"
		}
		end := w.end()
		due := end != nil && canonical(end) == canonical(w.home)
		if !ofCaller && there != (due && end.Path != "/start") {
			t.Errorf("%+v: credentials in the end: %t", w, there)
		}
		if cells++; due {
			arrived++
		}
	}
	t.Logf("%d cells, of which %d end at home, %d visits elsewhere, %d with what a URL says", cells, arrived, away, ofURL)
	if cells != len(destinations)*len(homes)*5*6 || cells < 120 || arrived < cells/8 || away < cells/2 || ofURL < cells/10 {
		t.Errorf("%d cells, %d at home, %d elsewhere, %d with what a URL says", cells, arrived, away, ofURL)
	}
}

// What a scheme of one's own answers with is a header.Credentials, and goes into
// Authorization; there is no way for it to have a field of its own, such as X-API-Key,
// which net/http would copy to wherever a redirect leads. So it is bound to the origin
// like any other, whatever its name is, and no field of another host has any of it.
func TestAttack_F15_a_scheme_of_ones_own(t *testing.T) {
	answers := map[string]func(name string) (header.Credentials, error){
		"token68": func(name string) (header.Credentials, error) { return header.NewCredentials68(name, "canary") },
		"a param": func(name string) (header.Credentials, error) {
			return header.NewCredentials(name, header.Quoted("key", "canary"))
		},
		"two params": func(name string) (header.Credentials, error) {
			return header.NewCredentials(name, header.Token("id", "7"), header.Token("mac", "canary"))
		},
	}
	n, home, elsewhere := 0, 0, 0
	for _, name := range []string{"X-API-Key", "ApiKey", "HMAC-SHA256", "Cookie"} {
		for form, answer := range answers {
			for _, status := range []int{301, 302, 303, 307, 308} {
				for _, to := range []string{"/end", "https://HOME.example:443/end", "http://home.example/end", "https://home.example:8443/end", "https://www.home.example/end", "https://evil.example/end", "https://x@evil.example/end"} {
					for _, ahead := range []bool{false, true} {
						sch := scheme.NewClient(name, func(_ context.Context, _ *scheme.Request, ch header.Challenge) (header.Credentials, error) {
							if ch.IsZero() && !ahead {
								return header.Credentials{}, scheme.ErrDeclined
							}
							return answer(name)
						})
						p := &peers{answer: func(_ int, r *http.Request) (int, http.Header) {
							switch {
							case r.URL.Path == "/end" && r.Header.Get("Authorization") != "":
								return 200, nil
							case r.Header.Get("Authorization") == "":
								return 401, asks(name+` realm="r"`, `Basic realm="r"`)
							}
							return status, http.Header{"Location": {to}}
						}}
						c := &http.Client{Transport: &nethttp.Transport{Client: newAccounts(t, "https://home.example", sch), Base: p}}
						if _, _, err := try(c, newRequest(t, "POST", "https://home.example/start", strings.NewReader("x"))); err != nil {
							t.Fatal(err)
						}
						for _, r := range p.seen {
							ours := canonical(r.URL) == "https://home.example 443"
							for field, lines := range r.Header {
								if all := strings.Join(lines, ", "); strings.Contains(all, "canary") && (!ours || field != "Authorization") {
									t.Errorf("%s, %s, %d: %s has %s: %s", name, form, status, r.URL, field, all)
								}
							}
							if ours {
								home++
							} else {
								elsewhere++
							}
						}
						n++
					}
				}
			}
		}
	}
	if n != 4*3*5*7*2 || home < n || elsewhere < n/2 {
		t.Errorf("%d redirects, %d requests at home, %d elsewhere", n, home, elsewhere)
	}
}
