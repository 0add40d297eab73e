// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/scheme"
)

// D18: the response of an answer with qop is that of an answer in the form of RFC
// 2069 with a nonce that holds nonce, nc, cnonce and qop. Such a nonce was never
// issued; nor is there a way back.
func TestAttack_D18_splice(t *testing.T) {
	qops := []digest.QOP{digest.Auth, digest.AuthInt, digest.Legacy}
	for name, s := range map[string]*digest.Scheme{"by default": digest.New(accounts(t), nil), "with Legacy": digest.New(accounts(t), &digest.Options{QOP: qops})} {
		captured := good(mint(t, s))
		spliced := captured
		spliced.nonce = strings.Join([]string{captured.nonce, captured.nc, captured.cnonce, captured.qop}, ":")
		spliced.qop = ""
		if captured.response() != spliced.response() {
			t.Fatal("this is no splice")
		}
		if _, err := s.Authenticate(t.Context(), request(), captured.form().credentials(t)); err != nil {
			t.Fatal(err)
		}
		f := captured.form().with("nonce", spliced.nonce, true)
		for _, f := range []form{
			f.without("qop").without("nc").without("cnonce"),
			f.without("qop"),
			f.with("qop", "", true),
			captured.form().without("qop"),
			captured.form().without("qop").without("nc").without("cnonce"),
		} {
			if res, err := s.Authenticate(t.Context(), request(), f.credentials(t)); res != nil || !errors.Is(err, scheme.ErrRejected) {
				t.Errorf("%s: %s: %v", name, f.line(), err)
			}
		}
	}
	// The way back: a captured answer without qop is none with a qop, however the
	// nonce, which has no colon, is cut.
	s := digest.New(accounts(t), &digest.Options{QOP: qops})
	legacy := good(mint(t, s))
	legacy.qop = ""
	for i := 1; i < len(legacy.nonce); i++ {
		f := legacy.form().with("nonce", legacy.nonce[:i], true).with("cnonce", legacy.nonce[i:], true).with("nc", "00000001", false).with("qop", "auth", false)
		if res, err := s.Authenticate(t.Context(), request(), f.credentials(t)); res != nil || !errors.Is(err, scheme.ErrRejected) || errors.Is(err, digest.ErrStale) {
			t.Errorf("%s: %v", f.line(), err)
		}
	}
	if _, err := s.Authenticate(t.Context(), request(), legacy.form().credentials(t)); err != nil {
		t.Error(err)
	}
	// And it is good once, in this form and in the other with the first count.
	for _, qop := range []string{"", "auth", "auth-int"} {
		legacy.qop = qop
		if _, err := s.Authenticate(t.Context(), withContent(request(), ""), legacy.form().credentials(t)); !errors.Is(err, digest.ErrStale) {
			t.Errorf("qop %q: %v", qop, err)
		}
	}
}

// Boundaries between what is hashed cannot be moved: colons in cnonce, uri and
// nonce make no other answer of a captured one.
func TestAttack_D18_moved_boundaries(t *testing.T) {
	s := digest.New(accounts(t), &digest.Options{QOP: []digest.QOP{digest.Auth, digest.AuthInt}, Nonces: oneNonce("N")})
	a := good("N")
	a.cnonce = "x:auth:y"
	r := request()
	r.Target = a.uri + ":" + refHash("SHA-256", "")
	a.uri = r.Target
	if _, err := s.Authenticate(t.Context(), r, a.form().credentials(t)); err != nil {
		t.Fatal(err)
	}
	for i, f := range []form{
		a.form().with("qop", "auth-int", false), // A2 of auth-int for the target without the hash
		a.form().with("cnonce", "x", true),
		a.form().with("nonce", "N:00000001:x", true),
		a.form().with("cnonce", "x:auth:y:auth", true),
		a.form().with("nc", "x:auth:y", true),
	} {
		short := withContent(request(), "")
		short.Target = strings.TrimSuffix(r.Target, ":"+refHash("SHA-256", ""))
		for _, f := range []form{f, f.with("uri", short.Target, true)} {
			if res, err := s.Authenticate(t.Context(), short, f.credentials(t)); res != nil || err == nil {
				t.Errorf("%d: accepted: %s", i, f.line())
			}
		}
	}
}

