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
// stand in quotes only, in quotes only as obs-text, or nowhere.
// TestClasses shows that the other bytes behave as these do.
const alphabet = "a!/=\"\\ ,\t(\x80\x01"

// prefixes lead into each state of the scanner, and the exhaustive comparison
// goes on from there.
var prefixes = []string{
	"a,",            // between challenges
	"a ",            // after the blank of a scheme
	"a  ,",          // after an empty element
	"a a",           // in a token68 or a name
	"a a=",          // in padding, or before a value
	"a !",           // in a name
	"a !=",          // before a value
	"a a =",         // the same, behind a blank
	"a a=a",         // in a token
	"a a=a,",        // before a parameter or a scheme
	"a a=a ,!",      // in one of them
	"a a=a,a ",      // at its end
	`a a="`,         // inside quotes
	`a a="\`,        // behind a backslash
	`a a="a"`,       // behind quotes
	`a a="\a", !="`, // inside the second ones
	`a a/, a ",`,    // behind a fault
}

// lengths returns how long the strings of the two tests are: 5 and 3, unless
// HTTPAUTH_EXHAUSTIVE names another length for the first; that of the second is
// one less then.
func lengths(t *testing.T) (whole, suffix int) {
	s := os.Getenv("HTTPAUTH_EXHAUSTIVE")
	switch {
	case s == "" && testing.Short():
		return 4, 2
	case s == "":
		return 5, 3
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 2 || n > 8 {
		t.Fatal("HTTPAUTH_EXHAUSTIVE is a length from 2 to 8")
	}
	return n, n - 1
}

// TestExhaustive compares header with the oracle on all strings over the
// alphabet up to a length.
func TestExhaustive(t *testing.T) {
	length, _ := lengths(t)
	compareAll(t, []string{""}, length)
}

// TestExhaustiveSuffixes compares them on all strings that begin with one of the
// prefixes.
func TestExhaustiveSuffixes(t *testing.T) {
	_, length := lengths(t)
	compareAll(t, prefixes, length)
}

func compareAll(t *testing.T, prefixes []string, length int) {
	var done, failed atomic.Int64
	var wg sync.WaitGroup
	slots := make(chan bool, 4)
	for _, prefix := range prefixes {
		for i := range len(alphabet) {
			slots <- true
			wg.Go(func() {
				buf := append(make([]byte, 0, len(prefix)+length), prefix...)
				exhaust(t, append(buf, alphabet[i]), len(prefix)+length, &done, &failed)
				<-slots
			})
		}
	}
	wg.Wait()
	want := int64(0)
	for n, power := 1, int64(len(alphabet)); n <= length; n, power = n+1, power*int64(len(alphabet)) {
		want += power * int64(len(prefixes))
	}
	if got := done.Load(); got != want && failed.Load() == 0 {
		t.Errorf("%d strings were compared, there are %d", got, want)
	}
	t.Logf("%d strings: up to %d symbols behind %d prefixes, as three fields", done.Load(), length, len(prefixes))
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
