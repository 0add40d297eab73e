// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"fmt"
	"io"
	"sync"
)

// A life is the context of an [Attempt]: that of its request, and done when the
// Attempt is over. What context.WithCancel takes for that is made when somebody
// asks: as a rule nobody does.
type life struct {
	context.Context // that of the request

	mu     sync.Mutex
	asked  context.Context // nil until then
	cancel context.CancelFunc
	over   bool // and that of the request was not done before
}

// Format keeps what the context of the request has out of logs.
func (l *life) Format(f fmt.State, _ rune) { io.WriteString(f, l.String()) }

// String is what package context names those by that it makes of l.
func (l *life) String() string { return "negotiate attempt context" }

func (l *life) end() {
	alive := l.Context.Err() == nil
	l.mu.Lock()
	l.over = l.over || alive
	cancel := l.cancel
	l.mu.Unlock()
	if cancel != nil {
		cancel()
	}
}

// ask returns the context that is done when l is.
func (l *life) ask() context.Context {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked == nil {
		parent := l.Context
		if l.over {
			parent = context.WithoutCancel(parent) // what ends it now comes too late
		}
		l.asked, l.cancel = context.WithCancel(parent)
		if l.over {
			l.cancel()
		}
	}
	return l.asked
}

func (l *life) Done() <-chan struct{} { return l.ask().Done() }

func (l *life) Err() error { return l.ask().Err() }

// Value is that of the request. Once there is something to end, package context
// finds by it what has the same Done, so as not to need a goroutine for each
// context that it makes of l.
func (l *life) Value(key any) any {
	l.mu.Lock()
	plain := l.asked == nil && !l.over
	l.mu.Unlock()
	if plain {
		return l.Context.Value(key)
	}
	return l.ask().Value(key)
}
