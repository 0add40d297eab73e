// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"crypto/fips140"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// answered returns an exchange that has answered a challenge of that algorithm
// and qop, and what the reference makes of the answer.
func answered(t testing.TB, algorithm string, qop digest.QOP, require bool) (x scheme.Exchange, ref refAnswer) {
	t.Helper()
	qops := []digest.QOP{qop, digest.Auth} // auth-int alone requires the proof
	c := digest.NewClient(user, password, &digest.ClientOptions{RequireInfo: require, QOP: qops,
		Algorithms: []digest.Algorithm{digest.Algorithm(algorithm)}})
	x = c.Begin(t.Context(), withContent(request(), "sent"))
	line := fmt.Sprintf(`Digest realm="r", nonce="n", algorithm=%s, qop="%s"`, algorithm, qop)
	chs, err := header.ParseChallenges([]string{line})
	if err != nil {
		t.Fatal(err)
	}
	a, err := x.Next(t.Context(), chs)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	cnonce, _ := a.Credentials.Param("cnonce")
	return x, refAnswer{algorithm: algorithm, user: user, realm: "r", password: password, nonce: "n", nc: "00000001", cnonce: cnonce,
		qop: string(qop), uri: request().Target}
}

// info returns what a server says for that response content.
func (a refAnswer) info(content string) map[string]string {
	if a.qop == "" {
		return map[string]string{"rspauth": a.rspauth(content)}
	}
	return map[string]string{"rspauth": a.rspauth(content), "cnonce": a.cnonce, "nc": a.nc, "qop": a.qop}
}

// received returns a response with content and Authentication-Info. With auth-int
// that stands in the trailer: it is not there until the content was read to its
// end. Otherwise nobody needs the content.
func (a refAnswer) received(content string, info map[string]string) *scheme.Response {
	read := a.qop != "auth-int"
	r := &scheme.Response{Status: 200}
	r.Content = func() (io.Reader, error) {
		if read {
			return nil, errors.New("nobody needs the content")
		}
		return io.MultiReader(strings.NewReader(content), atEnd(func() { read = true })), nil
	}
	r.Info = func() (header.Info, error) {
		if !read {
			return header.Info{}, errors.New("the trailer is not there yet")
		}
		if info == nil {
			return header.ParseInfo(nil)
		}
		var params []header.Param
		for _, name := range slices.Sorted(maps.Keys(info)) {
			params = append(params, header.Quoted(name, info[name]))
		}
		return header.NewInfo(params...)
	}
	return r
}

// atEnd is called when all was read.
type atEnd func()

func (f atEnd) Read([]byte) (int, error) {
	f()
	return 0, io.EOF
}

// D-074, D-075, D-078: the proof of the server for each algorithm and qop, and
// that one with anything wrong is refused, whether one is required or not.
func TestRspauth(t *testing.T) {
	const content = "received"
	right, wrong := 0, 0
	for _, algorithm := range []string{"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"} {
		for i := range 6 {
			qop, require := []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy}[i/2], i%2 == 1
			if fips140.Enforced() && strings.HasPrefix(algorithm, "MD5") || qop == digest.Legacy && strings.HasSuffix(algorithm, "-sess") {
				continue
			}
			x, ref := answered(t, algorithm, qop, require)
			if mutual, err := x.Verify(t.Context(), ref.received(content, ref.info(content))); !mutual || err != nil {
				t.Errorf("%s, %s: %t, %v", algorithm, qop, mutual, err)
			}
			right++
			for name := range ref.info(content) {
				for _, change := range []func(string) string{
					func(string) string { return "" },
					func(v string) string { return v[:len(v)-1] },
					func(v string) string { return v + "0" },
					func(v string) string { return v[:len(v)-1] + string(v[len(v)-1]^1) }, // one bit
				} {
					x, ref := answered(t, algorithm, qop, require)
					info := ref.info(content)
					info[name] = change(info[name])
					if mutual, err := x.Verify(t.Context(), ref.received(content, info)); mutual || err == nil {
						t.Errorf("%s, %s, %s=%q: %t, %v", algorithm, qop, name, info[name], mutual, err)
					}
					wrong++
				}
			}
		}
	}
	if (right != 30 || wrong != 24*4*4+6*4) && !fips140.Enforced() {
		t.Errorf("%d right, %d wrong", right, wrong)
	}
}

