// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/vectors"
	"github.com/go-httpauth/httpauth/header"
)

// maxOracle bounds the lines that the oracle is asked about: it takes its time.
const maxOracle = 200

// seedLines adds the lines of all vectors of a field as seeds, besides those
// that the target has of its own.
func seedLines(f *testing.F, field string) {
	f.Helper()
	all, err := vectors.All()
	if err != nil {
		f.Fatal(err)
	}
	n := 0
	for _, v := range all {
		if v.Field != field {
			continue
		}
		for _, line := range v.Lines {
			f.Add(line)
			n++
		}
	}
	if n < 100 {
		f.Fatalf("only %d seeds for %s", n, field)
	}
}

// Whatever the line, header accepts it if the ABNF does, with the same values.
func FuzzChallenges(f *testing.F) {
	seedLines(f, "WWW-Authenticate")
	f.Add("A ,b=c")     // an empty element before the first parameter
	f.Add("A \t,b=c")   // a blank before it
	f.Add("A , ,")      // nothing but empty elements
	f.Add("A b= ,C")    // padding, or a value that is missing
	f.Add("A b=c,b =c") // the same name, with a blank
	f.Fuzz(func(t *testing.T, line string) {
		if len(line) > maxOracle {
			return
		}
		if diff := compareChallenges(line); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzCredentials is FuzzChallenges for Authorization.
func FuzzCredentials(f *testing.F) {
	seedLines(f, "Authorization")
	f.Add("A b=c,") // an empty element at the end is legal
	f.Add("A b,")   // after a token68 it is not
	f.Fuzz(func(t *testing.T, line string) {
		if len(line) > maxOracle {
			return
		}
		if diff := compareCredentials(line); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzInfo is FuzzChallenges for Authentication-Info.
func FuzzInfo(f *testing.F) {
	seedLines(f, "Authentication-Info")
	f.Add("a=b c") // what looks like a scheme
	f.Fuzz(func(t *testing.T, line string) {
		if len(line) > maxOracle {
			return
		}
		if diff := compareInfo(line); diff != "" {
			t.Error(diff)
		}
	})
}

// What was parsed and written is parsed again, to the same meaning and from
// then on to the same bytes.
func FuzzRoundTrip(f *testing.F) {
	seedLines(f, "WWW-Authenticate")
	seedLines(f, "Authorization")
	f.Fuzz(func(t *testing.T, line string) {
		chs, err := header.ParseChallenges([]string{line})
		if err != nil {
			return
		}
		for _, ch := range chs {
			text := ch.String()
			if b, err := ch.AppendText([]byte("x")); err != nil || string(b) != "x"+text {
				t.Errorf("AppendText gives %q, String %q", b, text)
			}
			again, err := header.ParseChallenges([]string{text})
			if err != nil || len(again) != 1 || !again[0].Equal(ch) || !ch.Equal(again[0]) || again[0].String() != text {
				t.Errorf("%q does not come back: %v, %v", text, again, err)
			}
			c, err := header.ParseCredentials([]string{text})
			if err != nil || c.Reveal() != text || string(c.AppendReveal(nil)) != text {
				t.Errorf("%q does not come back as credentials: %v", text, err)
			}
			if info, err := header.NewInfo(collect(ch.Params())...); err != nil || !info.Params().Equal(ch.Params()) {
				t.Errorf("its parameters do not come back: %v", err)
			} else if parsed, err := header.ParseInfo([]string{info.String()}); err != nil || parsed != info {
				t.Errorf("%q does not come back as an Info: %v", info, err)
			}
		}
	})
}

func collect(ps header.Params) (out []header.Param) {
	for p := range ps.All() {
		out = append(out, p)
	}
	return out
}
