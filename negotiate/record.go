// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// A record is an Event that is not complete yet. A nil one records nothing.
type record struct {
	start      time.Time
	event      Event
	wasRefused bool
}

// newRecord begins with what it is if somebody's code panics.
func newRecord() *record { return &record{start: time.Now(), event: Event{Outcome: Broken}} }

// authenticated notes what Authenticate returns.
func (r *record) authenticated(res *scheme.Result, err error) {
	if r == nil {
		return
	}
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
	r.wasRefused = true
	r.event.Outcome, r.event.Err = outcomeOf(err), err
	if err == nil {
		r.event.Outcome = Broken // as the response is
	}
}

// end returns the Event as far as the record has it.
func (r *record) end() Event {
	e := r.event
	if !r.wasRefused && errors.Is(e.Err, scheme.ErrNoCredentials) {
		e.Outcome, e.Err = Anonymous, nil // it was let pass
	}
	return e
}

// hashClaim returns what stands for a name that was claimed.
func hashClaim(key []byte, name string) string {
	if name == "" {
		return ""
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
