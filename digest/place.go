// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package digest

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// A space is where sessions may be used: never beyond one origin.
type space struct {
	origin string
	proxy  bool
}

// places are those of one client, by their space.
type places struct {
	mu sync.Mutex
	of map[space]*place
}

// Bounds of what a client keeps: who talks to more origins, or meets more
// protection spaces in one, asks for a challenge again.
const (
	maxPlaces   = 256
	maxSessions = 8
)

func (ps *places) get(r *scheme.Request) *place {
	if r.Origin == "" {
		return &place{known: true} // it may be any: nothing is used again
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	sp := space{r.Origin, r.Proxy}
	if pl := ps.of[sp]; pl != nil {
		return pl
	}
	if ps.of == nil {
		ps.of = make(map[space]*place)
	}
	if len(ps.of) >= maxPlaces {
		for sp := range ps.of { // in no order
			delete(ps.of, sp)
			break
		}
	}
	pl := new(place)
	ps.of[sp] = pl
	return pl
}

// A place is what a client knows of one space.
type place struct {
	mu       sync.Mutex
	sessions []*session    // the one that was challenged last first
	known    bool          // a first request has come back
	first    chan struct{} // closed when the first request is over; nil if none is under way
	vain     int           // first requests that were over without a word
	strict   bool          // the server wants counts in order
	accepted bool          // some answer was
	best     strength      // then, of those that were
}

// find returns a session for a request ahead of any challenge, and a nonce, or
// no nonce if there is none. mu is held.
func (pl *place) find(c *client, r *scheme.Request) (*session, *nonce) {
	for _, s := range pl.sessions {
		if q, ok := c.qop(&s.offer, r); ok && s.covers(r) && !c.weaker(pl, c.strength(&s.offer, q), r) {
			return s, s.take()
		}
	}
	return nil, nil
}

const (
	// maxWait bounds how long a request waits for the first one. Then all go
	// ahead, at the cost of a challenge each.
	maxWait = 5 * time.Second

	// maxVain bounds how many first requests may be over without a word, one
	// after another: they have failed, or nobody asks for this scheme, which looks
	// the same from here. Then all go ahead.
	maxVain = 2
)

// lead makes this request the first one, which asks for the challenge; the
// others wait for what it is told, so that many at once cost one challenge. It
// is over when ctx is done, at the latest. wait is not nil if there is somebody
// to wait for. mu is held.
func (pl *place) lead(ctx context.Context) (wait <-chan struct{}) {
	if pl.known {
		return nil
	}
	if pl.first != nil {
		return pl.first
	}
	first := make(chan struct{})
	pl.first = first
	context.AfterFunc(ctx, func() {
		pl.mu.Lock()
		defer pl.mu.Unlock()
		if pl.first == first { // it has come to nothing: let another try
			pl.vain++
			pl.done(pl.vain >= maxVain)
		}
	})
	return nil
}

// done ends the wait for the first request. mu is held.
func (pl *place) done(known bool) {
	pl.known = pl.known || known
	if pl.first != nil {
		close(pl.first)
		pl.first = nil
	}
}

// wait waits for the first request. mu is held, but not while it waits.
func (pl *place) wait(ctx context.Context, first <-chan struct{}, late <-chan time.Time) error {
	pl.mu.Unlock()
	defer pl.mu.Lock()
	select {
	case <-first:
		return nil
	case <-late:
		return errLate
	case <-ctx.Done():
		return ctx.Err()
	}
}

var errLate = errors.New("digest: the first request takes too long")

// join returns the session of an offer that a challenge has just made, or nil,
// and puts it in front. mu is held.
func (pl *place) join(o offer) *session {
	for i, s := range pl.sessions {
		if s.offer == o {
			copy(pl.sessions[1:i+1], pl.sessions[:i])
			pl.sessions[0] = s
			return s
		}
	}
	return nil
}

// add puts a new session in front, in the place of one for the same realm and
// domain, if there is any. mu is held.
func (pl *place) add(s *session) {
	s.place = pl
	kept := []*session{s}
	for _, old := range pl.sessions {
		if (old.realm != s.realm || old.domain != s.domain) && len(kept) < maxSessions {
			kept = append(kept, old)
		}
	}
	pl.sessions = kept
}
