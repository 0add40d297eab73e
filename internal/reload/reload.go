// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package reload keeps what was read from a file, and reads it again when the
// file changes.
//
// # Place in the map
//
// reload imports nothing of this module. The packages that read password files
// are built on it.
package reload

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultInterval is how often a file is looked at, at the most.
const DefaultInterval = time.Second

// granularity is that of the coarsest times of modification that file systems
// have. Within it, a change may leave the time as it was.
const granularity = 2 * time.Second

// Options of [Open]. The zero value has the defaults.
type Options struct {
	// Interval is how often the file is looked at, at the most. If it is
	// negative, only Reload reads the file.
	Interval time.Duration

	// Always looks at the file at each Get, whatever the Interval: nobody gets
	// what was there before a change, and those who come while it is read wait.
	Always bool

	// OnError is told why the file was not taken, by whoever called Get then.
	// It hears of the same error once, and again when all was well in between.
	OnError func(error)

	// Prefix begins the text of errors, but not of those of the reader.
	Prefix string

	blind bool // of tests: as where the time of a change is not known
}

// A File has what was read from a file. It is made by [Open].
//
// There is no goroutine: Get looks at the file when it is time to. Its stamp
// tells whether it changed. As a second change may have the same stamp as the
// first, the file is read once more when 2 seconds have passed. That does not
// depend on the clock of the file system.
type File[T any] struct {
	name  string
	read  func(io.Reader) (*T, error)
	opts  Options
	start time.Time
	state atomic.Pointer[state[T]]
	next  atomic.Int64 // when to look again, counted from start

	mu     sync.Mutex // held by the one who looks
	toldOf string     // the text of the last error
}

// A state is what came of a look. It is never changed.
type state[T any] struct {
	value *T
	bad   error     // what came of reading the file
	gone  bool      // there was none at the last look
	stamp stamp     // of the file as it was read, or zero if it is to be read again
	seen  time.Time // when it first had that stamp
	again bool      // it has to be read once more
}

// Open reads a file. An error of read says that the file is no good: then there
// is no File, and later what was read before is kept. The value that read
// returns is shared by all who call Get. Only one calls read at a time.
func Open[T any](name string, read func(io.Reader) (*T, error), opts Options) (*File[T], error) {
	if opts.Interval == 0 {
		opts.Interval = DefaultInterval
	}
	f := &File[T]{name: name, read: read, opts: opts, start: time.Now()}
	f.state.Store(new(state[T]))
	if err := f.Reload(); err != nil {
		return nil, err
	}
	return f, nil
}

// Get returns what the file had when it was last read without error. One of
// those who call it while it is time to look at the file does so; the others do
// not wait, unless the file is to be looked at each time.
func (f *File[T]) Get() *T {
	switch {
	case f.opts.Always:
		if s := f.state.Load(); f.isCurrent(s) {
			return s.value
		}
		f.mu.Lock()
	case !f.isDue() || !f.mu.TryLock():
		return f.state.Load().value
	}
	if err := f.look(); err != nil && f.opts.OnError != nil {
		f.opts.OnError(err) // unlocked: it may call Reload
	}
	return f.state.Load().value
}

// Reload reads the file, whether it has changed or not. The error says why it
// was not taken; OnError does not hear of it.
func (f *File[T]) Reload() error {
	f.mu.Lock()
	defer f.unlock()
	err := f.load()
	f.isNews(err)
	return err
}

func (f *File[T]) isDue() bool {
	return f.opts.Interval > 0 && int64(time.Since(f.start)) >= f.next.Load()
}

// isCurrent reports whether a look would come to nothing.
func (f *File[T]) isCurrent(s *state[T]) bool {
	now, err := lookAt(f.name)
	return err == nil && !s.gone && f.isSame(s.stamp, now) && !(s.again && s.isSettled())
}

// unlock lets the others look again after the interval, even if this one
// panicked.
func (f *File[T]) unlock() {
	f.next.Store(int64(time.Since(f.start) + f.opts.Interval))
	f.mu.Unlock()
}

// look reads the file if it has changed, and unlocks. It returns an error that
// OnError has not heard of.
func (f *File[T]) look() error {
	defer f.unlock()
	s := *f.state.Load()
	now, err := lookAt(f.name)
	switch {
	case err != nil:
		s.gone = true
		f.state.Store(&s)
		err = f.prefixed(err)
	case f.isSame(s.stamp, now) && !(s.again && s.isSettled()):
		s.gone = false
		f.state.Store(&s)
		err = s.bad
	default:
		err = f.load()
	}
	if f.isNews(err) {
		return err
	}
	return nil
}

// isNews reports whether an error is another one than the last.
func (f *File[T]) isNews(err error) bool {
	text := ""
	if err != nil {
		text = err.Error()
	}
	news := text != "" && text != f.toldOf
	f.toldOf = text
	return news
}

// isSame reports whether two stamps are of the same content, as far as they tell.
func (f *File[T]) isSame(s, t stamp) bool {
	return s.id.isSame(t.id) && s.size == t.size && s.modified == t.modified && (s.changed == t.changed || f.opts.blind)
}

// isSettled reports whether any further change has another stamp.
func (s *state[T]) isSettled() bool { return time.Since(s.seen) >= granularity }

var errIrregular = errors.New("not a regular file")

// load reads the file and notes what came of it, even if the reader panics: the
// next look does not try again then.
func (f *File[T]) load() error {
	s := *f.state.Load()
	defer func() { f.state.Store(&s) }()
	s.gone = false
	s.bad = f.open(&s)
	return s.bad
}

// open reads the file into s.
func (f *File[T]) open(s *state[T]) error {
	before := s.stamp
	s.stamp = stamp{} // to be read again if it cannot be now
	// To open a pipe would block.
	if info, err := os.Stat(f.name); err == nil && !info.Mode().IsRegular() {
		return f.prefixed(&os.PathError{Op: "open", Path: f.name, Err: errIrregular})
	}
	file, err := os.Open(f.name)
	if err != nil {
		return f.prefixed(err)
	}
	defer file.Close()
	// The stamp is from before reading: what is written in the meantime is
	// noticed the next time.
	info, err := file.Stat()
	if err != nil {
		return f.prefixed(err)
	}
	s.stamp = stampOf(info)
	if !f.isSame(before, s.stamp) {
		s.seen = time.Now()
	}
	s.again = !s.isSettled()
	r := &watched{r: file}
	v, err := f.read(r)
	if r.failed {
		s.stamp = stamp{} // that was not the file
	}
	if err == nil {
		s.value = v
	}
	return err
}

func (f *File[T]) prefixed(err error) error { return fmt.Errorf("%s: %w", f.opts.Prefix, err) }

// watched tells errors of the file from what its reader makes of the content.
type watched struct {
	r      io.Reader
	failed bool
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	w.failed = w.failed || err != nil && err != io.EOF
	return n, err
}
