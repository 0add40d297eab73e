// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"fmt"

	"github.com/go-httpauth/httpauth/digest"
)

// What a store keeps of a user is a Secret for each algorithm that is offered. It
// does not get into logs by accident.
func ExampleSecret() {
	secret, err := digest.NewSecret(digest.SHA256, "Mufasa", "http-auth@example.org", "Circle of Life")
	if err != nil {
		fmt.Println(err)
		return
	}
	stored, err := digest.ParseSecret(digest.SHA256, secret.Reveal())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%+v\n", secret)
	fmt.Println(secret.Reveal())
	fmt.Println(stored.Equal(secret))
	// Output:
	// [redacted]
	// 7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232
	// true
}
