// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestParseJSON(t *testing.T) {
	tests := []struct {
		name   string
		field  string
		lines  []string
		status int
		out    string
	}{
		{"nothing", "WWW-Authenticate", nil, exitOK, `{"items":[],"errors":[]}`},
		{"no token68 where there is none", "WWW-Authenticate", []string{"Basic, Negotiate YII=, Digest a=b"}, exitOK,
			`{"items":[{"scheme":"Basic","params":[]},{"scheme":"Negotiate","token68":"YII=","params":[]},` +
				`{"scheme":"Digest","params":[{"name":"a","value":"b","quoted":false}]}],"errors":[]}`},
		{"credentials", "Proxy-Authorization", []string{"Basic YTpi"}, exitOK,
			`{"items":[{"scheme":"Basic","token68":"YTpi","params":[]}],"errors":[]}`},
		{"no scheme in info", "Authentication-Info", []string{`a="b"`}, exitOK,
			`{"items":[{"params":[{"name":"a","value":"b","quoted":true}]}],"errors":[]}`},
		{"items and errors", "WWW-Authenticate", []string{"=", "Basic"}, exitFailure,
			`{"items":[{"scheme":"Basic","params":[]}],"errors":[{"line":0,"offset":0,"reason":"a scheme is expected"}]}`},
		{"absent", "Authorization", nil, exitFailure,
			`{"items":[],"errors":[{"line":0,"offset":0,"reason":"no field line"}]}`},
		{"reason with quotes", "Authentication-Info", []string{"a"}, exitFailure,
			`{"items":[],"errors":[{"line":0,"offset":1,"reason":"\"=\" is expected"}]}`},
		{"escapes of JSON", "WWW-Authenticate", []string{`Basic realm="\"\\` + "\t</é\u2028" + `"`}, exitOK,
			`{"items":[{"scheme":"Basic","params":[{"name":"realm","value":"\"\\\u0009</é` + "\u2028" + `","quoted":true}]}],"errors":[]}`},
		{"bytes that are not UTF-8", "WWW-Authenticate", []string{"Basic realm=\"\xe9\x80\xff \xc3\xa9\""}, exitOK,
			`{"items":[{"scheme":"Basic","params":[{"name":"realm","value":"\u00e9\u0080\u00ff é","quoted":true}]}],"errors":[]}`},
		{"a name with all that a token may have", "WWW-Authenticate", []string{"Basic !#$%&'*+-.^_`|~0Az=x"}, exitOK,
			`{"items":[{"scheme":"Basic","params":[{"name":"!#$%&'*+-.^_` + "`" + `|~0Az","value":"x","quoted":false}]}],"errors":[]}`},
	}
	for _, test := range tests {
		got := execute(t, "", append([]string{"parse", "-json", "-field", test.field, "--"}, test.lines...)...)
		if got.status != test.status || got.out != test.out+"\n" || got.err != "" {
			t.Errorf("%s: %+v, want status %d:\n%s", test.name, got, test.status, test.out)
		}
		if !json.Valid([]byte(got.out)) {
			t.Errorf("%s: not JSON: %s", test.name, got.out)
		}
	}
	if len(tests) != 10 {
		t.Errorf("%d rows, want 10", len(tests))
	}
}

