// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
)

// A lineWriter writes the line of a user.
type lineWriter func(user, password string) ([]byte, error)

// htpasswdLines returns what writes lines for Basic.
func htpasswdLines(algorithm string) (lineWriter, error) {
	a := htpasswd.Algorithm(algorithm)
	if a == "" {
		a = htpasswd.Bcrypt
	}
	if !slices.Contains([]htpasswd.Algorithm{htpasswd.Bcrypt, htpasswd.Argon2id, htpasswd.SHA512Crypt}, a) {
		return nil, fmt.Errorf("there is no algorithm %q", algorithm)
	}
	return func(user, password string) ([]byte, error) { return htpasswd.AppendLine(nil, a, user, password) }, nil
}

// htdigestLines returns what writes lines for Digest.
func htdigestLines(algorithm, realm string) (lineWriter, error) {
	a := digest.Algorithm(algorithm)
	if a == "" {
		a = digest.SHA256
	}
	if !slices.Contains([]digest.Algorithm{digest.SHA256, digest.SHA512256, digest.MD5}, a) {
		return nil, fmt.Errorf("there is no algorithm %q of Digest", algorithm)
	}
	return func(user, password string) ([]byte, error) { return htdigest.AppendLine(nil, a, user, realm, password) }, nil
}

// hash writes the line of a password file for a user.
func hash(ctx context.Context, args []string, io std) int {
	fs := flags("hash [options] USER\n\n"+
		"The password is typed twice, without echo, or all of standard input if that is\n"+
		"no terminal. On Windows it has to be piped in.\n", io)
	algorithm := fs.String("a", "", "the `ALGORITHM`: bcrypt, argon2id or sha512-crypt (default bcrypt); with -digest SHA-256, SHA-512-256 or MD5 (default SHA-256)")
	realm, isDigest := "", false
	fs.Func("digest", "write a line of an htdigest file, for Digest in the `REALM`", func(s string) error {
		realm, isDigest = s, true
		return nil
	})
	if status, end := parseFlags(fs, args); end {
		return status
	}
	if fs.NArg() != 1 {
		fs.Usage()
		return exitUsage
	}
	line, err := htpasswdLines(*algorithm)
	if isDigest {
		line, err = htdigestLines(*algorithm, realm)
	}
	if err != nil {
		return fail(io, exitUsage, err)
	}
	password, err := readPassword(ctx, io)
	if err != nil {
		return fail(io, exitFailure, err)
	}
	b, err := line(fs.Arg(0), password)
	if err != nil {
		return fail(io, exitFailure, err)
	}
	if _, err := io.out.Write(b); err != nil {
		return fail(io, exitFailure, err)
	}
	return exitOK
}
