// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/scheme"
)

func replace(t testing.TB, name, text string) {
	t.Helper()
	if err := errors.Join(os.WriteFile(name+".new", []byte(text), 0o600), os.Rename(name+".new", name)); err != nil {
		t.Fatal(err)
	}
}

// slowFile returns a file in a bubble, where a hash takes a second and one runs at
// a time.
func slowFile(t *testing.T, text string) (f *File, name string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "users")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(name, &Options{AllowPlaintext: true, Gate: gate(1), ran: func(kind, int, uint64) { time.Sleep(time.Second) }})
	if err != nil {
		t.Fatal(err)
	}
	return f, name
}

// C11: whoever waits for a hash is judged by the file as it is when it begins, not
// as it was when the request came.
func TestAttack_C11_a_change_while_a_request_waits(t *testing.T) {
	for _, tt := range []struct {
		change string
		want   error
	}{
		{"alice:" + pw, nil},
		{"alice:another", scheme.ErrRejected},
		{"alice:!" + pw, ErrDisabled},
		{"bob:" + pw, scheme.ErrUnknownUser},
	} {
		Bubble(t, func(t *testing.T) {
			f, name := slowFile(t, "alice:"+pw)
			var all sync.WaitGroup
			all.Go(func() { f.Verify(t.Context(), nil, "ghost", "x") })
			time.Sleep(time.Millisecond)
			start := time.Now()
			all.Go(func() {
				if _, err := f.Verify(t.Context(), nil, "alice", pw); !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
					t.Errorf("%s: %v", tt.change, err)
				}
				if time.Since(start) < time.Second {
					t.Error("it did not wait")
				}
			})
			time.Sleep(time.Millisecond)
			replace(t, name, tt.change)
			all.Wait()
		})
	}
}

// C11: a password that is set and taken back while a request waits and is hashed
// is not let in, nor kept for the one that is there before and after.
func TestAttack_C11_a_change_and_back(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		f, name := slowFile(t, "alice:"+pw)
		verifier := basic.Cache(f.Verify, &basic.CacheOptions{Version: f.Version})
		login := func(password string) error {
			_, err := verifier(t.Context(), new(scheme.Request), "alice", password)
			return err
		}
		var all sync.WaitGroup
		all.Go(func() { f.Verify(t.Context(), nil, "ghost", "x") })
		time.Sleep(time.Millisecond)
		all.Go(func() {
			if err := login("another"); !errors.Is(err, scheme.ErrRejected) {
				t.Error(err)
			}
		})
		time.Sleep(time.Millisecond)
		replace(t, name, "alice:another")
		time.Sleep(time.Second) // now it is hashed
		replace(t, name, "alice:"+pw)
		all.Wait()
		for range 2 {
			if err := login("another"); !errors.Is(err, scheme.ErrRejected) {
				t.Error("kept:", err)
			}
			if err := login(pw); err != nil {
				t.Error(err)
			}
		}
	})
}

// K01: what is read anew goes through the same gate, so that a change of the file
// during a flood lets no second flood in.
func TestAttack_K01_the_gate_outlives_the_file(t *testing.T) {
	for _, explicit := range []bool{false, true} {
		Bubble(t, func(t *testing.T) {
			var running, most atomic.Int64
			var opts Options
			opts.ran = func(kind, int, uint64) {
				most.Store(max(most.Load(), running.Add(1)))
				time.Sleep(time.Second)
				running.Add(-1)
			}
			limit := max(1, runtime.GOMAXPROCS(0)/2)
			if explicit {
				opts.Gate, limit = gate(1), 1
			}
			opts.AllowPlaintext = true
			name := filepath.Join(t.TempDir(), "users")
			replace(t, name, "alice:"+pw)
			f, err := Open(name, &opts)
			if err != nil {
				t.Fatal(err)
			}
			var all sync.WaitGroup
			for i := range 5 {
				for range 2 * limit {
					all.Go(func() { f.Verify(t.Context(), nil, "alice", "x") })
				}
				time.Sleep(time.Millisecond)
				replace(t, name, "alice:"+strings.Repeat("x", i+1))
			}
			all.Wait()
			if most.Load() != int64(limit) {
				t.Errorf("%d at once, not %d", most.Load(), limit)
			}
		})
	}
}

// K02: what became heavier while a request waited enters once more, with what it
// weighs now.
func TestAttack_K02_a_file_gets_heavier(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		g := basic.NewGate(&basic.GateOptions{Hashes: 2, Wait: time.Hour})
		var running, most atomic.Int64
		opts := Options{AllowPlaintext: true, Gate: g, KiB: Range{Min: 1}, ran: func(kind, int, uint64) {
			most.Store(max(most.Load(), running.Add(1)))
			time.Sleep(time.Second)
			running.Add(-1)
		}}
		name := filepath.Join(t.TempDir(), "users")
		replace(t, name, "alice:"+pw)
		f, err := Open(name, &opts)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				want := error(nil)
				if i < 2 { // plain text
					want = scheme.ErrUnknownUser
				}
				if _, err := f.Verify(t.Context(), nil, map[bool]string{true: "ghost", false: "alice"}[i < 2], pw); !errors.Is(err, want) {
					t.Error(err)
				}
			})
			time.Sleep(time.Millisecond)
		}
		replace(t, name, "alice:"+hashArgon2(large, pw)) // two lanes
		time.Sleep(time.Second + 500*time.Millisecond)
		most.Store(0)
		all.Wait()
		if most.Load() != 1 {
			t.Errorf("%d with two lanes at once", most.Load())
		}
	})
}
