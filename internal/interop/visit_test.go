// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package interop

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

// A visit is what our client does at a server of somebody else, and what that
// makes of it. Each row is another client.
type visit struct {
	name string
	path string
	by   func(password string) scheme.Client // or by httpauth get, if nil
	body string                              // of a POST

	stream bool // the body cannot be had again, so the server has to ask for it first
	wrong  bool // the password is
	times  int  // requests, one after another
	atOnce int  // requests at the same time; if there are none of either, it is one
	renew  bool // the request again, until there were so many challenges

	nameless bool // the server asks for the hash of the user name
	bare     bool // the response has no method

	asked int // how often the server says 401
}

func byBasic(password string) scheme.Client { return basic.NewClient(alice, password, nil) }

func byDigest(password string) scheme.Client { return digestClient(password, false) }

// byProof wants the server to prove that it knows the secret.
func byProof(password string) scheme.Client { return digestClient(password, true) }

func digestClient(password string, proof bool) scheme.Client {
	return digest.NewClient(alice, password, &digest.ClientOptions{
		Algorithms:  []digest.Algorithm{digest.SHA512256, digest.SHA256, digest.MD5},
		RequireInfo: proof,
	})
}

// target returns what the requests of a row are found by in the log.
func (v *visit) target(row int) string { return fmt.Sprintf("%s?row=%d", v.path, row) }

func (v *visit) password() string {
	if v.wrong {
		return password + "x"
	}
	return password
}

// status returns that of every response.
func (v *visit) status() int {
	if v.wrong {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// want returns what the response has if all went well.
func (v *visit) want() string {
	if v.bare {
		return v.body
	}
	if v.body != "" {
		return "POST " + v.body
	}
	return "GET "
}

// do makes the requests, and returns how many there were.
func (v *visit) do(t *testing.T, url string) int {
	if v.by == nil {
		v.command(t, url)
		return 1
	}
	origin, _, _ := strings.Cut(strings.TrimPrefix(url, "http://"), "/")
	auths, err := negotiate.NewClient(negotiate.ClientOptions{Origin: "http://" + origin}, v.by(v.password()))
	if err != nil {
		t.Fatal(err)
	}
	base := &wire{t: t, nameless: v.nameless}
	base.ExpectContinueTimeout = patience // a server that does not answer is found out
	defer base.CloseIdleConnections()
	client := &http.Client{Transport: &nethttp.Transport{Client: auths, Base: base}}

	sequence := v.times
	if v.atOnce == 0 {
		sequence = max(sequence, 1)
	}
	n := 0
	for n < sequence || v.renew && int(base.asked.Load()) < v.asked && n < maxRenew {
		n++
		v.request(t, client, url)
		if v.renew {
			time.Sleep(20 * time.Millisecond) // it is the clock of somebody else
		}
	}
	var wg sync.WaitGroup
	for range v.atOnce {
		n++
		wg.Go(func() { v.request(t, client, url) })
	}
	wg.Wait()
	return n
}

// maxRenew is how many requests a server may take until a nonce of a second is
// stale.
const maxRenew = 150

// A wire counts the challenges of an origin.
type wire struct {
	http.Transport
	t        *testing.T
	nameless bool
	asked    atomic.Int64
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if v := req.Header.Get("Authorization"); w.nameless && strings.Contains(v, alice) {
		w.t.Error("the user name is on the wire")
	}
	resp, err := w.Transport.RoundTrip(req)
	if err == nil && resp.StatusCode == http.StatusUnauthorized {
		w.asked.Add(1)
	}
	return resp, err
}

func (v *visit) request(t *testing.T, client *http.Client, url string) {
	method, body := http.MethodGet, io.Reader(nil)
	if v.body != "" {
		method, body = http.MethodPost, strings.NewReader(v.body)
	}
	req, err := http.NewRequestWithContext(within(t), method, url, body)
	if err != nil {
		t.Error(err)
		return
	}
	if v.stream {
		req.GetBody = nil
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Error(err)
		return
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != v.status() {
		t.Errorf("status %d, %v, want %d", resp.StatusCode, err, v.status())
	}
	if resp.StatusCode == http.StatusOK && string(text) != v.want() {
		t.Errorf("the response has %q, want %q", text, v.want())
	}
}

// command has httpauth get make the request.
func (v *visit) command(t *testing.T, url string) {
	cmd := exec.CommandContext(within(t), command, "get", "-v", "-user", alice+":"+v.password(), "-d", v.body, url)
	var out, story bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &story
	err := cmd.Run()
	if v.wrong && cmd.ProcessState.ExitCode() != 22 || !v.wrong && (err != nil || out.String() != v.want()) {
		t.Errorf("httpauth get: %v, printed %q\n%s", err, &out, &story)
	}
}

// runVisits makes all visits, ends the server, and reads in its log what they
// were to it. A line is a status, the method, the target, and the user.
func runVisits(t *testing.T, d *daemon, visits []visit) {
	want := make(map[string]int)
	for i, v := range visits {
		t.Run(v.name, func(t *testing.T) {
			n := v.do(t, d.url(v.target(i)))
			if want["401 "+v.target(i)] = v.asked; !v.wrong {
				want["200 "+v.target(i)] = n
			}
		})
	}
	d.end()
	got := make(map[string]int)
	for line := range strings.Lines(d.read("access.log")) {
		f := strings.Fields(line)
		if len(f) != 4 {
			t.Fatalf("a line of the log is %q", line)
		}
		got[f[0]+" "+f[2]]++
		if f[0] == "200" && f[3] != alice && !strings.HasPrefix(f[2], "/ours/") {
			t.Errorf("the log has %q, which does not name %s", line, alice)
		}
	}
	maps.DeleteFunc(want, func(_ string, n int) bool { return n == 0 })
	if !maps.Equal(got, want) {
		t.Errorf("the log has %v, want %v", got, want)
	}
}
