// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Seal authenticates method, target and content of requests, and the content of
// responses.
type seal struct{}

var errSeal = errors.New("the response is not the one that was sent")

func newSeal(about string) hash.Hash {
	h := hmac.New(sha256.New, []byte("a key for tests"))
	io.WriteString(h, about+"\n")
	return h
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

func sealOf(r *scheme.Request) (string, error) {
	if r.Content == nil {
		return "", scheme.ErrForbidden
	}
	content, err := r.Content()
	if err != nil {
		return "", err
	}
	h := newSeal(r.Method + " " + r.Target)
	_, err = io.Copy(h, content)
	return sum(h), err
}

func (seal) Name() string { return "Seal" }

func (seal) Challenge(_ context.Context, r *scheme.Request, _ error) ([]header.Challenge, error) {
	c, err := header.NewChallenge("Seal", header.Quoted("realm", r.Realm))
	return []header.Challenge{c}, err
}

func (seal) Authenticate(_ context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	want, err := sealOf(r)
	if err != nil {
		return nil, err
	}
	if got, _ := c.Param("mac"); got != want {
		return nil, scheme.ErrRejected
	}
	h := newSeal("response")
	return &scheme.Result{
		Identity: scheme.Identity{Subject: "alice"},
		Content:  h,
		Info:     func() (header.Info, error) { return header.NewInfo(header.Token("mac", sum(h))) },
	}, nil
}

// A sealClient is the other end. It remembers the contexts of its exchanges.
type sealClient struct {
	begun []context.Context
	lax   bool // a response needs no Info
}

type sealed struct {
	client  *sealClient
	request *scheme.Request
	ctx     context.Context
	sent    bool
}

func (*sealClient) Name() string { return "Seal" }

func (c *sealClient) Begin(ctx context.Context, r *scheme.Request) scheme.Exchange {
	c.begun = append(c.begun, ctx)
	return &sealed{c, r, ctx, false}
}

func (x *sealed) Next(_ context.Context, offered []header.Challenge) (scheme.Answer, error) {
	switch {
	case len(offered) == 0:
		return scheme.Answer{}, scheme.ErrDeclined
	case x.sent:
		return scheme.Answer{}, scheme.ErrRejected
	}
	x.sent = true
	mac, err := sealOf(x.request)
	if err != nil {
		return scheme.Answer{}, err
	}
	c, err := header.NewCredentials("Seal", header.Token("mac", mac))
	return scheme.Answer{Challenge: offered[0], Credentials: c}, err
}

func (x *sealed) Verify(_ context.Context, resp *scheme.Response) (bool, error) {
	if x.ctx.Err() != nil {
		return false, errors.New("the exchange was ended before it was over")
	}
	content, err := resp.Content()
	if err != nil {
		return false, err
	}
	h := newSeal("response")
	if _, err := io.Copy(h, content); err != nil {
		return false, err
	}
	info, err := resp.Info()
	if x.client.lax && errors.Is(err, header.ErrAbsent) {
		return false, nil
	}
	if mac, _ := info.Param("mac"); mac != sum(h) {
		return false, errSeal
	}
	return true, err
}

// sealedHandler puts Seal before a handler.
func sealedHandler(t *testing.T, next http.Handler, opts *nethttp.Options) http.Handler {
	t.Helper()
	auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, seal{})
	if err != nil {
		t.Fatal(err)
	}
	return nethttp.Handler(auth, next, opts)
}

// withSeal returns the credentials for a request.
func withSeal(t *testing.T, method, target, content string) string {
	t.Helper()
	h := newSeal(method + " " + target)
	io.WriteString(h, content)
	return "Seal mac=" + sum(h)
}

// start starts a server of HTTP/1.1 or HTTP/2. The transport for it waits for
// 100 Continue as long as it takes.
func start(t *testing.T, h http.Handler, proto int) (url string, base *http.Transport) {
	t.Helper()
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != proto {
			t.Errorf("HTTP/%d, not %d", r.ProtoMajor, proto)
		}
		h.ServeHTTP(w, r)
	}))
	srv.EnableHTTP2 = proto == 2
	srv.StartTLS()
	t.Cleanup(srv.Close)
	base = srv.Client().Transport.(*http.Transport)
	base.ExpectContinueTimeout = time.Hour
	return srv.URL, base
}

// newClient returns a client of one scheme.
func newClient(t *testing.T, url string, base http.RoundTripper, sch scheme.Client) *http.Client {
	t.Helper()
	auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: url}, sch)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{
		Transport:     &nethttp.Transport{Client: auth, Base: base},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// try sends a request, and tells what came of it.
func try(c *http.Client, req *http.Request) (resp *http.Response, body string, err error) {
	if resp, err = c.Do(req); err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	return resp, string(all), err
}

func newRequest(t *testing.T, method, url string, body io.Reader) *http.Request {
	t.Helper()
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%s %v", body, err)
}
