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
// grows longer by more, and the way back is not endless.
const maxFailures = 32

// wait returns how long a try has to wait.
func (r rule) wait(c *count, now time.Duration) time.Duration {
	if now < c.until {
		return c.until - now
	}
	allowed := r.tries
	if c.failures > 0 {
		allowed = r.free - int(c.failures) // as if all under way were failures
	}
	if r.tries > 0 && int(c.failures) < r.free && int(c.tries) >= allowed {
		return r.first
	}
	return 0
}

// begin counts a try. Past the free failures the next one has to wait from now
// on, so that many at once are no way round the delay.
func (r rule) begin(c *count, now time.Duration) {
	if r.tries > 0 {
		c.tries++
	}
	if int(c.failures) >= r.free {
		c.until = now + r.delay(c.failures)
	}
}

// end ends a try.
func (r rule) end(c *count, now time.Duration, o negotiate.Outcome) {
	c.tries = max(c.tries, 1) - 1 // not all were counted
	switch o {
	case negotiate.Rejected:
		c.failures = min(c.failures+1, uint32(r.free)+maxFailures)
		c.last = now
		if int(c.failures) >= r.free {
			c.until = max(c.until, now+r.delay(c.failures))
		}
	case negotiate.Accepted, negotiate.Challenged: // nobody has guessed: the next may come at once
		c.until = min(c.until, now)
	}
}

// delay returns the delay after so many failures: of those beyond the free ones,
// each doubles it.
func (r rule) delay(failures uint32) time.Duration {
	d := r.first
	for n := int(failures) - r.free; n > 0 && d < r.most; n-- {
		d *= 2
	}
	return min(d, r.most)
}

// over reports whether a count need not be kept.
func (r rule) over(c *count, now time.Duration) bool {
	return c.tries == 0 && now >= c.until && (c.failures == 0 || now-c.last > r.forget)
}
