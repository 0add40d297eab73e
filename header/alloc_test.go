// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header_test

import (
	"testing"

	"github.com/go-httpauth/httpauth/header"
)

const digestLine = `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, ` +
	`nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", ` +
	`qop=auth, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`

func TestNoAllocs(t *testing.T) {
	credentials := []string{digestLine}
	list := []string{`Digest realm="a", qop="auth", nonce="b"`, `Bearer realm="a", Basic realm="a"`}
	buf := make([]byte, 0, 1<<10)
	var store [8]header.Challenge
	c, err := header.ParseCredentials(credentials)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]func() int{
		"ParseCredentials and all parameters": func() (n int) {
			c, err := header.ParseCredentials(credentials)
			if err != nil {
				return -1
			}
			for p := range c.Params().All() {
				n += len(p.Value())
			}
			return n
		},
		"Challenges and all parameters": func() (n int) {
			for ch, err := range header.Challenges(list) {
				if err != nil {
					return -1
				}
				for p := range ch.Params().All() {
					n += len(p.Value())
				}
			}
			return n
		},
		"AppendChallenges": func() int {
			chs, err := header.AppendChallenges(store[:0], list)
			if err != nil {
				return -1
			}
			return len(chs)
		},
		"AppendReveal": func() int { return len(c.AppendReveal(buf)) },
	}
	want := map[string]int{"ParseCredentials and all parameters": 257, "Challenges and all parameters": 8, "AppendChallenges": 3, "AppendReveal": len(digestLine)}
	for name, f := range tests {
		got := 0
		if n := testing.AllocsPerRun(100, func() { got = f() }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
		if got != want[name] {
			t.Errorf("%s: %d, want %d", name, got, want[name])
		}
	}
}
