// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

var (
	errSecret = errors.New("digest: the Lookup returned a Secret of another algorithm")
	errNormal = fmt.Errorf("digest: %w: a name that cannot be normalized", scheme.ErrUnknownUser)
)

// Authenticate checks credentials. Its Result shows the client that the server
// knows the secret too (RFC 7616, Section 3.5).
//
// They have to answer what Challenge offers for this request: its realm, one of
// the algorithms and qops, the opaque, and a uri that names the target. Then
// comes the user, and at the end the nonce: only a right answer can be stale, and
// only a right answer is remembered.
func (s *Scheme) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	if err := s.faulty(); err != nil {
		return nil, err
	}
	if strings.Contains(r.Realm, ":") {
		return nil, errRealm
	}
	f, err := read(c)
	if err != nil {
		return nil, err
	}
	p, count, err := s.offered(r, &f)
	if err != nil {
		return nil, err
	}
	secret, id, unknown, err := s.find(ctx, r, &p, &f)
	if err != nil {
		return nil, err
	}
	right, err := p.verify(secret, r, f.response)
	switch {
	case err != nil:
		return nil, err
	case unknown != nil:
		return nil, unknown
	case !right:
		return nil, scheme.ErrRejected
	}
	renew, err := s.opts.Nonces.Use(ctx, r, f.nonce, count)
	if err != nil {
		return nil, err
	}
	next := ""
	if renew && s.opts.NextNonce {
		if next, err = s.mint(ctx, r); err != nil {
			return nil, err
		}
	}
	return accept(id, p, secret, next), nil
}

// offered checks that the credentials answer a challenge of this Scheme for
// this request, and returns what the answer is computed from.
func (s *Scheme) offered(r *scheme.Request, f *fields) (p proof, count uint32, err error) {
	reject := func(what string) (proof, uint32, error) {
		return proof{}, 0, fmt.Errorf("digest: %w: %s", scheme.ErrRejected, what)
	}
	if f.algorithm == "" {
		f.algorithm = string(MD5) // Section 3.3
	}
	a, ok := parseAlgorithm(f.algorithm)
	q := QOP(f.qop)
	_, sess := a.base()
	switch {
	case !ok || !slices.Contains(s.opts.Algorithms, a):
		return reject("algorithm")
	case f.realm != r.Realm:
		return reject("realm")
	case !slices.Contains(s.opts.QOP, q) || sess && q == Legacy:
		return reject("qop") // one that was taken out would be a downgrade
	case f.opaque != s.opts.Opaque:
		return reject("opaque")
	case f.userhash && !s.opts.UserHash:
		return reject("userhash")
	case strings.Contains(f.username, ":"):
		return reject("user name with a colon")
	case !sameTarget(r, f.uri):
		return proof{}, 0, fmt.Errorf("digest: %w: uri", scheme.ErrBadRequest)
	}
	count, err = f.count()
	return proof{a, f.nonce, f.nc, f.cnonce, f.qop, f.uri}, count, err
}

// find claims the name, in its normal form, or the hash of it, and asks the
// Lookup. If there is no such user, unknown says so, and there is a secret for the
// same work, and the same answer, as for any other.
func (s *Scheme) find(ctx context.Context, r *scheme.Request, p *proof, f *fields) (secret Secret, id scheme.Identity, unknown, err error) {
	base, _ := p.algorithm.base()
	user := f.username
	if s.opts.NormalizeUser != nil && !f.userhash {
		var bad error
		if user, bad = s.opts.NormalizeUser(user); bad != nil || !isUser(user) { // a wide colon may become a narrow one
			user, unknown = f.username, errNormal // the other error may quote the name
		}
	}
	if err := r.Claim(user); err != nil {
		return Secret{}, id, nil, err
	}
	if unknown != nil {
		return s.decoys[base], id, unknown, nil
	}
	secret, id, err = s.lookup(ctx, Query{Algorithm: base, Realm: r.Realm, User: user, UserHash: f.userhash})
	switch {
	case errors.Is(err, scheme.ErrUnknownUser):
		return s.decoys[base], id, err, nil
	case err != nil:
		return Secret{}, id, nil, err
	case secret.algorithm != base:
		return Secret{}, id, nil, errSecret
	}
	return secret, id, nil, nil
}

// verify reports whether response is that of the request. With auth-int it
// reads the content.
func (p *proof) verify(s Secret, r *scheme.Request, response string) (bool, error) {
	var content []byte
	if p.integrity() {
		var err error
		if content, err = p.sum(r.Content); err != nil {
			return false, err
		}
	}
	var want [maxHex]byte
	return sameDigits(response, p.appendResponse(want[:0], s, r.Method, content)), nil
}

// strength returns what the answer proves. MD5 is weak whatever it covers.
func (p *proof) strength() scheme.Strength {
	base, _ := p.algorithm.base()
	switch {
	case base == MD5:
		return scheme.StrengthMD5
	case p.integrity():
		return scheme.StrengthBound
	}
	return scheme.StrengthProved
}

// An accepted answer is a Result, and what its Info is computed from: that comes
// later, and not for every response. Together they are one allocation.
type accepted struct {
	result  scheme.Result
	proof   proof
	secret  Secret
	content hash.Hash // of the response; nil without auth-int
	next    string    // nonce; empty if there is none
}

// accept returns the Result of a right answer.
func accept(id scheme.Identity, p proof, s Secret, next string) *scheme.Result {
	a := &accepted{result: scheme.Result{Identity: id}, proof: p, secret: s, next: next}
	a.result.Identity.Strength = p.strength()
	a.result.Info = a.info
	if p.integrity() {
		a.content = p.algorithm.new()
		a.result.Content = a.content
	}
	return &a.result
}

// info returns the Authentication-Info of Section 3.5.
func (a *accepted) info() (header.Info, error) {
	p := &a.proof
	var content []byte
	if a.content != nil {
		content = sumHex(a.content)
	}
	var sum [maxHex]byte
	params := make([]header.Param, 0, 5)
	params = append(params, header.Quoted("rspauth", string(p.appendRspauth(sum[:0], a.secret, content))))
	if p.qop != "" {
		params = append(params, header.Token("qop", p.qop), header.Quoted("cnonce", p.cnonce), header.Token("nc", p.nc))
	}
	if a.next != "" {
		params = append(params, header.Quoted("nextnonce", a.next))
	}
	return header.NewInfo(params...)
}
