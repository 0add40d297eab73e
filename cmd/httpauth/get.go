// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A fetch is what get is asked to do.
type fetch struct {
	user, token, method, data string
	proxy, proxyUser          string
	verbose, cleartext        bool
}

// get fetches a URL.
func get(ctx context.Context, args []string, io std) int {
	var f fetch
	fs := flags("get [options] URL", io)
	fs.StringVar(&f.user, "user", "", "answer Digest and Basic with `NAME:PASSWORD`")
	fs.StringVar(&f.token, "token", "", "answer Bearer with `TOKEN`")
	fs.StringVar(&f.method, "X", "", "use `METHOD`; the default is GET, or POST with -d")
	fs.StringVar(&f.data, "d", "", "send `DATA` as a form body")
	fs.StringVar(&f.proxy, "proxy", "", "go through the HTTP proxy at `URL`, such as http://127.0.0.1:3128")
	fs.StringVar(&f.proxyUser, "proxy-user", "", "answer the proxy with `NAME:PASSWORD`, by Digest and Basic")
	fs.BoolVar(&f.verbose, "v", false, "show each round: what was offered, chosen and proved")
	fs.BoolVar(&f.cleartext, "allow-cleartext", false, "send passwords and tokens also where others can read them")
	if status, end := parseFlags(fs, args); end {
		return status
	}
	if fs.NArg() != 1 {
		fs.Usage()
		return exitUsage
	}
	req, err := f.request(ctx, fs.Arg(0))
	if err != nil {
		return fail(io, exitUsage, err)
	}
	client, err := f.client(req.URL, io)
	if err != nil {
		return fail(io, exitUsage, err)
	}
	return do(client, req, io)
}

// request returns the request for a URL.
func (f *fetch) request(ctx context.Context, rawURL string) (*http.Request, error) {
	u, err := url.Parse(rawURL)
	switch {
	case err != nil:
		return nil, errors.New("the URL cannot be parsed") // it may hold a secret
	case u.User != nil:
		return nil, errors.New("a URL with user name or password ends up in logs: use -user")
	}
	method := f.method
	var body io.Reader
	if f.data != "" {
		body = strings.NewReader(f.data)
		if method == "" {
			method = http.MethodPost
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err == nil && body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return req, err
}

// client returns a client with the accounts that were given.
func (f *fetch) client(u *url.URL, io std) (*http.Client, error) {
	schemes, err := f.accounts(f.user)
	if err != nil {
		return nil, err
	}
	if f.token != "" {
		tokens := bearer.NewClient(bearer.Static(f.token), &bearer.ClientOptions{AllowCleartext: f.cleartext})
		schemes = append(schemes[:len(schemes):len(schemes)], tokens)
		if len(schemes) == 3 { // a password in clear is the last resort
			schemes[1], schemes[2] = schemes[2], schemes[1]
		}
	}
	transport, err := f.transport()
	if err != nil {
		return nil, err
	}
	if f.verbose {
		transport.Base = &story{out: io.err, base: transport.Base}
	}
	if len(schemes) > 0 {
		opts := negotiate.ClientOptions{Origin: u.Scheme + "://" + u.Host}
		if story, ok := transport.Base.(*story); ok {
			story.schemes = schemes
			story.origin, _ = negotiate.Origin(u) // NewClient says what is wrong with it
			opts.Trace = story.step
		}
		if transport.Client, err = negotiate.NewClient(opts, schemes...); err != nil {
			return nil, err
		}
	}
	return &http.Client{Transport: transport, CheckRedirect: checkRedirect}, nil
}

// accounts returns the schemes that use a password, the strongest first.
func (f *fetch) accounts(pair string) ([]scheme.Client, error) {
	if pair == "" {
		return nil, nil
	}
	user, password, ok := strings.Cut(pair, ":")
	if !ok {
		return nil, errors.New("-user and -proxy-user want NAME:PASSWORD")
	}
	return []scheme.Client{
		digest.NewClient(user, password, &digest.ClientOptions{
			Algorithms: []digest.Algorithm{digest.SHA512256, digest.SHA512256Sess, digest.SHA256, digest.SHA256Sess, digest.MD5, digest.MD5Sess},
		}),
		basic.NewClient(user, password, &basic.ClientOptions{AllowCleartext: f.cleartext}),
	}, nil
}

// transport returns a transport that goes through the proxy, if there is one.
func (f *fetch) transport() (*nethttp.Transport, error) {
	base, ok := http.DefaultTransport.(*http.Transport)
	if f.proxy == "" || !ok {
		return &nethttp.Transport{Base: http.DefaultTransport}, nil
	}
	u, err := url.Parse(f.proxy)
	if err != nil || u.User != nil {
		return nil, errors.New("-proxy wants a URL without user name: use -proxy-user") // the other error may hold a secret
	}
	d := &nethttp.ProxyDialer{URL: u}
	schemes, err := f.accounts(f.proxyUser)
	if err == nil && len(schemes) > 0 {
		d.Client, err = negotiate.NewClient(negotiate.ClientOptions{Origin: u.Scheme + "://" + u.Host}, schemes...)
	}
	base = base.Clone()
	base.DialContext, base.Proxy = d.DialContext, d.Proxy
	return &nethttp.Transport{Proxy: d.Client, Via: d.Proxy, Base: base}, err
}

// checkRedirect refuses a redirect that brings its own user name: net/http would
// send that in place of ours.
func checkRedirect(req *http.Request, via []*http.Request) error {
	switch {
	case req.URL.User != nil:
		return errors.New("a redirect with user name or password")
	case len(via) >= 10:
		return errors.New("too many redirects")
	}
	return nil
}

// do sends the request and copies the response.
func do(client *http.Client, req *http.Request, std std) int {
	resp, err := client.Do(req)
	if err != nil {
		return fail(std, exitFailure, err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(std.out, resp.Body); err != nil {
		return fail(std, exitFailure, err)
	}
	if resp.StatusCode >= 400 {
		fmt.Fprintln(std.err, "httpauth: the server answered", resp.Status)
		return exitRefused
	}
	return exitOK
}
