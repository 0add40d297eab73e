// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package fuzz_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-httpauth/httpauth/fuzz/oracle"
	"github.com/go-httpauth/httpauth/header"
)

// The comparisons of package header with the oracle, one line at a time. Each
// returns what differs, or "".

func compareChallenges(line string) string {
	want, verdict := oracle.Challenges(line)
	got, err := header.ParseChallenges([]string{line})
	if diff := compareVerdict(verdict, err); diff != "" || err != nil {
		return diff
	}
	if len(got) != len(want) {
		return fmt.Sprintf("%d challenges, the oracle has %d", len(got), len(want))
	}
	for i, ch := range got {
		token, single := ch.Token68()
		if diff := compareItem(want[i], ch.Scheme(), token, single, ch.Params()); diff != "" {
			return fmt.Sprintf("challenge %d: %s", i, diff)
		}
	}
	return ""
}

func compareCredentials(line string) string {
	want, verdict := oracle.Credentials(line)
	got, err := header.ParseCredentials([]string{line})
	if diff := compareVerdict(verdict, err); diff != "" || err != nil {
		return diff
	}
	token, single := got.Token68()
	return compareItem(want, got.Scheme(), token, single, got.Params())
}

func compareInfo(line string) string {
	want, verdict := oracle.Info(line)
	got, err := header.ParseInfo([]string{line})
	if diff := compareVerdict(verdict, err); diff != "" || err != nil {
		return diff
	}
	return compareItem(want, "", "", false, got.Params())
}

// compareVerdict compares whether the line is accepted and, if not, which layer
// refuses it.
func compareVerdict(verdict oracle.Verdict, err error) string {
	if err == nil {
		if verdict != oracle.Accepted {
			return fmt.Sprintf("accepted, the oracle says %v", verdict)
		}
		return ""
	}
	var syntax *header.SyntaxError
	if !errors.As(err, &syntax) {
		return fmt.Sprintf("the error is %v", err)
	}
	switch {
	case verdict == oracle.Duplicate:
		if !strings.Contains(syntax.Reason, "twice") {
			return "refused for " + syntax.Reason + ", the oracle says duplicate"
		}
	case verdict != oracle.Outside:
		return fmt.Sprintf("refused for %s, the oracle says %v", syntax.Reason, verdict)
	}
	return ""
}

func compareItem(want oracle.Item, scheme, token string, single bool, params header.Params) string {
	if scheme != want.Scheme || token != want.Token68 || single != (want.Token68 != "") {
		return fmt.Sprintf("%q %q, the oracle has %q %q", scheme, token, want.Scheme, want.Token68)
	}
	i := 0
	for p := range params.All() {
		if i == len(want.Params) {
			return "more parameters than the oracle"
		}
		if w := want.Params[i]; p.Name != w.Name || p.Value() != w.Value || p.IsQuoted() != w.Quoted {
			return fmt.Sprintf("parameter %q=%q %t, the oracle has %q=%q %t", p.Name, p.Value(), p.IsQuoted(), w.Name, w.Value, w.Quoted)
		}
		i++
	}
	if i < len(want.Params) {
		return "fewer parameters than the oracle"
	}
	return ""
}
