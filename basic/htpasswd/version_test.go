// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-httpauth/httpauth/basic"
	"github.com/go-httpauth/httpauth/basic/htpasswd"
	"github.com/go-httpauth/httpauth/scheme"
)

// C11: whoever keeps an outcome together with the version before it, as
// basic.Cache does, does not keep it beyond the secret.
func TestAttack_C11_versions(t *testing.T) {
	name := t.TempDir() + "/users"
	write(t, name, "alice:"+hash+"\nlocked:!"+hash)
	htpasswd.Bubble(t, func(t *testing.T) {
		f := open(t, name, nil)
		version := func(user string) string {
			v, err := f.Version(t.Context(), nil, user)
			if err != nil || strings.Contains(v, hash) || strings.Contains(hash, v) && v != "" {
				t.Errorf("%s: %q, %v", user, v, err)
			}
			return v
		}
		last := version("alice")
		seen := map[string]bool{"": true, last: true}
		for _, step := range []struct {
			line string
			same bool
		}{
			{"alice:" + hash, true},
			{"bob:" + hash2 + "\nalice:" + hash + ":a comment", true},
			{"alice:$2b" + hash[3:], true}, // the same in another form
			{"alice:" + hash2, false},
			{"alice:" + hash, false}, // the same again, which nobody can tell from the one before
			{"bob:" + hash, false},   // removed
			{"alice:" + hash, false},
			{"alice:!" + hash, false},
			{"alice:*", false},
		} {
			write(t, name+".new", step.line)
			if err := os.Rename(name+".new", name); err != nil {
				t.Fatal(err)
			}
			v := version("alice") // at once
			if gone := !strings.Contains(step.line, "alice:$"); gone != (v == "") || !gone && (seen[v] || v == last) == !step.same || step.same && v != last {
				t.Errorf("%s: %q after %q", step.line, v, last)
			}
			seen[v], last = true, v
		}
		if version("ghost") != "" || version("") != "" || version("locked") != "" {
			t.Error("somebody who cannot get in has a version")
		}
	})
	// Versions of other processes, and of other users with the same hash, say nothing.
	write(t, name, "alice:"+hash+"\nbob:"+hash)
	seen := make(map[string]bool)
	for range 2 {
		f := open(t, name, nil)
		for _, user := range []string{"alice", "bob"} {
			v, err := f.Version(t.Context(), nil, user)
			if err != nil || v == "" || seen[v] {
				t.Errorf("%q, %v", v, err)
			}
			seen[v] = true
		}
	}
}

// C11: so the next request after a change is decided by the new secret, and one
// that changes nothing is answered from the cache.
func TestAttack_C11_behind_a_cache(t *testing.T) {
	name := t.TempDir() + "/users"
	write(t, name, "alice:"+hash)
	htpasswd.Bubble(t, func(t *testing.T) {
		f := open(t, name, nil)
		asked := 0
		verify := basic.Cache(func(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
			asked++
			return f.Verify(ctx, r, user, password)
		}, &basic.CacheOptions{Version: f.Version, TTL: time.Hour})
		for _, step := range []struct {
			line  string
			want  error
			asked int
		}{
			{"alice:" + hash, nil, 1},
			{"alice:" + hash + "\nbob:*", nil, 1},
			{"alice:" + hash2, nil, 2},
			{"alice:!" + hash2, htpasswd.ErrDisabled, 3},
			{"alice:" + hash2, nil, 4}, // a version never comes back
			{"alice:$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", scheme.ErrRejected, 5},
			{"bob:" + hash, scheme.ErrUnknownUser, 6},
		} {
			write(t, name+".new", step.line)
			if err := os.Rename(name+".new", name); err != nil {
				t.Fatal(err)
			}
			id, err := verify(t.Context(), new(scheme.Request), "alice", pw)
			if !errors.Is(err, step.want) || (err == nil) != (id.Subject == "alice") || asked != step.asked {
				t.Errorf("%s: %+v, %v, asked %d times, want %d", step.line, id, err, asked, step.asked)
			}
		}
	})
}

// Plain text has versions that stay, too.
func TestVersionOfPlainText(t *testing.T) {
	name := t.TempDir() + "/users"
	write(t, name, "alice:"+pw)
	f := open(t, name, &htpasswd.Options{AllowPlaintext: true})
	v, err := f.Version(t.Context(), nil, "alice")
	if err := errors.Join(err, f.Reload(), outcome(t, f, "alice")); err != nil {
		t.Fatal(err)
	}
	if w, err := f.Version(t.Context(), nil, "alice"); w != v || err != nil || v == "" {
		t.Error(v, w, err)
	}
}