// D-088: what is missing. A server need not prove anything, unless it is told to;
// but half a proof is none.
func TestNoProof(t *testing.T) {
	const content = "received"
	broken := func(r *scheme.Response) *scheme.Response {
		r.Info = func() (header.Info, error) { return header.ParseInfo([]string{`rspauth=="`}) }
		return r
	}
	for _, qop := range []digest.QOP{digest.Auth, digest.AuthInt} {
		for _, tt := range []struct {
			name     string
			response func(refAnswer) *scheme.Response
			ok       bool // unless required
		}{
			{"nothing at all", func(refAnswer) *scheme.Response { return new(scheme.Response) }, true},
			{"no field", func(a refAnswer) *scheme.Response { return a.received(content, nil) }, true},
			{"nextnonce alone", func(a refAnswer) *scheme.Response { return a.received(content, map[string]string{"nextnonce": "2"}) }, true},
			{"all but rspauth", func(a refAnswer) *scheme.Response {
				i := a.info(content)
				delete(i, "rspauth")
				return a.received(content, i)
			}, true},
			{"all but cnonce", func(a refAnswer) *scheme.Response {
				i := a.info(content)
				delete(i, "cnonce")
				return a.received(content, i)
			}, false},
			{"all but nc", func(a refAnswer) *scheme.Response {
				i := a.info(content)
				delete(i, "nc")
				return a.received(content, i)
			}, false},
			{"not in the grammar", func(a refAnswer) *scheme.Response { return broken(a.received(content, nil)) }, false},
		} {
			for _, require := range []bool{false, true} {
				x, ref := answered(t, "SHA-256", qop, require)
				mutual, err := x.Verify(t.Context(), tt.response(ref))
				if mutual || (err == nil) != (tt.ok && !require) {
					t.Errorf("%s, %s, required %t: %t, %v", qop, tt.name, require, mutual, err)
				}
			}
		}
	}
}

