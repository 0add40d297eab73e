// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package lines

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func bad(n int, reason string) error { return fmt.Errorf("%d: %s", n, reason) }

func TestRead(t *testing.T) {
	long := strings.Repeat("x", Max)
	const good = "a\n" // the line before
	tests := []struct {
		text string
		want []string // what add gets
		err  string
	}{
		{"", nil, ""},
		{"\n \t\n#c\n# \xff\n", nil, ""},
		{"a\nb\r\nc", []string{"1 a", "2 b", "3 c"}, ""},
		{"a\n\n#\nb", []string{"1 a", "4 b"}, ""},
		{long + "\n", []string{"1 " + long}, ""},
		{good + long + "x\nb", []string{"1 a", "3 b"}, "2: " + TooLong},
		{good + strings.Repeat("x", 100<<10) + "\nb", []string{"1 a", "3 b"}, "2: " + TooLong},
		{good + "#" + long + "\nb", []string{"1 a", "3 b"}, ""}, // a comment, however long
		{good + "#" + strings.Repeat("x", 100<<10) + "\nb", []string{"1 a", "3 b"}, ""},
		{good + strings.Repeat(" ", 100<<10) + "\nb", []string{"1 a", "3 b"}, ""},
		{good + strings.Repeat(" ", 33<<10) + "#\nb", []string{"1 a", "3 b"}, "2: " + TooLong},
		{good + strings.Repeat("\t", 2000) + "x\nb", []string{"1 a", "3 b"}, "2: " + TooLong},
		{good + strings.Repeat("\t", 20<<10) + "\r\nb", []string{"1 a", "3 b"}, ""},
		{good + "x" + strings.Repeat("#", 100<<10) + "\nb", []string{"1 a", "3 b"}, "2: " + TooLong},
		{good + Mark + "b", []string{"1 a"}, "2: " + HasMark},
		{good + " b", []string{"1 a"}, "2: " + HasBlank},
		{good + "\tb", []string{"1 a"}, "2: " + HasBlank},
		{good + "b\xff", []string{"1 a"}, "2: " + NotUTF8},
		{good + "b\x00", []string{"1 a"}, "2: " + HasControls},
		{good + "b\u0085", []string{"1 a"}, "2: " + HasControls},
		{good + "refused\n b", []string{"1 a", "2 refused"}, "2: refused\n3: " + HasBlank},
	}
	for _, tt := range tests {
		var got []string
		err := Read(strings.NewReader(tt.text), "file", func(n int, line string) string {
			got = append(got, fmt.Sprint(n, " ", line))
			if line == "refused" {
				return line
			}
			return ""
		}, bad)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if !slices.Equal(got, tt.want) || text != tt.err {
			t.Errorf("%.20q: %.60q, %s", tt.text, got, text)
		}
	}
	if len(tests) != 21 {
		t.Errorf("%d rows", len(tests))
	}
}

// endless is a file of one byte again and again.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// What has no end comes to one: of lines, of the line, and of what is not good.
func TestBounds(t *testing.T) {
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		r    io.Reader
		want error
		text string
	}{
		"blank lines": {endless('\n'), errSize, ""},
		"one line":    {endless('x'), errSize, ""},
		"ten errors":  {strings.NewReader(strings.Repeat(" x\n", 1000)), nil, "10: " + HasBlank},
		"the reader":  {io.MultiReader(strings.NewReader("a\n"), failing{broken}), broken, "file: broken"},
	} {
		lines := 0
		err := Read(tt.r, "file", func(int, string) string { lines++; return "" }, bad)
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) || !strings.HasSuffix(err.Error(), tt.text) || lines > 1 {
			t.Errorf("%s: %d lines, %v", name, lines, err)
		}
	}
}

type failing struct{ err error }

func (r failing) Read([]byte) (int, error) { return 0, r.err }
