// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"fmt"

	"github.com/go-httpauth/httpauth/header"
)

func ExampleChallenges() {
	lines := []string{
		`Digest realm="staff", qop="auth, auth-int", nonce="c2Vl", Basic realm="staff"`,
		`Broken realm="`,
		`Negotiate`,
	}
	for c, err := range header.Challenges(lines) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		realm, _ := c.Param("realm")
		fmt.Println(c.Scheme(), realm)
	}
	// Output:
	// Digest staff
	// Basic staff
	// header: line 1, offset 14: the quoted-string is not closed
	// Negotiate
}

func ExampleParseCredentials() {
	c, err := header.ParseCredentials([]string{"Bearer mF_9.B5f-4.1JqM"})
	if err != nil {
		fmt.Println(err)
		return
	}
	token, _ := c.Token68()
	fmt.Println(c.Is("bearer"), len(token))
	// Output: true 15
}

// A realm can neither end its quotes nor begin another field.
func ExampleNewChallenge() {
	c, err := header.NewChallenge("Basic", header.Quoted("realm", `x", charset="UTF-8`))
	fmt.Println(c, err)
	_, err = header.NewChallenge("Basic", header.Quoted("realm", "x\r\nSet-Cookie: a=b"))
	fmt.Println(err)
	// Output:
	// Basic realm="x\", charset=\"UTF-8" <nil>
	// header: a value to be sent as a quoted-string has a control character
}

func ExampleCredentials_redacted() {
	c, _ := header.NewCredentials68("Basic", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
	fmt.Printf("%v %+v %q\n", c, []header.Credentials{c}, c)
	fmt.Println(c.Reveal())
	// Output:
	// Basic [redacted] [Basic [redacted]] Basic [redacted]
	// Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
}

func ExampleList() {
	for qop := range header.List("auth, ,auth-int") {
		fmt.Println(qop)
	}
	// Output:
	// auth
	// auth-int
}
