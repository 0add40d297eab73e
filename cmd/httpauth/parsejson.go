// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-httpauth/httpauth/header"
)

// parseBatch answers each line of standard input with one of standard output.
func parseBatch(std std) int {
	status := exitOK
	in := bufio.NewReader(std.in)
	for {
		line, readErr := in.ReadBytes('\n')
		if len(line) > 0 {
			f := answer(line)
			if len(f.errs) > 0 {
				status = exitFailure
			}
			if _, err := std.out.Write(append(f.appendJSON(nil), '\n')); err != nil {
				return fail(std, exitFailure, err)
			}
		}
		switch {
		case errors.Is(readErr, io.EOF):
			return status
		case readErr != nil:
			return fail(std, exitFailure, readErr)
		}
	}
}

// answer reads one object of a batch and what it asks for.
func answer(line []byte) finding {
	var q struct {
		Field  string          `json:"field"`
		Lines  []string        `json:"lines"`
		Latin1 bool            `json:"latin1"`
		Quirks []header.Quirks `json:"quirks"`
	}
	refuse := func(reason string) finding {
		return finding{errs: []header.SyntaxError{{Reason: reason}}}
	}
	if len(line) > maxInput {
		return refuse("the object is too long")
	}
	if err := json.Unmarshal(line, &q); err != nil {
		return refuse("not a JSON object of this form")
	}
	read, ok := readers[strings.ToLower(q.Field)]
	if !ok {
		return refuse("no such field")
	}
	if q.Latin1 {
		for i, line := range q.Lines {
			if q.Lines[i], ok = fromLatin1(line); !ok {
				return finding{errs: []header.SyntaxError{{Line: i, Reason: "a code point above U+00FF"}}}
			}
		}
	}
	var p header.Parser
	for _, quirk := range q.Quirks {
		p.Quirks |= quirk
	}
	return read(p, q.Lines)
}

// fromLatin1 returns the bytes that the code points of s stand for.
func fromLatin1(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for _, c := range s {
		if c > 0xff {
			return "", false
		}
		b = append(b, byte(c))
	}
	return string(b), true
}

// appendJSON appends the finding as one JSON object.
func (f *finding) appendJSON(b []byte) []byte {
	b = append(b, `{"items":[`...)
	for i, it := range f.items {
		b = comma(b, i)
		b = append(b, '{')
		if it.scheme != "" {
			b = appendString(append(b, `"scheme":`...), it.scheme)
			b = append(b, ',')
		}
		if it.single {
			b = appendString(append(b, `"token68":`...), it.token68)
			b = append(b, ',')
		}
		b = append(b, `"params":[`...)
		for j, p := range it.params {
			b = comma(b, j)
			b = appendString(append(b, `{"name":`...), p.Name)
			b = appendString(append(b, `,"value":`...), p.Value())
			b = strconv.AppendBool(append(b, `,"quoted":`...), p.IsQuoted())
			b = append(b, '}')
		}
		b = append(b, "]}"...)
	}
	b = append(b, `],"errors":[`...)
	for i, e := range f.errs {
		b = comma(b, i)
		b = strconv.AppendInt(append(b, `{"line":`...), int64(e.Line), 10)
		b = strconv.AppendInt(append(b, `,"offset":`...), int64(e.Offset), 10)
		b = appendString(append(b, `,"reason":`...), e.Reason)
		b = append(b, '}')
	}
	return append(b, "]}"...)
}

func comma(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

// appendString appends s as a JSON string. A byte that is not UTF-8 becomes the
// escape of its Latin-1 code, \u00XX; encoding/json would lose it.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == utf8.RuneError && size == 1, c < ' ', c == 0x7f:
			b = append(b, `\u00`...)
			b = append(b, hex[s[i]>>4], hex[s[i]&15])
		case c == '"' || c == '\\':
			b = append(b, '\\', byte(c))
		default:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return append(b, '"')
}
