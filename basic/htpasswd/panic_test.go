// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/scheme"
)

// K06: an OnError that panics while a request is in the gate, where the file is
// looked at once more, leaves nobody else out.
func TestAttack_K06_a_panic_gives_the_place_back(t *testing.T) {
	Bubble(t, func(t *testing.T) {
		g, panics := gate(1), 0
		name := filepath.Join(t.TempDir(), "users")
		replace(t, name, "alice:"+pw)
		f, err := Open(name, &Options{AllowPlaintext: true, Gate: g, OnError: func(error) { panic("told") }})
		if err != nil {
			t.Fatal(err)
		}
		leave, err := g.Enter(t.Context(), nil, f.file.Get().weight)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		all.Go(func() {
			defer func() {
				if recover() != nil {
					panics++
				}
			}()
			f.Verify(t.Context(), nil, "alice", pw)
		})
		time.Sleep(time.Millisecond) // it waits
		replace(t, name, "no good")
		leave()
		all.Wait()
		if panics != 1 {
			t.Fatalf("%d panics", panics)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if id, err := f.Verify(ctx, new(scheme.Request), "alice", pw); err != nil || id.Subject != "alice" {
			t.Error(err)
		}
	})
}
