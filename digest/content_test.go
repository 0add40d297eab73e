// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// counting counts how often the content is asked for.
func counting(r *scheme.Request, content string, calls *int) *scheme.Request {
	r.Content = func() (io.Reader, error) { *calls++; return iotest.OneByteReader(strings.NewReader(content)), nil }
	return r
}

func integrity(t *testing.T, a digest.Algorithm, qops ...digest.QOP) *digest.Scheme {
	t.Helper()
	return digest.New(accounts(t), &digest.Options{Algorithms: []digest.Algorithm{a}, QOP: qops})
}

// D21: one bit of the content more, less or other, and the answer is wrong.
func TestAttack_D21_every_bit_counts(t *testing.T) {
	const content = "v=1&w=caf\u00e9\x00\r\n--boundary"
	for _, algorithm := range []digest.Algorithm{digest.SHA256, digest.SHA512256, digest.SHA256Sess} {
		s := integrity(t, algorithm, digest.Auth, digest.AuthInt)
		try := func(signed, arrived string) error {
			a := good(mint(t, s))
			a.algorithm, a.qop, a.content = string(algorithm), "auth-int", signed
			res, err := s.Authenticate(t.Context(), withContent(request(), arrived), a.form().credentials(t))
			if (res != nil) != (err == nil) || errors.Is(err, digest.ErrStale) {
				t.Error(res, err)
			}
			return err
		}
		for _, same := range []string{content, "", "\x00", strings.Repeat("x", 1<<20)} {
			if err := try(same, same); err != nil {
				t.Errorf("%s: content of %d bytes: %v", algorithm, len(same), err)
			}
		}
		changes := 0
		for i := range content {
			for bit := range 8 {
				other := content[:i] + string([]byte{content[i] ^ 1<<bit}) + content[i+1:]
				if changes++; !errors.Is(try(content, other), scheme.ErrRejected) {
					t.Errorf("%s: bit %d of byte %d", algorithm, bit, i)
				}
			}
			for _, other := range []string{content[:i], content[i+1:], content[:i] + "x" + content[i:], content + content[i:]} {
				if changes++; !errors.Is(try(content, other), scheme.ErrRejected) {
					t.Errorf("%s: %q in place of %q", algorithm, other, content)
				}
			}
		}
		if changes != 276 {
			t.Errorf("%d changes", changes)
		}
	}
}

// D21: content that cannot be read is no content, and no wrong password.
func TestAttack_D21_content_that_fails(t *testing.T) {
	broken := errors.New("broken")
	tooLarge := errTooLarge{}
	for name, tt := range map[string]struct {
		content func() (io.Reader, error)
		want    error
		reason  bool
	}{
		"none to be had": {nil, nil, false},
		"no reader":      {func() (io.Reader, error) { return nil, broken }, broken, false},
		"at once":        {func() (io.Reader, error) { return iotest.ErrReader(broken), nil }, broken, false},
		"later": {func() (io.Reader, error) {
			return io.MultiReader(strings.NewReader("v=1"), iotest.ErrReader(broken)), nil
		}, broken, false},
		"with the last": {func() (io.Reader, error) {
			return iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader("v=1"))), nil
		}, iotest.ErrTimeout, false},
		"too large": {func() (io.Reader, error) { return nil, tooLarge }, scheme.ErrTooLarge, true},
		"found too large": {func() (io.Reader, error) {
			return io.MultiReader(strings.NewReader("v=1"), iotest.ErrReader(tooLarge)), nil
		},
			scheme.ErrTooLarge, true},
		"cut short": {func() (io.Reader, error) {
			return io.MultiReader(strings.NewReader("v=1"), iotest.ErrReader(io.ErrUnexpectedEOF)), nil
		}, io.ErrUnexpectedEOF, false},
	} {
		s := integrity(t, digest.SHA256, digest.AuthInt)
		for _, who := range []string{user, "ghost"} {
			a := good(mint(t, s))
			a.user, a.qop, a.content = who, "auth-int", "v=1"
			r := request()
			r.Content = tt.content
			res, err := s.Authenticate(t.Context(), r, a.form().credentials(t))
			if _, reason := errors.AsType[scheme.Reason](err); res != nil || err == nil || reason != tt.reason || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("%s, %s: %v, %v", name, who, res, err)
			}
			r = withContent(r, "v=1") // and the count was not used up
			if _, err := s.Authenticate(t.Context(), r, a.form().credentials(t)); who == user && err != nil {
				t.Errorf("%s: afterwards: %v", name, err)
			}
		}
	}
}