// D20: whatever the challenge has said, the answer has to say as well: every
// algorithm, qop, realm, opaque that was not offered is refused, although the
// response is right for it, and before anybody is asked for the user.
func TestAttack_D20_every_parameter(t *testing.T) {
	tests := []struct {
		name   string
		offer  digest.Options
		change func(*refAnswer) // before the response is computed
		send   func(form) form  // after that
		ok     bool
	}{
		{"as it is", digest.Options{Opaque: "o"}, nil, func(f form) form { return f.with("opaque", "o", true) }, true},
		{"algorithm SHA-512-256", digest.Options{}, func(a *refAnswer) { a.algorithm = "SHA-512-256" }, nil, false},
		{"algorithm SHA-256-sess", digest.Options{}, func(a *refAnswer) { a.algorithm = "SHA-256-sess" }, nil, false},
		{"algorithm SHA-256 in place of -sess", digest.Options{Algorithms: []digest.Algorithm{digest.SHA256Sess}}, nil, nil, false},
		{"no algorithm, with SHA-256", digest.Options{}, nil, func(f form) form { return f.without("algorithm") }, false},
		{"algorithm MD5, with SHA-256", digest.Options{}, nil, func(f form) form { return f.with("algorithm", "MD5", false) }, false},
		{"algorithm SHA-512", digest.Options{}, nil, func(f form) form { return f.with("algorithm", "SHA-512", false) }, false},
		{"algorithm SHA256", digest.Options{}, nil, func(f form) form { return f.with("algorithm", "SHA256", false) }, false},
		{"algorithm with a blank", digest.Options{}, nil, func(f form) form { return f.with("algorithm", "SHA-256 ", true) }, false},
		{"two algorithms", digest.Options{}, nil, func(f form) form { return f.with("algorithm", "SHA-256, MD5", true) }, false},
		{"response of 32 digits", digest.Options{}, nil, func(f form) form { return f.with("response", f[4].value[:32], true) }, false},
		{"response in upper case", digest.Options{}, nil, func(f form) form { return f.with("response", strings.ToUpper(f[4].value), true) }, false},
		{"response with a blank", digest.Options{}, nil, func(f form) form { return f.with("response", " "+f[4].value, true) }, false},
		{"response with 0x", digest.Options{}, nil, func(f form) form { return f.with("response", "0x"+f[4].value, true) }, false},
		{"response twice as long", digest.Options{}, nil, func(f form) form { return f.with("response", f[4].value+f[4].value, true) }, false},
		{"qop auth-int", digest.Options{}, func(a *refAnswer) { a.qop = "auth-int" }, nil, false},
		{"qop auth-conf", digest.Options{}, func(a *refAnswer) { a.qop = "auth-conf" }, nil, false},
		{"qop of a list", digest.Options{QOP: []digest.QOP{digest.Auth, digest.AuthInt}}, func(a *refAnswer) { a.qop = "auth, auth-int" }, func(f form) form { return f.with("qop", "auth, auth-int", true) }, false},
		{"qop in upper case", digest.Options{}, func(a *refAnswer) { a.qop = "AUTH" }, nil, false},
		{"qop with a capital", digest.Options{QOP: []digest.QOP{digest.Auth, digest.AuthInt}}, func(a *refAnswer) { a.qop = "Auth-int" }, nil, false},
		{"no qop", digest.Options{}, func(a *refAnswer) { a.qop = "" }, nil, false},
		{"another realm", digest.Options{}, func(a *refAnswer) { a.realm = "x" }, nil, false},
		{"realm in upper case", digest.Options{}, func(a *refAnswer) { a.realm = strings.ToUpper(a.realm) }, nil, false},
		{"no realm", digest.Options{}, func(a *refAnswer) { a.realm = "" }, func(f form) form { return f.without("realm") }, false},
		{"an opaque", digest.Options{}, nil, func(f form) form { return f.with("opaque", "o", true) }, false},
		{"no opaque", digest.Options{Opaque: "o"}, nil, nil, false},
		{"another opaque", digest.Options{Opaque: "o"}, nil, func(f form) form { return f.with("opaque", "O", true) }, false},
		{"an empty opaque", digest.Options{Opaque: "o"}, nil, func(f form) form { return f.with("opaque", "", true) }, false},
		{"userhash", digest.Options{}, nil, func(f form) form {
			return f.with("username", refHash("SHA-256", user+":"+realm), true).with("userhash", "true", false)
		}, false},
		{"userhash that was asked for", digest.Options{UserHash: true}, nil, func(f form) form {
			return f.with("username", refHash("SHA-256", user+":"+realm), true).with("userhash", "true", false)
		}, true},
		{"userhash in upper case", digest.Options{UserHash: true}, nil, func(f form) form {
			return f.with("username", strings.ToUpper(refHash("SHA-256", user+":"+realm)), true).with("userhash", "true", false)
		}, false},
		{"userhash of another algorithm", digest.Options{UserHash: true}, nil, func(f form) form {
			return f.with("username", refHash("SHA-512-256", user+":"+realm), true).with("userhash", "true", false)
		}, false},
		{"cnonce changed", digest.Options{}, nil, func(f form) form { return f.with("cnonce", "x", true) }, false},
		{"nc changed", digest.Options{}, nil, func(f form) form { return f.with("nc", "00000002", false) }, false},
	}
	for _, tt := range tests {
		s := digest.New(accounts(t), &tt.offer)
		a := good(mint(t, s))
		if len(tt.offer.Algorithms) > 0 {
			a.algorithm = "SHA-256"
		}
		if tt.change != nil {
			tt.change(&a)
		}
		f := a.form()
		if tt.send != nil {
			f = tt.send(f)
		}
		res, err := s.Authenticate(t.Context(), withContent(request(), ""), f.credentials(t))
		if (res != nil) != tt.ok || !tt.ok && (!errors.Is(err, scheme.ErrRejected) || errors.Is(err, digest.ErrStale)) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if len(tests) != 34 {
		t.Errorf("%d tests", len(tests))
	}
}
