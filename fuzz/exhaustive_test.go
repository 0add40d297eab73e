// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// alphabet has one byte of each class that the grammar tells apart: in token
// and token68, in token alone, in token68 alone, the delimiters, and what may
// stand nowhere, in quotes only, or in quotes only as obs-text.
const alphabet = "a!/=\"\\ ,\t(\x80\x01"

// TestExhaustive compares header with the oracle on all strings over the
// alphabet up to a length: 5, or HTTPAUTH_EXHAUSTIVE.
func TestExhaustive(t *testing.T) {
	length := 5
	if s := os.Getenv("HTTPAUTH_EXHAUSTIVE"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 8 {
			t.Fatal("HTTPAUTH_EXHAUSTIVE is a length from 1 to 8")
		}
		length = n
	}
	if testing.Short() {
		length = min(length, 4)
	}
	var done, failed atomic.Int64
	var wg sync.WaitGroup
	for i := range len(alphabet) {
		wg.Go(func() {
			buf := append(make([]byte, 0, length), alphabet[i])
			exhaust(t, buf, length, &done, &failed)
		})
	}
	wg.Wait()
	want := int64(0)
	for n, power := 1, int64(len(alphabet)); n <= length; n, power = n+1, power*int64(len(alphabet)) {
		want += power
	}
	if got := done.Load(); got != want && failed.Load() == 0 {
		t.Errorf("%d strings were compared, there are %d", got, want)
	}
	t.Logf("%d strings of up to %d symbols, as three fields", done.Load(), length)
}

// exhaust compares buf, and all that begins with it.
func exhaust(t *testing.T, buf []byte, length int, done, failed *atomic.Int64) {
	if failed.Load() > 10 {
		return
	}
	line := string(buf)
	for name, compare := range comparisons {
		if diff := compare(line); diff != "" {
			failed.Add(1)
			t.Errorf("%s %q: %s", name, line, diff)
		}
	}
	done.Add(1)
	if len(buf) == length {
		return
	}
	for i := range len(alphabet) {
		exhaust(t, append(buf, alphabet[i]), length, done, failed)
	}
}

var comparisons = map[string]func(line string) string{
	"WWW-Authenticate":    compareChallenges,
	"Authorization":       compareCredentials,
	"Authentication-Info": compareInfo,
}
