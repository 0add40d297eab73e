// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"context"
	"fmt"
	"io"

	"github.com/go-httpauth/httpauth/internal/reload"
	"github.com/go-httpauth/httpauth/scheme"
)

// A File is a password file that may change. It does not print. It is made by
// [Open].
type File struct {
	file *reload.File[Table]
}

// Open reads a file and follows its changes. The options may be nil. The error
// is one of Parse or of the operating system. The file must be a regular one.
func Open(name string, opts *Options) (*File, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	key, last := newKey(), new(Table)
	read := func(r io.Reader) (*Table, error) {
		t, err := parse(r, &o, key)
		if err == nil {
			t.keep(last)
			last = t
		}
		return t, err
	}
	file, err := reload.Open(name, read, reload.Options{Interval: o.Interval, Always: o.Interval == 0, OnError: o.OnError, Prefix: "htpasswd"})
	if err != nil {
		return nil, err
	}
	return &File{file}, nil
}

// Verify is a basic.Verifier, like that of [Table]. It reads the file if that has
// changed, and judges by what is there when a hash begins: if the request has to
// wait for one, a user who is disabled in the meantime is out.
func (f *File) Verify(ctx context.Context, r *scheme.Request, user, password string) (scheme.Identity, error) {
	if f.file == nil {
		return scheme.Identity{}, scheme.ErrUnavailable
	}
	for {
		if id, judged, err := f.try(ctx, r, user, password); judged {
			return id, err
		}
	}
}

// try is Verify, unless the file that is there once the request is in the gate
// needs another place.
func (f *File) try(ctx context.Context, r *scheme.Request, user, password string) (id scheme.Identity, judged bool, err error) {
	before := f.file.Get()
	leave, err := before.gate.Enter(ctx, r, before.weight)
	if err != nil {
		return scheme.Identity{}, true, err
	}
	defer leave() // even if OnError panics, which Get may call
	t := f.file.Get()
	if t.weight != before.weight {
		return scheme.Identity{}, false, nil
	}
	id, err = t.verify(ctx, user, password)
	return id, true, err
}

// Version is that of [Table]. It looks at the file as Verify does.
func (f *File) Version(ctx context.Context, r *scheme.Request, user string) (version string, err error) {
	if f.file == nil {
		return "", scheme.ErrUnavailable
	}
	return f.file.Get().Version(ctx, r, user)
}

// Reload reads the file, whether it has changed or not. The error says why it
// was not taken: the users are as before. Options.OnError does not hear of it.
func (f *File) Reload() error {
	if f.file == nil {
		return scheme.ErrUnavailable
	}
	return f.file.Reload()
}

// Format keeps the hashes out of logs.
func (File) Format(f fmt.State, _ rune) { io.WriteString(f, "htpasswd file [redacted]") }
