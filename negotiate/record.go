// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// A record is an Event that is not complete yet. A nil one records nothing. It has
// a lock, as a handler may still be at work when its request has ended, such as
// behind http.TimeoutHandler.
type record struct {
	mu         sync.Mutex
	start      time.Time
	event      Event
	wasRefused bool
	ended      bool
}

// newRecord begins with what it is if somebody's code panics.
func newRecord() *record { return &record{start: time.Now(), event: Event{Outcome: Broken}} }

// authenticated notes what Authenticate returns.
func (r *record) authenticated(res *scheme.Result, err error) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.event.Duration = time.Since(r.start)
	if err == nil {
		r.event.Identity = res.Identity
	}
	r.event.Outcome, r.event.Err = outcomeOf(err), err
}

// refused notes why the request was refused. The last word counts.
func (r *record) refused(err error) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wasRefused = true
	r.event.Outcome, r.event.Err = outcomeOf(err), err
	switch {
	case err == nil:
		r.event.Outcome = Broken // as the response is
	case r.event.Outcome == Rejected && r.event.Identity.Subject != "":
		r.event.Outcome = Challenged // they were not wrong
	}
}

// end returns the Event as far as the record has it, once.
func (r *record) end() (e Event, ok bool) {
	if r == nil {
		return Event{}, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return Event{}, false
	}
	r.ended = true
	e = r.event
	if !r.wasRefused && errors.Is(e.Err, scheme.ErrNoCredentials) {
		e.Outcome, e.Err = Anonymous, nil // it was let pass
	}
	return e, true
}

// hashClaim returns what stands for a name that was claimed.
func hashClaim(key ClaimKey, name string) string {
	if name == "" {
		return ""
	}
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
