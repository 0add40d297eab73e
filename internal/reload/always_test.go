// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package reload_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/internal/reload"
)

var always = reload.Options{Always: true}

// A change shows at once, and what does not change is not read again.
func TestAlways(t *testing.T) {
	for name, change := range changes() {
		t.Run(name, func(t *testing.T) {
			with(t, always, func(f *fixture) {
				for range 10 {
					f.expect("one", 1)
				}
				time.Sleep(time.Hour)
				f.expect("one", 2)
				change(f)
				if got := *f.Get(); got == "one" || f.reads != 3 {
					t.Errorf("%q after %d reads", got, f.reads)
				}
				f.replace("bad")
				for range 10 {
					if got := *f.Get(); got == "one" || f.reads != 4 || len(f.told) != 1 {
						t.Errorf("%q after %d reads, told %v", got, f.reads, f.told)
					}
				}
			})
		})
	}
}

// A file that is gone is told of each time that it goes.
func TestAlwaysGone(t *testing.T) {
	for _, opts := range []reload.Options{always, reload.Blind(always)} {
		with(t, opts, func(f *fixture) {
			for i := range 3 {
				if err := os.Rename(f.name, f.name+".away"); err != nil {
					t.Fatal(err)
				}
				for range 3 {
					f.expect("one", f.reads)
				}
				if len(f.told) != i+1 || !errors.Is(f.told[i], fs.ErrNotExist) {
					t.Fatalf("told %v", f.told)
				}
				if err := os.Rename(f.name+".away", f.name); err != nil {
					t.Fatal(err)
				}
				if got := *f.Get(); got != "one" {
					t.Error(got)
				}
			}
		})
	}
}

// Who comes after a change while another reads it waits, and gets what is new.
func TestAlwaysWaits(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	g := &fixture{t: t, name: name}
	g.write("one")
	var slow atomic.Bool
	reads, goOn := make(chan bool), make(chan bool)
	f, err := reload.Open(name, func(r io.Reader) (*string, error) {
		if slow.Load() {
			reads <- true
			<-goOn
		}
		b, err := io.ReadAll(r)
		s := string(b)
		return &s, err
	}, always)
	if err != nil {
		t.Fatal(err)
	}
	slow.Store(true)
	g.write("second")
	var all sync.WaitGroup
	get := func() {
		if s := *f.Get(); s != "second" {
			t.Error(s)
		}
	}
	all.Go(get)
	<-reads
	for range 10 {
		all.Go(get)
	}
	for range 1000 {
		runtime.Gosched() // who does not wait is through by now
	}
	slow.Store(false)
	close(goOn)
	all.Wait()
}

// With real threads: whoever comes when a content is there gets that, or one
// that came after it.
func TestAlwaysConcurrent(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	g := &fixture{t: t, name: name}
	g.write("0")
	f, err := reload.Open(name, func(r io.Reader) (*int, error) {
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(string(b))
		return &n, err
	}, always)
	if err != nil {
		t.Fatal(err)
	}
	const changes = 300
	var written, gets atomic.Int64
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for written.Load() < changes {
				before := int(written.Load())
				if n := *f.Get(); n < before {
					t.Errorf("%d, where %d was there before", n, before)
					return
				}
				gets.Add(1)
			}
		})
	}
	for n := int64(1); n <= changes; n++ {
		g.swap(strconv.FormatInt(n, 10))
		written.Store(n)
	}
	all.Wait()
	if gets.Load() < 4 {
		t.Errorf("%d calls of Get", gets.Load())
	}
}

// swap puts a new file in the place of the old one, whatever that is.
func (f *fixture) swap(text string) {
	f.t.Helper()
	if err := errors.Join(os.WriteFile(f.name+".new", []byte(text), 0o600), os.Rename(f.name+".new", f.name)); err != nil {
		f.t.Fatal(err)
	}
}

// BenchmarkGet has what a look at the file costs.
func BenchmarkGet(b *testing.B) {
	name := filepath.Join(b.TempDir(), "file")
	if err := os.WriteFile(name, []byte("one"), 0o600); err != nil {
		b.Fatal(err)
	}
	for what, opts := range map[string]reload.Options{"always": always, "interval": {}} {
		f, err := reload.Open(name, new(fixture).read, opts)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(what, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Get()
			}
		})
	}
}
