// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package scheme_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

func TestReason(t *testing.T) {
	status := map[scheme.Reason]int{
		scheme.ErrNoCredentials: 401, scheme.ErrRejected: 401, scheme.ErrContinue: 401, scheme.ErrMalformed: 401,
		scheme.ErrBadRequest: 400, scheme.ErrForbidden: 403, scheme.ErrThrottled: 429, scheme.ErrUnavailable: 503,
		scheme.ErrTooLarge: 413, 0: 500, 200: 500,
	}
	texts := make(map[string]bool)
	for reason, want := range status {
		if got := reason.Status(false); got != want {
			t.Errorf("%v: %d, want %d", reason, got, want)
		}
		if want == 401 {
			want = 407
		}
		if got := reason.Status(true); got != want {
			t.Errorf("%v at a proxy: %d, want %d", reason, got, want)
		}
		texts[reason.Error()] = true
	}
	if len(texts) != 10 { // the two unknown ones have one text
		t.Errorf("%d texts", len(texts))
	}
}

// An unknown user is a type of its own, and answered like a wrong password.
func TestErrUnknownUser(t *testing.T) {
	err := fmt.Errorf("store: %w", scheme.ErrUnknownUser)
	if reason, ok := errors.AsType[scheme.Reason](err); !ok || reason != scheme.ErrRejected {
		t.Error(reason, ok)
	}
	if !errors.Is(err, scheme.ErrUnknownUser) || errors.Is(scheme.ErrRejected, scheme.ErrUnknownUser) {
		t.Error("it cannot be told apart")
	}
}

func TestConfidential(t *testing.T) {
	for peer, want := range map[string]bool{"127.0.0.1": true, "::1": true, "::ffff:127.0.0.1": true, "192.0.2.1": false, "::": false} {
		r := &scheme.Request{Peer: netip.MustParseAddr(peer)}
		if r.Confidential() != want {
			t.Errorf("%s: %t", peer, !want)
		}
		if r.Secure = true; !r.Confidential() {
			t.Errorf("%s over TLS is not confidential", peer)
		}
	}
	if new(scheme.Request).Confidential() {
		t.Error("an unknown peer is confidential")
	}
}

func TestContext(t *testing.T) {
	if _, ok := scheme.FromContext(context.Background()); ok {
		t.Error("an identity from nowhere")
	}
	id, ok := scheme.FromContext(scheme.NewContext(context.Background(), scheme.Identity{Subject: "alice"}))
	if !ok || id.Subject != "alice" {
		t.Error(id, ok)
	}
}

// A client of one round gives credentials ahead, then one answer to a challenge,
// and the same credentials never twice.
func TestNewClient(t *testing.T) {
	type answers map[string]string // realm of the challenge ("" ahead) to token ("" declines)
	tests := []struct {
		name    string
		answers answers
		rounds  [][]string // realms offered in each round; nil is ahead
		want    []string   // "realm token" of each round, or the error
	}{
		{"one challenge", answers{"a": "t"}, [][]string{{"a"}}, []string{"a t"}},
		{"the second can be answered", answers{"b": "t"}, [][]string{{"a", "b"}}, []string{"b t"}},
		{"none can be answered", answers{}, [][]string{nil, {"a"}}, []string{"declined", "declined"}},
		{"refused", answers{"a": "t"}, [][]string{{"a"}, {"a"}}, []string{"a t", "rejected"}},
		{"ahead, refused, the same again", answers{"": "t", "a": "t"}, [][]string{nil, {"a"}}, []string{" t", "rejected"}},
		{"ahead, refused, another", answers{"": "t", "a": "u"}, [][]string{nil, {"a"}, {"a"}}, []string{" t", "a u", "rejected"}},
	}
	for _, tt := range tests {
		c := scheme.NewClient("X", func(_ context.Context, _ *scheme.Request, ch header.Challenge) (header.Credentials, error) {
			realm, _ := ch.Param("realm")
			token := tt.answers[realm]
			if token == "" {
				return header.Credentials{}, scheme.ErrDeclined
			}
			return header.NewCredentials68("X", token)
		})
		x := c.Begin(t.Context(), new(scheme.Request))
		for i, realms := range tt.rounds {
			var offered []header.Challenge
			for _, realm := range realms {
				ch, err := header.NewChallenge("X", header.Quoted("realm", realm))
				if err != nil {
					t.Fatal(err)
				}
				offered = append(offered, ch)
			}
			a, err := x.Next(t.Context(), offered)
			realm, _ := a.Challenge.Param("realm")
			token, _ := a.Credentials.Token68()
			got := realm + " " + token
			switch err {
			case scheme.ErrDeclined:
				got = "declined"
			case scheme.ErrRejected:
				got = "rejected"
			}
			if got != tt.want[i] {
				t.Errorf("%s, round %d: %q (%v), want %q", tt.name, i, got, err, tt.want[i])
			}
		}
		if s := fmt.Sprintf("%v %+v %#v %s", x, x, x, x); strings.Contains(s, "redacted") == strings.Contains(s, "{") {
			t.Errorf("%s: the exchange prints as %s", tt.name, s)
		}
		if mutual, err := x.Verify(t.Context(), &scheme.Response{Status: 200}); mutual || err != nil {
			t.Error(mutual, err)
		}
	}
}
