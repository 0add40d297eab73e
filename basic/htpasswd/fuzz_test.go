// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package htpasswd

import (
	"crypto/fips140"
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-httpauth/httpauth/internal/lines"
	"github.com/go-httpauth/httpauth/scheme"
)

var fuzzReasons = []string{
	lines.TooLong, lines.HasMark, lines.HasBlank, lines.NotUTF8, lines.HasControls, noColon, noUser, noHash, malformed, unknown, isDES, isPlain, isBroken,
	noFIPS, costRange, memoryRange, manyKinds, sameAsLine, mixedWith,
}

// isErrorText reports whether a line is one that errors may have: fixed words
// and numbers.
func isErrorText(s string) bool {
	if s == ErrNoUsers.Error() {
		return true
	}
	s, ok := strings.CutPrefix(s, "htpasswd: line ")
	s = strings.TrimLeft(s, "0123456789")
	s, colon := strings.CutPrefix(s, ": ")
	return ok && colon && (slices.Contains(fuzzReasons, s) || slices.Contains(fuzzReasons, strings.TrimRight(s, "0123456789")))
}

var fuzzSeeds = []string{
	"alice:$2y$04$aZ2zFgHs2/hvKdpV0HYFteJzE7qmA7oXc0CLIoMUMFNmxZc.JBlFO",
	"bob:$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5:comment",
	"c:$6$rounds=10$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.\r\n",
	"d:$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
	"e:$scrypt$ln=8,r=4,p=2$iVGq1dpbi7G2ltI6p/Q+Jw$nCUgWX7xoXEgLBuPIXg0rrENePsHmAONGromJ1nQG64",
	"f:$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/",
	"g:{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=\nh:{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr",
	"i:rqXexS6ZhobKA",
	"j:plain\nk:{PLAIN}plain",
	"l:*\nm:!$2y$04$",
	"\ufeff#\n \t\n\n#x\n",
	"n:$2y$31$aZ2zFgHs2/hvKdpV0HYFteJzE7qmA7oXc0CLIoMUMFNmxZc.JBlFO",      // too costly
	"o:$5$rounds=999999999$a$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5", // too costly
	"p:$argon2id$v=19$m=4294967295,t=4294967295,p=255$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
	"q:$scrypt$ln=31,r=1048575,p=1$iVGq1dpbi7G2ltI6p/Q+Jw$nCUgWX7xoXEgLBuPIXg0rrENePsHmAONGromJ1nQG64",
}

// What is read is what the lines say, errors say nothing of them, and whatever
// they say, a check does no more work than the options allow.
func FuzzParse(f *testing.F) {
	for i, seed := range fuzzSeeds {
		f.Add(seed, "open sesame", uint8(i))
		f.Add(seed+"\n"+fuzzSeeds[(i+1)%len(fuzzSeeds)], "myPassword", uint8(i))
	}
	f.Fuzz(func(t *testing.T, text, password string, how uint8) {
		const bound = 1 << 12 // rounds of a hash
		opts := &Options{
			AllowPlaintext: how&1 != 0,
			RefuseMixed:    how&2 != 0,
			Bcrypt:         Range{4, 4},
			Rounds:         Range{1000, 2000},
			Passes:         Range{1, 2},
			KiB:            Range{1, 512},
		}
		hashes := 0
		opts.ran = func(k kind, _ int, rounds uint64) {
			hashes++
			if rounds == 0 || rounds > bound || k.weight().Memory > 512<<10 {
				t.Fatalf("%d rounds of %+v", rounds, k)
			}
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
		checkUsers(t, table, text, opts)
		for _, user := range []string{"no such user", ""} {
			if id, err := table.Verify(t.Context(), nil, user, password); err != scheme.ErrUnknownUser || id.Subject != "" {
				t.Fatalf("%q gets in: %v", user, err)
			}
		}
		if hashes != 2*len(table.dummies) || hashes > 2*maxKinds || hashes == 0 {
			t.Fatalf("%d hashes", hashes)
		}
	})
}

// checkUsers reads the text another way, and wants the same users with the same
// hashes.
func checkUsers(t *testing.T, table *Table, text string, opts *Options) {
	t.Helper()
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.Trim(line, " \t") == "" || line[0] == '#' {
			continue
		}
		n++
		fields := strings.Split(line, ":")
		e := table.users[fields[0]]
		switch {
		case e == nil || len(fields) < 2 || fields[0] == "" || fields[1] == "":
			t.Fatalf("%q is skipped, or taken", line)
		case e.disabled != strings.ContainsAny(fields[1][:1], "!*"), e.disabled != (e.version == ""), e.disabled != (e.hash.kind == nil):
			t.Fatalf("%q: %+v", line, e)
		case e.disabled:
		default:
			if again := rewrite(e.hash); again == "" && !opts.AllowPlaintext || again != "" && again != canonical(fields[1]) {
				t.Fatalf("%q is read as %q", line, again)
			}
		}
	}
	if n != len(table.users) {
		t.Fatalf("%d users of %d lines", len(table.users), n)
	}
}

