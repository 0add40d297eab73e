// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package nethttp_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/negotiate/nethttp"
	"github.com/go-httpauth/httpauth/scheme"
)

const canary = "canary-7Vw"

// A rack counts the calls of everything that somebody depends on, and lets one of
// them fail. What is random is not among them: crypto/rand does not fail, it ends
// the program (crypto/rand.Read, since Go 1.24).
type rack struct {
	calls  []string
	at     int    // the call that fails; -1: none
	how    string // of faults
	armed  bool
	ran    int                // at which call the handler ran; -1: it did not
	cancel context.CancelFunc // of the request
}

// faults are the ways in which a call fails. With "canceled" it finds out that its
// context is; with "quiet" it does not, and goes on.
var faults = []string{"error", "unavailable", "nonsense", "panic", "canceled", "quiet"}

// call counts a call, and reports whether and how it is to fail. It panics if
// that is how.
func (k *rack) call(name string) (err error, nonsense bool) {
	if !k.armed {
		return nil, false
	}
	k.calls = append(k.calls, name)
	if len(k.calls)-1 != k.at {
		return nil, false
	}
	switch k.how {
	case "panic":
		panic(canary)
	case "unavailable":
		return fmt.Errorf("%s: %w", canary, scheme.ErrUnavailable), false
	case "canceled":
		k.cancel()
		return fmt.Errorf("%s: %w", canary, context.Canceled), false
	case "quiet":
		k.cancel()
		return nil, false
	case "nonsense":
		return nil, true
	}
	return errors.New(canary), false
}

func (*rack) Name() string { return "Rack" }

func (k *rack) Challenge(_ context.Context, r *scheme.Request, _ error) ([]header.Challenge, error) {
	err, nonsense := k.call("Challenge")
	if nonsense {
		return header.ParseChallenges([]string{"Other"})
	}
	if err != nil {
		return nil, err
	}
	return header.ParseChallenges([]string{"Rack"})
}

// Authenticate wants the content "content".
func (k *rack) Authenticate(_ context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	err, nonsense := k.call("Authenticate")
	if err != nil || nonsense {
		return nil, err
	}
	token, _ := c.Token68()
	if token == "int" {
		content, err := r.Content()
		if err != nil {
			return nil, err
		}
		if got, err := io.ReadAll(content); string(got) != "content" || err != nil {
			return nil, errors.Join(err, scheme.ErrRejected)
		}
	} else if token != "good" && token != "deny" {
		return nil, scheme.ErrRejected
	}
	res := &scheme.Result{Identity: scheme.Identity{Subject: token}, Info: func() (header.Info, error) {
		if err, nonsense := k.call("Info"); err != nil || nonsense {
			return header.Info{}, err
		}
		return header.NewInfo(header.Token("a", "b"))
	}}
	if token == "int" {
		res.Content = k
	}
	return res, nil
}

// Write is that of Result.Content.
func (k *rack) Write(p []byte) (int, error) {
	if err, nonsense := k.call("Content"); err != nil || nonsense {
		return 0, err
	}
	return len(p), nil
}

// Read is that of the request's body.
type rackBody struct {
	*rack
	io.Reader
}

func (b rackBody) Read(p []byte) (int, error) {
	if err, nonsense := b.call("Read"); err != nil {
		return 0, err
	} else if nonsense {
		return copy(p, "nonsense"), io.EOF
	}
	return b.Reader.Read(p)
}

func (rackBody) Close() error { return nil }

// rackWriter is where the response goes.
type rackWriter struct {
	*rack
	*httptest.ResponseRecorder
}

func (w rackWriter) Write(p []byte) (int, error) {
	if err, nonsense := w.call("response"); err != nil || nonsense {
		return 0, err
	}
	return w.ResponseRecorder.Write(p)
}

// handler puts everything there is before a page.
func (k *rack) handler(t *testing.T, hook bool, sch scheme.Scheme) http.Handler {
	t.Helper()
	opts := negotiate.Options{
		RealmFor: func(context.Context, *scheme.Request) string {
			if err, nonsense := k.call("RealmFor"); err != nil || nonsense {
				return ""
			}
			return "r"
		},
		Audit: func(context.Context, negotiate.Event) { k.call("Audit") },
	}
	auth, err := negotiate.NewServer(opts, sch)
	if err != nil {
		t.Fatal(err)
	}
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k.ran = len(k.calls)
		io.WriteString(w, "the resource")
	})
	guarded := nethttp.Require(page, func(id scheme.Identity) error {
		err, nonsense := k.call("check")
		switch {
		case nonsense:
			return scheme.ErrRejected
		case err == nil && id.Subject == "deny":
			return scheme.ErrForbidden
		}
		return err
	})
	o := &nethttp.Options{Secure: func(*http.Request) bool { _, nonsense := k.call("Secure"); return nonsense }}
	if hook {
		o.Refuse = func(w http.ResponseWriter, r *http.Request, d *negotiate.Refusal) {
			err, nonsense := k.call("Refuse")
			switch {
			case nonsense:
				w.WriteHeader(200)
			case err == nil:
				nethttp.WriteRefusal(w, r, d)
			}
		}
		o.NotFound = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { k.call("NotFound"); http.NotFound(w, r) })
	}
	return nethttp.Handler(auth, guarded, o)
}

