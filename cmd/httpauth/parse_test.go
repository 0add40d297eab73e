// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name   string
		args   []string
		in     string
		status int
		out    string
	}{
		{name: "challenges of one line", args: []string{`Basic realm="a, b", Digest qop="auth" ,algorithm=MD5`},
			out: "Basic\n  realm = a, b  (quoted-string)\nDigest\n  qop = auth  (quoted-string)\n  algorithm = MD5  (token)\n"},
		{name: "challenges of two lines", args: []string{"Negotiate", "NTLM YII="},
			out: "Negotiate\nNTLM\n  token68  YII=\n"},
		{name: "escapes are gone", args: []string{`Basic realm="a\"b\c"`},
			out: "Basic\n  realm = a\"bc  (quoted-string)\n"},
		{name: "a list without elements", args: []string{" , ,"}},
		{name: "a broken line hides no other", args: []string{`Basic realm="x`, "Digest a=b", "=", "Bearer"},
			status: exitFailure,
			out: "Digest\n  a = b  (token)\nBearer\n" +
				"error in line 0 at offset 14: the quoted-string is not closed\n" +
				"error in line 2 at offset 0: a scheme is expected\n"},
		{name: "parameter twice", args: []string{"Basic a=b, A=c"}, status: exitFailure,
			out: "error in line 0 at offset 11: a parameter occurs twice\n"},

		{name: "lines of standard input", in: "Basic realm=x\nBearer\n",
			out: "Basic\n  realm = x  (token)\nBearer\n"},
		{name: "the last line is not ended", in: "Basic\nBearer", out: "Basic\nBearer\n"},
		{name: "ended as in HTTP", in: "Basic realm=x\r\nBearer\r\n",
			out: "Basic\n  realm = x  (token)\nBearer\n"},
		{name: "arguments come before standard input", args: []string{"Basic"}, in: "Bearer\n", out: "Basic\n"},
		{name: "no lines"},
		{name: "no lines of credentials", args: []string{"-field", "Authorization"}, status: exitFailure,
			out: "error in line 0 at offset 0: no field line\n"},
		{name: "no lines of info", args: []string{"-field", "Authentication-Info"}, status: exitFailure,
			out: "error in line 0 at offset 0: no field line\n"},

		{name: "proxy's challenges", args: []string{"-field", "Proxy-Authenticate", "Basic, Digest a=b"},
			out: "Basic\nDigest\n  a = b  (token)\n"},
		{name: "credentials", args: []string{"-field", "Authorization", "Basic YTpi"}, out: "Basic\n  token68  YTpi\n"},
		{name: "credentials for a proxy", args: []string{"-field", "Proxy-Authorization", "Digest a=b"},
			out: "Digest\n  a = b  (token)\n"},
		{name: "names in another case", args: []string{"-field", "pROXY-aUTHORIZATION", "Basic YTpi"}, out: "Basic\n  token68  YTpi\n"},
		{name: "two lines of credentials", args: []string{"-field", "Authorization", "Basic YTpi", "Basic YTpi"}, status: exitFailure,
			out: "error in line 1 at offset 0: more than one field line\n"},
		{name: "a list of credentials", args: []string{"-field", "Authorization", "Basic YTpi, Basic YTpi"}, status: exitFailure,
			out: "error in line 0 at offset 10: more than one set of credentials\n"},
		{name: "info", args: []string{"-field", "Authentication-Info", `rspauth="x"`, "nc=1"},
			out: "  rspauth = x  (quoted-string)\n  nc = 1  (token)\n"},
		{name: "info of a proxy", args: []string{"-field", "Proxy-Authentication-Info", "a=b"}, out: "  a = b  (token)\n"},
		{name: "info with a scheme", args: []string{"-field", "Authentication-Info", "Digest a=b"}, status: exitFailure,
			out: "error in line 0 at offset 7: \"=\" is expected\n"},
		{name: "a line that looks like an option", args: []string{"--", "-x"}, out: "-x\n"},

		{name: "unknown field", args: []string{"-field", "Cookie", "a=b"}, status: exitUsage},
		{name: "empty field", args: []string{"-field", "", "a=b"}, status: exitUsage},
	}
	for _, test := range tests {
		got := execute(t, test.in, append([]string{"parse"}, test.args...)...)
		if got.status != test.status || got.out != test.out {
			t.Errorf("%s: status %d, printed:\n%s\nwant status %d:\n%s", test.name, got.status, got.out, test.status, test.out)
		}
		if complains := test.status == exitUsage; complains != strings.HasPrefix(got.err, "httpauth: ") || !complains && got.err != "" {
			t.Errorf("%s: standard error: %q", test.name, got.err)
		}
	}
	if len(tests) != 25 {
		t.Errorf("%d rows, want 25", len(tests))
	}
}

// TestParseLong reads a line that is longer than any field may be.
func TestParseLong(t *testing.T) {
	for _, test := range []struct {
		length int
		out    string
	}{
		{200 << 10, "error in line 0 at offset 0: the field is too long\n"},
		{2 * maxInput, ""}, // not even read
	} {
		got := execute(t, "Basic "+strings.Repeat("a", test.length)+"\n", "parse")
		if got.status != exitFailure || got.out != test.out || (got.err == "") == (test.out == "") {
			t.Errorf("%d bytes: %+v, want status %d, %q", test.length, got, exitFailure, test.out)
		}
	}
}
