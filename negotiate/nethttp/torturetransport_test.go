// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A clientRack is a rack below a Transport. It is the base transport too, with a
// server at its other end, and remembers what is to be closed and ended.
type clientRack struct {
	rack
	server http.Handler
	proxy  bool
	opened []*rackStream
	begun  []context.Context
	served []string // the contents that the server took for whole
}

// A rackStream is a body: "Read" that of a request, "response" that of a response.
type rackStream struct {
	k      *clientRack
	name   string
	r      io.Reader
	closed int
}

func (k *clientRack) open(name, content string) *rackStream {
	s := &rackStream{k: k, name: name, r: strings.NewReader(content)}
	k.opened = append(k.opened, s)
	return s
}

func (s *rackStream) Read(p []byte) (int, error) {
	switch err, nonsense := s.k.call(s.name); {
	case s.closed > 0:
		return 0, errors.New("read after Close")
	case err != nil:
		return 0, err
	case nonsense: // it ends too early
		return copy(p, "con"), io.EOF
	}
	return s.r.Read(p)
}

func (s *rackStream) Close() error { s.closed++; return nil }

// Begin is that of the client, and remembers for how long it is for.
type rackClient struct {
	scheme.Client
	k *clientRack
}

func (c rackClient) Begin(ctx context.Context, r *scheme.Request) scheme.Exchange {
	c.k.begun = append(c.k.begun, ctx)
	return c.Client.Begin(ctx, r)
}

// RoundTrip does what http.Transport does: it closes the body, heeds the context,
// and makes an error of a body that has another length than the request says.
func (k *clientRack) RoundTrip(req *http.Request) (*http.Response, error) {
	body := &onTheWire{body: req.Body}
	if req.Body != nil {
		defer req.Body.Close()
	}
	err, nonsense := k.call("RoundTrip")
	if err == nil {
		err = req.Context().Err()
	}
	if err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	if nonsense {
		w.Header()["Www-Authenticate"] = []string{`,,"`, "Digest", "Basic x"}
		w.WriteHeader(401)
	} else {
		target := "/"
		if k.proxy {
			target = req.URL.String()
		}
		r := httptest.NewRequestWithContext(req.Context(), req.Method, target, body)
		r.Header, r.ContentLength, r.Host, r.TLS = req.Header, req.ContentLength, req.URL.Host, new(tls.ConnectionState)
		k.server.ServeHTTP(w, r)
	}
	if err := errors.Join(body.err, req.Context().Err()); err != nil {
		return nil, err
	}
	resp := w.Result()
	resp.Request = req
	resp.Body = &lengthChecked{k.open("response", w.Body.String()), int64(w.Body.Len())}
	return resp, nil
}

// onTheWire is what a server reads of the body of a request.
type onTheWire struct {
	body io.Reader
	n    int
	err  error // that breaks the connection
}

func (b *onTheWire) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	if b.n += n; err == io.EOF && b.n != len("content") {
		err = io.ErrUnexpectedEOF
	}
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}

func (b *onTheWire) Close() error { return nil }

// lengthChecked is the body of a response with Content-Length.
type lengthChecked struct {
	*rackStream
	left int64
}

