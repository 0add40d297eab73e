// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package schemetest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A mac is a scheme that has all that a case can look at: a nonce, a realm in
// the credentials, and an Info in which the server proves itself. What is broken
// in it is named by flaws.
type mac struct {
	keys  map[string]string
	flaws flaws

	mu     sync.Mutex
	nonces map[string]bool // issued; true if used
}

const macKey = "canary-key-of-alice"

func newMAC(flaws ...string) *mac {
	return &mac{keys: map[string]string{"alice": macKey}, flaws: newFlaws(flaws), nonces: make(map[string]bool)}
}

func (m *mac) Name() string { return "MAC" }

func (m *mac) Challenge(_ context.Context, r *scheme.Request, _ error) ([]header.Challenge, error) {
	nonce := rand.Text()
	m.mu.Lock()
	m.nonces[nonce] = false
	m.mu.Unlock()
	ch, err := header.NewChallenge("MAC", header.Quoted("realm", r.Realm), header.Quoted("nonce", nonce))
	if err != nil {
		return nil, err
	}
	return []header.Challenge{ch}, nil
}

func (m *mac) Authenticate(_ context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	user, _ := c.Param("user")
	realm, _ := c.Param("realm")
	nonce, _ := c.Param("nonce")
	digits, _ := c.Param("proof")
	proof, err := hex.DecodeString(digits)
	key, known := m.keys[user]
	if err != nil {
		return nil, scheme.ErrMalformed
	}
	if !m.flaws["claims in the end"] {
		if err := r.Claim(user); err != nil && !m.flaws["ignores its claim"] {
			return nil, err
		}
	}
	content, err := m.flaws.read(r.Content)
	if err != nil {
		return nil, err
	}
	want := prove(key, r.Method, r.Target, realm, nonce, content)
	if m.flaws["compares a prefix"] {
		want = want[:min(len(proof), len(want))]
	}
	if m.flaws["panics without a proof"] && known {
		_ = proof[0]
	}
	if !known || !hmac.Equal(proof, want) || realm != r.Realm && !m.flaws["ignores the realm"] {
		return nil, fmt.Errorf("mac: %w", scheme.ErrRejected)
	}
	if m.flaws["claims in the end"] {
		if err := r.Claim(user); err != nil {
			return nil, err
		}
	}
	if !m.use(nonce) {
		return nil, fmt.Errorf("mac: %w: nonce", scheme.ErrRejected)
	}
	written := new(bytes.Buffer)
	info := func() (header.Info, error) {
		method := "server"
		if m.flaws["keeps the request"] {
			method += r.Method[len("GET"):]
		}
		content, err := m.flaws.read(func() (io.Reader, error) { return written, nil })
		if err != nil {
			return header.Info{}, err
		}
		return header.NewInfo(header.Token("proof", hex.EncodeToString(prove(key, method, nonce, content))), header.Quoted("nonce", nonce))
	}
	return &scheme.Result{Identity: scheme.Identity{Subject: user}, Info: info, Content: written}, nil
}

// flaws are what is broken, by name.
type flaws map[string]bool

func newFlaws(names []string) flaws {
	f := make(flaws)
	for _, name := range names {
		f[name] = true
	}
	return f
}

// read returns the content of a message.
func (f flaws) read(content func() (io.Reader, error)) (string, error) {
	r, err := content()
	switch {
	case err != nil && f["takes unread content for wrong"]:
		return "", scheme.ErrRejected
	case err != nil && f["takes unread content for none"]:
		return "", nil
	case err != nil:
		return "", err
	}
	if f["reads the start of the content"] {
		r = io.LimitReader(r, 8)
	}
	b, err := io.ReadAll(r)
	return string(b), err
}

// use reports whether nonce may be used, now and never again.
func (m *mac) use(nonce string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	used, issued := m.nonces[nonce]
	if m.flaws["looks before it notes"] {
		m.mu.Unlock()
		time.Sleep(time.Millisecond)
		m.mu.Lock()
	}
	m.nonces[nonce] = issued && !m.flaws["forgets nonces"]
	return issued && !used
}

func prove(key string, parts ...string) []byte {
	h := hmac.New(sha256.New, []byte(key+"0123456789abcdef")) // FIPS 140 wants a long key
	h.Write([]byte(strings.Join(parts, "\n")))
	return h.Sum(nil)
}

// A macClient is the other end.
type macClient struct {
	user, key string
	flaws     flaws
}

func newMACClient(key string, flaws ...string) func(*testing.T) scheme.Client {
	c := &macClient{"alice", key, newFlaws(flaws)}
	return func(*testing.T) scheme.Client { return c }
}

func (c *macClient) Name() string { return "MAC" }

func (c *macClient) Begin(_ context.Context, r *scheme.Request) scheme.Exchange {
	return &macExchange{macClient: c, request: r}
}

type macExchange struct {
	*macClient
	request *scheme.Request
	nonce   string
}

func (x *macExchange) Next(_ context.Context, offered []header.Challenge) (scheme.Answer, error) {
	for _, ch := range offered {
		realm, hasRealm := ch.Param("realm")
		nonce, hasNonce := ch.Param("nonce")
		if x.flaws["panics without a nonce"] && nonce[0] == 0 {
			continue
		}
		if !hasRealm || !hasNonce {
			continue
		}
		if x.nonce != "" && !x.flaws["never gives up"] {
			return scheme.Answer{}, scheme.ErrRejected
		}
		x.nonce = nonce
		content, err := x.flaws.read(x.request.Content)
		if err != nil {
			return scheme.Answer{}, err
		}
		proof := prove(x.key, x.request.Method, x.request.Target, realm, nonce, content)
		c, err := header.NewCredentials("MAC", header.Quoted("user", x.user), header.Quoted("realm", realm),
			header.Quoted("nonce", nonce), header.Token("proof", hex.EncodeToString(proof)))
		return scheme.Answer{Challenge: ch, Credentials: c}, err
	}
	return scheme.Answer{}, scheme.ErrDeclined
}

func (x *macExchange) Verify(_ context.Context, resp *scheme.Response) (mutual bool, err error) {
	var info header.Info
	if resp.Info != nil {
		info, _ = resp.Info()
	}
	digits, ok := info.Param("proof")
	nonce, _ := info.Param("nonce")
	if !ok {
		return x.flaws["believes anything"], nil
	}
	if x.flaws["believes any nonce"] {
		x.nonce = nonce
	}
	if resp.Content == nil {
		return x.flaws["takes unread content for proved"], nil
	}
	content, err := x.flaws.read(resp.Content)
	if err != nil {
		return false, err
	}
	want := hex.EncodeToString(prove(x.key, "server", x.nonce, content))
	if x.flaws["compares half a proof"] {
		digits, want = digits[:min(32, len(digits))], want[:32]
	}
	if nonce != x.nonce || digits != want {
		return false, errors.New("mac: the server did not prove itself")
	}
	return true, nil
}

func macConfig(flaws ...string) Config {
	return Config{
		Scheme:  func(*testing.T) scheme.Scheme { return newMAC(flaws...) },
		Client:  newMACClient(macKey),
		Wrong:   newMACClient("another-key"),
		Subject: "alice",
		Secrets: []string{macKey},
	}
}

// macClientConfig is macConfig with a client that is broken.
func macClientConfig(flaws ...string) Config {
	cfg := macConfig()
	cfg.Client = newMACClient(macKey, flaws...)
	return cfg
}
