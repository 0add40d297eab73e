// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// A book has one account for each place that it knows, and counts questions.
type book struct {
	mu     sync.Mutex
	asked  map[negotiate.Place]int
	known  func(p negotiate.Place) bool
	client func(user string) scheme.Client
}

func (b *book) choose(_ context.Context, p negotiate.Place) (scheme.Client, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asked == nil {
		b.asked = make(map[negotiate.Place]int)
	}
	b.asked[p]++
	if b.known != nil && !b.known(p) {
		return nil, scheme.ErrDeclined
	}
	return b.client(fmt.Sprint(p.Origin, " ", p.Realm, " ", p.Proxy)), nil
}

func (b *book) questions() (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, k := range b.asked {
		n += k
	}
	return n
}

// echoing is a client whose token says whose it is, ahead too.
func echoing(user string) scheme.Client {
	return scheme.NewClient("A", func(context.Context, *scheme.Request, header.Challenge) (header.Credentials, error) {
		return header.NewCredentials("A", header.Quoted("user", user))
	})
}

func user(c header.Credentials) string {
	u, _ := c.Param("user")
	return u
}

func newBook(t *testing.T, b *book, name string) *negotiate.Client {
	t.Helper()
	c, err := negotiate.NewClient(negotiate.ClientOptions{Origins: []string{origin, mirror}}, negotiate.Accounts(name, b.choose))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ask sends a request to a server with one realm, and returns who was answered
// with ahead, and in the end.
func ask(t *testing.T, c *negotiate.Client, r *scheme.Request, status int, lines ...string) (ahead, answered string) {
	t.Helper()
	a := c.Begin(t.Context(), r)
	defer a.End()
	credentials, err := a.Ahead(t.Context())
	if err != nil && err != scheme.ErrDeclined {
		t.Fatal(err)
	}
	ahead = user(credentials)
	if len(lines) > 0 {
		if credentials, err = a.Answer(t.Context(), lines); err != nil {
			return ahead, err.Error()
		}
		answered = user(credentials)
	}
	if err := a.Verify(t.Context(), &scheme.Response{Status: status}); err != nil {
		t.Fatal(err)
	}
	return ahead, answered
}

// G09: which account is for the func to say, which is told the place, and is asked
// once for each. A realm is the same byte for byte (F10).
func TestAttack_F10_G09_accounts_by_place(t *testing.T) {
	b := &book{client: echoing, known: func(p negotiate.Place) bool { return p.Realm != "unknown" }}
	c := newBook(t, b, "A")
	n := 0
	for range 2 {
		for _, o := range []string{origin, mirror} {
			for _, proxy := range []bool{false, true} {
				for _, realm := range []string{"one", "One", "one ", "", "two, \"quoted\""} {
					line := header.Quoted("realm", realm)
					ch, err := header.NewChallenge("A", line)
					if err != nil {
						t.Fatal(err)
					}
					_, got := ask(t, c, &scheme.Request{Origin: o, Proxy: proxy, Target: "/" + realm}, 200, ch.String())
					if want := fmt.Sprint(o, " ", realm, " ", proxy); got != want {
						t.Errorf("%q, want %q", got, want)
					}
					n++
				}
				if _, got := ask(t, c, &scheme.Request{Origin: o, Proxy: proxy, Target: "/"}, 200, `A realm="unknown"`); got != scheme.ErrDeclined.Error() {
					t.Errorf("an unknown realm: %q", got)
				}
			}
		}
	}
	for p, times := range b.asked {
		if p.Scheme != "A" || times != 1 && p.Realm != "unknown" || times != 2 && p.Realm == "unknown" {
			t.Errorf("%+v: asked %d times", p, times)
		}
	}
	if n != 40 || len(b.asked) != 2*2*6 {
		t.Errorf("%d requests, %d places", n, len(b.asked))
	}
}

// Ahead of any challenge goes what was accepted nearest, or nothing.
func TestAccountsAhead(t *testing.T) {
	b := &book{client: echoing}
	c := newBook(t, b, "A")
	at := func(target string) *scheme.Request { return &scheme.Request{Origin: origin, Target: target} }
	short := func(s string) string { return strings.TrimSuffix(strings.TrimPrefix(s, origin+" "), " false") }
	steps := []struct {
		target, realm string // empty if the server does not ask
		status        int
		ahead         string
	}{
		{"/", "", 200, ""},
		{"/a/x", "one", 200, ""},
		{"/a/y", "", 200, "one"},
		{"/a/b/y?/c/", "", 200, "one"},
		{"/c", "", 200, ""},
		{"/a/b/y", "two", 200, "one"},
		{"/a/b/z", "", 200, "two"},
		{"/a/z", "", 200, "one"},
		{"/ab/", "", 200, ""},
		{"/d/", "two", 500, ""}, // nobody knows whether it was accepted
		{"/d/", "", 200, ""},
		{"/a/b/z", "one", 200, "two"}, // the realm of a place changes
		{"/a/b/z", "", 200, "one"},
		{"*", "", 200, ""},
		{origin + "/a/x", "", 200, "one"}, // in absolute-form
		{mirror + "/a/x", "", 200, ""},
		{"/a/../b/x", "", 200, ""}, // what a server may take for another path
		{"/a/./x", "", 200, ""},
		{"/a/%2e%2e/b/x", "", 200, ""},
		{"/a/..%2fb", "", 200, ""},
		{"/a/..;/b/x", "", 200, ""},
		{"/a/..\\b", "", 200, ""},
		{"/a/%252e%252e/b/x", "", 200, ""},
		{"/a//b/x", "", 200, ""},
		{"/a/x?/../b", "", 200, "one"},
		{"/e/../f/x", "two", 200, ""}, // and nothing is learnt from it
		{"/e/../f/x", "", 200, ""},
		{"/e/x", "", 200, ""},
		{"/f/x", "", 200, ""},
	}
	for i, s := range steps {
		lines := []string{`A realm="` + s.realm + `"`}
		if s.realm == "" {
			lines = nil
		}
		ahead, answered := ask(t, c, at(s.target), s.status, lines...)
		if short(ahead) != s.ahead || short(answered) != s.realm {
			t.Errorf("%d: ahead %q, then %q", i, ahead, answered)
		}
	}
	if len(steps) != 29 {
		t.Errorf("%d steps", len(steps))
	}
	if ahead, _ := ask(t, c, &scheme.Request{Origin: mirror, Target: "/a/x"}, 200); ahead != "" {
		t.Error("F08: another origin gets", ahead)
	}
	if ahead, _ := ask(t, c, &scheme.Request{Origin: origin, Target: "/a/x", Proxy: true}, 200); ahead != "" {
		t.Error("a proxy gets", ahead)
	}
}

// One answer to a challenge, whatever realm comes next; and who was refused is
// asked for again.
func TestAttack_G05_a_new_realm_each_time(t *testing.T) {
	b := &book{client: func(string) scheme.Client { return basic.NewClient("u", "p", nil) }}
	c := newBook(t, b, "Basic")
	for i := range 3 {
		a := c.Begin(t.Context(), &scheme.Request{Origin: origin, Target: "/", Secure: true})
		if _, err := a.Answer(t.Context(), []string{`Basic realm="0"`}); err != nil {
			t.Fatal(err)
		}
		for _, realm := range []string{"1", "0", "2"} {
			if c, err := a.Answer(t.Context(), []string{fmt.Sprintf("Basic realm=%q", realm)}); !errors.Is(err, scheme.ErrRejected) || !c.IsZero() {
				t.Errorf("%s: %v, %v", realm, c, err)
			}
		}
		a.End()
		if b.questions() != i+1 {
			t.Errorf("asked %d times", b.questions())
		}
	}
}

// What is kept is bounded, and what a challenge says first does not hide what
// there is an account for.
func TestAccountsAreBounded(t *testing.T) {
	b := &book{client: echoing, known: func(p negotiate.Place) bool { return p.Realm != "foreign" }}
	c := newBook(t, b, "A")
	for i := range 1000 {
		ask(t, c, &scheme.Request{Origin: origin, Target: "/"}, 200, fmt.Sprintf(`A realm="%d"`, i))
	}
	before := b.questions()
	ask(t, c, &scheme.Request{Origin: origin, Target: "/"}, 200, `A realm="999"`)
	ask(t, c, &scheme.Request{Origin: origin, Target: "/"}, 200, `A realm="0"`)
	if got := b.questions() - before; before != 1000 || got != 1 {
		t.Errorf("asked %d, then %d times", before, got)
	}
	long := `A realm="` + strings.Repeat("x", 2000) + `"`
	for range 2 {
		ask(t, c, &scheme.Request{Origin: origin, Target: "/"}, 200, long)
	}
	if got := b.questions() - before; got != 3 {
		t.Errorf("a long realm is kept: %d", got)
	}
	if _, got := ask(t, c, &scheme.Request{Origin: origin, Target: "/x/"}, 200, `A realm="foreign", A realm="mine"`); !strings.Contains(got, "mine") {
		t.Error(got)
	}
}

// Faults of choose fail the request, or leave it to others.
func TestAccountsFaults(t *testing.T) {
	broken := errors.New("broken")
	why := fmt.Errorf("%w: ask later", scheme.ErrDeclined)
	for name, tt := range map[string]struct {
		client scheme.Client
		err    error
		want   error
	}{
		"an error":            {nil, broken, broken},
		"declined":            {nil, scheme.ErrDeclined, scheme.ErrDeclined},
		"declined for reason": {nil, why, why},
		"nothing":             {nil, nil, scheme.ErrDeclined},
		"another scheme":      {tokens("B", "x"), nil, nil},
	} {
		c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: origin}, negotiate.Accounts("A", func(context.Context, negotiate.Place) (scheme.Client, error) { return tt.client, tt.err }))
		if err != nil {
			t.Fatal(err)
		}
		a := c.Begin(t.Context(), &scheme.Request{Origin: origin})
		got, err := a.Answer(t.Context(), []string{"A realm=x"})
		if !got.IsZero() || err == nil || tt.want != nil && err != tt.want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if err := a.Verify(t.Context(), &scheme.Response{Status: 200}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		a.End()
	}
}

// In parallel, with Digest, whose accounts must not share a session.
func TestAccountsInParallel(t *testing.T) {
	b := &book{client: func(string) scheme.Client { return digest.NewClient("u", "p", nil) }}
	c := newBook(t, b, "Digest")
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			for range 20 {
				a := c.Begin(t.Context(), &scheme.Request{Method: "GET", Origin: origin, Target: fmt.Sprintf("/%d/", i%4)})
				if _, err := a.Ahead(t.Context()); err != nil {
					if _, err := a.Answer(t.Context(), []string{fmt.Sprintf(`Digest realm="%d", nonce="n", qop="auth", algorithm=SHA-256`, i%4)}); err != nil {
						t.Error(err)
					}
				}
				if err := a.Verify(t.Context(), &scheme.Response{Status: 200}); err != nil {
					t.Error(err)
				}
				a.End()
			}
		})
	}
	wg.Wait()
	if n := len(b.asked); n != 4 {
		t.Errorf("%d places", n)
	}
}
