// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Whatever a handler does, the client can verify the response, and but for that
// the response is the one without Info.
func TestInfoOfContent(t *testing.T) {
	quiet := log.New(io.Discard, "", 0) // net/http tells the log of two statuses
	for _, proto := range []int{1, 2} {
		for _, tt := range handlers {
			ends := [2]*http.Response{}
			bodies := [2]string{}
			for i, guard := range []http.Handler{
				sealedHandler(t, tt.handler, &nethttp.Options{BufferInfo: buffered}),
				probed(t, func(*scheme.Request) error { return nil }, tt.handler),
			} {
				srv := httptest.NewUnstartedServer(guard)
				srv.EnableHTTP2 = proto == 2
				srv.Config.ErrorLog = quiet
				srv.StartTLS()
				req := newRequest(t, tt.method, srv.URL, nil)
				c := srv.Client()
				if i == 0 {
					c = newClient(t, srv.URL, c.Transport, new(sealClient))
				} else {
					c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
					req.Header.Set("Authorization", "Probe x")
					req.Header.Set("Accept-Encoding", "identity")
				}
				var err error
				if ends[i], bodies[i], err = try(c, req); err != nil {
					t.Fatalf("HTTP/%d, %s, %d: %v", proto, tt.name, i, err)
				}
				if ends[i].ProtoMajor != proto {
					t.Errorf("%s is %s", tt.name, ends[i].Proto)
				}
				srv.Close()
			}
			sealed, plain := ends[0], ends[1]
			where := sealed.Header
			if tt.trailer {
				where = sealed.Trailer
			}
			if len(where["Authentication-Info"]) != 1 || len(sealed.Header["Authentication-Info"])+len(sealed.Trailer["Authentication-Info"]) != 1 {
				t.Errorf("HTTP/%d, %s: Info in the wrong place: %v, %v", proto, tt.name, sealed.Header, sealed.Trailer)
			}
			got, want := summary(sealed, tt.trailer), summary(plain, tt.trailer)
			if got != want || bodies[0] != bodies[1] {
				t.Errorf("HTTP/%d, %s: %d bytes of\n%s not %d bytes of\n%s", proto, tt.name, len(bodies[0]), got, len(bodies[1]), want)
			}
		}
	}
	if len(handlers) != 36 {
		t.Errorf("%d handlers", len(handlers))
	}
}

// summary is what the two responses have in common: all but the Info, the date, the
// challenges, and the length where there is a trailer in its place.
func summary(resp *http.Response, trailer bool) string {
	var lines []string
	for _, fields := range []http.Header{resp.Header, resp.Trailer} {
		for name, values := range fields {
			if name != "Authentication-Info" && name != "Date" && name != "Www-Authenticate" && (name != "Content-Length" || !trailer) {
				lines = append(lines, name+": "+strings.Join(values, ", "))
			}
		}
		slices.Sort(lines)
		lines = append(lines, "--")
	}
	return fmt.Sprint(resp.StatusCode, "\n", strings.Join(lines, "\n"))
}

// A client of HTTP/1.0 knows no trailer: a long response goes without Info, whole.
func TestInfoInHTTP10(t *testing.T) {
	for content, want := range map[string]bool{"": true, short: true, most: true, long: false, long + long: false} {
		srv := httptest.NewServer(sealedHandler(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, content)
		}), &nethttp.Options{BufferInfo: buffered}))
		resp, body := raw(t, srv.Listener.Addr().String(), "GET / HTTP/1.0\r\nAuthorization: "+withSeal(t, "GET", "/", "")+"\r\n\r\n")
		if has := resp.Header.Get("Authentication-Info") != ""; has != want || body != content || resp.Header.Get("Trailer") != "" {
			t.Errorf("%d bytes: Info %t, %d bytes", len(content), has, len(body))
		}
		srv.Close()
	}
}

// A response that ends too early is none: not one of status 200, not a short one.
func TestResponsesThatBreakOff(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"a panic":               func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"a panic after content": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, short); panic(http.ErrAbortHandler) },
		"a panic in a long one": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, long); panic(http.ErrAbortHandler) },
		"less than the length": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "200")
			io.WriteString(w, short)
		},
		"less than the length, long": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(len(long)+1))
			io.WriteString(w, long)
		},
		"less than the length, flushed": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1")
			w.(http.Flusher).Flush()
		},
	} {
		for _, proto := range []int{1, 2} {
			url, base := start(t, sealedHandler(t, handler, &nethttp.Options{BufferInfo: buffered}), proto)
			resp, body, err := try(newClient(t, url, base, &sealClient{lax: true}), newRequest(t, "POST", url, strings.NewReader("x")))
			if err == nil {
				t.Errorf("HTTP/%d, %s: %s, %d bytes", proto, name, resp.Status, len(body))
			}
		}
	}
}

// What goes beyond the Content-Length is refused, and the response is what was
// declared. (Alone, net/http breaks such a stream of HTTP/2.)
func TestMoreThanTheLength(t *testing.T) {
	for _, content := range []string{"abc", long} {
		for _, proto := range []int{1, 2} {
			url, base := start(t, sealedHandler(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", strconv.Itoa(len(content)))
				io.WriteString(w, content)
				if n, err := io.WriteString(w, "d"); n != 0 || err != http.ErrContentLength {
					t.Error(n, err)
				}
			}), &nethttp.Options{BufferInfo: buffered}), proto)
			if _, body, err := try(newClient(t, url, base, new(sealClient)), newRequest(t, "GET", url, nil)); err != nil || body != content {
				t.Errorf("HTTP/%d: %d bytes of %d, %v", proto, len(body), len(content), err)
			}
		}
	}
}

