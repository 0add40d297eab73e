// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"context"
	"crypto/fips140"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// A vector is one computation of testdata/vectors.json. Where its source has
// printed something else than what the RFC says, that is the misprint.
type vector struct {
	ID, Source                                    string
	Algorithm, QOP, Method, URI                   string // Algorithm "": MD5
	User, Realm, Password, Nonce, NC, CNonce      string
	Content, Back                                 string // of the request, of the response
	Secret, Response, Rspauth, UserHash, Misprint string
}

func vectors(t *testing.T) []vector {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, v := range all {
		seen[v.ID] = true
	}
	if len(all) != 106 || len(seen) != 106 {
		t.Fatalf("%d vectors with %d names, not 106", len(all), len(seen))
	}
	return all
}

// of returns the algorithm, or "" if it is not to be had here.
func (v vector) of() digest.Algorithm {
	a := digest.Algorithm(v.Algorithm)
	if v.Algorithm == "" {
		a = digest.MD5
	}
	if fips140.Enforced() && strings.HasPrefix(string(a), "MD5") {
		return ""
	}
	return a
}

func (v vector) base() digest.Algorithm {
	return digest.Algorithm(strings.TrimSuffix(string(v.of()), "-sess"))
}

func (v vector) answer() refAnswer {
	return refAnswer{v.Algorithm, v.User, v.Realm, v.Password, v.Nonce, v.NC, v.CNonce, v.QOP, v.Method, v.URI, v.Content}
}

// The reference itself, and the functions that both ends compute with.
func TestVectorsComputed(t *testing.T) {
	n, md5, misprints, refused := 0, 0, 0, 0
	for _, v := range vectors(t) {
		if v.of() == "" {
			md5++
			continue
		}
		n++
		if got := v.answer().response(); got != v.Response {
			t.Errorf("%s: the reference says %s", v.ID, got)
		}
		if got := v.answer().rspauth(v.Back); v.Rspauth != "" && got != v.Rspauth {
			t.Errorf("%s: rspauth of the reference: %s", v.ID, got)
		}
		if v.Misprint != "" {
			misprints++
		}
		secret, err := digest.ParseSecret(v.base(), v.Secret)
		if err != nil {
			t.Fatal(v.ID, err)
		}
		made, err := digest.NewSecret(v.base(), v.User, v.Realm, v.Password)
		switch {
		case v.User == "" || v.Password == "" || strings.Contains(v.User, "\n"):
			if refused++; err == nil {
				t.Errorf("%s: a secret of nothing, or with line breaks", v.ID)
			}
		case err != nil || !made.Equal(secret) || made.Reveal() != v.Secret:
			t.Errorf("%s: secret %s, %v", v.ID, made.Reveal(), err)
		}
		response, rspauth := digest.Compute(secret, v.of(), v.Nonce, v.NC, v.CNonce, v.QOP, v.Method, v.URI, v.Content, v.Back)
		if response != v.Response || response == v.Misprint {
			t.Errorf("%s: response %s", v.ID, response)
		}
		if v.Rspauth != "" && rspauth != v.Rspauth {
			t.Errorf("%s: rspauth %s", v.ID, rspauth)
		}
		if v.UserHash != "" {
			if hash, err := digest.UserHash(v.of(), v.User, v.Realm); err != nil || hash != v.UserHash || v.answer().userHash() != v.UserHash {
				t.Errorf("%s: userhash %s, %v", v.ID, hash, err)
			}
		}
	}
	want := [4]int{106, 0, 3, 4}
	if fips140.Enforced() {
		want = [4]int{44, 62, 1, 0}
	}
	if got := [4]int{n, md5, misprints, refused}; got != want {
		t.Errorf("computed, without MD5, misprints, no secret: %v, want %v", got, want)
	}
}

// The server, which gets the answers as they are in the vectors. What it does
// not accept it has to refuse with the Reason that fits.
func TestVectorsAtServer(t *testing.T) {
	counts := make(map[error]int)
	for _, v := range vectors(t) {
		if v.of() == "" || strings.ContainsAny(v.User, "\r\n") {
			counts[scheme.Reason(0)]++ // no MD5 here; no such field
			continue
		}
		lookup := func(_ context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
			if q.Realm != v.Realm || q.Algorithm != v.base() || q.UserHash != (v.UserHash != "") || !q.UserHash && q.User != v.User || q.UserHash && q.User != v.UserHash {
				return digest.Secret{}, scheme.Identity{}, scheme.ErrUnknownUser
			}
			s, err := digest.ParseSecret(q.Algorithm, v.Secret)
			return s, scheme.Identity{Subject: v.User}, err
		}
		s := digest.New(lookup, &digest.Options{Algorithms: []digest.Algorithm{v.of()}, QOP: []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy}, Nonces: oneNonce(v.Nonce), UserHash: true})
		r := withContent(&scheme.Request{Method: v.Method, Target: v.URI, Realm: v.Realm}, v.Content)
		f := v.answer().form().with("response", v.Response, true)
		if v.UserHash != "" {
			f = f.with("username", v.UserHash, true).with("userhash", "true", false)
		} else if v.ID == "rfc7616-3.9.2-username-star" {
			f = f.without("username").with("username*", "UTF-8''J%C3%A4s%C3%B8n%20Doe", false).with("userhash", "false", false)
		}
		res, err := s.Authenticate(t.Context(), r, f.credentials(t))
		var want error
		switch {
		case v.User == "" || v.NC == "00000000":
			want = scheme.ErrMalformed
		case v.QOP == "" && strings.HasSuffix(v.Algorithm, "-sess"):
			want = scheme.ErrRejected // A1 has a cnonce, but there is none
		}
		counts[want]++
		if !errors.Is(err, want) || (res == nil) != (want != nil) {
			t.Errorf("%s: %v, want %v", v.ID, err, want)
			continue
		}
		if want != nil {
			continue
		}
		strength := scheme.StrengthProved
		switch {
		case v.base() == digest.MD5:
			strength = scheme.StrengthMD5
		case v.QOP == "auth-int":
			strength = scheme.StrengthBound
		}
		if res.Identity.Strength != strength {
			t.Errorf("%s: strength %v", v.ID, res.Identity.Strength)
		}
		if res.Content != nil {
			res.Content.Write([]byte(v.Back))
		}
		if got := infoOf(t, res)["rspauth"]; v.Rspauth != "" && got != v.Rspauth {
			t.Errorf("%s: rspauth %s", v.ID, got)
		}
	}
	want := [4]int{95, 5, 5, 1}
	if fips140.Enforced() {
		want = [4]int{41, 0, 3, 62}
	}
	if got := [4]int{counts[nil], counts[scheme.ErrMalformed], counts[scheme.ErrRejected], counts[scheme.Reason(0)]}; got != want {
		t.Errorf("accepted, malformed, rejected, not to be had: %v, want %v", got, want)
	}
}

