// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/scheme"
)

var (
	_ basic.Verifier = new(htpasswd.File).Verify
	_ basic.Verifier = new(htpasswd.Table).Verify
)

// Hashes of pw that cost little.
const (
	hash  = "$2y$04$R6m18lJNdsGCYdcP0LwSguhtCblinLmS2cwFz2/d2jK5gzGg87DjC"
	hash2 = "$5$rounds=1000$saltstring$n3a2i8i4F9QJeBWCS0AMO5xyVBBf.4iFCPvoPCJ5wW9"
)

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, name string, opts *htpasswd.Options) *htpasswd.File {
	t.Helper()
	f, err := htpasswd.Open(name, opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"empty": "", "nobody": "# x\n", "bad": "x"} {
		write(t, dir+"/"+name, text)
	}
	for _, tt := range []struct {
		name string
		want error
	}{
		{"missing", fs.ErrNotExist},
		{".", nil},
		{"empty", htpasswd.ErrNoUsers},
		{"nobody", htpasswd.ErrNoUsers},
		{"bad", &htpasswd.Error{Line: 1, Reason: "has no colon"}},
	} {
		f, err := htpasswd.Open(filepath.Join(dir, tt.name), nil)
		if f != nil || err == nil || !strings.HasPrefix(err.Error(), "htpasswd: ") || strings.Contains(err.Error()[1:], "htpasswd: ") {
			t.Errorf("%s: %v, %v", tt.name, f, err)
			continue
		}
		if bad, ok := tt.want.(*htpasswd.Error); ok {
			if got, ok := errors.AsType[*htpasswd.Error](err); !ok || *got != *bad {
				t.Errorf("%s: %v", tt.name, err)
			}
		} else if tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if f, err := htpasswd.Open("testdata/apache-bcrypt.htpasswd", &htpasswd.Options{Rounds: htpasswd.Range{Min: -1}}); f != nil || err == nil {
		t.Error(err)
	}
}

// A zero File and a zero Table let nobody in.
func TestZero(t *testing.T) {
	var file htpasswd.File
	var table htpasswd.Table
	for _, verify := range []basic.Verifier{file.Verify, table.Verify} {
		if id, err := verify(t.Context(), nil, "a", "b"); id.Subject != "" || !errors.Is(err, scheme.ErrUnavailable) {
			t.Error(id, err)
		}
	}
	v, err := file.Version(t.Context(), nil, "a")
	w, err2 := table.Version(t.Context(), nil, "a")
	if v != "" || w != "" || err == nil || err2 == nil || file.Reload() == nil {
		t.Error(v, err, w, err2)
	}
}

// outcome checks a password, and returns nothing or why not.
func outcome(t *testing.T, f *htpasswd.File, user string) error {
	t.Helper()
	_, err := f.Verify(t.Context(), nil, user, pw)
	return err
}

// A change is noticed, and what is no good file leaves the users as they were.
func TestChange(t *testing.T) {
	name := t.TempDir() + "/users"
	alice, bob := "alice:"+hash+"\n", "bob:"+hash+"\n"
	write(t, name, alice)
	htpasswd.Bubble(t, func(t *testing.T) {
		var told []string
		f := open(t, name, &htpasswd.Options{OnError: func(err error) { told = append(told, err.Error()) }})
		for _, step := range []struct {
			name, text string // no text: the file is removed
			want       string // what is told
			bob        error
		}{
			{"a user more", alice + bob, "", nil},
			{"half of a line", alice + bob[:len(bob)-10], "line 2: the hash is not in the form that its prefix says", nil},
			{"empty", "", "no users", nil},
			{"plain text", alice + "bob:x", "line 2: there is no hash but plain text", nil},
			{"too costly", alice + "bob:$2y$31" + hash[6:], "line 2: the cost of the hash is outside the range", nil},
			{"half of the lines", alice, "", scheme.ErrUnknownUser}, // nobody can tell
			{"whole again", alice + bob, "", nil},
			{"disabled", alice + "bob:!" + hash, "", htpasswd.ErrDisabled},
			{"removed", "", "no such file", htpasswd.ErrDisabled},
			{"another hash", alice + "bob:" + hash2, "", nil},
		} {
			told = nil
			write(t, name, step.text)
			if step.name == "removed" {
				if err := os.Remove(name); err != nil {
					t.Fatal(err)
				}
			}
			for range 3 { // at once, and told once
				if err := outcome(t, f, "alice"); err != nil {
					t.Errorf("%s: alice: %v", step.name, err)
				}
				if err := outcome(t, f, "bob"); err != step.bob {
					t.Errorf("%s: bob: %v, want %v", step.name, err, step.bob)
				}
				time.Sleep(time.Second)
			}
			if all := strings.Join(told, "\n"); (all == "") != (step.want == "") || !strings.Contains(all, step.want) || len(told) > 1 || strings.Contains(all, hash[7:20]) {
				t.Errorf("%s: told %q", step.name, told)
			}
		}
	})
}

func TestReload(t *testing.T) {
	name := t.TempDir() + "/users"
	write(t, name, "alice:"+hash)
	f := open(t, name, &htpasswd.Options{Interval: -1, OnError: func(err error) { t.Error("OnError:", err) }})
	write(t, name, "bob:"+hash)
	if err := outcome(t, f, "alice"); err != nil {
		t.Error(err)
	}
	if err := f.Reload(); err != nil {
		t.Fatal(err)
	}
	if err := outcome(t, f, "alice"); err != scheme.ErrUnknownUser {
		t.Error(err)
	}
	write(t, name, "bob"+hash)
	if err := f.Reload(); err == nil || strings.Contains(err.Error(), "bob") {
		t.Error(err)
	}
	if err := outcome(t, f, "bob"); err != nil {
		t.Error(err)
	}
}

// Checks during reloads: whoever is in all of the files is always let in.
func TestChecksDuringReloads(t *testing.T) {
	name := filepath.Join(t.TempDir(), "users")
	contents := []string{"alice:" + hash + "\nbob:" + hash, "carol:*\nalice:" + hash2, "alice:" + hash}
	write(t, name, contents[0])
	f := open(t, name, &htpasswd.Options{Gate: basic.NewGate(&basic.GateOptions{Hashes: 4}), OnError: func(err error) { t.Error(err) }})
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	var n atomic.Int64
	for range 4 {
		all.Go(func() {
			for ; ctx.Err() == nil; n.Add(1) {
				if id, err := f.Verify(t.Context(), nil, "alice", pw); err != nil || id.Subject != "alice" {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := 0; n.Load() < 100 && !t.Failed(); i++ {
		write(t, name+".new", contents[i%3])
		if err := os.Rename(name+".new", name); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	all.Wait()
}
