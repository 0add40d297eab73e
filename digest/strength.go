// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"slices"

	"github.com/go-httpauth/httpauth/scheme"
)

// A strength is how far an answer is from what the client would like best: by its
// algorithm, and by what it covers. Each counts for itself, or one could be had for
// the other. 0 is the best.
type strength struct{ algorithm, qop int }

// strength returns that of an answer to an offer. The -sess form is as strong as
// the other.
func (c *client) strength(o *offer, q QOP) (s strength) {
	base, _ := o.algorithm.base()
	s.algorithm = slices.IndexFunc(c.opts.Algorithms, func(other Algorithm) bool {
		b, _ := other.base()
		return b == base
	})
	switch {
	case q == Legacy:
		s.qop = 2
	case q == Auth && c.prefersAuthInt():
		s.qop = 1
	}
	return s
}

// prefersAuthInt reports whether auth is what is left where the content cannot be
// covered, and not what is wanted.
func (c *client) prefersAuthInt() bool {
	i := slices.Index(c.opts.QOP, AuthInt)
	return i >= 0 && !slices.Contains(c.opts.QOP[:i], Auth)
}

// weaker reports whether that is less than the server has accepted before, and
// must not be given. The place is locked.
func (c *client) weaker(pl *place, s strength, r *scheme.Request) bool {
	least := pl.best
	if r.Content == nil {
		least.qop = max(least.qop, 1) // there is no auth-int
	}
	return pl.accepted && !c.opts.AllowWeaker && (s.algorithm > least.algorithm || s.qop > least.qop)
}

// accept notes that the server has accepted such an answer. The place is locked.
func (pl *place) accept(s strength) {
	if pl.accepted {
		s = strength{min(s.algorithm, pl.best.algorithm), min(s.qop, pl.best.qop)}
	}
	pl.accepted, pl.best = true, s
}
