// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A reverse proxy that logs on to what is behind it: bodies have no GetBody
// there, and connections may be upgraded.
func TestReverseProxy(t *testing.T) {
	var calls atomic.Int64
	handler := http.NewServeMux()
	handler.Handle("/", whoami(&calls))
	handler.HandleFunc("/upgrade", func(w http.ResponseWriter, r *http.Request) {
		conn, rw, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
		line, _ := rw.ReadString('\n')
		io.WriteString(conn, "you said "+line)
	})
	behind := httptest.NewServer(nethttp.Handler(newAuth(t), handler, nil))
	defer behind.Close()
	target, err := url.Parse(behind.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, sch := range alice() {
		proxy := &httputil.ReverseProxy{
			Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(target) },
			Transport: newClient(t, behind.URL, &http.Transport{ExpectContinueTimeout: time.Hour}, sch).Transport,
		}
		front := httptest.NewServer(proxy)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for _, size := range []int{0, 1, 100 << 10} {
					content := strings.Repeat("x", size)
					resp, got, err := try(front.Client(), newRequest(t, "POST", front.URL, strings.NewReader(content)))
					if err != nil || resp.StatusCode != 200 || got != "alice "+sch.Name()+" "+content {
						t.Errorf("%s, %d bytes: %v, %d bytes, %v", sch.Name(), size, resp, len(got), err)
					}
				}
			})
		}
		wg.Wait()
		req := newRequest(t, "GET", front.URL+"/upgrade", nil)
		req.Header.Set("Connection", "Upgrade")
		req.Header.Set("Upgrade", "echo")
		resp, err := front.Client().Do(req)
		if err != nil || resp.StatusCode != 101 {
			t.Fatalf("%s: %v, %v", sch.Name(), resp, err)
		}
		conn := resp.Body.(io.ReadWriteCloser)
		io.WriteString(conn, "hello\n")
		if line, err := bufio.NewReader(conn).ReadString('\n'); line != "you said hello\n" {
			t.Errorf("%q, %v", line, err)
		}
		conn.Close()
		front.Close()
	}
	if calls.Load() != 3*8*3 {
		t.Errorf("%d requests", calls.Load())
	}
}

// What a reverse proxy makes of the Host that it was asked for. Where it keeps it,
// credentials would go to whoever has that name on the server behind: that fails
// and says why, unless the Client has that name too.
func TestAttack_F13_reverse_proxies(t *testing.T) {
	var calls atomic.Int64
	behind := httptest.NewServer(nethttp.Handler(newAuth(t), whoami(&calls), nil))
	defer behind.Close()
	target, err := url.Parse(behind.URL)
	if err != nil {
		t.Fatal(err)
	}
	rewriting := func(rewrite func(*httputil.ProxyRequest)) func() *httputil.ReverseProxy {
		return func() *httputil.ReverseProxy {
			return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); rewrite(r) }}
		}
	}
	n := 0
	for _, tt := range []struct {
		name  string
		proxy func() *httputil.ReverseProxy
		keeps bool // the Host
	}{
		{"SetURL", rewriting(func(*httputil.ProxyRequest) {}), false},
		{"Out.Host", rewriting(func(r *httputil.ProxyRequest) { r.Out.Host = r.In.Host }), true},
		{"NewSingleHostReverseProxy", func() *httputil.ReverseProxy { return httputil.NewSingleHostReverseProxy(target) }, true},
	} {
		for _, both := range []bool{false, true} {
			for _, sch := range alice() {
				opts := negotiate.ClientOptions{Origin: behind.URL}
				if both {
					opts.Origins = []string{"http://public.example"}
				}
				auth, err := negotiate.NewClient(opts, sch)
				if err != nil {
					t.Fatal(err)
				}
				proxy := tt.proxy()
				proxy.Transport = &nethttp.Transport{Client: auth, Base: &http.Transport{ExpectContinueTimeout: time.Hour}}
				proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, err error) {
					http.Error(w, err.Error(), http.StatusBadGateway)
				}
				front := httptest.NewServer(proxy)
				req := newRequest(t, "POST", front.URL, strings.NewReader("x"))
				req.Host = "public.example"
				before := calls.Load()
				resp, got, err := try(front.Client(), req)
				if err != nil {
					t.Fatal(err)
				}
				front.Close()
				fails := tt.keeps && !both
				if !fails && (resp.StatusCode != 200 || got != "alice "+sch.Name()+" x") {
					t.Errorf("%s, both %t, %s: %d %q", tt.name, both, sch.Name(), resp.StatusCode, got)
				}
				if fails && (resp.StatusCode != 502 || !strings.Contains(got, "Host") || calls.Load() != before) {
					t.Errorf("%s, both %t, %s: %d %q", tt.name, both, sch.Name(), resp.StatusCode, got)
				}
				n++
			}
		}
	}
	if n != 18 {
		t.Errorf("%d requests", n)
	}
}

