// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
	"github.com/go-httpauth/httpauth/scheme"
)

// Options of [New]. The zero value is the safe default.
type Options struct {
	// Algorithms are offered in this order, each in a challenge of its own. The
	// default is SHA-256 alone. Where FIPS 140 mode is enforced, MD5 is left out.
	Algorithms []Algorithm

	// Nonces issues the nonces. If it is nil, NewNonces(nil) does.
	Nonces Nonces
}

// A Scheme is the server's end of Digest. It implements scheme.Scheme.
type Scheme struct {
	lookup     Lookup
	algorithms []Algorithm
	nonces     Nonces
	decoys     map[Algorithm]Secret // stand in for unknown users
	err        error                // a wrong configuration
}

var _ scheme.Scheme = (*Scheme)(nil)

var (
	errNoLookup = errors.New("digest: no Lookup")
	errTwice    = errors.New("digest: an algorithm is offered twice")
	errRealm    = errors.New("digest: a realm must not have a colon")
	errSecret   = errors.New("digest: the Lookup returned a Secret of another algorithm")
)

// New returns a Scheme for the users of lookup. The options may be nil.
func New(lookup Lookup, opts *Options) *Scheme {
	var o Options
	if opts != nil {
		o = *opts
	}
	if o.Algorithms == nil {
		o.Algorithms = []Algorithm{SHA256}
	}
	if o.Nonces == nil {
		o.Nonces = NewNonces(nil)
	}
	offered := slices.DeleteFunc(slices.Clone(o.Algorithms), func(a Algorithm) bool { return a == MD5 && !a.available() })
	s := &Scheme{lookup: lookup, algorithms: offered, nonces: o.Nonces, decoys: make(map[Algorithm]Secret)}
	for _, a := range s.algorithms {
		decoy, err := NewSecret(a, rand.Text(), rand.Text(), rand.Text())
		if _, twice := s.decoys[a]; twice {
			err = errTwice
		}
		s.decoys[a] = decoy
		s.err = errors.Join(s.err, err)
	}
	if len(s.algorithms) == 0 {
		s.err = errors.Join(s.err, errUnknown)
	}
	return s
}

// faulty returns what is wrong with the configuration.
func (s *Scheme) faulty() error {
	if s == nil || s.lookup == nil {
		return errNoLookup
	}
	return s.err
}

// Name returns "Digest".
func (s *Scheme) Name() string { return name }

// Challenge returns a challenge for each algorithm (RFC 7616, Section 3.3), with
// a fresh nonce, and stale=true if the cause is ErrStale. A realm with a colon
// is an error: user names, realms and passwords are hashed with colons between.
func (s *Scheme) Challenge(ctx context.Context, r *scheme.Request, cause error) ([]header.Challenge, error) {
	if err := s.faulty(); err != nil {
		return nil, err
	}
	if reason, _ := errors.AsType[scheme.Reason](cause); reason == scheme.ErrForbidden {
		return nil, nil
	}
	if strings.Contains(r.Realm, ":") {
		return nil, errRealm
	}
	nonce, err := s.nonces.Mint(ctx, r)
	if err != nil {
		return nil, err
	}
	chs := make([]header.Challenge, 0, len(s.algorithms))
	for _, a := range s.algorithms {
		params := []header.Param{
			header.Quoted("realm", r.Realm),
			header.Quoted("qop", qopAuth),
			header.Token("algorithm", string(a)),
			header.Quoted("nonce", nonce),
		}
		if errors.Is(cause, ErrStale) {
			params = append(params, header.Token("stale", "true"))
		}
		ch, err := header.NewChallenge(name, params...)
		if err != nil {
			return nil, err
		}
		chs = append(chs, ch)
	}
	return chs, nil
}

const qopAuth = "auth"

// Authenticate checks credentials. Its Result shows the client that the server
// knows the secret too (Section 3.5).
func (s *Scheme) Authenticate(ctx context.Context, r *scheme.Request, c header.Credentials) (*scheme.Result, error) {
	if err := s.faulty(); err != nil {
		return nil, err
	}
	f, err := read(c)
	if err != nil {
		return nil, err
	}
	p, count, err := s.offered(r, f)
	if err != nil {
		return nil, err
	}
	secret, id, err := s.lookup(ctx, Query{Algorithm: p.algorithm, Realm: r.Realm, User: f.username})
	unknown := errors.Is(err, scheme.ErrUnknownUser)
	switch {
	case unknown:
		secret = s.decoys[p.algorithm] // the same work, and the same answer
	case err != nil:
		return nil, err
	case secret.algorithm != p.algorithm:
		return nil, errSecret
	}
	want := p.response(secret, r.Method)
	right := subtle.ConstantTimeCompare([]byte(want), []byte(f.response)) == 1
	switch {
	case unknown:
		return nil, err
	case !right:
		return nil, scheme.ErrRejected
	}
	if err := s.nonces.Use(ctx, r, f.nonce, count); err != nil {
		return nil, err
	}
	return &scheme.Result{
		Identity: id,
		Info:     func() (header.Info, error) { return p.info(secret) },
	}, nil
}

// offered checks that the credentials answer a challenge of this Scheme for
// this request, and returns what the answer is computed from.
func (s *Scheme) offered(r *scheme.Request, f fields) (proof, uint32, error) {
	reject := func(what string) (proof, uint32, error) {
		return proof{}, 0, fmt.Errorf("digest: %w: %s", scheme.ErrRejected, what)
	}
	if f.algorithm == "" {
		f.algorithm = string(MD5) // Section 3.3
	}
	a, ok := parseAlgorithm(f.algorithm)
	switch {
	case !ok || !slices.Contains(s.algorithms, a):
		return reject("algorithm")
	case f.realm != r.Realm:
		return reject("realm")
	case !header.EqualFold(f.qop, qopAuth):
		return reject("qop") // none, too: that would be a downgrade to RFC 2069
	case f.opaque != "":
		return reject("opaque")
	case header.EqualFold(f.userhash, "true"):
		return reject("userhash")
	case strings.Contains(f.username, ":"):
		return reject("user name with a colon")
	case !sameTarget(r, f.uri):
		return proof{}, 0, fmt.Errorf("digest: %w: uri", scheme.ErrBadRequest)
	}
	count, err := f.count()
	return proof{a, f.nonce, f.nc, f.cnonce, f.qop, f.uri}, count, err
}

// sameTarget reports whether uri names the request target (Section 3.4.6): the
// bytes are the same, or, at a proxy, those of the target's path and query, as
// most clients send it there.
func sameTarget(r *scheme.Request, uri string) bool {
	if uri == r.Target {
		return true
	}
	if !r.Proxy || !strings.HasPrefix(uri, "/") {
		return false
	}
	_, rest, ok := strings.Cut(r.Target, "://")
	i := strings.IndexByte(rest, '/')
	return ok && i >= 0 && rest[i:] == uri
}

// info returns the Authentication-Info of Section 3.5.
func (p *proof) info(s Secret) (header.Info, error) {
	return header.NewInfo(
		header.Quoted("rspauth", p.rspauth(s)),
		header.Token("qop", p.qop),
		header.Quoted("cnonce", p.cnonce),
		header.Token("nc", p.nc),
	)
}
