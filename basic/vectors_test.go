// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A vector is one of testdata/vectors.json.
type vector struct {
	ID, Group string
	Input     struct{ User, Password, Encoding, Token68 string }
	Expect    struct{ Credentials, Accept string }
}

func vectors(t *testing.T, group string, count int) (all []vector) {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range all {
		if v.Group == group {
			all[n] = v
			n++
		}
	}
	if n != count {
		t.Fatalf("%d vectors of group %s, not %d", n, group, count)
	}
	return all[:n]
}

var allowEmpty = &basic.Options{AllowEmptyUser: true, AllowEmptyPassword: true}

func TestVectors(t *testing.T) {
	made, read, refused := 0, 0, 0
	for _, v := range vectors(t, "basic", 9) {
		in := v.Input
		if in.Encoding == "UTF-8" {
			c := basic.NewClient(in.User, in.Password, &basic.ClientOptions{AllowEmptyUser: true, AllowEmptyPassword: true})
			a, err := answer(t, c)
			token, _ := a.Token68()
			if err != nil || token != v.Expect.Credentials {
				t.Errorf("%s: the client sends %s, %v", v.ID, token, err)
			}
			made++
		}
		store := newStore(in.User, in.Password)
		c, err := header.ParseCredentials([]string{"basic " + v.Expect.Credentials})
		if err != nil {
			t.Fatal(v.ID, err)
		}
		subject, err := loginWith(t.Context(), basic.New(store.verify, allowEmpty), request(), c)
		switch {
		case in.Encoding == "UTF-8" && (err != nil || subject != in.User):
			t.Errorf("%s: %s, %v", v.ID, subject, err)
		case in.Encoding != "UTF-8" && !errors.Is(err, scheme.ErrMalformed):
			t.Errorf("%s: %s, %v", v.ID, subject, err)
		case err != nil:
			refused++
		default:
			read++
		}
	}
	if made != 8 || read != 8 || refused != 1 {
		t.Errorf("%d made, %d read, %d refused", made, read, refused)
	}
}

func TestInvalidVectors(t *testing.T) {
	syntax, decoding := 0, 0
	for _, v := range vectors(t, "basic-invalid", 13) {
		if !strings.HasPrefix(v.Expect.Accept, "no") {
			t.Fatal(v.ID, v.Expect)
		}
		c, err := header.ParseCredentials([]string{"Basic " + v.Input.Token68})
		if err != nil {
			syntax++
			continue
		}
		store := newStore()
		if _, err = loginWith(t.Context(), basic.New(store.verify, allowEmpty), request(), c); !errors.Is(err, scheme.ErrMalformed) {
			t.Errorf("%s: %v", v.ID, err)
		}
		store.called(t, 0)
		decoding++
	}
	if syntax != 2 || decoding != 11 {
		t.Errorf("%d are refused by the grammar, %d by the decoder", syntax, decoding)
	}
}

// answer returns what a client answers to a challenge.
func answer(t *testing.T, c scheme.Client) (header.Credentials, error) {
	t.Helper()
	a, err := c.Begin(t.Context(), request()).Next(t.Context(), challenges(t, "WallyWorld"))
	return a.Credentials, err
}

func challenges(t *testing.T, realms ...string) (chs []header.Challenge) {
	t.Helper()
	for _, realm := range realms {
		ch, err := header.NewChallenge("Basic", header.Quoted("realm", realm))
		if err != nil {
			t.Fatal(err)
		}
		chs = append(chs, ch)
	}
	return chs
}