// A Transport is the Base of others: each has its origins, and what one does to
// a request is not seen by another.
func TestNested(t *testing.T) {
	var calls atomic.Int64
	h := nethttp.Handler(newAuth(t), whoami(&calls), nil)
	var rt http.RoundTripper = &http.Transport{ExpectContinueTimeout: time.Hour}
	var urls []string
	for i := range 6 {
		srv := httptest.NewServer(h)
		defer srv.Close()
		urls = append(urls, srv.URL)
		rt = &nethttp.Transport{Client: newAccounts(t, srv.URL, alice()[i%3]), Base: rt}
	}
	logged := 0
	outer := roundTripper(func(r *http.Request) (*http.Response, error) {
		resp, err := rt.RoundTrip(r)
		if logged++; r.Header.Get("Authorization") != "" || err == nil && resp.Request.Header.Get("Authorization") != "" {
			t.Error("what wraps the Transport sees credentials")
		}
		return resp, err
	})
	for range 3 {
		for i, u := range urls {
			_, got, err := try(&http.Client{Transport: outer}, newRequest(t, "POST", u, once("x")))
			if want := "alice " + alice()[i%3].Name() + " x"; err != nil || got != want {
				t.Errorf("%s: %q, %v", u, got, err)
			}
		}
	}
	if calls.Load() != 18 || logged != 18 {
		t.Errorf("%d requests, %d logged", calls.Load(), logged)
	}
	// Twice the same is no more than once.
	sent := 0
	count := roundTripper(func(r *http.Request) (*http.Response, error) { sent++; return http.DefaultTransport.RoundTrip(r) })
	wrong := func(base http.RoundTripper) http.RoundTripper {
		return &nethttp.Transport{Client: newAccounts(t, urls[0], bearer.NewClient(bearer.Static("wrong"), nil)), Base: base}
	}
	if resp, _, err := try(&http.Client{Transport: wrong(wrong(count))}, newRequest(t, "GET", urls[0], nil)); err != nil || resp.StatusCode != 401 || sent != 1 {
		t.Error(resp, err, sent)
	}
}

// Timeouts and cancellation work in every round.
func TestTimeouts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for slow := 1; slow <= 3; slow++ {
			for _, byClient := range []bool{true, false} {
				n := 0
				base := roundTripper(func(r *http.Request) (*http.Response, error) {
					if n++; n == slow {
						<-r.Context().Done()
						return nil, r.Context().Err()
					}
					return &http.Response{StatusCode: 401, Header: asks(`E realm="r"`), Body: http.NoBody}, nil
				})
				auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "https://home.example"}, patient{})
				if err != nil {
					t.Fatal(err)
				}
				c := &http.Client{Transport: &nethttp.Transport{Client: auth, Base: base}}
				ctx, cancel := context.WithCancel(t.Context())
				if byClient {
					c.Timeout = time.Minute
				} else {
					time.AfterFunc(time.Minute, cancel)
				}
				begin := time.Now()
				_, _, err = try(c, newRequest(t, "GET", "https://home.example", nil).WithContext(ctx))
				if cause := errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled); !cause || n != slow || time.Since(begin) != time.Minute {
					t.Errorf("%d: %v after %v and %d requests", slow, err, time.Since(begin), n)
				}
				cancel()
			}
		}
	})
}

// Patient answers as often as it is asked.
type patient struct{}

func (patient) Name() string                                             { return "E" }
func (p patient) Begin(context.Context, *scheme.Request) scheme.Exchange { return p }
func (patient) Verify(context.Context, *scheme.Response) (bool, error)   { return true, nil }
func (patient) Next(_ context.Context, offered []header.Challenge) (scheme.Answer, error) {
	if len(offered) == 0 {
		return scheme.Answer{}, scheme.ErrDeclined
	}
	c, err := header.NewCredentials68("E", "x")
	return scheme.Answer{Credentials: c}, err
}

// A request is sent once more than it is answered, at the most.
func TestAttack_G05_rounds_of_a_transport(t *testing.T) {
	for rounds, want := range map[int]int{0: 9, 1: 2, 5: 6} {
		p := &peers{answer: func(int, *http.Request) (int, http.Header) { return 401, asks(`E realm="r"`) }}
		auth, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "https://home.example", Rounds: rounds}, patient{})
		if err != nil {
			t.Fatal(err)
		}
		resp, _, err := try(&http.Client{Transport: &nethttp.Transport{Client: auth, Base: p}}, newRequest(t, "GET", "https://home.example", nil))
		if err != nil || resp.StatusCode != 401 || len(p.seen) != want {
			t.Errorf("%d rounds: %d requests, %v, %v", rounds, len(p.seen), resp, err)
		}
	}
}
