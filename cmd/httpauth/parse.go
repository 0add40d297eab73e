// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-httpauth/httpauth/header"
)

// maxInput bounds a line of standard input: header.MaxLength bytes, each of
// which JSON may write in six.
const maxInput = 8 * header.MaxLength

// parse explains field lines.
func parse(_ context.Context, args []string, std std) int {
	fs := flags("parse [options] [LINE ...]", std)
	field := fs.String("field", "WWW-Authenticate", "the `NAME` of the field: WWW-Authenticate, Authorization, Authentication-Info, or Proxy- twins")
	var quirks header.Quirks
	fs.TextVar(&quirks, "quirks", quirks, "put up with departures from the grammar, by `NAME,NAME`, such as missing-comma")
	asJSON := fs.Bool("json", false, "answer with one JSON object")
	batch := fs.Bool("batch", false, `read JSON objects {"field":"...","lines":["..."],"quirks":["..."]} from standard input, one a line, and answer each with one`)
	if status, end := parseFlags(fs, args); end {
		return status
	}
	if *batch {
		if fs.NArg() > 0 || quirks != 0 {
			return fail(std, exitUsage, errors.New("-batch takes lines and quirks from standard input"))
		}
		return parseBatch(std)
	}
	read, ok := readers[strings.ToLower(*field)]
	if !ok {
		return fail(std, exitUsage, errField)
	}
	lines := fs.Args()
	if len(lines) == 0 {
		in := bufio.NewScanner(std.in)
		in.Buffer(nil, maxInput)
		for in.Scan() {
			lines = append(lines, in.Text())
		}
		if err := in.Err(); err != nil {
			return fail(std, exitFailure, err)
		}
	}
	f := read(header.Parser{Quirks: quirks}, lines)
	if *asJSON {
		std.out.Write(append(f.appendJSON(nil), '\n'))
	} else {
		f.explain(std.out)
	}
	if len(f.errs) > 0 {
		return exitFailure
	}
	return exitOK
}

var errField = errors.New("no such field: WWW-Authenticate, Authorization, Authentication-Info, or a Proxy- twin of one")

// An item is a challenge, credentials, or the parameters of Authentication-Info.
type item struct {
	scheme  string // empty: there is none
	token68 string
	single  bool
	params  []header.Param
}

// A finding is what was found in the lines of one field.
type finding struct {
	items []item
	errs  []header.SyntaxError
}

var readers = map[string]func(p header.Parser, lines []string) finding{
	"www-authenticate":          readChallenges,
	"proxy-authenticate":        readChallenges,
	"authorization":             readCredentials,
	"proxy-authorization":       readCredentials,
	"authentication-info":       readInfo,
	"proxy-authentication-info": readInfo,
}

func readChallenges(p header.Parser, lines []string) (f finding) {
	for ch, err := range p.Challenges(lines) {
		if err != nil {
			f.fail(err)
			continue
		}
		f.items = append(f.items, itemOf(ch))
	}
	return f
}

func readCredentials(p header.Parser, lines []string) (f finding) {
	c, err := p.ParseCredentials(lines)
	if err != nil {
		f.fail(err)
		return f
	}
	f.items = []item{itemOf(c)}
	return f
}

func readInfo(p header.Parser, lines []string) (f finding) {
	info, err := p.ParseInfo(lines)
	if err != nil {
		f.fail(err)
		return f
	}
	f.items = []item{{params: slices.Collect(info.Params().All())}}
	return f
}

// itemOf reads a challenge or credentials.
func itemOf(v interface {
	Scheme() string
	Token68() (string, bool)
	Params() header.Params
}) item {
	it := item{scheme: v.Scheme(), params: slices.Collect(v.Params().All())}
	it.token68, it.single = v.Token68()
	return it
}

func (f *finding) fail(err error) {
	e := header.SyntaxError{Reason: "no field line"} // header.ErrAbsent
	if syntax, ok := errors.AsType[*header.SyntaxError](err); ok {
		e = *syntax
	}
	f.errs = append(f.errs, e)
}

// explain writes the finding for people.
func (f *finding) explain(w io.Writer) {
	for _, it := range f.items {
		if it.scheme != "" {
			fmt.Fprintln(w, it.scheme)
		}
		if it.single {
			fmt.Fprintf(w, "  token68  %s\n", printable(it.token68))
		}
		for _, p := range it.params {
			form := "token"
			if p.IsQuoted() {
				form = "quoted-string"
			}
			fmt.Fprintf(w, "  %s = %s  (%s)\n", p.Name, printable(p.Value()), form)
		}
	}
	for _, e := range f.errs {
		fmt.Fprintf(w, "error in line %d at offset %d: %s\n", e.Line, e.Offset, e.Reason)
	}
}
