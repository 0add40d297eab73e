// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle

import (
	"context"
	"hash/maphash"
	"net/netip"
	"sync"
	"time"

	"github.com/go-httpauth/httpauth/negotiate"
	"github.com/go-httpauth/httpauth/scheme"
)

// Options of [New]. The zero value has the defaults.
type Options struct {
	// Free is how many failures of one account from one source cost no delay, one
	// after another. The default is 5: people mistype. For an account from all
	// sources it is ten times as many, and for a source with all accounts twenty
	// times.
	Free int

	// Delay is the first delay, after that. The default is a second.
	Delay time.Duration

	// MaxDelay bounds the delays of an account from one source. The default is 15
	// minutes.
	MaxDelay time.Duration

	// MaxShared bounds those that others may have caused: the delays of an account
	// from all sources, of a source with all accounts, of an account from where
	// somebody has logged in to it, and from no known source. The default is 10
	// seconds.
	MaxShared time.Duration

	// Forget is how long after the last failure, and the delay for it, a count is
	// dropped. The default is an hour.
	Forget time.Duration

	// Counts is how many counts are kept, at 32 bytes each, and for a quarter as
	// many logins is remembered where they came from, at 56 bytes each. It is rounded
	// up to a multiple of 2048. The default is 65536, which is 2.9 MiB.
	Counts int
}

// withDefaults returns the options that are in force, none of which is beyond
// what can be computed with.
func (o Options) withDefaults() Options {
	set(&o.Free, 5, 1<<16)
	set(&o.Delay, time.Second, year)
	set(&o.MaxDelay, 15*time.Minute, year)
	set(&o.MaxShared, 10*time.Second, year)
	set(&o.Forget, time.Hour, year)
	set(&o.Counts, 1<<16, 1<<30)
	return o
}

const year = 365 * 24 * time.Hour

func set[T int | time.Duration](v *T, value, most T) {
	if *v <= 0 {
		*v = value
	}
	*v = min(*v, most)
}

// A Throttle is a Guard. Its methods are called concurrently.
type Throttle struct {
	seed     maphash.Seed
	start    time.Time
	again    time.Duration // from one success that clears failures to the next
	accounts [shards]accounts
	sources  [shards]sources
}

var _ negotiate.Guard = (*Throttle)(nil)

// shards is how many locks there are of a kind.
const shards = 64

// accounts are a part of them, with all that belongs to each.
type accounts struct {
	mu     sync.Mutex
	pairs  table // of an account and a source
	names  table // of an account
	logins logins
	known  rule // of a login
}

// sources are a part of them.
type sources struct {
	mu     sync.Mutex
	counts table
}

// New returns a Throttle. The options may be nil.
func New(opts *Options) *Throttle {
	var o Options
	if opts != nil {
		o = *opts
	}
	o = o.withDefaults()
	pair := rule{o.Free, o.Delay, o.MaxDelay, o.Forget, maxTries}
	known := rule{o.Free, o.Delay, min(o.MaxDelay, o.MaxShared), o.Forget, 4 * maxTries}
	name := rule{10 * o.Free, o.Delay, o.MaxShared, o.Forget, 0}
	source := rule{20 * o.Free, o.Delay, o.MaxShared, o.Forget, 0}
	const unit = 4 * shards * countsPerSet
	n := (o.Counts + unit - 1) / unit
	t := &Throttle{seed: maphash.MakeSeed(), start: time.Now(), again: o.MaxDelay}
	for i := range shards {
		a := &t.accounts[i]
		a.pairs, a.names, a.logins, a.known = newTable(pair, o.MaxShared, 2*n), newTable(name, o.MaxShared, n), newLogins(n), known
		t.sources[i].counts = newTable(source, o.MaxShared, n)
	}
	return t
}

// maxTries is how many tries of an account from one source may be under way at
// once as long as none has failed: clients open many connections, and so do
// guessers.
const maxTries = 64

// keys are what a Try is counted under: keyed hashes, which are no index to the
// names for anybody. 0 is none.
type keys struct{ account, pair, source uint64 }

