// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Every length up to the longest is decoded as encoding/base64 decodes it, whose
// decoder gets it in one piece.
func TestBase64(t *testing.T) {
	n := 0
	for length := 3; length <= 4096; length++ {
		if testing.Short() && length > 400 && length < 4000 {
			continue
		}
		user, password := "u", strings.Repeat("0123456789 abcdefg:", 220)[:length-2]
		store := newStore(user, password)
		if subject, err := login(t, basic.New(store.verify, nil), user, password); err != nil || subject != user {
			t.Fatalf("%d bytes: %v", length, err)
		}
		n++
	}
	if n < 400 {
		t.Errorf("%d lengths", n)
	}
}

// A18: padding in the middle would let two texts mean one password; here it
// stands at the borders of whatever pieces the decoder takes.
func TestAttack_A18_padding_in_the_middle(t *testing.T) {
	n := 0
	for length := 3; length < 300; length++ {
		for _, pad := range []string{"YQ==", "YWI="} {
			token := base64.StdEncoding.EncodeToString([]byte("u:" + strings.Repeat("x", length-2)))
			at := len(token) / 8 * 4
			// No token68, so that header would refuse it; a Scheme may be given it by
			// another parser some day.
			if _, err := header.NewCredentials68("Basic", token[:at]+pad+token[at:]); err == nil {
				t.Fatal("header takes padding in the middle")
			}
			c, err := header.NewCredentials68("Basic", strings.TrimRight(token, "=")[:at]+strings.Trim(pad, "="))
			if err != nil {
				t.Fatal(err)
			}
			store := newStore()
			if _, err := loginWith(t.Context(), basic.New(store.verify, nil), request(), c); !errors.Is(err, scheme.ErrMalformed) {
				t.Errorf("%d: %v", length, err)
			}
			store.called(t, 0)
			n++
		}
	}
	if n != 594 {
		t.Errorf("%d tokens", n)
	}
}
