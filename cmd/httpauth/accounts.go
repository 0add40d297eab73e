// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// An account of the demonstration. Anybody can read these here, so they open
// nothing but the demonstration.
type account struct {
	label, user, password, token string
	admin                        bool
}

var accounts = []account{
	{label: "demo", user: "demo", password: "open-sesame", token: "demo-token"},
	{label: "admin", user: "admin", password: "sesame-street", token: "admin-token", admin: true},
}

// An offer is what a server offers: lists with commas between.
type offer struct {
	schemes    string
	algorithms string // of Digest
	qop        string // of Digest
	htpasswd   string // the file of real accounts
	users      *htpasswd.File
	admins     string // those of the file who may see /admin
}

var errOnlyBasic = errors.New("-htpasswd is for Basic: its hashes are of no use to the other schemes, whose demo accounts anybody knows")

// choose opens the file of real accounts, if there is one. Then nothing else is
// offered: the demo accounts would be another way in.
func (o *offer) choose(fs *flag.FlagSet, log *slog.Logger) error {
	given := make(map[string]bool)
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	switch {
	case !given["htpasswd"] && given["admins"]:
		return errOnlyFile
	case !given["htpasswd"]:
		return nil
	case given["schemes"] && o.schemes != "basic", given["algorithms"], given["qop"]:
		return errOnlyBasic
	}
	o.schemes = "basic"
	var err error
	o.users, err = htpasswd.Open(o.htpasswd, &htpasswd.Options{OnError: func(err error) {
		log.Error("the accounts stay as they are", "file", o.htpasswd, "error", err)
	}})
	if err != nil || !given["admins"] {
		return err
	}
	return o.checkAdmins()
}

// newScheme returns the scheme of that name over the demo accounts, or those of
// a file.
func newScheme(name string, opts *digest.Options, users *htpasswd.File) (scheme.Scheme, error) {
	if users != nil {
		return basic.New(basic.Cache(users.Verify, &basic.CacheOptions{Version: users.Version}), nil), nil
	}
	passwords, tokens := make(map[string]string), make(map[string]scheme.Identity)
	for _, a := range accounts {
		passwords[a.user] = a.password
		tokens[a.token] = scheme.Identity{Subject: a.user}
	}
	switch name {
	case "basic":
		verify, err := basic.Passwords(passwords)
		return basic.New(verify, nil), err
	case "bearer":
		verify, err := bearer.Tokens(tokens)
		return bearer.New(verify, nil), err
	case "digest":
		lookup, err := digest.Passwords(passwords)
		return digest.New(lookup, opts), err
	}
	return nil, fmt.Errorf("there is no scheme %q", name)
}

// digestOptions returns what is offered of Digest.
func (o offer) digestOptions() (*digest.Options, error) {
	opts := new(digest.Options)
	for a := range strings.SplitSeq(o.algorithms, ",") {
		if !slices.Contains(algorithms, digest.Algorithm(a)) {
			return nil, fmt.Errorf("there is no algorithm %q", a)
		}
		opts.Algorithms = append(opts.Algorithms, digest.Algorithm(a))
	}
	for q := range strings.SplitSeq(o.qop, ",") {
		switch qop := digest.QOP(q); qop {
		case digest.Auth, digest.AuthInt:
			opts.QOP = append(opts.QOP, qop)
		default:
			return nil, fmt.Errorf("there is no qop %q", q)
		}
	}
	return opts, nil
}

var algorithms = []digest.Algorithm{digest.SHA256, digest.SHA256Sess, digest.SHA512256, digest.SHA512256Sess, digest.MD5, digest.MD5Sess}

// newServer returns a server for an offer.
func newServer(opts negotiate.Options, o offer) (*negotiate.Server, error) {
	digestOpts, err := o.digestOptions()
	if err != nil {
		return nil, err
	}
	var schemes []scheme.Scheme
	for name := range strings.SplitSeq(o.schemes, ",") {
		s, err := newScheme(name, digestOpts, o.users)
		if err != nil {
			return nil, err
		}
		schemes = append(schemes, s)
	}
	return negotiate.NewServer(opts, schemes...)
}

// curl returns the command line that authenticates with a scheme as a.
func (a account) curl(scheme, url string) string {
	switch scheme {
	case "bearer":
		return "curl --oauth2-bearer " + a.token + " " + url
	default:
		return "curl --" + scheme + " -u " + a.user + ":" + a.password + " " + url
	}
}