// TestBatch asks everything at once: each line has its answer, in order, broken
// ones included.
func TestBatch(t *testing.T) {
	const empty, broken = `{"items":[],"errors":[]}`, "not a JSON object of this form"
	refused := func(line int, reason string) string {
		return fmt.Sprintf(`{"items":[],"errors":[{"line":%d,"offset":0,"reason":%q}]}`, line, reason)
	}
	realm := func(json string) string {
		return `{"items":[{"scheme":"Basic","params":[{"name":"realm","value":"` + json + `","quoted":true}]}],"errors":[]}`
	}
	tests := []struct{ in, out string }{
		{`{"field":"WWW-Authenticate","lines":["Basic realm=\"x\""]}`, realm("x")},
		{`{"field":"proxy-authenticate","lines":["Basic realm=\"x\""]}`, realm("x")},
		{`{"field":"Proxy-Authorization","lines":["Basic YTpi"]}`,
			`{"items":[{"scheme":"Basic","token68":"YTpi","params":[]}],"errors":[]}`},
		{`{"field":"Proxy-Authentication-Info","lines":["a=b"]}`,
			`{"items":[{"params":[{"name":"a","value":"b","quoted":false}]}],"errors":[]}`},
		{`{"field":"WWW-Authenticate","lines":[]}`, empty},
		{`{"field":"WWW-Authenticate"}`, empty},
		{`{"field":"Authorization","lines":[]}`, refused(0, "no field line")},
		{`{"field":"Authorization","lines":["Basic","Basic"]}`, refused(1, "more than one field line")},
		{`{"field":"Cookie","lines":["a=b"]}`, refused(0, "no such field")},
		{`{"lines":["a=b"]}`, refused(0, "no such field")},
		{`{}`, refused(0, "no such field")},
		{`{"field":"WWW-Authenticate","lines":"Basic"}`, refused(0, broken)},
		{`{"field":"WWW-Authenticate","lines":["Basic"]`, refused(0, broken)},
		{`{"field":"WWW-Authenticate","lines":["Basic"]} x`, refused(0, broken)},
		{`["Basic"]`, refused(0, broken)},
		{`Basic`, refused(0, broken)},
		{``, refused(0, broken)},
		{"\x00\xff", refused(0, broken)},
		{strings.Repeat(" ", maxInput) + "{}", refused(0, "the object is too long")},

		// One code point is one byte.
		{`{"field":"WWW-Authenticate","latin1":true,"lines":["Basic realm=\"\u00e9\u0080\u00ff\""]}`, realm(`\u00e9\u0080\u00ff`)},
		{`{"field":"WWW-Authenticate","latin1":true,"lines":["Basic realm=\"ÿ\""]}`, realm(`\u00ff`)},
		{`{"field":"WWW-Authenticate","latin1":true,"lines":["Basic","Basic \u0100"]}`, refused(1, "a code point above U+00FF")},
		{`{"field":"WWW-Authenticate","latin1":true,"lines":["Basic \ud83d\ude00"]}`, refused(0, "a code point above U+00FF")},
		// Without latin1 it is UTF-8.
		{`{"field":"WWW-Authenticate","lines":["Basic realm=\"\u00e9\u0100\""]}`, realm("éĀ")},

		{`{"field":"WWW-Authenticate","lines":["Basic realm=\"last\""]}`, realm("last")},
	}
	var in, want []string
	for _, test := range tests {
		in, want = append(in, test.in), append(want, test.out)
	}
	got := execute(t, strings.Join(in, "\n"), "parse", "-batch") // the last line is not ended
	if got.status != exitFailure || got.err != "" {
		t.Errorf("status %d, want %d; standard error: %q", got.status, exitFailure, got.err)
	}
	answers := strings.Split(strings.TrimSuffix(got.out, "\n"), "\n")
	if len(answers) != len(want) || len(tests) != 25 {
		t.Fatalf("%d answers to %d rows, want 25", len(answers), len(tests))
	}
	for i, answer := range answers {
		if answer != want[i] {
			t.Errorf("%.200s:\n%s\nwant:\n%s", tests[i].in, answer, want[i])
		}
	}
}

// TestBatchStatus tells a batch without any error from others.
func TestBatchStatus(t *testing.T) {
	const good, bad = `{"field":"WWW-Authenticate","lines":["Basic"]}` + "\n", "{\n"
	for _, test := range []struct {
		in      string
		status  int
		answers int
	}{
		{"", exitOK, 0},
		{good, exitOK, 1},
		{good + good, exitOK, 2},
		{bad + good, exitFailure, 2},
		{good + bad, exitFailure, 2},
	} {
		got := execute(t, test.in, "parse", "-batch")
		if n := strings.Count(got.out, "\n"); got.status != test.status || n != test.answers {
			t.Errorf("%q: status %d, %d answers, want %d, %d", test.in, got.status, n, test.status, test.answers)
		}
	}
}

// TestBatchDialogue asks the next only after the answer to the last: a program
// at the other end of two pipes must not have to close one.
func TestBatchDialogue(t *testing.T) {
	in, ask := io.Pipe()
	answer, out := io.Pipe()
	done := make(chan int, 1)
	ctx := within(t)
	go func() {
		status := run(ctx, []string{"parse", "-batch"}, std{in, out, io.Discard})
		out.Close()
		done <- status
	}()
	answers := bufio.NewReader(answer)
	for i := range 3 {
		fmt.Fprintf(ask, `{"field":"Authorization","lines":["x%d"]}`+"\n", i)
		got, err := answers.ReadString('\n')
		if want := fmt.Sprintf(`{"items":[{"scheme":"x%d","params":[]}],"errors":[]}`+"\n", i); got != want || err != nil {
			t.Fatalf("%q, %v, want %q", got, err, want)
		}
	}
	ask.Close()
	if status := <-done; status != exitOK {
		t.Errorf("status %d, want %d", status, exitOK)
	}
}