// With auth-int the content is what is proved. If it is not to be had, nothing
// is.
func TestProofOfContent(t *testing.T) {
	failed := errors.New("too much of it")
	for _, require := range []bool{false, true} {
		for name, content := range map[string]func() (io.Reader, error){
			"no content":    nil,
			"it fails":      func() (io.Reader, error) { return nil, failed },
			"it ends early": func() (io.Reader, error) { return io.MultiReader(strings.NewReader("recei"), errReader{failed}), nil },
		} {
			x, ref := answered(t, "SHA-256", digest.AuthInt, require)
			info := ref.info("received")
			ref.qop = "auth" // the field is in the header
			resp := ref.received("", info)
			resp.Content = content
			mutual, err := x.Verify(t.Context(), resp)
			if mutual || (err != nil) != require || require && content != nil && !errors.Is(err, failed) {
				t.Errorf("%s, required %t: %t, %v", name, require, mutual, err)
			}
		}
		for _, content := range []string{"", "receive", "received!", "receivee", "RECEIVED"} {
			x, ref := answered(t, "SHA-256", digest.AuthInt, require)
			if mutual, err := x.Verify(t.Context(), ref.received(content, ref.info("received"))); mutual || err == nil {
				t.Errorf("%q: %t, %v", content, mutual, err)
			}
		}
		x, ref := answered(t, "SHA-256", digest.AuthInt, require) // D-057
		if mutual, err := x.Verify(t.Context(), ref.received("", ref.info(""))); !mutual || err != nil {
			t.Errorf("empty: %t, %v", mutual, err)
		}
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

// A client that takes auth-int alone is told so of every response, or it would
// not be: whoever is in between could leave the proof out, or make the content
// longer than can be kept.
func TestAuthIntAloneRequiresProof(t *testing.T) {
	const content = "received"
	alone, both := []digest.QOP{digest.AuthInt}, []digest.QOP{digest.AuthInt, digest.Auth}
	for _, tt := range []struct {
		name  string
		qops  []digest.QOP
		info  bool
		keeps bool // the content of the response
		ok    bool
	}{
		{"all is there", alone, true, true, true},
		{"no proof", alone, false, true, false},
		{"too much content", alone, true, false, false},
		{"twice alone", []digest.QOP{digest.AuthInt, digest.AuthInt}, false, true, false},
		{"not alone, no proof", both, false, true, true},
		{"not alone, too much content", both, true, false, true},
	} {
		x := digest.NewClient(user, password, &digest.ClientOptions{QOP: tt.qops}).Begin(t.Context(), withContent(request(), "sent"))
		a, err := x.Next(t.Context(), parse(t, `Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth, auth-int"`))
		if err != nil {
			t.Fatal(err)
		}
		ref := refAnswer{algorithm: "SHA-256", user: user, realm: "r", password: password, nonce: "n", nc: "00000001", qop: "auth-int", uri: request().Target}
		ref.cnonce, _ = a.Credentials.Param("cnonce")
		info := ref.info(content)
		if !tt.info {
			info = nil
		}
		if !tt.keeps {
			ref.qop = "auth" // the field is in the header
		}
		resp := ref.received(content, info)
		if !tt.keeps {
			resp.Content = func() (io.Reader, error) { return nil, errors.New("too much of it") }
		}
		if mutual, err := x.Verify(t.Context(), resp); (err == nil) != tt.ok || mutual != (tt.info && tt.keeps) {
			t.Errorf("%s: %t, %v", tt.name, mutual, err)
		}
	}
}

// The content of the request has to be had, too, or nothing is sent.
func TestContentOfRequestFails(t *testing.T) {
	failed := errors.New("no such file")
	r := request()
	r.Content = func() (io.Reader, error) { return nil, failed }
	a, err := digest.NewClient(user, password, nil).Begin(t.Context(), r).Next(t.Context(), parse(t, `Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth-int"`))
	if !errors.Is(err, failed) || errors.Is(err, scheme.ErrDeclined) || !a.Credentials.IsZero() {
		t.Error(a, err)
	}
}

// A response that nobody was asked for has no proof, and needs none; one to an
// answer that was refused does.
func TestProofOfWhat(t *testing.T) {
	c := digest.NewClient(user, password, &digest.ClientOptions{RequireInfo: true})
	if mutual, err := c.Begin(t.Context(), request()).Verify(t.Context(), new(scheme.Response)); mutual || err != nil {
		t.Error(mutual, err)
	}
	x, _ := answered(t, "SHA-256", digest.Auth, true)
	if _, err := x.Next(t.Context(), parse(t, `Digest realm="r", nonce="n2", algorithm=SHA-256, qop="auth"`)); !errors.Is(err, scheme.ErrRejected) {
		t.Fatal(err)
	}
	if mutual, err := x.Verify(t.Context(), &scheme.Response{Status: 401}); mutual || err == nil {
		t.Error(mutual, err)
	}
}

// What an impostor says is not believed: neither its nextnonce, nor that it has
// accepted a strong algorithm.
func TestNothingOfAnImpostor(t *testing.T) {
	c := digest.NewClient(user, password, nil)
	x := c.Begin(t.Context(), request())
	if _, err := x.Next(t.Context(), parse(t, `Digest realm="r", nonce="n", algorithm=SHA-512-256, qop="auth"`)); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Verify(t.Context(), withInfo(`rspauth="00", nextnonce="evil"`)); err == nil {
		t.Fatal("a wrong proof")
	}
	a, err := c.Begin(t.Context(), request()).Next(t.Context(), nil)
	if nonce, _ := a.Credentials.Param("nonce"); err != nil || nonce != "n" {
		t.Error(nonce, err)
	}
	if err := meet(t, c, request(), offered(t, "SHA-256", `, qop="auth"`, 1), true); err != nil {
		t.Error(err)
	}
}
