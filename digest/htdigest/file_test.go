// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/digest/htdigest"
)

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
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
		{"empty", htdigest.ErrNoUsers},
		{"nobody", htdigest.ErrNoUsers},
		{"bad", &htdigest.Error{Line: 1, Reason: "fewer than three fields"}},
	} {
		f, err := htdigest.Open(filepath.Join(dir, tt.name), nil)
		if f != nil || err == nil || !strings.HasPrefix(err.Error(), "htdigest: ") || strings.Contains(err.Error()[1:], "htdigest: ") {
			t.Errorf("%s: %v, %v", tt.name, f, err)
			continue
		}
		if bad, ok := tt.want.(*htdigest.Error); ok {
			if got, ok := errors.AsType[*htdigest.Error](err); !ok || *got != *bad {
				t.Errorf("%s: %v", tt.name, err)
			}
		} else if tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if f, err := htdigest.Open("testdata/lighttpd.htdigest", &htdigest.Options{Algorithm: digest.MD5}); f != nil || err == nil {
		t.Error("MD5 for 64 digits", err)
	}
}

// A change is noticed, and what is no good file leaves the users as they were.
func TestChange(t *testing.T) {
	name := t.TempDir() + "/users"
	scar := "Scar:" + realm + ":" + sum("Scar:"+realm+":"+pw) + "\n"
	write(t, name, line+"\n")
	synctest.Test(t, func(t *testing.T) {
		var told []string
		f := open(t, name, &htdigest.Options{OnError: func(err error) { told = append(told, err.Error()) }})
		expect(t, f, digest.SHA256, "Mufasa", realm, pw)
		for _, step := range []struct {
			name, text string // no text: the file is removed
			want       string // what is told
			scar       string // the password of Scar
		}{
			{"a user more", line + "\n" + scar, "", pw},
			{"half of a line", line + "\n" + scar[:len(scar)-10], "line 2: the secret has neither 32 nor 64 digits", pw},
			{"empty", "", "no users", pw},
			{"half of the lines", line + "\n", "", ""}, // nobody can tell
			{"whole again", line + "\n" + scar, "", pw},
			{"removed", "", "no such file", pw},
			{"back, without Scar", line + "\n", "", ""},
		} {
			told = nil
			write(t, name, step.text)
			if step.name == "removed" {
				if err := os.Remove(name); err != nil {
					t.Fatal(err)
				}
			}
			expect(t, f, digest.SHA256, "Mufasa", realm, pw) // not yet
			time.Sleep(time.Second)
			for range 3 { // and told once
				expect(t, f, digest.SHA256, "Mufasa", realm, pw)
				expect(t, f, digest.SHA256, "Scar", realm, step.scar)
				time.Sleep(time.Second)
			}
			if all := strings.Join(told, "\n"); (all == "") != (step.want == "") || !strings.Contains(all, step.want) || len(told) > 1 {
				t.Errorf("%s: told %q", step.name, told)
			}
		}
	})
}

func TestReload(t *testing.T) {
	name := t.TempDir() + "/users"
	write(t, name, line)
	f := open(t, name, &htdigest.Options{Interval: -1, OnError: func(err error) { t.Error("OnError:", err) }})
	write(t, name, "Scar"+line[6:])
	expect(t, f, digest.SHA256, "Mufasa", realm, pw)
	if err := f.Reload(); err != nil {
		t.Fatal(err)
	}
	expect(t, f, digest.SHA256, "Mufasa", realm, "")
	write(t, name, line[1:9])
	if err := f.Reload(); err == nil || strings.Contains(err.Error(), line[1:7]) {
		t.Error(err)
	}
	if _, _, err := f.Lookup(t.Context(), digest.Query{Algorithm: digest.SHA256, Realm: realm, User: "Scar"}); err != nil {
		t.Error("the old users are gone: ", err)
	}
}

// Look-ups during reloads: known users are always found, with a secret that the
// file has had, and never with an older one than before.
func TestLookupsDuringReloads(t *testing.T) {
	const users, generations = 20, 200
	dir := t.TempDir()
	secrets := make(map[string]int)
	content := func(generation int) string {
		var b strings.Builder
		for u := range users {
			user := "user" + strconv.Itoa(u)
			s, err := digest.NewSecret(digest.SHA256, user, realm, strconv.Itoa(generation))
			if err != nil {
				t.Fatal(err)
			}
			secrets[s.Reveal()] = generation
			b.WriteString(user + ":" + realm + ":" + sum(user+":"+realm+":"+strconv.Itoa(generation)) + "\n")
		}
		return b.String()
	}
	var contents []string
	for g := range generations {
		contents = append(contents, content(g))
	}
	name := filepath.Join(dir, "users")
	write(t, name, contents[0])
	f := open(t, name, &htdigest.Options{Interval: time.Nanosecond, OnError: func(err error) { t.Error(err) }})

	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			last, n := 0, 0
			for ; ctx.Err() == nil || n == 0; n++ {
				secret, id, err := f.Lookup(ctx, digest.Query{Algorithm: digest.SHA256, Realm: realm, User: "user" + strconv.Itoa(n%users)})
				g, ok := secrets[secret.Reveal()]
				if err != nil || id.Subject == "" || !ok || g < last {
					t.Errorf("look-up %d: generation %d after %d, %v, %v", n, g, last, ok, err)
					return
				}
				last = g
			}
		})
	}
	for _, text := range contents[1:] {
		write(t, name+".new", text)
		if err := os.Rename(name+".new", name); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	all.Wait()
	if err := f.Reload(); err != nil { // two of the files may have the same stamp
		t.Fatal(err)
	}
	secret, _, err := f.Lookup(t.Context(), digest.Query{Algorithm: digest.SHA256, Realm: realm, User: "user0"})
	if err != nil || secrets[secret.Reveal()] != generations-1 {
		t.Errorf("generation %d at the end, %v", secrets[secret.Reveal()], err)
	}
}

func BenchmarkLookup(b *testing.B) {
	for _, users := range []int{10, 100_000} {
		var text strings.Builder
		for i := range users {
			text.WriteString("user" + strconv.Itoa(i) + ":" + realm + ":" + digits + "\n")
		}
		name := b.TempDir() + "/users"
		if err := os.WriteFile(name, []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
		f, err := htdigest.Open(name, nil)
		if err != nil {
			b.Fatal(err)
		}
		q := digest.Query{Algorithm: digest.SHA256, Realm: realm, User: "user7"}
		b.Run("name/"+strconv.Itoa(users), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Lookup(b.Context(), q)
			}
		})
		q.User, q.UserHash = userHash, true
		b.Run("hash/"+strconv.Itoa(users), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Lookup(b.Context(), q)
			}
		})
		b.Run("parse/"+strconv.Itoa(users), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := htdigest.Parse(strings.NewReader(text.String()), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
