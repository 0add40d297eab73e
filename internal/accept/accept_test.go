// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package accept

import (
	"strings"
	"testing"
)

func TestBest(t *testing.T) {
	for _, tt := range []struct {
		lines []string
		want  string
	}{
		{nil, "text/plain"},
		{[]string{"*/*"}, "text/plain"},
		{[]string{"text/html"}, "text/html"},
		{[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, "text/html"},
		{[]string{"text/*;q=0.5, application/json"}, "application/json"},
		{[]string{"application/json;q=0.1", "text/html;q=0.2"}, "text/html"},
		{[]string{"*/*, text/plain;q=0"}, "text/html"},       // the more specific range counts
		{[]string{"text/html;q=2, */*;q=0.1"}, "text/plain"}, // no weight
		{[]string{"text/html;q=NaN"}, "text/plain"},
		{[]string{"image/png"}, "text/plain"}, // better than none
		{[]string{";;", "TEXT/HTML"}, "text/html"},
		{[]string{strings.Repeat("a/b,", 1<<18) + "text/html"}, "text/plain"}, // attack A10: nobody reads that
	} {
		if got := Best(tt.lines, "text/plain", "text/html", "application/json"); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.lines, got, tt.want)
		}
	}
}