// The client has a cnonce and a count of its own: with them, it says what the
// reference says. With those of the vector, it says what the vector says, and takes
// the proof of the vector and no other.
func TestVectorsAtClient(t *testing.T) {
	answered, declined, refused, proved := 0, 0, 0, 0
	for _, v := range vectors(t) {
		if v.of() == "" {
			continue
		}
		params := []header.Param{header.Quoted("realm", v.Realm), header.Quoted("nonce", v.Nonce)}
		if v.Algorithm != "" {
			params = append(params, header.Token("algorithm", v.Algorithm))
		}
		if v.QOP != "" {
			params = append(params, header.Quoted("qop", v.QOP))
		}
		if v.UserHash != "" {
			params = append(params, header.Token("userhash", "true"))
		}
		ch, err := header.NewChallenge("Digest", params...)
		if err != nil {
			t.Fatal(v.ID, err)
		}
		client := digest.NewClient(v.User, v.Password, &digest.ClientOptions{Algorithms: []digest.Algorithm{v.of()}, QOP: []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy}})
		r := withContent(&scheme.Request{Method: v.Method, Target: v.URI, Origin: "http://example.org"}, v.Content)
		x := client.Begin(t.Context(), r)
		a, err := x.Next(t.Context(), []header.Challenge{ch})
		switch {
		case v.QOP == "" && strings.HasSuffix(v.Algorithm, "-sess"):
			if declined++; !errors.Is(err, scheme.ErrDeclined) {
				t.Errorf("%s: %v", v.ID, err)
			}
			continue
		case v.User == "" || v.Password == "" || strings.Contains(v.User, "\n"):
			if refused++; err == nil {
				t.Errorf("%s: %s", v.ID, a.Credentials.Reveal())
			}
			continue
		case err != nil:
			t.Errorf("%s: %v", v.ID, err)
			continue
		}
		answered++
		want := v.answer()
		want.nc, _ = a.Credentials.Param("nc")
		want.cnonce, _ = a.Credentials.Param("cnonce")
		algorithm := v.Algorithm
		if algorithm == "" {
			algorithm = "MD5"
		}
		s := refServer{v.Realm, "", []string{algorithm}, []string{v.QOP}, true, map[string]string{v.User: v.Password}}
		if got, _ := a.Credentials.Param("response"); got != want.response() || !s.accepts(v.Method, v.URI, false, v.Content, a.Credentials) {
			t.Errorf("%s: %s", v.ID, a.Credentials.Reveal())
		}
		if hash, _ := a.Credentials.Param("username"); v.UserHash != "" && hash != v.UserHash {
			t.Errorf("%s: the name is %s", v.ID, hash)
		}
		if err := v.answerOf(x); err != nil {
			t.Errorf("%s: %v", v.ID, err)
		}
		if v.Rspauth != "" {
			proved++
		}
	}
	want := [4]int{97, 5, 4, 93}
	if fips140.Enforced() {
		want = [4]int{41, 3, 0, 40}
	}
	if got := [4]int{answered, declined, refused, proved}; got != want {
		t.Errorf("answered, declined, refused, with rspauth: %v, want %v", got, want)
	}
}

// answerOf has an exchange answer again, with what is random there as it is in the
// vector, and shows it the rspauth of the vector.
func (v vector) answerOf(x scheme.Exchange) error {
	c, err := digest.AnswerWith(x, v.NC, v.CNonce)
	if err != nil {
		return err
	}
	for name, want := range map[string]string{"response": v.Response, "nc": v.NC, "cnonce": v.CNonce, "uri": v.URI, "nonce": v.Nonce, "realm": v.Realm} {
		got, ok := c.Param(name)
		if v.QOP == "" && (name == "nc" || name == "cnonce") {
			want = ""
		}
		if got != want || name == "response" && got == v.Misprint || ok != (want != "" || name == "realm") {
			return fmt.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if v.Rspauth == "" {
		return nil
	}
	last := len(v.Rspauth) - 1
	for _, rspauth := range []string{v.Rspauth, v.Rspauth[:last] + string(v.Rspauth[last]^1), v.Response, v.Rspauth[:last]} {
		info := map[string]string{"rspauth": rspauth}
		if v.QOP != "" {
			info = map[string]string{"rspauth": rspauth, "cnonce": v.CNonce, "nc": v.NC, "qop": v.QOP}
		}
		mutual, err := x.Verify(context.Background(), v.answer().received(v.Back, info))
		if right := rspauth == v.Rspauth; mutual != right || (err == nil) != right {
			return fmt.Errorf("rspauth %s: %t, %w", rspauth, mutual, err)
		}
	}
	return nil
}
