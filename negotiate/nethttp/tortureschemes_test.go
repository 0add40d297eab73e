// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// secretOf is the password, or the token, that no output may have.
const secretOf = canary + "-secret"

// verdict of a store that the rack has.
func (k *rack) verdict(name string, right bool) (scheme.Identity, error) {
	switch err, nonsense := k.call(name); {
	case err != nil:
		return scheme.Identity{Subject: "alice"}, err
	case nonsense:
		return scheme.Identity{}, nil
	case !right:
		return scheme.Identity{}, scheme.ErrRejected
	}
	return scheme.Identity{Subject: "alice"}, nil
}

// rackNonces are digest.Nonces of a rack. They ask for a renewal each time.
type rackNonces struct {
	*rack
	digest.Nonces
}

func (n rackNonces) Mint(ctx context.Context, r *scheme.Request) (string, error) {
	switch err, nonsense := n.call("Mint"); {
	case err != nil:
		return "", err
	case nonsense:
		return "x\r\nSet-Cookie: y", nil
	}
	return n.Nonces.Mint(ctx, r)
}

func (n rackNonces) Use(ctx context.Context, r *scheme.Request, nonce string, count uint32) (bool, error) {
	err, nonsense := n.call("Use")
	if err != nil {
		return false, err
	}
	_, err = n.Nonces.Use(ctx, r, nonce, count)
	return !nonsense, err
}

// The schemes of this module, with a rack below them. Of the Gate there is one place
// and no queue: one that is not given back is the last.
var rackSchemes = map[string]struct {
	scheme func(k *rack) scheme.Scheme
	client func(secret string) scheme.Client
	calls  string // that must occur
}{
	"Basic": {func(k *rack) scheme.Scheme {
		verify := func(_ context.Context, _ *scheme.Request, user, password string) (scheme.Identity, error) {
			return k.verdict("Verifier", user == "alice" && password == secretOf)
		}
		version := func(context.Context, *scheme.Request, string) (string, error) {
			switch err, nonsense := k.call("Version"); {
			case err != nil:
				return "", err
			case nonsense:
				return "2", nil
			}
			return "1", nil
		}
		return basic.New(verify, &basic.Options{Cache: &basic.CacheOptions{Version: version, Gate: basic.NewGate(&basic.GateOptions{Hashes: 1, Wait: -1})}})
	}, func(secret string) scheme.Client { return basic.NewClient("alice", secret, nil) }, "Version Verifier"},
	"Bearer": {func(k *rack) scheme.Scheme {
		return bearer.New(func(_ context.Context, _ *scheme.Request, token string) (scheme.Identity, error) {
			return k.verdict("Verifier", token == secretOf)
		}, nil)
	}, func(secret string) scheme.Client { return bearer.NewClient(bearer.Static(secret), nil) }, "Verifier"},
	"Digest": {func(k *rack) scheme.Scheme {
		lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
			id, err := k.verdict("Lookup", true)
			if err != nil || id.Subject == "" {
				return digest.Secret{}, id, err
			}
			s, err := digest.NewSecret(q.Algorithm, q.User, q.Realm, secretOf)
			return s, id, err
		}
		return digest.New(lookup, &digest.Options{QOP: []digest.QOP{digest.AuthInt}, Nonces: rackNonces{k, digest.NewNonces(nil)}, NextNonce: true})
	}, func(secret string) scheme.Client { return digest.NewClient("alice", secret, nil) }, "Lookup Use Mint Read"},
}

// answer returns the credentials of a client for the request of a rack.
func answer(t *testing.T, h http.Handler, c scheme.Client) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, local(httptest.NewRequest("POST", "/", nil)))
	challenges, err := header.ParseChallenges(w.Header()["Www-Authenticate"])
	if err != nil {
		t.Fatal(err)
	}
	a, err := c.Begin(t.Context(), &scheme.Request{
		Method: "POST", Target: "/", Origin: "https://example.com", Secure: true,
		Content: func() (io.Reader, error) { return strings.NewReader("content"), nil },
	}).Next(t.Context(), challenges)
	if err != nil {
		t.Fatal(err)
	}
	return a.Credentials.Reveal()
}

// Attacks E02, I04, I07 and K06: the schemes of this module behind Handler, while
// what they depend on fails, or the client goes, once at each call. Nobody is let
// in by it, nothing of the failure or the secret can be seen, and afterwards the
// same handler lets in who is right: no place was kept.
func TestAttack_E02_I04_I07_K06_torture_of_schemes(t *testing.T) {
	rows := 0
	for name, tt := range rackSchemes {
		all := make(map[string]bool)
		for _, secret := range []string{secretOf, "wrong"} {
			sound := &rack{at: -1}
			h := sound.handler(t, false, tt.scheme(sound))
			want := map[string]int{secretOf: 200, "wrong": 401}[secret]
			if w := sound.run(t, h, answer(t, h, tt.client(secret))); w.Code != want {
				t.Fatalf("%s, %s: %d %s", name, secret, w.Code, w.Body)
			}
			accepted := max(slices.Index(sound.calls, "Verifier"), slices.Index(sound.calls, "Use"))
			for at, call := range sound.calls {
				all[call] = true
				for _, how := range faults {
					rows++
					later := call == "Version" && at > accepted // it decides on the cache
					row := rackRow{
						name: fmt.Sprintf("%s, %s, call %d of %v (%s): %s", name, secret, at, sound.calls, call, how),
						good: secret == secretOf,
						harmless: how == "quiet" || call == "Audit" || how != "panic" && (call == "Secure" || later) ||
							how == "nonsense" && (call == "Use" || call == "Version" || call == "Mint"),
					}
					store := slices.Contains([]string{"Verifier", "Version", "Lookup", "Use", "Mint"}, call) && !later
					switch {
					case store && (how == "unavailable" || how == "canceled"):
						row.status = 503
					case call == "Mint" && how == "nonsense": // which shows when the nonce is to be sent
						row.status = 500
					}
					k := &rack{at: at, how: how}
					h := k.handler(t, false, tt.scheme(k))
					k.check(t, row, k.run(t, h, answer(t, h, tt.client(secret))))
					k.at = -1
					if w := k.run(t, h, answer(t, h, tt.client(secretOf))); w.Code != 200 {
						t.Errorf("%s: afterwards %d %s", row.name, w.Code, w.Body)
					}
				}
			}
		}
		for call := range strings.FieldsSeq(tt.calls + " RealmFor Secure Audit check response") {
			if !all[call] {
				t.Errorf("%s: %s was not called", name, call)
			}
		}
	}
	if rows < 200 {
		t.Errorf("only %d rows", rows)
	}
	t.Log(rows, "rows")
}
