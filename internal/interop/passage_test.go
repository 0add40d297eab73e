// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"bytes"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A passage is what our client does through a proxy of somebody else, to an origin
// of its own that asks for Digest itself. Each row is another client.
type passage struct {
	name   string
	by     func(password string) scheme.Client // for the proxy
	over   transport                           // or httpauth get, if nil
	secure bool                                // the origin has TLS, so there is a tunnel

	stream bool // the body cannot be had again, so each server has to ask for it
	wrong  bool // the password for the proxy is
	times  int  // requests, one after another
	atOnce int  // requests at the same time; if there are none of either, it is one

	refused int // how often the proxy says 407; with atOnce, at the most
	lost    int // how many requests that has cost
}

// A transport is one of our ways through a proxy.
type transport func(proxy *url.URL, c *negotiate.Client) *nethttp.Transport

func plainly(proxy *url.URL, c *negotiate.Client) *nethttp.Transport {
	return &nethttp.Transport{Proxy: c, Base: &http.Transport{Proxy: http.ProxyURL(proxy)}}
}

func byDialer(proxy *url.URL, c *negotiate.Client) *nethttp.Transport {
	d := &nethttp.ProxyDialer{URL: proxy, Client: c}
	return &nethttp.Transport{Proxy: c, Base: &http.Transport{DialContext: d.DialContext, Proxy: d.Proxy}}
}

func byConnect(proxy *url.URL, c *negotiate.Client) *nethttp.Transport {
	tr := plainly(proxy, c)
	nethttp.Connect(tr.Base.(*http.Transport), c)
	return tr
}

// newOrigin starts an origin, which must not see what is for the proxy.
func newOrigin(t *testing.T, secure bool) *httptest.Server {
	t.Helper()
	guarded := nethttp.Handler(newAuth(t, "origin", digest.SHA256), http.HandlerFunc(echo), nil)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header.Values("Proxy-Authorization")) > 0 {
			t.Error("the origin got Proxy-Authorization")
		}
		guarded.ServeHTTP(w, r)
	}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // of tunnels that were not needed after all
	if secure {
		srv.StartTLS()
	} else {
		srv.Start()
	}
	t.Cleanup(srv.Close)
	return srv
}

func (p *passage) password() string {
	if p.wrong {
		return password + "x"
	}
	return password
}

// do makes the requests.
func (p *passage) do(t *testing.T, proxy *url.URL, origin *httptest.Server) {
	if p.over == nil {
		p.command(t, proxy, origin)
		return
	}
	c, err := negotiate.NewClient(negotiate.ClientOptions{Origin: proxy.String()}, p.by(p.password()))
	if err != nil {
		t.Fatal(err)
	}
	tr := p.over(proxy, c)
	if tr.Client, err = negotiate.NewClient(negotiate.ClientOptions{Origin: origin.URL}, byProof(password)); err != nil {
		t.Fatal(err)
	}
	base := tr.Base.(*http.Transport)
	base.TLSClientConfig = origin.Client().Transport.(*http.Transport).TLSClientConfig
	base.ExpectContinueTimeout = patience // a server that does not answer is found out
	defer base.CloseIdleConnections()
	client := &http.Client{Transport: tr}
	sequence := p.times
	if p.atOnce == 0 {
		sequence = max(sequence, 1)
	}
	for i := range sequence {
		p.request(t, client, origin.URL, p.wrong || i < p.lost)
	}
	var wg sync.WaitGroup
	for range p.atOnce {
		wg.Go(func() { p.request(t, client, origin.URL, p.wrong) })
	}
	wg.Wait()
}

// request makes one request, which the proxy refuses or not.
func (p *passage) request(t *testing.T, client *http.Client, url string, refused bool) {
	req, err := http.NewRequestWithContext(within(t), http.MethodPost, url, strings.NewReader("a=b"))
	if err != nil {
		t.Error(err)
		return
	}
	if p.stream {
		req.GetBody = nil
	}
	resp, err := client.Do(req)
	if connect, ok := errors.AsType[*nethttp.ConnectError](err); ok && refused && p.secure && connect.Status == http.StatusProxyAuthRequired {
		return
	}
	if err != nil {
		t.Error(err)
		return
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		t.Error(err)
	case refused && (resp.StatusCode != http.StatusProxyAuthRequired || p.secure):
		t.Errorf("status %d, want 407", resp.StatusCode)
	case !refused && (resp.StatusCode != http.StatusOK || string(text) != "POST a=b"):
		t.Errorf("status %d, the response has %q", resp.StatusCode, text)
	}
}

// command has httpauth get make the request.
func (p *passage) command(t *testing.T, proxy *url.URL, origin *httptest.Server) {
	cmd := exec.CommandContext(within(t), command, "get", "-v", "-proxy", proxy.String(), "-proxy-user", alice+":"+p.password(),
		"-user", alice+":"+password, "-d", "a=b", origin.URL)
	if p.secure {
		file := filepath.Join(t.TempDir(), "pem")
		write(t, file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: origin.Certificate().Raw}))
		cmd.Env = append(cmd.Environ(), "SSL_CERT_FILE="+file)
	}
	var out, story bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &story
	err := cmd.Run()
	switch {
	case p.wrong && (err == nil || !strings.Contains(story.String(), "407")), !p.wrong && (err != nil || out.String() != "POST a=b"):
		t.Errorf("httpauth get: %v, printed %q\n%s", err, &out, &story)
	}
}
