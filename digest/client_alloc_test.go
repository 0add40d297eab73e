// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// warm returns a client that has been challenged and accepted, a request, and
// what does one more of them.
func warm(t testing.TB, opts *digest.ClientOptions) (again func() error) {
	t.Helper()
	c, r := digest.NewClient(user, password, opts), request()
	ctx := context.Background()
	x := c.Begin(ctx, r)
	chs, err := header.ParseChallenges([]string{`Digest realm="http-auth@example.org", qop="auth", algorithm=SHA-256, nonce="AAECAwQFBgcICQoLDA0ODw", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`})
	if err == nil {
		_, err = x.Next(ctx, chs)
	}
	if err == nil {
		_, err = x.Verify(ctx, new(scheme.Response))
	}
	if err != nil {
		t.Fatal(err)
	}
	resp := new(scheme.Response)
	return func() error {
		x := c.Begin(ctx, r)
		if _, err := x.Next(ctx, nil); err != nil {
			return err
		}
		_, err := x.Verify(ctx, resp)
		return err
	}
}

// C2: what one more request costs: the exchange, the count with the cnonce, and
// the text of the credentials.
func TestClientAllocs(t *testing.T) {
	want := 3.0
	if raceDetector {
		want++
	}
	again := warm(t, nil)
	var err error
	if got := testing.AllocsPerRun(100, func() { err = again() }); got > want || err != nil {
		t.Errorf("%v allocations, %v", got, err)
	}
}

func BenchmarkClient(b *testing.B) {
	again := warm(b, nil)
	b.ReportAllocs()
	for b.Loop() {
		if err := again(); err != nil {
			b.Fatal(err)
		}
	}
}
