// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package reload_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/internal/reload"
)

// fixture is a file and what was made of it.
type fixture struct {
	*reload.File[string]
	t     *testing.T
	name  string
	reads int
	told  []error
}

var errBad = errors.New("bad content")

func (f *fixture) read(r io.Reader) (*string, error) {
	f.reads++
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(string(b), "bad") {
		return nil, errBad
	}
	s := string(b)
	return &s, nil
}

// with runs a test on an open file with the content "one", in a bubble.
func with(t *testing.T, opts reload.Options, test func(f *fixture)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f := &fixture{t: t, name: filepath.Join(t.TempDir(), "file")}
		f.write("one")
		opts.Prefix = "test"
		opts.OnError = func(err error) { f.told = append(f.told, err) }
		var err error
		f.File, err = reload.Open(f.name, f.read, opts)
		if err != nil {
			t.Fatal(err)
		}
		f.expect("one", 1)
		test(f)
	})
}

// write writes in place, and leaves the time of modification as it was.
func (f *fixture) write(text string) {
	f.t.Helper()
	info, statErr := os.Stat(f.name)
	if err := os.WriteFile(f.name, []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
	if statErr == nil {
		f.setTime(info.ModTime())
	}
}

func (f *fixture) setTime(at time.Time) {
	f.t.Helper()
	if err := os.Chtimes(f.name, at, at); err != nil {
		f.t.Fatal(err)
	}
}

// replace renames another file to this one, of the same age.
func (f *fixture) replace(text string) {
	f.t.Helper()
	info, err := os.Stat(f.name)
	if err != nil {
		f.t.Fatal(err)
	}
	g := &fixture{t: f.t, name: f.name + ".new"}
	g.write(text)
	g.setTime(info.ModTime())
	if err := os.Rename(g.name, f.name); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) expect(value string, reads int) {
	f.t.Helper()
	if got := *f.Get(); got != value || f.reads != reads {
		f.t.Errorf("%q after %d reads, want %q after %d", got, f.reads, value, reads)
	}
}

// What does not change is read twice: at once, and when any further change has
// to show.
func TestUnchanged(t *testing.T) {
	with(t, reload.Options{}, func(f *fixture) {
		reads := 1
		for s := range 100 {
			if s == 2 {
				reads = 2
			}
			f.expect("one", reads)
			f.expect("one", reads)
			time.Sleep(time.Second)
		}
	})
}

// changes are those that a look notices.
func changes() map[string]func(f *fixture) {
	all := map[string]func(f *fixture){
		"size":     func(f *fixture) { f.write("longer") },
		"time":     func(f *fixture) { f.write("two"); f.setTime(time.Unix(1e9, 0)) },
		"identity": func(f *fixture) { f.replace("two") },
	}
	switch runtime.GOOS {
	case "linux", "darwin", "dragonfly", "freebsd", "netbsd", "openbsd", "solaris", "illumos", "ios", "android":
		all["nothing that anybody can set"] = func(f *fixture) { f.write("two") }
	}
	return all
}

// Size, time and identity each tell of a change, at the next look, and where it
// is known, the time of the change.
func TestChanges(t *testing.T) {
	for name, change := range changes() {
		t.Run(name, func(t *testing.T) {
			for i, opts := range []reload.Options{{}, reload.Blind(reload.Options{})} {
				if i == 1 && strings.HasPrefix(name, "nothing") {
					continue // nor can it see
				}
				with(t, opts, func(f *fixture) {
					time.Sleep(time.Hour)
					f.expect("one", 2)
					change(f)
					time.Sleep(time.Second - time.Nanosecond)
					f.expect("one", 2)
					time.Sleep(time.Nanosecond)
					if got := *f.Get(); got == "one" || f.reads != 3 {
						t.Errorf("%q after %d reads", got, f.reads)
					}
				})
			}
		})
	}
}

// A change that leaves size, time and identity as they were is noticed if it
// comes within the granularity of time.
func TestChangeAtTheSameTime(t *testing.T) {
	for _, at := range []int64{0, 1e9, 1 << 33} { // whatever the clock of the file system is
		with(t, reload.Blind(reload.Options{}), func(f *fixture) {
			f.setTime(time.Unix(at, 0))
			time.Sleep(time.Second)
			f.expect("one", 2)
			time.Sleep(time.Second)
			f.write("two")
			time.Sleep(time.Second)
			f.expect("two", 3)
			time.Sleep(time.Hour)
			f.expect("two", 3)
		})
	}
}

// The link to a file is followed, as where directories are swapped.
func TestLink(t *testing.T) {
	with(t, reload.Options{}, func(f *fixture) {
		dir := t.TempDir()
		other, link := filepath.Join(dir, "other"), filepath.Join(dir, "link")
		if err := errors.Join(os.WriteFile(other, []byte("two"), 0o600), os.Symlink(f.name, link)); err != nil {
			if runtime.GOOS == "windows" {
				t.Skip("NOT TESTED: links need a privilege: ", err)
			}
			t.Fatal(err)
		}
		g, err := reload.Open(link, f.read, reload.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.Symlink(other, link+".new"), os.Rename(link+".new", link)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		if got := *g.Get(); got != "two" {
			t.Error(got)
		}
	})
}
