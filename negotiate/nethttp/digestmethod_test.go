// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// signed returns credentials that answer the challenge of a response, as if the
// request had that method.
func signed(t *testing.T, resp *http.Response, method, target string) string {
	t.Helper()
	chs, err := header.ParseChallenges(resp.Header.Values("WWW-Authenticate"))
	if err != nil || resp.StatusCode != 401 {
		t.Fatal(resp.Status, err)
	}
	r := &scheme.Request{Method: method, Target: target, Origin: "https://any.example"}
	a, err := digest.NewClient("alice", "secret", nil).Begin(t.Context(), r).Next(t.Context(), chs)
	if err != nil {
		t.Fatal(err)
	}
	return a.Credentials.Reveal()
}

// send sends a request, and again with credentials for that method.
func send(t *testing.T, base http.RoundTripper, url, method string, fields http.Header, signedMethod string) *http.Response {
	t.Helper()
	trip := func(credentials string) *http.Response {
		// Without an end, a CONNECT is a tunnel that stays.
		ctx, end := context.WithCancel(t.Context())
		defer end()
		req := newRequest(t, method, url, nil).WithContext(ctx)
		req.Header = fields.Clone()
		if credentials != "" {
			req.Header.Set("Authorization", credentials)
		}
		resp, err := base.RoundTrip(req)
		if err != nil {
			t.Fatal(method, err)
		}
		defer resp.Body.Close()
		io.Copy(io.Discard, resp.Body)
		return resp
	}
	first := trip("")
	return trip(signed(t, first, signedMethod, newRequest(t, method, url, nil).URL.RequestURI()))
}

// override has handlers see another method than that of the wire.
func override(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if method := r.Header.Get("X-HTTP-Method-Override"); method != "" {
			r = r.Clone(r.Context())
			r.Method = method
		}
		next.ServeHTTP(w, r)
	})
}

// D17: the answer is for the method that the Handler sees. Behind it, where the
// package comment of digest puts it, an override changes nothing for the client; in
// front of it, an answer for the method of the wire is refused: whoever adds the
// field makes no DELETE of a POST that somebody has signed.
func TestAttack_D17_method_override(t *testing.T) {
	app := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Method", r.Method) })
	rows := 0
	for _, tt := range []struct {
		name           string
		inFront        bool
		signed, method string // method that the application sees; empty: refused
	}{
		{"behind, as on the wire", false, "POST", "DELETE"},
		{"behind, as overridden", false, "DELETE", ""},
		{"in front, as on the wire", true, "POST", ""},
		{"in front, as overridden", true, "DELETE", "DELETE"},
	} {
		h := digestHandler(t, nil, override(app), nil)
		if tt.inFront {
			h = override(digestHandler(t, nil, app, nil))
		}
		for _, proto := range []int{1, 2} {
			rows++
			url, base := start(t, h, proto)
			resp := send(t, base, url+"/x", "POST", http.Header{"X-Http-Method-Override": {"DELETE"}}, tt.signed)
			if got := resp.Header.Get("Method"); got != tt.method || (resp.StatusCode == 200) != (tt.method != "") {
				t.Errorf("HTTP/%d, %s: %s, method %q", proto, tt.name, resp.Status, got)
			}
		}
	}
	if rows != 8 {
		t.Errorf("%d rows", rows)
	}
}

// http2Transport returns the one inside of a transport, which lets pseudo-header
// fields pass.
func http2Transport(t *testing.T, url string, base *http.Transport) http.RoundTripper {
	t.Helper()
	resp, err := base.RoundTrip(newRequest(t, "GET", url, nil))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	addr := strings.TrimPrefix(url, "https://")
	config := base.TLSClientConfig.Clone()
	config.NextProtos = []string{"h2"}
	conn, err := tls.Dial("tcp", addr, config)
	if err != nil {
		t.Fatal(err)
	}
	return base.TLSNextProto["h2"](addr, conn)
}

// extendedVar tells a process that it is the one with extended CONNECT.
const extendedVar = "HTTPAUTH_EXTENDED_CONNECT"

// D16: an extended CONNECT of HTTP/2 (RFC 8441), over the wire. Its method is
// CONNECT and its target is the path; no other method is tried, such as the GET of
// HTTP/1.1 or the protocol. net/http has it in a process with a GODEBUG only.
func TestAttack_D16_extended_connect(t *testing.T) {
	if os.Getenv(extendedVar) == "" {
		again := exec.Command(os.Args[0], "-test.v", "-test.run=^"+t.Name()+"$")
		again.Env = append(os.Environ(), extendedVar+"=1", "GODEBUG="+strings.Trim(os.Getenv("GODEBUG")+",http2xconnect=1", ","))
		out, err := again.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS: "+t.Name()) || !strings.Contains(string(out), "3 tunnels") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	tunnels := 0
	url, base := start(t, digestHandler(t, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "CONNECT" || r.Header.Get(":protocol") != "websocket" || r.RequestURI != "/chat?room=1" {
			t.Error("this is no extended CONNECT:", r.Method, r.Header, r.RequestURI)
		}
		tunnels++
	}), nil), 2)
	inner := http2Transport(t, url, base)
	for method, want := range map[string]int{"CONNECT": 200, "GET": 401, "websocket": 401, "POST": 401} {
		for range 3 {
			resp := send(t, inner, url+"/chat?room=1", "CONNECT", http.Header{":protocol": {"websocket"}}, method)
			if resp.StatusCode != want {
				t.Errorf("signed for %s: %s", method, resp.Status)
			}
		}
	}
	t.Logf("%d tunnels", tunnels)
}
