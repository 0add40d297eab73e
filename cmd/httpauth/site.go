// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"

	"github.com/go-httpauth/httpauth/internal/accept"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// newSite returns the handler of the demonstration: / and /admin behind auth,
// /public before it.
func newSite(auth *negotiate.Server, isAdmin func(scheme.Identity) bool) http.Handler {
	private := http.NewServeMux()
	private.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		write(w, r, pageFor(id, isAdmin(id), "You are authenticated."))
	})
	admin := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, _ := scheme.FromContext(r.Context())
		write(w, r, pageFor(id, isAdmin(id), "You may be here."))
	})
	private.Handle("/admin", nethttp.Require(admin, mayAdmin(isAdmin)))
	site := http.NewServeMux()
	site.Handle("/", nethttp.Handler(auth, private, nil))
	site.HandleFunc("/public", func(w http.ResponseWriter, r *http.Request) {
		write(w, r, page{Message: "Anybody may see this."})
	})
	return site
}

// A page says who somebody is, in whatever form.
type page struct {
	User    string `json:"user,omitempty"`
	Scheme  string `json:"scheme,omitempty"`
	Realm   string `json:"realm,omitempty"`
	Admin   bool   `json:"admin"`
	Message string `json:"message"`
}

func pageFor(id scheme.Identity, admin bool, message string) page {
	return page{User: id.Subject, Scheme: id.Scheme, Realm: id.Realm, Admin: admin, Message: message}
}

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// write writes a page as text, HTML or JSON by the Accept field.
func write(w http.ResponseWriter, r *http.Request, p page) {
	const plain, html, js = "text/plain", "text/html", "application/json"
	h := w.Header()
	h.Add("Vary", "Accept")
	h.Set("X-Content-Type-Options", "nosniff")
	switch accept.Best(r.Header.Values("Accept"), plain, html, js) {
	case html:
		h.Set("Content-Type", html+"; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		pageTemplate.Execute(w, p)
	case js:
		h.Set("Content-Type", js)
		json.NewEncoder(w).Encode(p)
	default:
		h.Set("Content-Type", plain+"; charset=utf-8")
		if p.User != "" {
			fmt.Fprintf(w, "user: %s\nscheme: %s\nrealm: %s\nadmin: %t\n", p.User, p.Scheme, p.Realm, p.Admin)
		}
		fmt.Fprintln(w, p.Message)
	}
}
