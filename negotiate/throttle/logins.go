// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle

import "time"

// A login is an account and a source where somebody has authenticated. It has a
// count of its own, which no others can come to share.
type login struct {
	count count // its key is that of the pair
	at    time.Duration
}

// logins are a fixed number of them, in sets. Those of one account are in one set:
// whoever has an account and many sources can displace few others.
type logins []login

const (
	loginsPerSet = 8

	// remembered is for how long a login counts.
	remembered = 30 * 24 * time.Hour
)

func newLogins(sets int) logins { return make(logins, sets*loginsPerSet) }

// find returns the login of an account and a source, or nil.
func (ls logins) find(now time.Duration, k keys) *login {
	all := set(ls, loginsPerSet, k.account)
	for i := range all {
		if l := &all[i]; l.count.key == k.pair && now-l.at <= remembered {
			return l
		}
	}
	return nil
}

// remember notes a login, in place of the oldest one whose count need not be kept.
// So only those who can authenticate displace anybody, and nobody has failures
// forgotten.
func (ls logins) remember(now time.Duration, k keys, r rule) {
	all := set(ls, loginsPerSet, k.account)
	var place *login
	for i := range all {
		l := &all[i]
		if l.count.key == k.pair {
			l.at = now
			return
		}
		if r.over(&l.count, now) && (place == nil || l.count.key == 0 || place.count.key != 0 && l.at < place.at) {
			place = l
		}
	}
	if place != nil {
		*place = login{count{key: k.pair}, now}
	}
}