// rewrite returns the text of a hash, or nothing if that was plain text.
func rewrite(h hash) string {
	switch k := h.kind.(type) {
	case bcryptKind:
		return "$2b$" + string(byte('0'+k.cost/10)) + string(byte('0'+k.cost%10)) + "$" + bcryptEncoding.EncodeToString(h.salt) + bcryptEncoding.EncodeToString(h.sum)
	case shaCryptKind:
		return "$" + map[int]string{256: "5", 512: "6"}[k.bits] + "$" + string(h.salt) + "$" + encode(h.sum, k.order())
	case apr1Kind:
		return "$apr1$" + string(h.salt) + "$" + encode(h.sum, orderMD5)
	case shaKind:
		return "SHA}" + base64.StdEncoding.EncodeToString(slices.Concat(h.sum, h.salt))
	case argon2Kind, scryptKind:
		return base64.RawStdEncoding.EncodeToString(h.salt) + "$" + base64.RawStdEncoding.EncodeToString(h.sum)
	}
	return ""
}

// canonical returns the text without what rewrite does not write.
func canonical(s string) string {
	fields := strings.Split(s, "$")
	switch {
	case strings.HasPrefix(s, "$2"): // the version, and stray bits of the salt
		salt, _ := bcryptEncoding.DecodeString(fields[3][:22])
		return "$2b$" + fields[2] + "$" + bcryptEncoding.EncodeToString(salt) + fields[3][22:]
	case strings.HasPrefix(s, "$5$rounds="), strings.HasPrefix(s, "$6$rounds="):
		return "$" + fields[1] + "$" + fields[3] + "$" + fields[4]
	case strings.HasPrefix(s, "$argon2id$"), strings.HasPrefix(s, "$scrypt$"):
		return strings.Join(fields[len(fields)-2:], "$")
	case s[0] == '{':
		return s[strings.Index(s, "SHA}"):]
	}
	return s
}

// The texts of sums have one form each.
func FuzzDecode(f *testing.F) {
	f.Add("5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5")
	f.Add("svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1")
	f.Add("HqJZimcKQFAMYayBlzkrA/")
	f.Fuzz(func(t *testing.T, s string) {
		for _, order := range [][]byte{orderMD5, orderSHA256, orderSHA512} {
			sum, ok := decode(s, order)
			if ok && (len(sum) != len(order) || encode(sum, order) != s) {
				t.Fatalf("%q is %x, which is %q", s, sum, encode(sum, order))
			}
		}
	})
}

// Every sum has a text, and the order is one of all its bytes.
func TestOrders(t *testing.T) {
	for _, order := range [][]byte{orderMD5, orderSHA256, orderSHA512} {
		sorted := slices.Sorted(slices.Values(order))
		for i, at := range sorted {
			if int(at) != i {
				t.Fatalf("%d of %d", at, i)
			}
		}
		for seed := range 1000 {
			sum := make([]byte, len(order))
			for i := range sum {
				sum[i] = byte(i*seed + seed>>3)
			}
			if got, ok := decode(encode(sum, order), order); !ok || !slices.Equal(got, sum) {
				t.Fatalf("%x is read as %x", sum, got)
			}
		}
	}
}

// A seed of each kind is read.
func TestSeeds(t *testing.T) {
	opts := &Options{AllowPlaintext: true, KiB: Range{Min: 1}}
	kinds := 0
	for i, seed := range fuzzSeeds {
		table, err := Parse(strings.NewReader(seed), opts)
		if i < 7 || i == 8 || i == 9 {
			if err != nil && !fips140.Enforced() {
				t.Errorf("%s: %v", seed, err)
			}
		} else if err == nil {
			t.Errorf("%s: no error", seed)
		}
		if table != nil {
			kinds += len(table.dummies)
		}
	}
	if kinds < 6 {
		t.Errorf("%d kinds", kinds)
	}
}
