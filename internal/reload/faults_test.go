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
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/internal/reload"
)

// A file that is no good leaves the value as it was. It is not read again until
// it changes, and told once.
func TestBadContent(t *testing.T) {
	with(t, reload.Options{}, func(f *fixture) {
		f.write("bad content")
		for range 10 {
			time.Sleep(time.Second)
			if got := *f.Get(); got != "one" {
				t.Error(got)
			}
		}
		if f.reads != 3 || // at once, and when it is settled
			len(f.told) != 1 || f.told[0] != errBad {
			t.Errorf("%d reads, told %v", f.reads, f.told)
		}
		f.write("two, good")
		time.Sleep(time.Second)
		f.expect("two, good", 4)
		f.write("bad again")
		time.Sleep(10 * time.Second)
		f.expect("two, good", 5)
		if len(f.told) != 2 {
			t.Errorf("told %v", f.told)
		}
	})
}

// A file that is gone leaves the value as it was, and is told once each time.
func TestGone(t *testing.T) {
	with(t, reload.Blind(reload.Options{}), func(f *fixture) {
		for i := range 3 {
			if err := os.Rename(f.name, f.name+".away"); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				time.Sleep(time.Second)
				f.expect("one", f.reads)
			}
			if len(f.told) != i+1 || !errors.Is(f.told[i], fs.ErrNotExist) || !strings.HasPrefix(f.told[i].Error(), "test: ") {
				t.Fatalf("told %v", f.told)
			}
			if err := os.Rename(f.name+".away", f.name); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
			f.expect("one", 2) // as it is the same
		}
	})
}

// A file that cannot be read is tried again each time.
func TestReadError(t *testing.T) {
	const unreadable = "/proc/self/mem" // to begin with, nothing is mapped
	if runtime.GOOS != "linux" {
		t.Skip("NOT TESTED: there is no " + unreadable)
	}
	with(t, reload.Options{}, func(f *fixture) {
		link := f.name + ".link"
		set := func(name string) {
			if err := errors.Join(os.Symlink(name, link+".new"), os.Rename(link+".new", link)); err != nil {
				t.Fatal(err)
			}
		}
		set(f.name)
		told := 0
		g, err := reload.Open(link, f.read, reload.Options{OnError: func(error) { told++ }})
		if err != nil {
			t.Fatal(err)
		}
		set(unreadable)
		f.reads = 0
		for range 10 {
			time.Sleep(time.Second)
			if got := *g.Get(); got != "one" {
				t.Error(got)
			}
		}
		if f.reads != 10 || told != 1 {
			t.Errorf("%d reads, told %d times", f.reads, told)
		}
		f.write("two")
		set(f.name)
		time.Sleep(time.Second)
		if got := *g.Get(); got != "two" {
			t.Error(got)
		}
	})
}

// What is no regular file is not opened: a pipe would block.
func TestIrregular(t *testing.T) {
	for _, name := range []string{t.TempDir(), os.DevNull} {
		f, err := reload.Open(name, func(io.Reader) (*string, error) { panic("read") }, reload.Options{Prefix: "test"})
		if f != nil || err == nil || !strings.HasPrefix(err.Error(), "test: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	with(t, reload.Options{}, func(f *fixture) {
		if err := errors.Join(os.Remove(f.name), os.Mkdir(f.name, 0o700)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		f.expect("one", 1)
		if len(f.told) != 1 {
			t.Errorf("told %v", f.told)
		}
	})
}

func TestReload(t *testing.T) {
	with(t, reload.Options{Interval: -1}, func(f *fixture) {
		f.replace("two")
		time.Sleep(time.Hour)
		f.expect("one", 1)
		if err := f.Reload(); err != nil {
			t.Fatal(err)
		}
		f.expect("two", 2)
		f.replace("bad")
		if err := f.Reload(); err != errBad {
			t.Error(err)
		}
		f.expect("two", 3)
		if err := os.Remove(f.name); err != nil {
			t.Fatal(err)
		}
		if err := f.Reload(); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		f.expect("two", 3)
		if f.told != nil {
			t.Errorf("OnError is told %v", f.told)
		}
	})
}

// What Reload returned is not told again.
func TestReloadTells(t *testing.T) {
	with(t, reload.Options{}, func(f *fixture) {
		f.write("bad content")
		if err := f.Reload(); err != errBad {
			t.Error(err)
		}
		time.Sleep(time.Second)
		f.expect("one", 2)
		time.Sleep(time.Hour)
		f.expect("one", 3)
		if f.told != nil {
			t.Errorf("told %v", f.told)
		}
	})
}

// While one reads the file, the others do not wait. OnError may call Reload.
func TestNobodyWaits(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	g := &fixture{t: t, name: name}
	g.write("one")
	synctest.Test(t, func(t *testing.T) {
		var block atomic.Pointer[chan bool]
		var f *reload.File[string]
		told := 0
		f, err := reload.Open(name, func(r io.Reader) (*string, error) {
			if c := block.Load(); c != nil {
				<-*c
			}
			b, err := io.ReadAll(r)
			s := string(b)
			if s == "bad" {
				err = errBad
			}
			return &s, err
		}, reload.Options{OnError: func(error) { told++; f.Reload() }})
		if err != nil {
			t.Fatal(err)
		}
		gate := make(chan bool)
		block.Store(&gate)
		g.write("second")
		time.Sleep(time.Second)
		got := make(chan string)
		go func() { got <- *f.Get() }()
		synctest.Wait() // it reads
		for range 100 {
			if s := *f.Get(); s != "one" {
				t.Fatal(s)
			}
			time.Sleep(time.Second)
		}
		close(gate)
		if s := <-got; s != "second" {
			t.Errorf("the one who reads gets %q", s)
		}
		g.write("bad")
		time.Sleep(time.Second)
		if s := *f.Get(); s != "second" || told != 1 {
			t.Errorf("%q, told %d times", s, told)
		}
	})
}

// A reader that panics does not stop later looks.
func TestPanic(t *testing.T) {
	with(t, reload.Options{}, func(f *fixture) {
		g, err := reload.Open(f.name, func(r io.Reader) (*string, error) {
			s, err := f.read(r)
			if err == errBad {
				panic(err)
			}
			return s, err
		}, reload.Options{})
		if err != nil {
			t.Fatal(err)
		}
		f.write("bad content")
		time.Sleep(time.Second)
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			g.Get()
		}()
		f.write("two")
		time.Sleep(time.Second)
		if s := *g.Get(); s != "two" {
			t.Error(s)
		}
	})
}

func TestGetAllocatesNothing(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	(&fixture{t: t, name: name}).write("one")
	f, err := reload.Open(name, new(fixture).read, reload.Options{Interval: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(100, func() { f.Get() }); n != 0 || *f.Get() != "one" {
		t.Errorf("%v allocations", n)
	}
}
