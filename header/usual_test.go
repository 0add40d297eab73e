// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// scanSlowly is scanParams for a list that starts with a name, without
// scanUsual.
func scanSlowly(s string) (l list, next int, f fault) {
	var seen names
	return scanList(s, list{}, 0, &seen, false)
}

// compareScans scans s both ways. Not even the shapes may differ, or items of
// the same text would.
func compareScans(t *testing.T, s string) {
	t.Helper()
	if s == "" || s[0] == ',' || class[s[0]]&isBlank != 0 {
		return
	}
	l, next, f := scanParams(s, 0)
	slow, slowNext, slowFault := scanSlowly(s)
	if f != slowFault || f.why == 0 && (l != slow || next != slowNext) {
		t.Fatalf("%q: %+v, %d, %+v, but slowly %+v, %d, %+v", s, l, next, f, slow, slowNext, slowFault)
	}
}

// All strings of up to seven of these, and no trailing blanks, which lines do
// not have.
func TestUsualAgrees(t *testing.T) {
	const symbols = "ab=\",\\ \t"
	var all func(b []byte, n int)
	count := 0
	all = func(b []byte, n int) {
		if _, end := trimBlank(string(b)); end == len(b) {
			compareScans(t, string(b))
			count++
		}
		if n == 0 {
			return
		}
		for i := range len(symbols) {
			all(append(b, symbols[i]), n-1)
		}
	}
	n := 7
	if testing.Short() {
		n = 6
	}
	all(nil, n)
	if count < 200_000 {
		t.Errorf("only %d strings", count)
	}
}

// Longer lists of pieces that are of all kinds and lengths.
func TestUsualAgreesInLongLists(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[rnd.IntN(len(of))] }
	done := 0
	for range 50_000 {
		var b strings.Builder
		for range 1 + rnd.IntN(9) {
			b.WriteString(strings.Repeat(pick("a", "B", "q-", "n_o"), 1+rnd.IntN(34)) + pick("", "x", "yz"))
			b.WriteString(pick("=", "=", "=", "=", "=", " =", "= ", " "))
			text := strings.Repeat(pick("x", "1", "\t", " ", "\xe9", ",", "="), rnd.IntN(131))
			b.WriteString(pick(`"`+text+`"`, `"`+text+`"`, `"`+text+`\" "`, "v"+strings.Repeat("w", len(text)), `"`+text))
			b.WriteString(pick(", ", ", ", ", ", ",", ", ,", " ,", ",\t", " "))
		}
		s := strings.TrimRight(b.String(), "\t ")
		compareScans(t, s)
		if _, next, f := scanParams(s, 0); f.why == 0 && next == len(s) {
			done++
		}
	}
	if done < 5000 {
		t.Errorf("only %d lists are in the grammar", done)
	}
}

// The names that are in use have classes of their own within each scheme, so
// that no list of them takes the slow way.
func TestNameClasses(t *testing.T) {
	for scheme, list := range map[string]string{
		"Digest":              "username username* realm uri algorithm nonce nc cnonce qop response opaque userhash",
		"Digest challenge":    "realm domain nonce opaque stale algorithm qop charset userhash",
		"Authentication-Info": "nextnonce qop rspauth cnonce nc",
		"Basic":               "realm charset",
		"Bearer": "realm scope error error_description error_uri service max_age acr_values resource_metadata algs " +
			"authorization_uri client_id resource_id trusted_issuers claims",
		"OAuth": "realm oauth_consumer_key oauth_token oauth_signature_method oauth_signature oauth_timestamp " +
			"oauth_nonce oauth_version oauth_callback oauth_verifier oauth_body_hash",
		"SCRAM":        "realm sid data s2s2c sr ttl",
		"Hawk":         "id ts nonce ext mac hash app dlg tsm",
		"PrivateToken": "challenge token-key max-age",
		"AWS4":         "Credential SignedHeaders Signature",
		"Signature":    "keyId algorithm created expires headers signature",
	} {
		var mask uint64
		for name := range strings.FieldsSeq(list) {
			if class := nameClass(name); mask&class != 0 || class != nameClass(strings.ToUpper(name)) {
				t.Errorf("%s: %s has no class of its own", scheme, name)
			} else {
				mask |= class
			}
		}
	}
}

// Pairs of lengths that just fit, and those that do not, one parameter more than
// there are pairs, and gaps of all widths: what is read is what was written.
func TestShapes(t *testing.T) {
	for _, gap := range []string{", ", ",", " , ", ",,", ",, \t,"} {
		for _, name := range []int{1, 2, 15, 16, 31, 32, 33, 64, 255, 256} {
			for _, value := range []int{1, 2, 62, 63, 126, 127, 128, 129, 255, 256} {
				var lines [3]strings.Builder
				want := strings.Repeat("v", value)
				for i := range 7 {
					if i > 0 {
						for n := range lines {
							lines[n].WriteString(gap)
						}
					}
					n := strings.Repeat("n", name-1) + string(rune('a'+i)) + "="
					lines[0].WriteString(n + want)
					lines[1].WriteString(n + `"` + want + `"`)
					lines[2].WriteString(n + `"` + want[1:] + `\v"`)
				}
				for _, line := range lines {
					checkShape(t, "X "+line.String(), name, want)
				}
			}
		}
	}
}

func checkShape(t *testing.T, line string, name int, want string) {
	t.Helper()
	c, err := ParseCredentials([]string{line})
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	n := 0
	for p := range c.Params().All() {
		if len(p.Name) != name || p.Name[name-1] != byte('a'+n) || p.Value() != want {
			t.Fatalf("%q: %d: %s=%q", line, n, p.Name, p.Value())
		}
		n++
	}
	if n != 7 {
		t.Fatalf("%q: %d parameters", line, n)
	}
}
