// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle

import "time"

// A login is an account and a source where somebody has authenticated. It has a
// count of its own, which no others can come to share.
type login struct {
	count   count // its key is that of the pair
	account uint64
	at      time.Duration // of the last success
	cleared time.Duration // when a success has cleared the count
}

// logins are a fixed number of them, in sets. Those of one account are in one set,
// and no more than half of it: whoever has an account and many sources displaces
// few others.
type logins []login

const (
	loginsPerSet = 8

	// remembered is for how long a login counts.
	remembered = 30 * 24 * time.Hour
)

func newLogins(sets int) logins { return make(logins, sets*loginsPerSet) }

// find returns the login of an account and a source, or nil.
func (ls logins) find(now time.Duration, k keys) *login {
	all := setOf(ls, loginsPerSet, k.account)
	for i := range all {
		if l := &all[i]; l.count.key == k.pair && (now-l.at <= remembered || l.count.tries > 0) {
			return l
		}
	}
	return nil
}

// remember notes a login, in place of the oldest one whose count need not be kept,
// or if the account has enough of them, of its own oldest one. So only those who
// can authenticate displace anybody, and nobody has failures forgotten. The new
// one takes over who is under way.
func (ls logins) remember(now time.Duration, k keys, r rule, tries uint32) {
	all := setOf(ls, loginsPerSet, k.account)
	own := 0
	for i := range all {
		if all[i].account == k.account {
			own++
		}
	}
	var place *login
	for i := range all {
		l := &all[i]
		if !r.over(&l.count, now) || own >= loginsPerSet/2 && l.account != k.account {
			continue
		}
		if place == nil || l.count.key == 0 || place.count.key != 0 && l.at < place.at {
			place = l
		}
	}
	if place != nil {
		*place = login{count: count{key: k.pair, tries: tries}, account: k.account, at: now, cleared: now}
	}
}

// succeed notes a success. It clears the failures before it, but not again for a
// while: who guesses from where the owner comes and goes has no more free tries
// for it.
func (l *login) succeed(now, again time.Duration) {
	l.at = now
	if now-l.cleared >= again {
		l.count.failures, l.cleared = 0, now
	}
}
