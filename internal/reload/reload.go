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

	// OnError is told why the file was not taken, by whoever called Get then.
	// It hears of the same error once, and again when all was well in between.
	OnError func(error)

	// Prefix begins the text of errors, but not of those of the reader.
	Prefix string
}

// A File has what was read from a file. It is made by [Open].
//
// There is no goroutine: Get looks at the file when it is time to. Size, time of
// modification and identity tell whether it changed. As a second change may have
// the same time as the first, the file is read once more when 2 seconds have
// passed. That does not depend on the clock of the file system.
type File[T any] struct {
	name  string
	read  func(io.Reader) (*T, error)
	opts  Options
	start time.Time
	value atomic.Pointer[T]
	next  atomic.Int64 // when to look again, counted from start

	mu     sync.Mutex  // held by the one who looks
	stamp  os.FileInfo // of the file as it was last read
	seen   time.Time   // when it first had that stamp
	again  bool        // it has to be read once more
	bad    error       // what came of reading it
	toldOf string      // the text of the last error
}

// Open reads a file. An error of read says that the file is no good: then there
// is no File, and later what was read before is kept. The value that read
// returns is shared by all who call Get.
func Open[T any](name string, read func(io.Reader) (*T, error), opts Options) (*File[T], error) {
	if opts.Interval == 0 {
		opts.Interval = DefaultInterval
	}
	f := &File[T]{name: name, read: read, opts: opts, start: time.Now()}
	if err := f.Reload(); err != nil {
		return nil, err
	}
	return f, nil
}

// Get returns what the file had when it was last read without error. One of
// those who call it while it is time to look at the file does so; the others
// do not wait.
func (f *File[T]) Get() *T {
	if f.isDue() && f.mu.TryLock() {
		if err := f.look(); err != nil && f.opts.OnError != nil {
			f.opts.OnError(err) // unlocked: it may call Reload
		}
	}
	return f.value.Load()
}

// Reload reads the file, whether it has changed or not. The error says why it
// was not taken; OnError does not hear of it.
func (f *File[T]) Reload() error {
	f.mu.Lock()
	defer f.unlock()
	f.bad = f.load()
	f.isNews(f.bad)
	return f.bad
}

func (f *File[T]) isDue() bool {
	return f.opts.Interval > 0 && int64(time.Since(f.start)) >= f.next.Load()
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
	info, err := os.Stat(f.name)
	switch {
	case err != nil:
		err = f.prefixed(err)
	case f.isSame(info) && !(f.again && f.isSettled()):
		err = f.bad
	default:
		f.bad = f.load()
		err = f.bad
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

func (f *File[T]) isSame(info os.FileInfo) bool {
	return f.stamp != nil && os.SameFile(f.stamp, info) &&
		f.stamp.Size() == info.Size() && f.stamp.ModTime().Equal(info.ModTime())
}

// isSettled reports whether any further change has another stamp.
func (f *File[T]) isSettled() bool { return time.Since(f.seen) >= granularity }

var errIrregular = errors.New("not a regular file")

func (f *File[T]) load() error {
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
	if !f.isSame(info) {
		f.stamp, f.seen = info, time.Now()
	}
	f.again = !f.isSettled()
	r := &watched{r: file}
	v, err := f.read(r)
	if r.failed {
		f.stamp = nil // that was not the file: try again
	}
	if err != nil {
		return err
	}
	f.value.Store(v)
	return nil
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
