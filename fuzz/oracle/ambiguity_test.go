// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package oracle_test

import (
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
)

func TestAmbiguousVerdict(t *testing.T) {
	for _, c := range []struct {
		name    string
		decide  func(string) (string, oracle.Verdict)
		in      string
		value   string
		verdict oracle.Verdict
	}{
		{"Twofold", oracle.Twofold, "a", "", oracle.Ambiguous},
		{"Twofold", oracle.Twofold, "a=", "token68", oracle.Accepted},
		{"Twofold", oracle.Twofold, "!", "token", oracle.Accepted},
		{"Twofold", oracle.Twofold, "a!=", "", oracle.Outside},
		{"Onefold", oracle.Onefold, "a", "a", oracle.Accepted},
		{"Onefold", oracle.Onefold, ",", "", oracle.Outside},
		{"Nested", oracle.Nested, "", "", oracle.Accepted},
		{"Nested", oracle.Nested, "aaaaaaaaaa", "aaaaaaaaaa", oracle.Accepted},
		{"Nested", oracle.Nested, "aaab", "", oracle.Outside},
	} {
		value, verdict := c.decide(c.in)
		if value != c.value || verdict != c.verdict {
			t.Errorf("%s(%q) = %q, %d, want %q, %d", c.name, c.in, value, verdict, c.value, c.verdict)
		}
	}
}
