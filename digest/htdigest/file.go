// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/internal/reload"
	"github.com/go-httpauth/httpauth/scheme"
)

// Options of [Open] and [Parse], which takes the Algorithm only. The zero value
// has the defaults.
type Options struct {
	// Algorithm is that of secrets with 64 digits where no user hash says it:
	// SHA256, the default, or SHA512256.
	Algorithm digest.Algorithm

	// Interval is how often an open file is looked at, at the most. The default
	// is one second. If it is negative, only Reload reads the file.
	Interval time.Duration

	// OnError is told why a change was not taken, within a look-up. It hears of
	// the same error once, and again when all was well in between. Without it,
	// nobody hears of it.
	OnError func(error)
}

// wide returns the algorithm of secrets with 64 digits.
func (o *Options) wide() (digest.Algorithm, error) {
	if o == nil || o.Algorithm == "" {
		return digest.SHA256, nil
	}
	if o.Algorithm != digest.SHA256 && o.Algorithm != digest.SHA512256 {
		return "", errAlgorithm
	}
	return o.Algorithm, nil
}

// A File is a password file that may change. It does not print, like a [Table]. It
// is made by [Open].
type File struct {
	file *reload.File[Table]
}

// Open reads a file and follows its changes. The options may be nil. The error
// is one of Parse or of the operating system. The file must be a regular one.
func Open(name string, opts *Options) (*File, error) {
	var o Options
	if opts != nil {
		o = *opts
	}
	read := func(r io.Reader) (*Table, error) { return Parse(r, &o) }
	file, err := reload.Open(name, read, reload.Options{Interval: o.Interval, OnError: o.OnError, Prefix: "htdigest"})
	if err != nil {
		return nil, err
	}
	return &File{file}, nil
}

// Lookup is a [digest.Lookup], like that of [Table]. When it is time to look at
// the file, one look-up does so, and reads it if it has changed; the others
// take the users that are there.
func (f *File) Lookup(ctx context.Context, q digest.Query) (digest.Secret, scheme.Identity, error) {
	if f.file == nil {
		return digest.Secret{}, scheme.Identity{}, scheme.ErrUnavailable
	}
	return f.file.Get().Lookup(ctx, q)
}

// Reload reads the file, whether it has changed or not. The error says why it
// was not taken: the users are as before. Options.OnError does not hear of it.
func (f *File) Reload() error {
	if f.file == nil {
		return scheme.ErrUnavailable
	}
	return f.file.Reload()
}

// Format keeps the secrets out of logs.
func (File) Format(f fmt.State, _ rune) { io.WriteString(f, "htdigest file [redacted]") }
