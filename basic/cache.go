// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// CacheOptions of [Cache]. The zero value has the defaults.
type CacheOptions struct {
	// TTL is for how long credentials that were verified are accepted again. It
	// runs from the verification and is not prolonged by use. The default is 5
	// minutes with a Version. Without one nothing is kept by default, as a TTL is
	// then how long an old password, or that of a user who was removed, is good for.
	TTL time.Duration

	// Entries bounds how many credentials are kept. Only others that were verified
	// push an entry out. The default is 4096.
	Entries int

	// Version returns a string that changes whenever the stored secret of a user
	// does, and "" for a user that is not known, of whom nothing is kept. It is asked
	// at each login, and again around a verification, so that a changed password, or
	// a user that was removed, takes effect at once: it must look at what the
	// Verifier looks at, and be fast. An error is that of the login.
	//
	// A version must not come back, as a count of changes does not, nor a salted hash
	// unless it is restored: of a secret that is changed and changed back while a
	// password is verified, nobody knows which one that was.
	Version func(ctx context.Context, r *scheme.Request, user string) (version string, err error)

	// Gate is what the Verifier is asked behind: few hashes run at a time. The
	// default is one with the default options.
	Gate *Gate

	// NoGate asks the Verifier without a Gate. It is for one that computes no slow
	// hash, but waits for a server, such as that of a directory, and for one that
	// enters a Gate by itself, as that of package htpasswd: with another Gate, or for a
	// hash that needs memory, requests would queue in both.
	NoGate bool
}

// The defaults of CacheOptions.
const (
	defaultTTL     = 5 * time.Minute
	defaultEntries = 4 << 10
)

// Cache returns a Verifier that remembers what verify has accepted: a slow hash
// is then computed once for many requests. The options may be nil. Take Cache of
// [Options] unless you need a Verifier: it does the same, faster.
//
// It keeps no password, but the HMAC-SHA-256 of realm, user name, password and
// version under a random key, with the Identity. What was refused is not kept:
// nobody can fill the cache without a password. Of requests with the same
// credentials at the same time, one asks verify, and the others wait for what it
// is told. If that one is canceled, the next one asks. If the version is another
// one when verify is done, what it says is void, and it is asked again; after three
// times the error wraps scheme.ErrUnavailable.
//
// The realm is all of the request that counts. A Verifier that looks at more of
// it, such as its Origin or its Peer, must not be cached, or Version must return
// that too. All who log in with the same credentials get the same Value in
// their Identity: do not change it.
//
// Who is not known yet is verified behind a [Gate]. If verify has one of its own,
// as that of package htpasswd has, that one counts.
func Cache(verify Verifier, opts *CacheOptions) Verifier {
	if verify == nil {
		return nil
	}
	return newCache(verify, opts).verify
}

type cache struct {
	next    Verifier
	opts    CacheOptions
	tags    tags
	table   table
	names   names
	flights flights
	start   time.Time // entries expire so long after it
}

func newCache(verify Verifier, opts *CacheOptions) *cache {
	c := &cache{next: verify, start: time.Now()}
	if opts != nil {
		c.opts = *opts
	}
	if c.opts.Gate == nil {
		c.opts.Gate = NewGate(nil)
	}
	if !c.opts.NoGate {
		c.next = c.opts.Gate.Verifier(verify, Weight{})
	}
	if c.opts.TTL <= 0 {
		c.opts.TTL = 0 // nothing is kept
		if c.opts.Version != nil {
			c.opts.TTL = defaultTTL
		}
	}
	c.opts.TTL = min(c.opts.TTL, math.MaxInt64/2) // since the start, it must not overflow
	if c.opts.Entries <= 0 {
		c.opts.Entries = defaultEntries
	}
	c.tags.init()
	c.table.init(c.opts.Entries)
	c.names.init(c.opts.Entries)
	return c
}

// recall is the short way: it finds the entry of credentials that are kept, without
// allocating. What it does not find costs as much for each name, be that of a user
// who was verified or of nobody. The error is that of Version.
func (c *cache) recall(ctx context.Context, r *scheme.Request, user, password []byte) (*entry, error) {
	if c.opts.TTL == 0 {
		return nil, nil
	}
	version := ""
	if c.opts.Version != nil {
		known, ok := c.names.find(user)
		if !ok {
			known = string(user)
		}
		var err error
		if version, err = c.opts.Version(ctx, r, known); err != nil {
			return nil, err
		}
	}
	t := newTag(&c.tags, r.Realm, user, password, version)
	return c.table.find(&t, time.Since(c.start)), nil
}

func (c *cache) version(ctx context.Context, r *scheme.Request, user string) (string, error) {
	if c.opts.Version == nil {
		return "", nil
	}
	return c.opts.Version(ctx, r, user)
}

// maxTries bounds how often a password is verified again, as the secret was
// changed meanwhile: a Version that never stays must not cost hashes for ever.
const maxTries = 3

var errChanging = fmt.Errorf("basic: %w: the secret was changed again and again", scheme.ErrUnavailable)

// verify is the Verifier of Cache.
func (c *cache) verify(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
	for tries := 0; tries < maxTries; {
		version, err := c.version(ctx, r, user)
		if err != nil {
			return scheme.Identity{}, err
		}
		t := newTag(&c.tags, r.Realm, user, password, version)
		if e := c.table.find(&t, time.Since(c.start)); e != nil {
			return e.id, nil
		}
		f, first := c.flights.join(t)
		if first {
			tries++
			if c.lead(ctx, r, user, password, version, f); f.void {
				continue
			}
			return f.id, f.err
		}
		if err := f.wait(ctx); err != nil {
			return scheme.Identity{}, err
		}
		if f.verdict {
			return f.id, f.err
		}
	}
	return scheme.Identity{}, errChanging
}

// lead asks the Verifier, for all who wait for f. It does so in the goroutine and
// with the context of its own request: if that is canceled, or the Verifier
// panics, there is no verdict, and one of the others leads.
func (c *cache) lead(ctx context.Context, r *scheme.Request, user, password, version string, f *flight) {
	defer c.flights.end(f)
	if e := c.table.find(&f.tag, time.Since(c.start)); e != nil { // by the one before
		f.id, f.verdict = e.id, true
		return
	}
	since := time.Since(c.start)
	if f.id, f.err = c.next(ctx, r, user, password); f.err == nil || errors.Is(f.err, scheme.ErrRejected) {
		after, err := c.version(ctx, r, user)
		if err != nil {
			f.id, f.err = scheme.Identity{}, err
			return
		}
		if f.void = after != version; f.void {
			return // nobody knows which secret that was about
		}
	}
	_, full := errors.AsType[*busy](f.err) // for where this one comes from, maybe
	f.verdict = f.err == nil || ctx.Err() == nil && !full
	if isKnown := c.opts.Version == nil || version != ""; f.err == nil && isKnown { // else no version would end it
		c.keep(user, f.tag, f.id, since+c.opts.TTL)
	}
}

// keep remembers a success.
func (c *cache) keep(user string, t tag, id scheme.Identity, expires time.Duration) {
	if c.opts.TTL == 0 || id.Subject == "" {
		return
	}
	id.Subject = strings.Clone(id.Subject) // it may be a part of a string with the password
	c.table.add(&entry{t, id, expires})
	c.names.add(user)
}
