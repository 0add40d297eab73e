// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors

import (
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	challengeName = "www-authenticate/a.txt"
	challengeFile = "field: WWW-Authenticate\nexpect: accept\nsection: RFC 9110, 11.3\n" +
		"source: own\ncomment: two\nitem: X\nquoted: a=b%20c\nparam: %25=d\nitem: Y\ntoken68: e==\n" +
		"\nX a=\"b c\", %=d\nY e==\n"
	credentialsFile = "field: Authorization\nexpect: syntax error\nquirks: controls obs-fold\n" +
		"section: RFC 9110, 5.5\nsource: own\ncomment: one\nencoding: percent\nitem: X\nquoted: a=%07\n" +
		"\nX%0D%0A a=\"%07\"\n"
	infoFile = "field: Authentication-Info\nexpect: accept\nsection: RFC 9110, 11.6.3\n" +
		"source: own\ncomment: none\nitem:\n\n\n"
	extFile = "field: ext-value\nexpect: accept\nsection: RFC 8187, 3.2.1\nsource: own\ncomment: c\n" +
		"value:\n\nUTF-8''\n"
	absentFile = "field: Authorization\nexpect: no field line\nsection: RFC 9110, 11.6.2\n" +
		"source: own\ncomment: c\n\n"
)

func mapFS(files map[string]string) fs.FS {
	m := fstest.MapFS{}
	for name, data := range files {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return m
}

func TestParse(t *testing.T) {
	got, err := readAll(mapFS(map[string]string{
		challengeName:               challengeFile,
		"authorization/b.txt":       credentialsFile,
		"authorization/none.txt":    absentFile,
		"authentication-info/c.txt": infoFile,
		"ext-value/d.txt":           extFile,
	}), 5)
	want := []Vector{
		{
			Name: "authentication-info/c", Field: "Authentication-Info", Expect: "accept",
			Section: "RFC 9110, 11.6.3", Source: "own", Comment: "none",
			Lines: []string{""}, Items: []Item{{}},
		},
		{
			Name: "authorization/b", Field: "Authorization", Expect: "syntax error",
			Quirks:  []string{"controls", "obs-fold"},
			Section: "RFC 9110, 5.5", Source: "own", Comment: "one",
			Lines: []string{"X\r\n a=\"\a\""},
			Items: []Item{{Scheme: "X", Params: []Param{{"a", "\a", true}}}},
		},
		{
			Name: "authorization/none", Field: "Authorization", Expect: "no field line",
			Section: "RFC 9110, 11.6.2", Source: "own", Comment: "c",
		},
		{
			Name: "ext-value/d", Field: "ext-value", Expect: "accept",
			Section: "RFC 8187, 3.2.1", Source: "own", Comment: "c",
			Lines: []string{"UTF-8''"},
		},
		{
			Name: "www-authenticate/a", Field: "WWW-Authenticate", Expect: "accept",
			Section: "RFC 9110, 11.3", Source: "own", Comment: "two",
			Lines: []string{`X a="b c", %=d`, "Y e=="},
			Items: []Item{
				{Scheme: "X", Params: []Param{{"a", "b c", true}, {"%", "d", false}}},
				{Scheme: "Y", Token68: "e==", HasToken68: true},
			},
		},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, error %v", got, err)
	}
}

func TestCountDiffers(t *testing.T) {
	one := mapFS(map[string]string{challengeName: challengeFile})
	for _, want := range []int{0, 2} {
		if vs, err := readAll(one, want); err == nil || vs != nil {
			t.Errorf("one file, want %d: got %d vectors and no error", want, len(vs))
		}
	}
}

// edit replaces one part of a good file.
type edit struct {
	file, old, new string
	err            error
}

func TestBroken(t *testing.T) {
	const ch, cr, in, ex = challengeFile, credentialsFile, infoFile, extFile
	tests := map[string]edit{
		"field missing":          {ch, "field: WWW-Authenticate\n", "", errMissing},
		"field unknown":          {ch, "field: WWW-Authenticate", "field: Warning", errDirectory},
		"field of another":       {ch, "field: WWW-Authenticate", "field: Authorization", errDirectory},
		"expect missing":         {ch, "expect: accept\n", "", errMissing},
		"expect unknown":         {ch, "expect: accept", "expect: refuse", errExpect},
		"expect not of field":    {ch, "expect: accept", "expect: more than one line", errExpect},
		"section missing":        {ch, "section: RFC 9110, 11.3\n", "", errMissing},
		"section empty":          {ch, "section: RFC 9110, 11.3", "section:", errMissing},
		"source missing":         {ch, "source: own\n", "", errMissing},
		"source empty":           {ch, "source: own", "source:", errMissing},
		"comment missing":        {ch, "comment: two\n", "", errMissing},
		"comment empty":          {ch, "comment: two", "comment:", errMissing},
		"comment blank behind":   {ch, "comment: two", "comment: two ", errBlanks},
		"comment two blanks":     {ch, "comment: two", "comment:  two", errBlanks},
		"comment no blank":       {ch, "comment: two", "comment:two", errBlanks},
		"comment not ASCII":      {ch, "comment: two", "comment: tw\u00f6", errText},
		"header with CR":         {ch, "comment: two", "comment: two\r", errText},
		"order wrong":            {ch, "source: own\ncomment: two", "comment: two\nsource: own", errMissing},
		"key unknown":            {ch, "item: Y", "thing: Y", errKey},
		"key twice":              {ch, "comment: two", "comment: two\ncomment: two", errKey},
		"key without colon":      {ch, "item: Y", "item Y", errKey},
		"quirks late":            {ch, "comment: two", "comment: two\nquirks: controls", errKey},
		"quirk unknown":          {cr, "quirks: controls obs-fold", "quirks: magic", errQuirk},
		"quirk twice":            {cr, "quirks: controls obs-fold", "quirks: controls controls", errQuirk},
		"quirks unsorted":        {cr, "quirks: controls obs-fold", "quirks: obs-fold controls", errQuirk},
		"quirks empty":           {cr, "quirks: controls obs-fold", "quirks:", errQuirk},
		"quirks with accept":     {cr, "expect: syntax error", "expect: accept", errQuirk},
		"encoding unknown":       {cr, "encoding: percent", "encoding: base64", errEncoding},
		"encoding empty":         {cr, "encoding: percent", "encoding:", errEncoding},
		"encoding not needed":    {cr, "X%0D%0A a", "X a", errEncoding},
		"encoding missing":       {ch, "Y e==\n", "Y e==\r\n", errEncoding},
		"body not canonical":     {cr, "X%0D", "%58%0D", errPercent},
		"body lower case":        {cr, "X%0D", "X%0d", errPercent},
		"body cut escape":        {cr, "X%0D%0A", "X%0", errPercent},
		"body short escape":      {cr, " a=\"%07\"\n", " a=\"%0\n", errPercent},
		"body raw control":       {cr, " a=\"%07\"\n", " a=\"\a\"\n", errPercent},
		"body raw octet":         {cr, " a=\"%07\"\n", " a=\"\xe9\"\n", errPercent},
		"body without last LF":   {ch, "Y e==\n", "Y e==", errLastLF},
		"no empty line":          {ch, "\n\n", "\n", errNoBlank},
		"item without scheme":    {ch, "item: X", "item:", errItems},
		"item with refusal":      {ch, "expect: accept", "expect: syntax error", errItems},
		"item missing":           {in, "item:\n", "", errItems},
		"item twice":             {in, "item:\n", "item:\nitem:\n", errItems},
		"item scheme not wanted": {in, "item:\n", "item: X\n", errItems},
		"item of two":            {cr, "item: X\n", "item: Y\nitem: X\n", errItems},
		"token68 empty":          {ch, "token68: e==", "token68:", errItems},
		"token68 and param":      {ch, "token68: e==", "token68: e==\nparam: a=b", errKey},
		"token68 after param":    {ch, "param: %25=d", "token68: d", errKey},
		"token68 blank inside":   {ch, "token68: e==", "token68: e =", errPercent},
		"param without equals":   {ch, "param: %25=d", "param: d", errParam},
		"param without name":     {ch, "param: %25=d", "param: =d", errParam},
		"param empty":            {ch, "param: %25=d", "param:", errParam},
		"param bad name":         {ch, "param: %25=d", "param: %=d", errPercent},
		"param bad value":        {ch, "quoted: a=b%20c", "quoted: a=b%2c", errPercent},
		"param not canonical":    {ch, "quoted: a=b%20c", "quoted: a=%62", errPercent},
		"scheme not canonical":   {ch, "item: X", "item: %58", errPercent},
		"lines missing":          {ch, "\nX a=\"b c\", %=d\nY e==\n", "\n", errLines},
		"lines too many":         {cr, "\"%07\"\n", "\"%07\"\nX\n", errLines},
		"value missing":          {ex, "value:\n", "", errMissing},
		"value with refusal":     {ex, "expect: accept", "expect: syntax error", errKey},
		"value twice":            {ex, "value:\n", "value:\nvalue:\n", errKey},
		"value not UTF-8":        {ex, "value:\n", "value: %E9\n", errUTF8},
		"value not canonical":    {ex, "value:\n", "value: %41\n", errPercent},
		"value lines":            {ex, "UTF-8''\n", "UTF-8''\nUTF-8''\n", errLines},
		"value duplicate":        {ex, "expect: accept\n", "expect: duplicate parameter\n", errKey},
		"absent with line":       {absentFile, "comment: c\n\n", "comment: c\n\nX\n", errLines},
		"lines but one":          {absentFile, "expect: no field line", "expect: more than one line", errLines},
	}
	paths := map[string]string{ch: challengeName, in: "authentication-info/c.txt", ex: "ext-value/d.txt"}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path, ok := paths[tt.file]
			if !ok {
				path = "authorization/b.txt"
			}
			data := strings.Replace(tt.file, tt.old, tt.new, 1)
			if data == tt.file {
				t.Fatal("nothing was replaced")
			}
			_, err := readAll(mapFS(map[string]string{path: data}), 1)
			if !errors.Is(err, tt.err) || !strings.Contains(err.Error(), path) {
				t.Errorf("got error %v, want %v and the path", err, tt.err)
			}
		})
	}
}

