// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package throttle

import (
	"time"

	"github.com/go-httpauth/httpauth/negotiate"
)

// A count is that of the failures of an account from a source, of an account, or
// of a source. Times are since the start of the Throttle.
type count struct {
	key      uint64        // 0: of nobody, or of many
	until    time.Duration // no try before
	last     time.Duration // when the last failure was
	failures uint32
	tries    uint32 // of which nobody knows yet what comes of them
}

// A rule is what the delay of a count is made of.
type rule struct {
	free   int // failures without a delay
	first  time.Duration
	most   time.Duration
	forget time.Duration
	tries  int // that may be under way at once, if none has failed; 0: any number
}

// maxFailures bounds how many failures beyond the free ones are counted: no delay
// grows longer by more.
const maxFailures = 64

// wait returns how long a try has to wait.
func (r rule) wait(c *count, now time.Duration) time.Duration {
	if now < c.until {
		return c.until - now
	}
	// Each failure halves how many may be under way, as all of them may fail, too.
	if r.tries > 0 && int(c.failures) < r.free && int(c.tries) >= max(r.tries>>min(c.failures, 31), 1) {
		return r.first
	}
	return 0
}

// begin counts a try. Past the free failures the next one has to wait from now
// on, as if those under way were failures: many at once are no way round the
// delay.
func (r rule) begin(c *count, now time.Duration) {
	if int(c.failures) >= r.free {
		c.until = now + r.delay(c.failures+c.tries)
	}
	if r.tries > 0 {
		c.tries++
	}
}

// end ends a try. If nobody has guessed, the next one may come at once.
func (r rule) end(c *count, now time.Duration, o negotiate.Outcome) {
	c.tries = max(c.tries, 1) - 1 // not all were counted
	if o != negotiate.Rejected {
		c.until = min(c.until, now)
		return
	}
	c.failures = min(c.failures+1, uint32(r.free)+maxFailures)
	c.last = now
	if int(c.failures) >= r.free {
		c.until = max(c.until, now+r.delay(c.failures))
	}
}

// delay returns the delay after so many failures: of those beyond the free ones,
// each doubles it.
func (r rule) delay(failures uint32) time.Duration {
	d := min(r.first, r.most)
	for n := int(failures) - r.free; n > 0; n-- {
		if d > r.most/2 {
			return r.most
		}
		d *= 2
	}
	return d
}

// over reports whether a count need not be kept.
func (r rule) over(c *count, now time.Duration) bool {
	return c.tries == 0 && (c.failures == 0 || now-max(c.last, c.until) > r.forget)
}