// run sends one request through everything. Somebody in front recovers panics,
// and makes nothing of them.
func (k *rack) run(t *testing.T, h http.Handler, credentials string) (w *httptest.ResponseRecorder) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := local(httptest.NewRequestWithContext(ctx, "POST", "/", nil))
	r.Body, r.ContentLength = rackBody{k, strings.NewReader("content")}, -1
	if credentials != "" {
		r.Header.Set("Authorization", credentials)
	}
	w = httptest.NewRecorder()
	k.calls, k.ran, k.armed, k.cancel = nil, -1, true, cancel
	defer func() {
		k.armed = false
		if p := recover(); p != nil && k.how != "panic" {
			t.Errorf("a panic: %v", p)
		}
	}()
	h.ServeHTTP(rackWriter{k, w}, r)
	return w
}

// rackRow says what a rack has to see to: a name for the row, whether the
// credentials are good, and whether a failure may go unnoticed.
type rackRow struct {
	name     string
	good     bool
	harmless bool
	status   int // what it must be; 0: any that is no success
}

// check checks what came of a failure at a call.
func (k *rack) check(t *testing.T, row rackRow, w *httptest.ResponseRecorder) {
	t.Helper()
	if all := fmt.Sprint(w.Header(), w.Body); strings.Contains(all, canary) {
		t.Errorf("%s: leaked: %s", row.name, all)
	}
	switch {
	case k.calls[k.at] == "response": // it is too late for anything
	case row.harmless && row.good:
	case w.Code < 300, strings.Contains(w.Body.String(), "resource"):
		t.Errorf("%s: %d %s", row.name, w.Code, w.Body)
	}
	if k.ran >= 0 && (!row.good || k.at < k.ran && !row.harmless) {
		t.Errorf("%s: the handler ran", row.name)
	}
	if row.status != 0 && w.Code != row.status || k.how == "quiet" && row.good && w.Code != 200 && w.Code != 503 {
		t.Errorf("%s: %d", row.name, w.Code)
	}
}

// Attacks E02, I04 and I07: everything that a server depends on fails, in every
// way, once at each of its calls. The verdict is never "pass", and nothing of the
// failure can be seen.
func TestAttack_E02_I04_I07_torture(t *testing.T) {
	all := make(map[string]bool)
	rows := 0
	for _, hook := range []bool{false, true} {
		for _, credentials := range []string{"good", "int", "deny", "bad", ""} {
			line := ""
			if credentials != "" {
				line = "Rack " + credentials
			}
			sound := &rack{at: -1}
			want := map[string]int{"good": 200, "int": 200, "deny": 403, "bad": 401, "": 401}[credentials]
			if hook && want == 403 {
				want = 404
			}
			if w := sound.run(t, sound.handler(t, hook, sound), line); w.Code != want {
				t.Fatalf("%q: %d", credentials, w.Code)
			}
			for at, name := range sound.calls {
				all[name] = true
				for _, how := range faults {
					rows++
					row := rackRow{
						name: fmt.Sprintf("hook %t, credentials %q, call %d of %d (%s): %s", hook, credentials, at, len(sound.calls), name, how),
						good: credentials == "good" || credentials == "int",
						harmless: how == "quiet" || name == "Audit" || how != "panic" &&
							(name == "Secure" || name == "Info" && how == "nonsense" || name == "NotFound"),
					}
					if (how == "unavailable" || how == "canceled") && slices.Contains([]string{"Challenge", "Authenticate", "check"}, name) {
						row.status = 503
					}
					k := &rack{at: at, how: how}
					k.check(t, row, k.run(t, k.handler(t, hook, k), line))
				}
			}
		}
	}
	for name := range strings.FieldsSeq("RealmFor Secure Challenge Authenticate Read Info Content check Refuse NotFound Audit response") {
		if !all[name] {
			t.Errorf("%s was not called", name)
		}
	}
	if rows < 430 {
		t.Errorf("only %d rows", rows)
	}
	t.Log(rows, "rows")
}

// Attack I07: who recovers a panic finds that the request was denied, and the
// panic reaches him; the connection of HTTP/1.1 and the stream of HTTP/2 break
// otherwise. The server goes on.
func TestAttack_I07_panics_deny(t *testing.T) {
	for _, recovering := range []bool{false, true} {
		for _, proto := range []int{1, 2} {
			broken := true
			h := probed(t, func(*scheme.Request) error {
				if broken {
					panic(http.ErrAbortHandler)
				}
				return nil
			}, onePage)
			caught := 0
			url, base := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer func() {
					if recovering && recover() == http.ErrAbortHandler {
						caught++
					}
				}()
				h.ServeHTTP(w, r)
			}), proto)
			ask := func() (*http.Response, string, error) {
				req := newRequest(t, "GET", url, nil)
				req.Header.Set("Authorization", "Probe x")
				return try(&http.Client{Transport: base}, req)
			}
			for range 3 {
				resp, body, err := ask()
				if recovering && (err != nil || resp.StatusCode != 500 || resp.Header.Get("Cache-Control") != "no-store") || !recovering && err == nil {
					t.Errorf("HTTP/%d, recovering %t: %v, %q, %v", proto, recovering, resp, body, err)
				}
			}
			if recovering != (caught == 3) {
				t.Errorf("%d panics", caught)
			}
			broken = false
			if _, body, err := ask(); body != "page" || err != nil {
				t.Errorf("HTTP/%d: afterwards: %q, %v", proto, body, err)
			}
		}
	}
}