func (b *lengthChecked) Read(p []byte) (int, error) {
	n, err := b.rackStream.Read(p)
	if b.left -= int64(n); err == io.EOF && b.left != 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// The clients of this module, with a rack below them.
var rackClients = map[string]struct {
	client func(k *clientRack) scheme.Client
	calls  string // that must occur
	once   bool   // it can do without GetBody
}{
	"Basic": {func(*clientRack) scheme.Client { return basic.NewClient("alice", secretOf, nil) }, "", true},
	"Basic by Accounts": {func(k *clientRack) scheme.Client {
		return negotiate.Accounts("Basic", func(context.Context, negotiate.Place) (scheme.Client, error) {
			if err, nonsense := k.call("choose"); err != nil || nonsense {
				return nil, err
			}
			return basic.NewClient("alice", secretOf, nil), nil
		})
	}, "choose", true},
	"Bearer": {func(k *clientRack) scheme.Client {
		return bearer.NewClient(func(_ context.Context, _ *scheme.Request, ch header.Challenge) (string, error) {
			switch err, nonsense := k.call("Source"); {
			case err != nil:
				return "", err
			case nonsense:
				return "no token\r\n", nil
			case ch.IsZero():
				return "expired", nil
			}
			return secretOf, nil
		}, nil)
	}, "Source", true},
	"Digest": {func(*clientRack) scheme.Client {
		return digest.NewClient("alice", secretOf, &digest.ClientOptions{QOP: []digest.QOP{digest.Auth}, RequireInfo: true})
	}, "", true},
	"Digest with auth-int": {func(*clientRack) scheme.Client {
		return digest.NewClient("alice", secretOf, &digest.ClientOptions{QOP: []digest.QOP{digest.AuthInt}, RequireInfo: true})
	}, "", false},
	"Digest with auth-int, and no proof required": {func(*clientRack) scheme.Client {
		return digest.NewClient("alice", secretOf, &digest.ClientOptions{QOP: []digest.QOP{digest.AuthInt}})
	}, "", false},
}

// transport returns a Transport over the rack, for an origin or for a proxy.
func (k *clientRack) transport(t *testing.T, c scheme.Client) (rt *nethttp.Transport, target string) {
	t.Helper()
	accounts := map[string]string{"alice": secretOf}
	lookup, err1 := digest.Passwords(accounts)
	tokens, err2 := bearer.Tokens(map[string]scheme.Identity{secretOf: {Subject: "alice"}})
	verify, err3 := basic.Passwords(accounts)
	server, err4 := negotiate.NewServer(negotiate.Options{Realm: "r"},
		digest.New(lookup, &digest.Options{QOP: []digest.QOP{digest.Auth, digest.AuthInt}}), bearer.New(tokens, nil), basic.New(verify, nil))
	origin, proxy := "https://origin.example", "https://proxy.example"
	at := origin
	if k.proxy {
		at = proxy
	}
	client, err5 := negotiate.NewClient(negotiate.ClientOptions{Origin: at}, rackClient{c, k})
	other, err6 := negotiate.NewClient(negotiate.ClientOptions{Origin: "https://other.example"}, basic.NewClient("a", "b", nil))
	via, err7 := url.Parse(proxy)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		t.Fatal(err)
	}
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if content, err := io.ReadAll(r.Body); err == nil {
			k.served = append(k.served, string(content))
		}
		io.WriteString(w, "welcome")
	})
	if k.proxy {
		k.server = nethttp.Proxy(server, page, nil)
		return &nethttp.Transport{Client: other, Proxy: client, Base: k, Via: func(*http.Request) (*url.URL, error) { return via, nil }}, "http://origin.example/"
	}
	k.server = nethttp.Handler(server, page, nil)
	return &nethttp.Transport{Client: client, Base: k}, origin + "/"
}

// send sends a request through everything, and returns what the caller has of it
// in the end.
func (k *clientRack) send(t *testing.T, rt *nethttp.Transport, target string, once bool) (status int, body string, err error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context()) // until check
	k.calls, k.opened, k.begun, k.served, k.cancel = nil, nil, nil, nil, cancel
	req := newRequest(t, "POST", target, k.open("Read", "content")).WithContext(ctx)
	req.ContentLength = int64(len("content"))
	if !once {
		req.GetBody = func() (io.ReadCloser, error) {
			switch err, nonsense := k.call("GetBody"); {
			case err != nil:
				return nil, err
			case nonsense: // it has no more of it
				return k.open("Read", "con"), nil
			}
			return k.open("Read", "content"), nil
		}
	}
	k.armed = true
	defer func() {
		k.armed = false
		if p := recover(); p != nil {
			if err = fmt.Errorf("a panic: %v", p); k.how != "panic" {
				t.Error(err)
			}
		}
	}()
	resp, err := rt.RoundTrip(req)
	if (resp == nil) == (err == nil) {
		t.Errorf("%v, %v", resp, err)
	}
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(content), err
}

