// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package basic

import (
	"context"
	"fmt"
	"sync"

	"github.com/go-httpauth/httpauth/scheme"
)

// flights are the verifications that are under way.
type flights struct {
	mu sync.Mutex
	of map[tag]*flight
}

// A flight is one of them. Who waits for it has the same tag, which is to say,
// the same realm, user name and password.
type flight struct {
	tag     tag
	done    chan struct{} // closed when the rest is final
	verdict bool          // what follows is for all; otherwise for the one who led
	void    bool          // nothing of it counts
	id      scheme.Identity
	err     error
}

// join returns the flight of a tag, and whether the caller has to lead it.
func (fs *flights) join(t tag) (f *flight, first bool) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if f = fs.of[t]; f != nil {
		return f, false
	}
	if fs.of == nil {
		fs.of = make(map[tag]*flight)
	}
	f = &flight{tag: t, done: make(chan struct{})}
	fs.of[t] = f
	return f, true
}

// end lets those go who wait, whatever came of it.
func (fs *flights) end(f *flight) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if delete(fs.of, f.tag); len(fs.of) == 0 {
		fs.of = nil // maps do not shrink
	}
	close(f.done)
}

// wait waits for the end. The error says that ctx was done before.
func (f *flight) wait(ctx context.Context) error {
	select {
	case <-f.done:
		return nil
	case <-ctx.Done():
		return given(ctx)
	}
}

// given is the error of a request that was given up while it waited: it says
// nothing about the credentials.
func given(ctx context.Context) error {
	return fmt.Errorf("basic: %w: %w", scheme.ErrUnavailable, ctx.Err())
}