func (t *Throttle) keys(try negotiate.Try) keys {
	type account struct {
		name, realm string
		proxy       bool
	}
	type pair struct {
		account
		source netip.Addr
	}
	a, src := account{try.Name, try.Realm, try.Proxy}, network(try.Source)
	return keys{
		account: max(maphash.Comparable(t.seed, a), 1),
		pair:    max(maphash.Comparable(t.seed, pair{a, src}), 1),
		source:  max(maphash.Comparable(t.seed, src), 1),
	}
}

// network returns what is taken for one source: whoever has one address of IPv6
// has many, and a site has 2^72 of them (RFC 6177).
func network(addr netip.Addr) netip.Addr {
	addr = addr.Unmap().WithZone("")
	if !addr.Is6() {
		return addr
	}
	p, err := addr.Prefix(56)
	if err != nil {
		return addr
	}
	return p.Addr()
}

// tooSoon is the error of a Try before its delay is over.
type tooSoon struct{ wait time.Duration }

var _ scheme.RetryAfter = tooSoon{}

func (tooSoon) Error() string               { return "throttle: too many failures" }
func (tooSoon) Unwrap() error               { return scheme.ErrThrottled }
func (e tooSoon) RetryAfter() time.Duration { return e.wait }

// Admit returns nil, or an error that wraps scheme.ErrThrottled and tells how long
// to wait. A Try without a name is admitted.
func (t *Throttle) Admit(_ context.Context, try negotiate.Try) error {
	if try.Name == "" {
		return nil
	}
	l := t.lock(try)
	defer l.unlock()
	var wait time.Duration
	for _, u := range l.uses[:l.n] {
		wait = max(wait, u.rule.wait(u.count, l.now))
	}
	if wait > 0 {
		return tooSoon{wait}
	}
	for _, u := range l.uses[:l.n] {
		u.rule.begin(u.count, l.now)
	}
	return nil
}

// Report counts a failure, or clears those before a success.
func (t *Throttle) Report(_ context.Context, try negotiate.Try, o negotiate.Outcome) {
	if try.Name == "" {
		return
	}
	l := t.lock(try)
	defer l.unlock()
	for _, u := range l.uses[:l.n] {
		u.rule.end(u.count, l.now, o)
	}
	switch {
	case o != negotiate.Accepted:
	case l.login != nil:
		l.login.succeed(l.now, t.again)
	default:
		pair := l.uses[0].count
		if pair.key == 0 { // what many share is not one's to clear
			l.accounts.logins.remember(l.now, l.keys, l.accounts.known, 0)
			return
		}
		l.accounts.logins.remember(l.now, l.keys, l.accounts.known, pair.tries)
		*pair = count{}
	}
}

// locked is all that a try goes by.
type locked struct {
	now      time.Duration
	keys     keys
	uses     [3]use // the one of this account and this source first
	n        int
	login    *login // if somebody has logged in before; then there is nothing else
	accounts *accounts
	sources  *sources
}

// lock locks what a try goes by.
func (t *Throttle) lock(try negotiate.Try) (l locked) {
	k := t.keys(try)
	l.now, l.keys = time.Since(t.start), k
	l.accounts = &t.accounts[k.account%shards]
	l.accounts.mu.Lock()
	if l.login = l.accounts.logins.find(l.now, k); l.login != nil {
		l.add(use{&l.login.count, l.accounts.known})
		return l
	}
	pair := l.accounts.pairs.find(l.now, k.pair)
	if !try.Source.IsValid() { // it may be anybody
		pair.rule.most = min(pair.rule.most, l.accounts.known.most)
	}
	l.add(pair)
	l.add(l.accounts.names.find(l.now, k.account))
	l.sources = &t.sources[k.source%shards]
	l.sources.mu.Lock() // always behind that of accounts
	l.add(l.sources.counts.find(l.now, k.source))
	return l
}

func (l *locked) add(u use) {
	l.uses[l.n] = u
	l.n++
}

func (l *locked) unlock() {
	if l.sources != nil {
		l.sources.mu.Unlock()
	}
	l.accounts.mu.Unlock()
}
