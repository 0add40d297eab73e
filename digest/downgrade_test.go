// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"errors"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// D20: an answer that is right, but for a qop or an algorithm that was not
// offered, is refused all the same.
func TestAttack_D20_right_answers_to_what_was_not_offered(t *testing.T) {
	lookup, err := Passwords(map[string]string{"user": "password"})
	if err != nil {
		t.Fatal(err)
	}
	r := &scheme.Request{Method: "GET", Target: "/", Realm: "realm"}
	tries := 0
	for _, tt := range []struct {
		algorithm Algorithm
		qop       string
		want      error
	}{
		{SHA256, "auth", nil},
		{SHA256, "AUTH", scheme.ErrRejected},
		{SHA256, "auth-int", scheme.ErrRejected},
		{SHA256, "auth-conf", scheme.ErrRejected},
		{SHA256, "", scheme.ErrRejected},
		{SHA512256, "auth", scheme.ErrRejected},
	} {
		s := New(lookup, nil)
		chs, err := s.Challenge(t.Context(), r, nil)
		if err != nil {
			t.Fatal(err)
		}
		nonce, _ := chs[0].Param("nonce")
		secret, err := NewSecret(tt.algorithm, "user", "realm", "password")
		if err != nil {
			t.Fatal(err)
		}
		p := proof{tt.algorithm, nonce, "00000001", "cnonce", tt.qop, "/"}
		c, err := header.NewCredentials(name, header.Quoted("username", "user"), header.Quoted("realm", "realm"), header.Quoted("uri", "/"),
			header.Token("algorithm", string(tt.algorithm)), header.Quoted("nonce", nonce), header.Token("nc", p.nc), header.Quoted("cnonce", p.cnonce),
			header.Quoted("qop", tt.qop), header.Quoted("response", string(p.appendResponse(nil, secret, "GET", nil))))
		if err != nil {
			t.Fatal(err)
		}
		tries++
		if res, err := s.Authenticate(t.Context(), r, c); !errors.Is(err, tt.want) || (res != nil) != (tt.want == nil) {
			t.Errorf("%s, qop %q: %v, %v", tt.algorithm, tt.qop, res, err)
		}
	}
	if tries != 6 {
		t.Errorf("%d tries", tries)
	}
}
