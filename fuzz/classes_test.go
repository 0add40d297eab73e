// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"strings"
	"testing"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
)

// representative returns the byte of the alphabet that b behaves like.
func representative(b byte) byte {
	if strings.IndexByte("=\"\\ ,\t", b) >= 0 {
		return b
	}
	for i := range len(alphabet) {
		if r := alphabet[i]; strings.IndexByte("=\"\\ ,\t", r) < 0 && oracle.Class(r) == oracle.Class(b) && (r >= 0x80) == (b >= 0x80) {
			return r
		}
	}
	return 0
}

// TestClasses shows, for all 256 bytes, that header and the oracle treat a byte
// as they treat its representative, wherever it stands. That is what makes the
// exhaustive comparison one over all strings.
func TestClasses(t *testing.T) {
	places := append([]string{"", "a", "a\t", "a b", `a b=c, "`}, prefixes...)
	behind := []string{"", "a", "=", `"`, " ", ",", "=a", `="a"`, ", a", " a=a", `a", a`, "aaaaaaaa"}
	counts := make(map[byte]int)
	compared := 0
	for b := range 256 {
		r := representative(byte(b))
		counts[r]++
		for _, before := range places {
			for _, after := range behind {
				line := before + string([]byte{byte(b)}) + after
				twin := before + string([]byte{r}) + after
				for name, compare := range comparisons {
					if diff := compare(line); diff != "" {
						t.Errorf("%s %q: %s", name, line, diff)
					}
				}
				_, v1 := oracle.Challenges(line)
				_, v2 := oracle.Challenges(twin)
				_, v3 := oracle.Credentials(line)
				_, v4 := oracle.Credentials(twin)
				_, v5 := oracle.Info(line)
				_, v6 := oracle.Info(twin)
				// Twins differ only where one of them repeats a name.
				if same(v1) != same(v2) || same(v3) != same(v4) || same(v5) != same(v6) {
					t.Errorf("%q is not treated as %q", line, twin)
				}
				compared++
			}
		}
	}
	if len(counts) != len(alphabet) || counts[0] != 0 {
		t.Errorf("the classes have %v bytes each", counts)
	}
	if want := 256 * len(places) * len(behind); compared != want {
		t.Errorf("%d of %d places were compared", compared, want)
	}
}

// same takes a repeated name for accepted: the ABNF does.
func same(v oracle.Verdict) bool { return v == oracle.Accepted || v == oracle.Duplicate }