type errTooLarge struct{}

func (errTooLarge) Error() string { return "more than the cap" }
func (errTooLarge) Unwrap() error { return scheme.ErrTooLarge }

// D22: the content is not kept, and nobody reads it in vain: not for auth, not
// before the parameters are right. For users who are not known it is read as well.
func TestAttack_D22_content_is_read_once(t *testing.T) {
	for name, tt := range map[string]struct {
		f    func(form) form
		want int
	}{
		"auth-int":            {func(f form) form { return f }, 1},
		"unknown user":        {func(f form) form { return f.with("username", "ghost", true) }, 1},
		"wrong response":      {func(f form) form { return f.with("response", refHash("SHA-256", ""), true) }, 1},
		"auth":                {func(f form) form { return f.with("qop", "auth", false) }, 0},
		"another realm":       {func(f form) form { return f.with("realm", "x", true) }, 0},
		"another uri":         {func(f form) form { return f.with("uri", "/x", true) }, 0},
		"no nc":               {func(f form) form { return f.without("nc") }, 0},
		"nc of zero":          {func(f form) form { return f.with("nc", "00000000", false) }, 0},
		"an unknown userhash": {func(f form) form { return f.with("userhash", "true", false) }, 0},
	} {
		s := integrity(t, digest.SHA256, digest.Auth, digest.AuthInt)
		a := good(mint(t, s))
		a.qop, a.content = "auth-int", "content"
		calls := 0
		s.Authenticate(t.Context(), counting(request(), "content", &calls), tt.f(a.form()).credentials(t))
		if calls != tt.want {
			t.Errorf("%s: the content is read %d times", name, calls)
		}
	}
	const size = 64 << 20
	s := integrity(t, digest.SHA256, digest.AuthInt)
	a := good(mint(t, s))
	a.qop = "auth-int"
	r := request()
	r.Content = func() (io.Reader, error) { return io.LimitReader(zeros{}, size), nil }
	c := a.form().credentials(t)
	before := allocated()
	if _, err := s.Authenticate(t.Context(), r, c); !errors.Is(err, scheme.ErrRejected) {
		t.Error(err)
	}
	if grown := allocated() - before; grown > 64<<10+8192 {
		t.Errorf("%d bytes of content take %d bytes", size, grown)
	}
}

// allocated returns how many bytes were ever allocated.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// D23: who wants the content covered takes no answer without it, however right.
func TestAttack_D23_integrity_is_required(t *testing.T) {
	for _, tt := range []struct {
		qops []digest.QOP
		sent string
		want error
	}{
		{[]digest.QOP{digest.AuthInt}, "auth-int", nil},
		{[]digest.QOP{digest.AuthInt}, "AUTH-INT", scheme.ErrRejected},
		{[]digest.QOP{digest.AuthInt}, "auth", scheme.ErrRejected},
		{[]digest.QOP{digest.AuthInt}, "", scheme.ErrRejected},
		{[]digest.QOP{digest.Auth}, "auth-int", scheme.ErrRejected},
		{[]digest.QOP{digest.Auth, digest.AuthInt}, "auth", nil},
		{[]digest.QOP{digest.Auth, digest.AuthInt}, "auth-int", nil},
		{[]digest.QOP{digest.Auth, digest.AuthInt}, "", scheme.ErrRejected},
		{[]digest.QOP{digest.AuthInt, digest.Legacy}, "", nil}, // asked for
		{[]digest.QOP{digest.AuthInt, digest.Legacy}, "auth", scheme.ErrRejected},
		{[]digest.QOP{digest.Legacy}, "", nil},
		{[]digest.QOP{digest.Legacy}, "auth", scheme.ErrRejected},
		{nil, "auth", nil},
		{nil, "auth-int", scheme.ErrRejected},
		{nil, "", scheme.ErrRejected},
	} {
		s := integrity(t, digest.SHA256, tt.qops...)
		a := good(mint(t, s))
		a.qop, a.content = tt.sent, "content"
		res, err := s.Authenticate(t.Context(), withContent(request(), "content"), a.form().credentials(t))
		if !errors.Is(err, tt.want) || (res != nil) != (tt.want == nil) {
			t.Errorf("%q, sent %q: %v", tt.qops, tt.sent, err)
		}
	}
}
