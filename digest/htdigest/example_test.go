// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
)

// A file is made, opened, and put before a resource. It may be changed while
// the server runs.
func Example() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "users.htdigest")

	line, err := htdigest.AppendLine(nil, digest.SHA256, "Mufasa", "http-auth@example.org", "Circle of Life")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s", line)
	if err := os.WriteFile(name, line, 0o600); err != nil {
		fmt.Println(err)
		return
	}

	users, err := htdigest.Open(name, &htdigest.Options{OnError: func(err error) { fmt.Println("the users stay as they are:", err) }})
	if err != nil {
		fmt.Println(err)
		return
	}
	auth := digest.New(users.Lookup, &digest.Options{}) // for negotiate.NewServer
	fmt.Println(auth.Name())

	_, id, err := users.Lookup(context.Background(), digest.Query{Algorithm: digest.SHA256, Realm: "http-auth@example.org", User: "Mufasa"})
	fmt.Println(id.Subject, err)
	// Output:
	// Mufasa:http-auth@example.org:7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232:a947aad205e80e429958a387394944c6b496301e79f89d35a4cc23b6ee12b5b6
	// Digest
	// Mufasa <nil>
}

// An error names lines and says what is wrong with them, and no more: it may go
// to a log.
func ExampleParse() {
	file, err := os.Open("testdata/lighttpd.htdigest")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	users, err := htdigest.Parse(file, nil)
	fmt.Println(users, err)

	_, err = htdigest.Parse(os.Stdin, &htdigest.Options{Algorithm: digest.MD5})
	fmt.Println(err)
	// Output:
	// htdigest table [redacted] <nil>
	// htdigest: the algorithm of 64 digits must be SHA-256 or SHA-512-256
}