// check checks what a request leaves behind, while its context goes on.
func (k *clientRack) check(t *testing.T, row string, status int, body string, err error) {
	t.Helper()
	whole := map[int]string{200: "welcome", 401: "", 407: ""}
	if want, ok := whole[status]; err == nil && (!ok || want != "" && body != want) {
		t.Errorf("%s: %d %q", row, status, body)
	}
	if status == 200 && err == nil && len(k.served) == 0 {
		t.Errorf("%s: nobody has sent that response", row)
	}
	for _, content := range k.served {
		if content != "content" {
			t.Errorf("%s: the server takes %q for the content", row, content)
		}
	}
	if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), secretOf) || strings.Contains(body, secretOf) {
		t.Errorf("%s: the secret leaks: %v", row, err)
	}
	for _, ctx := range k.begun {
		if ctx.Err() == nil {
			t.Errorf("%s: an exchange was not ended", row)
		}
	}
	for _, s := range k.opened {
		if s.closed == 0 && k.how != "panic" { // it was to be closed by who panicked
			t.Errorf("%s: a body (%s) was not closed", row, s.name)
		}
	}
	k.cancel()
}

// Attacks G10, G11 and G12: everything that a client depends on fails, in every
// way, once at each of its calls. The caller gets an error or a response that is
// whole, the server no content that is not, and nothing stays open. Afterwards
// the same Transport works, and nobody has waited for anybody.
func TestAttack_G10_G11_G12_torture_of_clients(t *testing.T) {
	all := make(map[string]bool)
	rows := 0
	synctest.Test(t, func(t *testing.T) {
		for name, tt := range rackClients {
			for _, proxy := range []bool{false, true} {
				for _, once := range []bool{false, true} {
					if once && !tt.once {
						continue
					}
					sound := &clientRack{rack: rack{at: -1}, proxy: proxy}
					rt, target := sound.transport(t, tt.client(sound))
					status, body, err := sound.send(t, rt, target, once)
					if status != 200 || body != "welcome" || err != nil {
						t.Fatalf("%s, proxy %t, once %t: %d %q %v", name, proxy, once, status, body, err)
					}
					sound.check(t, name, status, body, err)
					for at, call := range sound.calls {
						all[call] = true
						for _, how := range faults {
							rows++
							row := fmt.Sprintf("%s, proxy %t, once %t, call %d of %v (%s): %s", name, proxy, once, at, sound.calls, call, how)
							k := &clientRack{rack: rack{at: at, how: how}, proxy: proxy}
							rt, target := k.transport(t, tt.client(k))
							begin := time.Now()
							status, body, err := k.send(t, rt, target, once)
							k.check(t, row, status, body, err)
							if fails := how == "error" || how == "unavailable" || how == "canceled"; fails && err == nil && call != "response" {
								t.Errorf("%s: no error", row)
							}
							k.at = -1
							status, body, err = k.send(t, rt, target, false)
							k.check(t, row+", afterwards", status, body, err)
							if status != 200 || err != nil {
								t.Errorf("%s: afterwards: %d %q %v", row, status, body, err)
							}
							if waited := time.Since(begin); waited > 0 {
								t.Errorf("%s: somebody waited for %v", row, waited)
							}
						}
					}
				}
			}
		}
	})
	for call := range strings.FieldsSeq("GetBody Read RoundTrip choose Source response") {
		if !all[call] {
			t.Errorf("%s was not called", call)
		}
	}
	if rows < 500 {
		t.Errorf("only %d rows", rows)
	}
	t.Log(rows, "rows")
}
