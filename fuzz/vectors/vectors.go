// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package vectors

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed www-authenticate authorization authentication-info ext-value
var files embed.FS

// Count is the exact number of vectors.
const Count = 1405

// Param is one parameter of an [Item]. Quoted tells that the value was sent
// as a quoted-string; Value is without quotes and backslashes either way.
type Param struct {
	Name, Value string
	Quoted      bool
}

// Item is one challenge, one credentials, or the parameters of an
// Authentication-Info, whose Scheme is empty. HasToken68 tells that there is
// a Token68; there are no Params then.
type Item struct {
	Scheme, Token68 string
	HasToken68      bool
	Params          []Param
}

// Vector is one file. The package documentation explains its parts.
type Vector struct {
	// Name is the path of the file without ".txt".
	Name string
	// Field is the field the lines belong to, or "ext-value".
	Field string
	// Expect is the answer of a strict parser.
	Expect string
	// Quirks, if there are any, are those of the tolerant parser that Items
	// belongs to. Without quirks Items is the result of a strict parser.
	Quirks []string
	// Section is the rule that decides, Source where the input was met, and
	// Comment the reason.
	Section, Source, Comment string
	// Lines are the field lines, octet by octet. For an ext-value there is
	// exactly one.
	Lines []string
	// Items is the result; it is empty if Expect is no "accept" and there
	// are no Quirks.
	Items []Item
	// Value is the decoded text of an accepted ext-value, in UTF-8.
	Value string
}

// FS returns the four directories with the files of the vectors.
func FS() fs.FS { return files }

// All returns the vectors in the order of their paths. It fails if a file
// breaks the format or if there are not exactly [Count] files.
func All() ([]Vector, error) { return readAll(files, Count) }

// readAll reads every file of fsys and fails unless there are want of them.
func readAll(fsys fs.FS, want int) ([]Vector, error) {
	var all []Vector
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		v, err := parseFile(name, string(data))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, v)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("vectors: %w", err)
	}
	if len(all) != want {
		return nil, fmt.Errorf("vectors: found %d files, want %d", len(all), want)
	}
	return all, nil
}

// parseFile reads the file at the path name.
func parseFile(name, data string) (Vector, error) {
	stem, ok := strings.CutSuffix(name, ".txt")
	if !ok {
		return Vector{}, errName
	}
	head, body, ok := strings.Cut(data, "\n\n")
	if !ok {
		return Vector{}, errNoBlank
	}
	v, encoded, err := parseHeader(head)
	if err != nil {
		return Vector{}, err
	}
	v.Name = stem
	if path.Dir(name) != strings.ToLower(v.Field) {
		return Vector{}, errDirectory
	}
	if v.Lines, err = parseBody(body, encoded); err != nil {
		return Vector{}, err
	}
	return v, check(v)
}
