// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/bearer"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// Attack J01: who somebody is goes through the context alone. No field of the
// request makes an identity, and none is made of it.
func TestAttack_J01_no_field_is_an_identity(t *testing.T) {
	forged := http.Header{}
	for _, name := range []string{"X-Remote-User", "Remote-User", "Remote_User", "X-Forwarded-User", "X_Forwarded_User", "x-auth-request-user", "X-Subject", "X-Roles", "Identity", "From"} {
		forged[name] = []string{"admin"}
	}
	for _, credentials := range []string{"", "Bearer token"} {
		r := local(httptest.NewRequest("GET", "/", nil))
		r.Header = forged.Clone()
		if credentials != "" {
			r.Header.Set("Authorization", credentials)
		}
		reached := false
		nethttp.Handler(newAuth(t), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			reached = true
			id, ok := scheme.FromContext(r.Context())
			if ok != (credentials != "") || ok && (id.Subject != "alice" || id.Scheme != "Bearer" || id.Realm != "r" || !id.Roles.IsZero()) {
				t.Errorf("%+v", id)
			}
			if fmt.Sprint(r.Header) != fmt.Sprint(forged) {
				t.Errorf("the fields were changed: %v", r.Header)
			}
		}), &nethttp.Options{Optional: true}).ServeHTTP(httptest.NewRecorder(), r)
		if !reached {
			t.Error("not reached")
		}
	}
}

// Attacks J02, J03 and G12: no secret comes out of a server: not in a response,
// an error, the log of net/http when something panics, or any of it printed.
func TestAttack_J02_J03_G12_secrets_of_servers(t *testing.T) {
	const password, token = "canary-password", "canary-token"
	lookup, err1 := digest.Passwords(map[string]string{"alice": password})
	verify, err2 := basic.Passwords(map[string]string{"alice": password})
	tokens, err3 := bearer.Tokens(map[string]scheme.Identity{token: {Subject: "alice"}})
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	var out lockedBuffer
	var mu sync.Mutex
	printed := 0
	show := func(all ...any) {
		mu.Lock()
		defer mu.Unlock()
		for _, v := range all {
			printed++
			fmt.Fprintf(&out, "%v %+v %#v %s %q\n", v, v, v, v, v)
			if text, err := json.Marshal(v); err == nil {
				out.Write(text)
			}
			slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", v)
		}
	}
	schemes := []scheme.Scheme{digest.New(lookup, nil), negotiate.Any(bearer.New(tokens, nil)), basic.New(verify, &basic.Options{Cache: &basic.CacheOptions{}})}
	opts := negotiate.Options{Realm: "r", Audit: func(_ context.Context, e negotiate.Event) { show(e) }}
	auth, err := negotiate.NewServer(opts, schemes...)
	if err != nil {
		t.Fatal(err)
	}
	show(schemes[0], schemes[1], schemes[2], opts, auth)
	lines := []string{"", "Bearer " + token, "Bearer " + token + "x", "Basic YWxpY2U6Y2FuYXJ5LXBhc3N3b3Jk", "Basic YWxpY2U6Y2FuYXJ5LXBhc3N3b3JkeA==", "Bearer " + token + " " + token,
		`Digest username="` + password + `", response="` + token + `"`, "Basic " + password, token, password + "=" + token, `Bearer "` + token}
	for _, inner := range []http.HandlerFunc{
		func(w http.ResponseWriter, r *http.Request) {
			for name := range r.Header {
				show(name, r.Header[name])
			}
			show(r.Context())
		},
		func(w http.ResponseWriter, r *http.Request) { show(r.Context()); panic("x") },
		func(w http.ResponseWriter, r *http.Request) { nethttp.Refuse(w, r, bearer.InsufficientScope("a")) },
	} {
		h := nethttp.Handler(auth, inner, &nethttp.Options{Refuse: func(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal) {
			show(d, *d)
			nethttp.WriteRefusal(w, r, d)
		}})
		show(h)
		srv := httptest.NewUnstartedServer(h)
		srv.Config.ErrorLog = log.New(&out, "", 0)
		srv.Start()
		for _, line := range lines {
			req := newRequest(t, "GET", srv.URL, nil)
			req.Header.Set("Authorization", line)
			resp, body, err := try(srv.Client(), req)
			if err == nil {
				show(resp.Status, resp.Header, body)
			}
		}
		srv.Close() // and with it what it logs
	}
	for _, secret := range []string{password, token, "Y2FuYXJ5", "canary"} {
		if i := strings.Index(out.String(), secret); i >= 0 {
			t.Errorf("%s: %s", secret, out.String()[max(0, i-200):min(len(out.String()), i+100)])
		}
	}
	if printed < 100 || !strings.Contains(out.String(), "panic serving") {
		t.Errorf("%d values, and no panic", printed)
	}
}

