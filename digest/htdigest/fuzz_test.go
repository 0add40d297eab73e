// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htdigest

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/digest"
	"github.com/go-httpauth/httpauth/internal/lines"
	"github.com/go-httpauth/httpauth/scheme"
)

const (
	fuzzDigits = "7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232"
	fuzzHash   = "a947aad205e80e429958a387394944c6b496301e79f89d35a4cc23b6ee12b5b6"
	fuzzLine   = "Mufasa:http-auth@example.org:" + fuzzDigits
)

var reasons = []string{
	lines.TooLong, lines.HasMark, lines.HasBlank, lines.NotUTF8, lines.HasControls, tooFew, tooMany, noUser, noRealm,
	wrongLength, notHex, wrongHash, unusable, sameAsLine, sameHashLine,
}

// isErrorText reports whether a line is one that errors may have: fixed words
// and numbers.
func isErrorText(s string) bool {
	if s == ErrNoUsers.Error() {
		return true
	}
	s, ok := strings.CutPrefix(s, "htdigest: line ")
	s = strings.TrimLeft(s, "0123456789")
	s, colon := strings.CutPrefix(s, ": ")
	return ok && colon && (slices.Contains(reasons, s) || slices.Contains(reasons, strings.TrimRight(s, "0123456789")))
}

// What is read is what the lines say, and errors say nothing of them.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		fuzzLine,
		fuzzLine + "\n" + fuzzLine, // twice
		fuzzLine + ":" + fuzzHash + "\r\n# x\r\n\r\n",                        // lighttpd, CR LF
		"Mufasa:x:" + fuzzDigits[:32] + "\n" + "Mufasa:x:" + fuzzDigits,      // two algorithms
		"Mufasa:x:" + strings.ToUpper(fuzzDigits) + "\n",                     // upper case
		"Mufasa:x:" + fuzzDigits + ":",                                       // no user hash
		"\ufeff" + fuzzLine,                                                  // byte order mark
		"# x\n \t\n" + "#" + fuzzLine,                                        // nobody
		"a:b:c\nM\xe4:b:" + fuzzDigits + "\n\x00",                            // several errors
		"a::" + fuzzDigits + "\n:b:" + fuzzDigits,                            // empty fields
		strings.Repeat("x", lines.Max+1) + "\n" + fuzzLine,                   // too long
		"a:" + strings.Repeat("x", lines.Max-67) + ":" + fuzzDigits + "\r\n", // not too long
	} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, text string, other bool) {
		opts := &Options{Algorithm: digest.SHA256}
		if other {
			opts.Algorithm = digest.SHA512256
		}
		table, err := Parse(strings.NewReader(text), opts)
		_, slowErr := Parse(iotest.OneByteReader(strings.NewReader(text)), opts)
		if (err == nil) != (slowErr == nil) || err != nil && err.Error() != slowErr.Error() {
			t.Fatalf("%v, and in pieces %v", err, slowErr)
		}
		if err != nil {
			if table != nil {
				t.Fatal("a table and an error")
			}
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if !isErrorText(line) {
					t.Fatalf("the error says %q", line)
				}
			}
			return
		}
		checkUsers(t, table, text, opts.Algorithm)
	})
}

// checkUsers reads the text another way and wants the same users.
func checkUsers(t *testing.T, table *Table, text string, wide digest.Algorithm) {
	t.Helper()
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		fields := strings.Split(strings.TrimSuffix(line, "\r"), ":")
		if strings.HasPrefix(line, "#") || len(fields) < 3 {
			continue
		}
		a := digest.MD5
		if len(fields[2]) == 64 {
			a = wide
			if len(fields) == 4 {
				for _, a = range []digest.Algorithm{digest.SHA256, digest.SHA512256} {
					if hash, _ := digest.UserHash(a, fields[0], fields[1]); hash == fields[3] {
						break
					}
				}
			}
		}
		if !isAvailable(a) {
			continue
		}
		n++
		want, err := digest.ParseSecret(a, fields[2])
		if err != nil {
			t.Fatalf("%q is taken: %v", line, err)
		}
		hash, err := digest.UserHash(a, fields[0], fields[1])
		if err != nil {
			t.Fatalf("%q is taken: %v", line, err)
		}
		for _, q := range []digest.Query{{User: fields[0]}, {User: hash, UserHash: true}} {
			q.Algorithm, q.Realm = a, fields[1]
			secret, id, err := table.Lookup(t.Context(), q)
			if !secret.Equal(want) || id.Subject != fields[0] || err != nil {
				t.Fatalf("%q: %q, %v", line, id.Subject, err)
			}
		}
	}
	for s, in := range table.users {
		if len(in.byName) != len(in.byHash) {
			t.Fatalf("%d names, %d hashes", len(in.byName), len(in.byHash))
		}
		n -= len(in.byName)
		if _, _, err := table.Lookup(t.Context(), digest.Query{Algorithm: s.algorithm, Realm: s.realm}); err != scheme.ErrUnknownUser {
			t.Fatal("a user without a name: ", err)
		}
	}
	if n != 0 {
		t.Fatalf("%d users too few", n)
	}
}

// A line is refused, or read as what was written, alone.
func FuzzAppendLine(f *testing.F) {
	f.Add("Mufasa", "http-auth@example.org", "Circle of Life", uint8(0))
	f.Add("Mufasa", "http-auth@example.org", "Circle of Life", uint8(1))
	f.Add("Mufasa", "http-auth@example.org", "Circle of Life", uint8(2))
	f.Add("a\nb:c:"+fuzzDigits+"\n", "x", "y", uint8(0)) // another line
	f.Add("#a", "x:y", "z", uint8(0))                    // comment, field
	f.Add("\ufeffa", " ", ":", uint8(1))                 // mark
	f.Add("a\u0085", "\u2028", "\xe4", uint8(1))         // controls, no UTF-8
	f.Fuzz(func(t *testing.T, user, realm, password string, algorithm uint8) {
		a := []digest.Algorithm{digest.SHA256, digest.SHA512256, digest.MD5}[algorithm%3]
		line, err := AppendLine(nil, a, user, realm, password)
		if err != nil {
			if line != nil || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%q, %v", line, err)
			}
			return
		}
		if !utf8.Valid(line) || strings.Count(string(line), "\n") != 1 {
			t.Fatalf("%q", line)
		}
		table, err := Parse(strings.NewReader(string(line)), nil)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		want, err := digest.NewSecret(a, user, realm, password)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		in := table.users[space{a, realm}]
		if e := in.byName[user]; len(table.users) != 1 || len(in.byName) != 1 || e == nil || !e.secret.Equal(want) {
			t.Fatalf("%q is read as something else", line)
		}
		digits, _, _ := strings.Cut(string(line[len(user)+len(realm)+2:]), ":")
		if _, err := hex.DecodeString(strings.TrimSpace(digits)); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
	})
}
