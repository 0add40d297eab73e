// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
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
	name := filepath.Join(dir, "users.htpasswd")

	line, err := htpasswd.AppendLine(nil, htpasswd.Argon2id, "Aladdin", "open sesame")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := os.WriteFile(name, line, 0o600); err != nil {
		fmt.Println(err)
		return
	}

	users, err := htpasswd.Open(name, &htpasswd.Options{OnError: func(err error) { fmt.Println("the users stay as they are:", err) }})
	if err != nil {
		fmt.Println(err)
		return
	}
	auth := basic.New(users.Verify, nil) // for negotiate.NewServer
	fmt.Println(auth.Name())

	id, err := users.Verify(context.Background(), nil, "Aladdin", "open sesame")
	fmt.Println(id.Subject, err)
	_, err = users.Verify(context.Background(), nil, "Aladdin", "Open Sesame")
	fmt.Println(err)
	// Output:
	// Basic
	// Aladdin <nil>
	// scheme: credentials rejected
}

// An error names lines and says what is wrong with them, and no more: it may go
// to a log.
func ExampleParse() {
	file, err := os.Open("testdata/apache-bcrypt.htpasswd")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	users, err := htpasswd.Parse(file, nil)
	fmt.Println(users, err)

	_, err = htpasswd.Parse(strings.NewReader("# by htpasswd -d and -p\nmyName:rqXexS6ZhobKA\nother:myPassword\n"), nil)
	fmt.Println(err)
	// Output:
	// htpasswd table [redacted] <nil>
	// htpasswd: line 2: the hash seems to be one by DES, which is not safe and not read
	// htpasswd: line 3: there is no hash but plain text, which is not read
}
