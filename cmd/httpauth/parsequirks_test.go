// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"strings"
	"testing"
)

func TestParseQuirks(t *testing.T) {
	const text = "Bearer\n  uri = /a  (quoted-string)\n  b = c  (token)\n"
	const object = `{"items":[{"scheme":"Bearer","params":[{"name":"uri","value":"/a","quoted":true},{"name":"b","value":"c","quoted":false}]}],"errors":[]}` + "\n"
	tests := []struct {
		args, in string
		status   int
		out      string
	}{
		{"-quirks missing-comma,bare-values", "Bearer uri=/a b=c", exitOK, text},
		{"-quirks missing-comma", "Bearer uri=/a b=c", exitFailure, "error in line 0 at offset 11: a value is expected\n"},
		{"-field Authorization -quirks missing-comma,bare-values", "Bearer uri=/a b=c", exitOK, text},
		{"-field Authentication-Info -quirks skip-bad-lines", "a=b\n@", exitOK, "  a = b  (token)\n"},
		{"-quirks none", "Bearer", exitUsage, ""},
		{"-quirks controls -batch", "", exitUsage, ""},
		{"-batch", `{"field":"WWW-Authenticate","quirks":["missing-comma","bare-values"],"lines":["Bearer uri=/a b=c"]}`, exitOK, object},
		{"-batch", `{"field":"WWW-Authenticate","quirks":["none"],"lines":["Bearer"]}`, exitFailure,
			`{"items":[],"errors":[{"line":0,"offset":0,"reason":"not a JSON object of this form"}]}` + "\n"},
	}
	for _, test := range tests {
		got := execute(t, test.in, append([]string{"parse"}, strings.Fields(test.args)...)...)
		if got.status != test.status || got.out != test.out {
			t.Errorf("%s: status %d, printed:\n%s\nwant status %d:\n%s", test.args, got.status, got.out, test.status, test.out)
		}
	}
	if len(tests) != 8 {
		t.Errorf("%d rows, want 8", len(tests))
	}
}