// A lockedBuffer is written to by several goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// Attack J04: what labels a metric in the end, such as the text of an error, the
// Reason in it, a refusal, or the scheme and the realm of an Identity, has no part
// that somebody else chooses. So there are as many labels whatever is claimed.
func TestAttack_J04_labels(t *testing.T) {
	labels := make(map[string]int)
	accepted := 0
	lookup, err1 := digest.Passwords(map[string]string{"alice": "secret"})
	tokens, err2 := bearer.Tokens(map[string]scheme.Identity{"token": {Subject: "alice"}})
	verify, err3 := basic.Passwords(map[string]string{"alice": "secret"})
	auth, err4 := negotiate.NewServer(negotiate.Options{Realm: "r", Audit: func(_ context.Context, e negotiate.Event) {
		labels[e.Outcome.String()+", "+e.Class()+", scheme "+e.Scheme+", realm "+e.Realm]++
		if e.Outcome == negotiate.Accepted {
			accepted++
			return
		}
		reason, _ := errors.AsType[scheme.Reason](e.Err)
		labels[e.Err.Error()]++
		labels[reason.Error()]++
	}}, digest.New(lookup, nil), bearer.New(tokens, nil), basic.New(verify, nil))
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	h := nethttp.Handler(auth, onePage, &nethttp.Options{Refuse: func(_ http.ResponseWriter, _ *http.Request, d *negotiate.Refusal) { labels[d.String()]++ }})
	ask := func(claims ...string) int {
		for _, claim := range claims {
			name, rest, _ := strings.Cut(claim, " ")
			for _, spelling := range []string{name, strings.ToLower(name), strings.ToUpper(name), name[:1] + strings.ToUpper(name[1:])} {
				served(h, "Authorization", spelling+" "+rest)
			}
		}
		return len(labels)
	}
	claim := func(n int) int {
		canary := fmt.Sprintf("canary%03d", n) // all of one length
		return ask(aliceBasic, "Bearer token",
			"Basic "+base64.StdEncoding.EncodeToString([]byte(canary+":secret")), "Basic "+base64.StdEncoding.EncodeToString([]byte(canary)),
			"Bearer "+canary, "Bearer "+canary+" "+canary, canary+" "+canary, canary+` a="b`, "Basic "+canary+"=1", `Digest username="`+canary+`"`, "Digest "+canary+"="+canary,
			`Digest username="`+canary+`", realm="r", nonce="`+canary+`", uri="/", qop=auth, nc=00000001, cnonce="c", algorithm=SHA-256, response="`+strings.Repeat("0", 64)+`"`,
			`Digest username="alice", realm="`+canary+`", nonce="x", uri="/`+canary+`", qop=auth, nc=00000001, cnonce="c", algorithm=SHA-256, response="`+strings.Repeat("0", 64)+`"`,
			`Digest username="alice", realm="r", nonce="x", uri="/", qop=`+canary+`, nc=`+canary+`, cnonce="c", algorithm=`+canary+`, response="`+canary+`"`)
	}
	first := claim(1)
	for n := range 100 {
		if now := claim(n + 2); now != first {
			t.Fatalf("%d labels, and %d before: %v", now, first, labels)
		}
	}
	for label := range labels {
		if strings.Contains(strings.ToLower(label), "canary") || strings.ContainsAny(label, "\n") {
			t.Errorf("%q", label)
		}
	}
	if labels["accepted, , scheme Basic, realm r"] != 4*101 || labels["accepted, , scheme Bearer, realm r"] != 4*101 {
		t.Errorf("the scheme is as it was spelled: %v", labels)
	}
	if first < 10 || accepted != 2*4*101 {
		t.Errorf("%d labels, %d accepted: %v", first, accepted, labels)
	}
}

// Attack J05: what is good for one scheme is good for no other, and the Identity
// says for which it was.
func TestAttack_J05_credentials_of_another_scheme(t *testing.T) {
	values := map[string]string{"Basic": "YWxpY2U6c2VjcmV0", "Bearer": "token"}
	rows := 0
	for _, from := range []string{"Basic", "Bearer", "Digest"} {
		for _, as := range []string{"Basic", "Bearer", "Digest", "Negotiate"} {
			rows++
			var id scheme.Identity
			srv := httptest.NewServer(nethttp.Handler(newAuth(t), http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				id, _ = scheme.FromContext(r.Context())
			}), nil))
			value := values[from]
			if from == "Digest" {
				_, value, _ = strings.Cut(digestLine(digest.SHA256, digest.Auth)(t, srv.URL), " ")
			}
			req := newRequest(t, "GET", srv.URL+"/", nil)
			req.Header.Set("Authorization", as+" "+value)
			resp, _, err := try(srv.Client(), req)
			srv.Close()
			if good := from == as; err != nil || (resp.StatusCode == 200) != good || good != (id.Scheme == as) || id.Subject != map[bool]string{true: "alice"}[good] {
				t.Errorf("%s as %s: %v, %+v, %v", from, as, resp, id, err)
			}
		}
	}
	if rows != 12 {
		t.Errorf("%d rows", rows)
	}
}

