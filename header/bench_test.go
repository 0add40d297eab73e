// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

func BenchmarkCredentials(b *testing.B) {
	lines := []string{digestLine}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		c, err := header.ParseCredentials(lines)
		if err != nil {
			b.Fatal(err)
		}
		for p := range c.Params().All() {
			n += len(p.Value())
		}
	}
	if n == 0 {
		b.Error("nothing was read")
	}
}

var tab = func() (t [256]byte) {
	for i := range t {
		t[i] = 1
	}
	t[0] = 0
	return
}()

func BenchmarkTable(b *testing.B) {
	n := 0
	for b.Loop() {
		for i := range len(digestLine) {
			if tab[digestLine[i]] == 0 {
				n++
			}
		}
	}
}
func BenchmarkChallenges(b *testing.B) {
	lines := []string{`Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", Bearer realm="x", error="invalid_token", Basic realm="y", charset="UTF-8"`}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for c, err := range header.Challenges(lines) {
			if err != nil {
				b.Fatal(err)
			}
			for p := range c.Params().All() {
				n += len(p.Value())
			}
		}
	}
}
