// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A census counts what comes as far as a store.
type census map[string]int

// judge is the store: alice has an account, carol has one that is locked, and of
// dave it says by another way that it knows nothing.
func (c census) judge(user string) error {
	c[user]++
	switch user {
	case "alice":
		return nil
	case "carol":
		return fmt.Errorf("the account of %s is locked since Monday: %w", user, scheme.ErrRejected)
	case "dave":
		return errors.Join(errors.New("sql: no rows"), scheme.ErrUnknownUser)
	case "expired":
		return fmt.Errorf("the token has expired an hour ago: %w", scheme.ErrRejected)
	}
	return scheme.ErrUnknownUser
}

// handler puts Digest, Bearer and Basic before a page.
func (c census) handler(t *testing.T) http.Handler {
	t.Helper()
	lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
		if err := c.judge(q.User); err != nil {
			return digest.Secret{}, scheme.Identity{}, err
		}
		s, err := digest.NewSecret(q.Algorithm, q.User, q.Realm, "secret")
		return s, scheme.Identity{Subject: q.User}, err
	}
	tokens := func(_ context.Context, _ *scheme.Request, token string) (scheme.Identity, error) {
		return scheme.Identity{Subject: "alice"}, c.judge(token)
	}
	verify := func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
		err := c.judge(user)
		if err == nil && password != "secret" {
			err = scheme.ErrRejected
		}
		return scheme.Identity{Subject: user}, err
	}
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, digest.New(lookup, nil), bearer.New(tokens, nil), basic.New(verify, nil))
	if err != nil {
		t.Fatal(err)
	}
	return nethttp.Handler(auth, onePage, nil)
}

// A claim makes the credentials for a handler.
type claim func(t *testing.T, h http.Handler) string

func says(line string) claim { return func(*testing.T, http.Handler) string { return line } }

// answers answers the challenge for Digest, with the nonce that was just issued,
// or that of Basic. What the client knows of realms is replaced.
func answers(c scheme.Client, old, new string) claim {
	return func(t *testing.T, h http.Handler) string {
		t.Helper()
		all, err := header.ParseChallenges(served(h).Result().Header["Www-Authenticate"])
		if err != nil {
			t.Fatal(err)
		}
		all = slices.DeleteFunc(all, func(ch header.Challenge) bool { return !ch.Is(c.Name()) })
		a, err := c.Begin(t.Context(), &scheme.Request{Method: "GET", Target: "/", Origin: "https://example.com", Secure: true}).Next(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Replace(a.Credentials.Reveal(), old, new, 1)
	}
}

// Attack H03: of the refusals of one scheme nothing tells what is wrong: neither
// the status, nor the fields, nor the body, in whatever form. Those with an account
// come as far as the store.
func TestAttack_H03_refusals_of_one_scheme_are_one(t *testing.T) {
	byDigest := func(user, password string) claim { return answers(digest.NewClient(user, password, nil), "", "") }
	byBasic := func(user, password string) claim { return answers(basic.NewClient(user, password, nil), "", "") }
	zeros := `response="` + strings.Repeat("0", 64) + `"`
	kinds := map[string]struct {
		claims []claim
		asked  string // of whom the store is asked, once in each form
	}{
		"Basic": {[]claim{byBasic("alice", "wrong"), byBasic("bob", "secret"), byBasic("carol", "secret"), byBasic("carol", "wrong"), byBasic("dave", "secret"),
			says("Basic YWxpY2U6"), says("Basic OnNlY3JldA=="), says("Basic YWxpY2U="), says("Basic x"), says("Basic"), says("Basic a=b"),
			says("Basic YTpiYx=="), says("basic AAAA"), says("Basic " + strings.Repeat("A", 16<<10)), says("Basic " + strings.Repeat("A", 17<<10))},
			"map[alice:8 bob:8 carol:16 dave:8]"},
		"Bearer": {[]claim{says("Bearer x"), says("Bearer expired"), says("Bearer carol"), says("Bearer " + strings.Repeat("x", 16<<10)), says("Bearer bob")},
			"map[bob:8 carol:8 expired:8 x:8 " + strings.Repeat("x", 16<<10) + ":8]"},
		"Digest": {[]claim{byDigest("alice", "wrong"), byDigest("bob", "secret"), byDigest("carol", "secret"), byDigest("carol", "wrong"), byDigest("dave", "secret"),
			answers(digest.NewClient("alice", "secret", nil), `realm="r"`, `realm="s"`), answers(digest.NewClient("alice", "secret", nil), "nc=00000001", "nc=00000000"),
			says(`Digest username="alice", realm="r", nonce="x", uri="/", qop=auth, nc=00000001, cnonce="c", algorithm=SHA-256, ` + zeros),
			says(`Digest username="bob", realm="r", nonce="x", uri="/", qop=auth, nc=00000001, cnonce="c", algorithm=SHA-256, ` + zeros),
			says(`Digest username="alice"`), says("Digest x"), says("Digest")},
			"map[alice:16 bob:16 carol:16 dave:8]"},
		"none of those that are offered": {[]claim{says(""), says("Negotiate YII="), says("NTLM"), says("Custom x=1")}, "map[]"},
	}
	accepts := []string{"", "*/*", "text/plain", "text/html", "application/json", "application/problem+json;q=0.1, text/*", "image/png", ";;;"}
	rows := 0
	for kind, tt := range kinds {
		asked := make(census)
		h := asked.handler(t)
		for _, accept := range accepts {
			first := ""
			for i, claim := range tt.claims {
				rows++
				w := served(h, "Authorization", claim(t, h), "Accept", accept)
				lengths := 0 // of nonces, which differ
				for _, ch := range w.Result().Header["Www-Authenticate"] {
					lengths += len(nonceParam.FindString(ch))
				}
				got := withoutNonce(fmt.Sprint(w.Code, w.Header(), lengths, w.Body))
				if first == "" {
					first = got
				}
				if got != first || w.Code != 401 {
					t.Errorf("%s, claim %d, %s: %s\nnot %s", kind, i, accept, got, first)
				}
			}
		}
		if got := fmt.Sprint(asked); got != tt.asked {
			t.Errorf("%s: the store was asked for %.200s, want %.200s", kind, got, tt.asked)
		}
	}
	if rows != 36*8 {
		t.Errorf("%d rows", rows)
	}
	// They are wrong for what they say, not for how it was made.
	for _, claim := range []claim{byBasic("alice", "secret"), byDigest("alice", "secret"), says("Bearer alice")} {
		h := make(census).handler(t)
		if w := served(h, "Authorization", claim(t, h)); w.Code != 200 {
			t.Errorf("the right ones: %d", w.Code)
		}
	}
}
