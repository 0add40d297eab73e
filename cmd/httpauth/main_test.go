// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
)

// within returns a context that ends with the test, or after a while.
func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// A result is what a command left behind.
type result struct {
	status   int
	out, err string
}

// execute runs a command to its end, with in as standard input.
func execute(t *testing.T, in string, args ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	status := run(within(t), args, std{strings.NewReader(in), &out, &err})
	return result{status, out.String(), err.String()}
}

func TestUsage(t *testing.T) {
	tests := []struct {
		args     string
		status   int
		out, err string // what the streams start with; empty: nothing at all
	}{
		{"", exitUsage, "", "usage:"},
		{"nonsense", exitUsage, "", "usage:"},
		{"-nonsense", exitUsage, "", "usage:"},
		{"help", exitOK, "usage:", ""},
		{"-h", exitOK, "usage:", ""},
		{"-help", exitOK, "usage:", ""},
		{"--help", exitOK, "usage:", ""},
		{"serve -h", exitOK, "", "usage: httpauth serve"},
		{"get -h", exitOK, "", "usage: httpauth get"},
		{"parse -h", exitOK, "", "usage: httpauth parse"},
		{"hash -h", exitOK, "", "usage: httpauth hash"},
		{"serve -nonsense", exitUsage, "", "flag provided but not defined"},
		{"get -nonsense", exitUsage, "", "flag provided but not defined"},
		{"parse -nonsense", exitUsage, "", "flag provided but not defined"},
		{"hash -nonsense", exitUsage, "", "flag provided but not defined"},
		{"serve argument", exitUsage, "", "httpauth: serve takes no arguments"},
		{"get", exitUsage, "", "usage: httpauth get"},
		{"get http://127.0.0.1/ http://127.0.0.1/", exitUsage, "", "usage: httpauth get"},
		{"parse -batch argument", exitUsage, "", "httpauth: -batch"},
	}
	for _, test := range tests {
		got := execute(t, "", strings.Fields(test.args)...)
		if got.status != test.status || !begins(got.out, test.out) || !begins(got.err, test.err) {
			t.Errorf("httpauth %s: %+v, want %d, %q, %q", test.args, got, test.status, test.out, test.err)
		}
	}
	if len(tests) != 19 {
		t.Errorf("%d rows, want 19", len(tests))
	}
}

// begins reports whether s starts with start, or is empty if start is.
func begins(s, start string) bool {
	return strings.HasPrefix(s, start) && (s == "") == (start == "")
}
