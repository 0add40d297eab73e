// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package negotiate

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A life is a context like that of context.WithCancel, whoever asks it for what
// and when: before the end, after it, or not at all.
func TestLife(t *testing.T) {
	type key struct{}
	errCause := errors.New("cause")
	asks := map[string]func(*life){
		"nothing": func(*life) {},
		"Done":    func(l *life) { l.Done() },
		"Err":     func(l *life) { l.Err() },
		"Value":   func(l *life) { l.Value(key{}) },
		"Cause":   func(l *life) { context.Cause(l) },
	}
	ends := map[string]struct {
		end   func(l *life, parent context.CancelCauseFunc)
		err   error
		cause error
	}{
		"alive":             {func(*life, context.CancelCauseFunc) {}, nil, nil},
		"over":              {func(l *life, _ context.CancelCauseFunc) { l.end() }, context.Canceled, context.Canceled},
		"over twice":        {func(l *life, _ context.CancelCauseFunc) { l.end(); l.end() }, context.Canceled, context.Canceled},
		"over, then parent": {func(l *life, parent context.CancelCauseFunc) { l.end(); parent(errCause) }, context.Canceled, context.Canceled},
		"parent, then over": {func(l *life, parent context.CancelCauseFunc) { parent(errCause); l.end() }, context.Canceled, errCause},
		"over, then late":   {func(l *life, _ context.CancelCauseFunc) { l.end(); time.Sleep(2 * time.Hour) }, context.Canceled, context.Canceled},
		"parent":            {func(_ *life, parent context.CancelCauseFunc) { parent(errCause) }, context.Canceled, errCause},
		"late":              {func(*life, context.CancelCauseFunc) { time.Sleep(2 * time.Hour) }, context.DeadlineExceeded, context.DeadlineExceeded},
	}
	for asked, ask := range asks {
		for name, tt := range ends {
			synctest.Test(t, func(t *testing.T) {
				base, cancel := context.WithTimeout(context.WithValue(t.Context(), key{}, "value"), time.Hour)
				defer cancel()
				parent, end := context.WithCancelCause(base)
				defer end(nil)
				l := &life{Context: parent}
				ask(l)
				tt.end(l, end)
				synctest.Wait()

				done := false
				select {
				case <-l.Done():
					done = true
				default:
				}
				if l.Err() != tt.err || done != (tt.err != nil) || context.Cause(l) != tt.cause {
					t.Errorf("%s, then %s: done %t, %v, %v", asked, name, done, l.Err(), context.Cause(l))
				}
				if l.Value(key{}) != "value" {
					t.Errorf("%s, then %s: no value", asked, name)
				}
				if deadline, ok := l.Deadline(); !ok || !deadline.Equal(time.Now().Add(time.Hour)) && !strings.HasSuffix(name, "late") {
					t.Errorf("%s, then %s: deadline %v", asked, name, deadline)
				}
				l.end()
			})
		}
	}
	if len(asks)*len(ends) != 40 {
		t.Errorf("%d cases", len(asks)*len(ends))
	}
}

// Nothing prints of what the context of the request has, and who prints a life does
// not race with who uses it.
func TestLifeDoesNotPrint(t *testing.T) {
	type own struct {
		context.Context
		token string
	}
	l := &life{Context: own{t.Context(), "secret"}}
	var wg sync.WaitGroup
	wg.Go(func() {
		l.Done()
		l.end()
	})
	child, cancel := context.WithCancel(l)
	defer cancel()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, c := range []any{l, []context.Context{l}} {
			if s := fmt.Sprintf(verb, c); strings.Contains(s, "secret") || strings.Contains(s, fmt.Sprintf("%x", "secret")) {
				t.Errorf("%s: %s", verb, s)
			}
		}
	}
	if s := fmt.Sprint(child); s != "negotiate attempt context.WithCancel" {
		t.Error(s)
	}
	wg.Wait()
}

// What is made of a life ends with it, and needs no goroutine until then.
func TestLifeOfOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before := runtime.NumGoroutine()
		l := &life{Context: t.Context()}
		child, cancel := context.WithCancel(l)
		defer cancel()
		ran := 0
		context.AfterFunc(l, func() { ran++ })
		stop := context.AfterFunc(l, func() { ran += 100 })
		if n := runtime.NumGoroutine() - before; n != 0 {
			t.Errorf("%d goroutines", n)
		}
		if !stop() {
			t.Error("not to be stopped")
		}
		l.end()
		synctest.Wait()
		if child.Err() == nil || ran != 1 {
			t.Errorf("child %v, ran %d", child.Err(), ran)
		}
	})
}