// faulty accepts everything and has no Info in the end.
type faulty struct {
	probe
	content, info error
}

func (f faulty) Write(p []byte) (int, error) { return len(p), f.content }

func (f faulty) Authenticate(context.Context, *scheme.Request, header.Credentials) (*scheme.Result, error) {
	return &scheme.Result{
		Identity: scheme.Identity{Subject: "x"}, Content: f,
		Info: func() (header.Info, error) { return header.Info{}, f.info },
	}, nil
}

// A fault before the header is a refusal that has nothing of the handler; one
// after it breaks the connection.
func TestInfoFaults(t *testing.T) {
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		content, info error
		write         string
		flush         bool
		method        string
		status        int // 0: the connection breaks
	}{
		"no fault":          {nil, nil, short, false, "GET", 200},
		"Info":              {nil, broken, short, false, "GET", 500},
		"Info, no content":  {nil, broken, "", false, "GET", 500},
		"Info, unavailable": {nil, scheme.ErrUnavailable, short, false, "GET", 503},
		"Info, HEAD":        {nil, broken, short, true, "HEAD", 500},
		"Info, long":        {nil, broken, long, false, "GET", 0},
		"Info, flushed":     {nil, broken, short, true, "GET", 0},
		"content":           {broken, nil, short, false, "GET", 500},
		"content, long":     {broken, nil, long, false, "GET", 0},
		"content, in parts": {broken, nil, most, true, "GET", 500},
		"content of HEAD":   {broken, nil, long, false, "HEAD", 200},
	} {
		auth, err := negotiate.NewServer(negotiate.Options{Realm: "r"}, faulty{nil, tt.content, tt.info})
		if err != nil {
			t.Fatal(err)
		}
		srv := httptest.NewServer(nethttp.Handler(auth, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Own", "x")
			w.WriteHeader(200)
			io.WriteString(w, tt.write)
			if tt.flush {
				w.(http.Flusher).Flush()
			}
			io.WriteString(w, tt.write)
		}), &nethttp.Options{BufferInfo: buffered}))
		req := newRequest(t, tt.method, srv.URL, nil)
		req.Header.Set("Authorization", "Probe x")
		resp, _, err := try(srv.Client(), req)
		switch {
		case tt.status == 0 && err == nil, tt.status != 0 && err != nil:
			t.Errorf("%s: %v", name, err)
		case tt.status != 0 && (resp.StatusCode != tt.status || (resp.Header.Get("X-Own") != "") != (tt.status == 200)):
			t.Errorf("%s: %s %v", name, resp.Status, resp.Header)
		}
		srv.Close()
	}
}

// What follows the response to CONNECT is the tunnel, and nobody's content.
func TestInfoOfTunnels(t *testing.T) {
	h := sealedHandler(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.(http.Flusher).Flush()
		io.WriteString(w, short)
	}), nil)
	r := httptest.NewRequest("CONNECT", "/", nil)
	r.Header.Set("Authorization", withSeal(t, "CONNECT", "/", ""))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if resp := w.Result(); resp.Header.Get("Authentication-Info") != "mac="+sum(newSeal("response")) || resp.Trailer != nil || w.Body.String() != short {
		t.Error(resp.Header, resp.Trailer, w.Body)
	}
}

// Who takes over the connection gets it as it is.
func TestHijack(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		want   string
	}{
		"at once":        {0, "hello"},
		"after a status": {101, "HTTP/1.1 101 Switching Protocols"},
	} {
		srv := httptest.NewServer(sealedHandler(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if tt.status != 0 {
				w.WriteHeader(tt.status)
			}
			rc := http.NewResponseController(w)
			if err := rc.SetWriteDeadline(time.Now().Add(time.Hour)); err != nil {
				t.Error(err)
			}
			conn, rw, err := rc.Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			rw.WriteString("hello\r\n")
			rw.Flush()
		}), nil))
		conn, err := net.Dial("tcp", srv.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: h\r\nAuthorization: "+withSeal(t, "GET", "/", "")+"\r\n\r\n")
		line, _, err := bufio.NewReader(conn).ReadLine()
		if string(line) != tt.want || err != nil {
			t.Errorf("%s: %q, %v", name, line, err)
		}
		rest, err := io.ReadAll(conn)
		if strings.Contains(string(rest), "Authentication-Info") || err != nil {
			t.Errorf("%s: %q, %v", name, rest, err)
		}
		conn.Close()
		srv.Close()
	}
	// Where it cannot be taken over, the response goes on.
	url, base := start(t, sealedHandler(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if _, _, err := http.NewResponseController(w).Hijack(); !errors.Is(err, http.ErrNotSupported) {
			t.Error(err)
		}
		io.WriteString(w, short)
	}), nil), 2)
	if _, body, err := try(newClient(t, url, base, new(sealClient)), newRequest(t, "GET", url, nil)); body != short || err != nil {
		t.Error(body, err)
	}
}