func TestPaths(t *testing.T) {
	for name, want := range map[string]error{
		"www-authenticate/a":          errName,
		"www-authenticate/a.txt.orig": errName,
		"a.txt":                       errDirectory,
		"authorization/a.txt":         errDirectory,
		"www-authenticate/b/a.txt":    errDirectory,
		"WWW-Authenticate/a.txt":      errDirectory,
	} {
		_, err := readAll(mapFS(map[string]string{name: challengeFile}), 1)
		if !errors.Is(err, want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got error %v, want %v and the path", name, err, want)
		}
	}
}

// broken is a file system whose files cannot be read.
type broken struct{ fs.FS }

func (b broken) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".txt") {
		return nil, fs.ErrPermission
	}
	return b.FS.Open(name)
}

func TestUnreadable(t *testing.T) {
	_, err := readAll(broken{mapFS(map[string]string{challengeName: challengeFile})}, 1)
	if !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got error %v", err)
	}
}

func TestUnescape(t *testing.T) {
	for _, s := range []string{"", "a", "%20", "%00%FF", "%25", "~!", "\"\\="} {
		if _, err := unescape(s, false); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{" ", "%", "%2", "%2G", "%G2", "%41", "%7e", "%c3", "\x7f", "\n", "%7E"} {
		if got, err := unescape(s, false); err == nil {
			t.Errorf("%q: got %q and no error", s, got)
		}
	}
	if got, err := unescape("a b%0A", true); got != "a b\n" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := unescape("a%20b", true); err == nil {
		t.Errorf("escaped blank: got %q and no error", got)
	}
}
