// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"io"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// hardRealm is written with escapes, and has a comma: whoever builds a challenge
// or takes one apart by hand gets it wrong.
const hardRealm = `the "quoted\" realm, one`

// otherRealm differs from hardRealm, and from whatever a Config is likely to
// have.
const otherRealm = `the "quoted\" realm, two`

// defaultRequest is used if the Config has none.
func defaultRequest() *scheme.Request {
	fields := map[string][]string{
		"Host": {"example.com"},
		"Date": {"Tue, 15 Nov 1994 08:12:31 GMT"},
		"Via":  {"1.1 b.example", "1.1 a.example"}, // on two lines, in no order
	}
	return &scheme.Request{
		Method: "GET",
		Target: "/",
		Origin: "https://example.com",
		Secure: true,
		Header: func(name string) []string { return fields[name] },
	}
}

// The content of messages. A Request of a Config may have another.
const (
	requestContent  = "to be authenticated\r\n"
	responseContent = "and so is this\r\n"
)

// reading returns a Content.
func reading(text string) func() (io.Reader, error) {
	return func() (io.Reader, error) { return strings.NewReader(text), nil }
}

// A fixture is one request, seen from both ends.
type fixture struct{ request scheme.Request }

// fixture returns a new request.
func (s *suite) fixture() *fixture {
	template := defaultRequest
	if s.cfg.Request != nil {
		template = s.cfg.Request
	}
	f := &fixture{request: *template()}
	if f.request.Realm == "" {
		f.request.Realm = hardRealm
	}
	if f.request.Content == nil {
		f.request.Content = reading(requestContent)
	}
	return f
}

// in returns the same request in another realm.
func (f *fixture) in(realm string) *fixture {
	g := *f
	g.request.Realm = realm
	return &g
}

// client returns the request as the client has it: the realm is the server's.
func (f *fixture) client() *scheme.Request {
	r := f.request
	r.Realm = ""
	return &r
}

// bare returns the request as the server has it, without credentials.
func (f *fixture) bare() *scheme.Request {
	r := f.request
	return &r
}

// with returns the request as the server has it, with credentials.
func (f *fixture) with(c header.Credentials) *scheme.Request {
	field := "Authorization"
	if f.request.Proxy {
		field = "Proxy-Authorization"
	}
	own := map[string][]string{field: {c.Reveal()}}
	r := f.request
	r.Header = func(name string) []string {
		if lines, ok := own[name]; ok {
			return lines
		}
		return f.request.Lines(name)
	}
	return &r
}

// values returns what the server has said or knows without the client: the parts
// of the request and of challenges.
func (f *fixture) values(chs []header.Challenge) map[string]bool {
	known := map[string]bool{
		f.request.Method: true,
		f.request.Target: true,
		f.request.Origin: true,
		f.request.Realm:  true,
	}
	for _, ch := range chs {
		for p := range ch.Params().All() {
			known[p.Value()] = true
		}
	}
	return known
}