// Attack F06, at the proxy: what was for the proxy does not reach the origin, in
// no letter case, and what is for the origin does; through a request as through
// a tunnel.
func TestAttack_F06_a_forward_proxy(t *testing.T) {
	var seen []http.Header
	app := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header)
		w.Header().Set("Cache-Control", "public")
		io.WriteString(w, "from the origin")
	})
	origins := []*httptest.Server{httptest.NewServer(app), httptest.NewTLSServer(app)}
	proxy := httptest.NewServer(nethttp.Proxy(newAuth(t), http.HandlerFunc(forwardAll), nil))
	defer proxy.Close()
	for _, origin := range origins {
		defer origin.Close()
		for credentials, want := range map[*url.Userinfo]int{nil: 407, url.UserPassword("alice", "secret"): 200, url.UserPassword("alice", "wrong"): 407} {
			seen = nil
			base := origin.Client().Transport.(*http.Transport).Clone()
			through, err := url.Parse(proxy.URL)
			if err != nil {
				t.Fatal(err)
			}
			through.User = credentials
			base.Proxy = http.ProxyURL(through)
			req := newRequest(t, "GET", origin.URL, nil)
			req.Header.Set("Authorization", "Bearer for-the-origin")
			resp, body, err := try(&http.Client{Transport: base}, req)
			base.CloseIdleConnections()
			if want == 407 {
				refused := err == nil && resp.StatusCode == 407 || err != nil && strings.Contains(err.Error(), "Proxy Authentication Required")
				if !refused || len(seen) != 0 {
					t.Errorf("%s, %v: %v, %v", origin.URL, credentials, resp, err)
				}
				continue
			}
			if err != nil || resp.StatusCode != 200 || body != "from the origin" || len(seen) != 1 || resp.Header.Get("Cache-Control") != "public" || resp.Header.Get("Vary") != "" {
				t.Errorf("%s, %v: %v, %v", origin.URL, credentials, resp, err)
				continue
			}
			if got := seen[0]; got.Get("Authorization") != "Bearer for-the-origin" || got.Get("Proxy-Authorization") != "" {
				t.Errorf("%s: %v", origin.URL, got)
			}
		}
	}
	// Two lines of it, in two letter cases, reach nobody.
	for _, line := range []string{"Proxy-Authorization: " + aliceBasic, "proxy-authorization: " + aliceBasic, "PROXY-AUTHORIZATION: " + aliceBasic} {
		seen = nil
		resp := talk(t, proxy.Listener.Addr().String(), "GET "+origins[0].URL+"/ HTTP/1.1\r\nHost: h\r\n"+line+"\r\nAuthorization: x y z\r\n\r\n")
		if resp.StatusCode != 200 || len(seen) != 1 || seen[0].Get("Proxy-Authorization") != "" || !slices.Equal(seen[0]["Authorization"], []string{"x y z"}) {
			t.Errorf("%s: %s, %v", line, resp.Status, seen)
		}
		resp = talk(t, proxy.Listener.Addr().String(), "GET "+origins[0].URL+"/ HTTP/1.1\r\nHost: h\r\n"+line+"\r\nProxy-Authorization: "+aliceBasic+"\r\n\r\n")
		if resp.StatusCode != 400 || len(seen) != 1 {
			t.Errorf("%s, twice: %s", line, resp.Status)
		}
	}
}

// talk is raw for those who take the end of what the client sends for its end.
func talk(t *testing.T, addr, message string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, message)
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// forwardAll is a forward proxy, of requests and of tunnels.
func forwardAll(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodConnect {
		(&httputil.ReverseProxy{Rewrite: func(*httputil.ProxyRequest) {}}).ServeHTTP(w, r)
		return
	}
	to, err := net.Dial("tcp", r.Host)
	if err != nil {
		http.Error(w, "", http.StatusBadGateway)
		return
	}
	defer to.Close()
	w.WriteHeader(200)
	conn, rw, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		io.Copy(to, bufio.NewReader(rw))
		to.(*net.TCPConn).CloseWrite()
	}()
	io.Copy(conn, to)
	conn.Close()
	<-done
}
