// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
)

// serve serves the demonstration until ctx ends.
func serve(ctx context.Context, args []string, io std) int {
	fs := flags("serve [options]", io)
	addr := fs.String("addr", "127.0.0.1:8080", "listen on `HOST:PORT`; port 0 picks one")
	realm := fs.String("realm", "httpauth demo", "the `NAME` of the protection space")
	var o offer
	fs.StringVar(&o.schemes, "schemes", "digest,bearer,basic", "the `LIST` of schemes to offer, strongest first")
	fs.StringVar(&o.algorithms, "algorithms", "SHA-256", "the `LIST` of Digest algorithms to offer: SHA-256, SHA-512-256, MD5, and each with -sess")
	fs.StringVar(&o.qop, "qop", "auth", "the `LIST` of Digest's qualities of protection: auth, auth-int, which covers the content")
	fs.StringVar(&o.htpasswd, "htpasswd", "", "serve the accounts of the htpasswd `FILE` with Basic, and no demo accounts")
	fs.StringVar(&o.admins, "admins", "", "the `LIST` of accounts of that file who may see /admin; none unless named")
	if status, end := parseFlags(fs, args); end {
		return status
	}
	if fs.NArg() > 0 {
		return fail(io, exitUsage, errors.New("serve takes no arguments"))
	}
	log := slog.New(slog.NewTextHandler(io.err, &slog.HandlerOptions{Level: slog.LevelDebug})) // challenges, too
	if err := o.choose(fs, log); err != nil {
		return fail(io, exitUsage, err)
	}
	auth, err := newServer(negotiate.Options{Realm: *realm, Audit: negotiate.Log(log)}, o)
	if err != nil {
		return fail(io, exitUsage, err)
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return fail(io, exitFailure, err)
	}
	if strings.HasPrefix(o.algorithms, string(digest.SHA512256)) {
		fmt.Fprintln(io.err, "httpauth: curl before 8.14 answers the first algorithm, and SHA-512-256 wrongly: put SHA-256 first for it")
	}
	announce(io, listener.Addr().(*net.TCPAddr), o)
	server := &http.Server{
		Handler:           newSite(auth, o.isAdmin),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		err := server.Shutdown(grace)
		if errors.Is(err, context.DeadlineExceeded) { // a request that does not come to its end
			err = server.Close()
		}
		stopped <- err
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fail(io, exitFailure, err)
	}
	if err := <-stopped; err != nil {
		return fail(io, exitFailure, err)
	}
	return exitOK
}

// announce prints where the server is and how to get in.
func announce(io std, addr *net.TCPAddr, o offer) {
	switch {
	case addr.IP.IsLoopback():
	case o.users != nil:
		fmt.Fprintln(io.err, "httpauth: other machines reach the server, but Basic is offered on loopback addresses alone, as passwords would be read on the way")
	default:
		fmt.Fprintln(io.err, "httpauth: the demo accounts are public, and other machines can reach them; Basic and Bearer are offered on loopback addresses alone")
	}
	if addr.IP.IsUnspecified() {
		addr = &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: addr.Port}
	}
	url := "http://" + addr.String()
	fmt.Fprintln(io.out, "listening on", url)
	if o.users != nil {
		fmt.Fprintf(io.out, "accounts of %s\n", o.htpasswd)
		if addr.IP.IsLoopback() {
			fmt.Fprintln(io.out, "curl --basic -u USER "+url+"/")
		}
		return
	}
	for _, a := range accounts {
		fmt.Fprintf(io.out, "%s: user=%s password=%s token=%s\n", a.label, a.user, a.password, a.token)
	}
	for name := range strings.SplitSeq(o.schemes, ",") {
		if name != "digest" && !addr.IP.IsLoopback() {
			continue // it would be refused
		}
		fmt.Fprintln(io.out, accounts[0].curl(name, url+"/"))
	}
}
